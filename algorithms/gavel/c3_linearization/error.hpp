// gavel/c3_linearization/error.hpp - why a class has no method resolution order.
//
// Part of gavel/c3_linearization.hpp, which says how classes are numbered.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace gavel {

/// A class: its position in the hierarchy.
using class_id = std::uint32_t;

/// Why a class has no order.
enum class linearization_fault : std::uint8_t {
  unknown_base,    ///< a base that is not defined before the class (NameError)
  invalid_base,    ///< a base that itself has no order, so Python never bound its name (NameError)
  duplicate_base,  ///< a base listed twice (TypeError)
  inconsistent,    ///< the bases contradict each other about the order (TypeError)
};

namespace detail::c3_linearization {

/// How classes are called unless the caller says: an id is "#7", a name is itself.
struct plain_name {
  [[nodiscard]] std::string operator()(class_id id) const { return '#' + std::to_string(id); }
  [[nodiscard]] const std::string& operator()(const std::string& name) const { return name; }
};

}  // namespace detail::c3_linearization

/// Why `derived` has no order. `Class` is class_id, or std::string where classes have names.
template <typename Class>
struct linearization_error {
  linearization_fault fault{};
  Class derived{};
  Class base{};  ///< the base at fault; the first of `heads` when inconsistent
  /// When inconsistent: the classes that the merge is stuck at, as CPython names them.
  std::vector<Class> heads;

  bool operator==(const linearization_error&) const = default;

  /// CPython's text (of 3.13; before, one of its blanks was a line break), with `name_of(class)`
  /// for the names, also of a base that does not exist; by default an id is "#7". CPython cuts the
  /// sentence about inconsistent bases off after 999 bytes; this does not.
  template <typename NameOf = detail::c3_linearization::plain_name>
  [[nodiscard]] std::string message(NameOf&& name_of = {}) const {
    if (fault == linearization_fault::duplicate_base) {
      return "duplicate base class " + std::string(name_of(base));
    }
    if (fault != linearization_fault::inconsistent) {
      return "name '" + std::string(name_of(base)) + "' is not defined";
    }
    std::string text = "Cannot create a consistent method resolution order (MRO) for bases ";
    for (std::size_t i = 0; i < heads.size(); ++i) {
      text += (i == 0 ? "" : ", ") + std::string(name_of(heads[i]));
    }
    return text;
  }
};

}  // namespace gavel
