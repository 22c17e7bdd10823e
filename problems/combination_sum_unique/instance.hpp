// problems/combination_sum_unique/instance.hpp - the problem's data as types, with one reader and
// writers. Shared by submissions, generators, tests and benches; the input validator does not use
// it, so that the two disagree when one of them is wrong.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <ostream>
#include <string>
#include <vector>

namespace problems::combination_sum_unique {

struct instance {
  int target = 0;
  std::size_t listed = 0;  // how many combinations are to be printed, at most
  std::vector<int> elements;
};

struct answer {
  std::uint64_t count = 0;
  std::vector<std::vector<int>> first;
};

inline instance read(std::istream& in) {
  instance out;
  std::size_t n = 0;
  in >> n >> out.target >> out.listed;
  out.elements.resize(n);
  for (int& element : out.elements) in >> element;
  return out;
}

inline void write(std::ostream& out, const instance& what) {
  out << what.elements.size() << ' ' << what.target << ' ' << what.listed << '\n';
  for (std::size_t i = 0; i < what.elements.size(); ++i) {
    out << (i == 0 ? "" : " ") << what.elements[i];
  }
  out << '\n';
}

inline void write(std::ostream& out, const answer& what) {
  std::string text = std::to_string(what.count) + '\n';
  for (const auto& combination : what.first) {
    text += std::to_string(combination.size());
    for (const int value : combination) text += ' ' + std::to_string(value);
    text += '\n';
  }
  out << text;
}

}  // namespace problems::combination_sum_unique
