// problems/maximum_gap/instance.hpp - the problem's data as types, with one reader and one writer.
// Shared by submissions, generators, tests and benchmarks. The input validator does not use it, so
// that a mistake here does not go unnoticed there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <ostream>
#include <vector>

namespace problems::maximum_gap {

struct instance {
  std::vector<std::int32_t> values;
};

/// The largest gap: up to 2^32 - 1.
using answer = std::uint32_t;

inline instance read(std::istream& in) {
  std::size_t n = 0;
  in >> n;
  instance problem{std::vector<std::int32_t>(n)};
  for (auto& value : problem.values) in >> value;
  return problem;
}

inline void write(std::ostream& out, const instance& problem) {
  out << problem.values.size() << '\n';
  const char* separator = "";
  for (const auto value : problem.values) {
    out << separator << value;
    separator = " ";
  }
  out << '\n';
}

}  // namespace problems::maximum_gap
