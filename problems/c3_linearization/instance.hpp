// problems/c3_linearization/instance.hpp - the problem's data as types, with one reader and one
// writer. Shared by submissions, generators, tests and benches; the input validator does not use
// it, so that the two disagree when one of them is wrong.
#pragma once

#include <cstddef>
#include <istream>
#include <ostream>
#include <string>
#include <vector>

namespace problems::c3_linearization {

struct class_definition {
  std::string name;
  std::vector<std::string> bases;  // as listed; none means `object`
};

struct instance {
  std::vector<class_definition> classes;
};

/// What becomes of one class: its order, or the error's kind (name, duplicate or mro) and names.
struct outcome {
  std::string error;
  std::vector<std::string> names;
};

using answer = std::vector<outcome>;

inline instance read(std::istream& in) {
  std::size_t n = 0;
  in >> n;
  instance what{std::vector<class_definition>(n)};
  for (auto& [name, bases] : what.classes) {
    std::size_t k = 0;
    in >> name >> k;
    bases.resize(k);
    for (auto& base : bases) in >> base;
  }
  return what;
}

inline void write(std::ostream& out, const instance& what) {
  out << what.classes.size() << '\n';
  for (const auto& [name, bases] : what.classes) {
    out << name << ' ' << bases.size();
    for (const auto& base : bases) out << ' ' << base;
    out << '\n';
  }
}

inline void write(std::ostream& out, const answer& what) {
  for (const auto& [error, names] : what) {
    if (!error.empty()) out << "ERROR " << error << ' ';
    for (std::size_t i = 0; i < names.size(); ++i) out << (i == 0 ? "" : " ") << names[i];
    out << '\n';
  }
}

}  // namespace problems::c3_linearization
