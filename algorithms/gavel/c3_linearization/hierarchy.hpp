// gavel/c3_linearization/hierarchy.hpp - named classes, defined one after the other as in Python.
//
// Part of gavel/c3_linearization.hpp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "gavel/c3_linearization/error.hpp"
#include "gavel/c3_linearization/linearize.hpp"
#include "gavel/c3_linearization/merge.hpp"
#include "gavel/contract.hpp"

namespace gavel {

/// A class by id or by name, for the parameters of `hierarchy`; does not own the name.
class class_reference {
 public:
  class_reference(class_id id) : value_(id) {}  // NOLINT(google-explicit-constructor)
  template <std::convertible_to<std::string_view> Name>
  class_reference(const Name& name)  // NOLINT(google-explicit-constructor)
      : value_(std::string_view(name)) {}

  /// The id, or nullptr when it is a name.
  [[nodiscard]] const class_id* id() const { return std::get_if<class_id>(&value_); }
  [[nodiscard]] std::string_view name() const { return std::get<std::string_view>(value_); }

  /// For messages: the name, or "#7".
  [[nodiscard]] std::string text() const {
    return id() != nullptr ? '#' + std::to_string(*id()) : std::string(name());
  }

 private:
  std::variant<class_id, std::string_view> value_;
};

/// Classes with names, each with its C3 order.
///
///     gavel::hierarchy h;
///     h.add("object", {});
///     h.add("A", {"object"});
///     h.add("B", {"object"});
///     h.add("C", {"A", "B"});
///     h.mro("C")               // the ids of C, A, B, object
///     h.next_in_mro("C", "A")  // the id of B: where super() in a method of A leads for a C
///
/// But for `add` and `find`, a class that does not exist is std::invalid_argument.
class hierarchy {
 public:
  /// What came of a definition: the new class's id, or why there is none (`id` then means nothing).
  struct definition {
    class_id id{};
    std::optional<linearization_error<std::string>> error;

    [[nodiscard]] explicit operator bool() const { return !error; }
  };

  /// Defines a class: amortised O(k log n + T) for k bases by name, or by id (T: total length of
  /// the bases' orders). A name that is taken is bound anew, as in Python: the older class keeps
  /// its id and its subclasses, but is no longer found by name. When the class has no order,
  /// nothing changes, and the error says why; its names are those that the classes were defined
  /// with, or
  /// "#7" for an id that does not exist.
  definition add(std::string_view name, const std::vector<class_reference>& bases) {
    GAVEL_EXPECTS(classes_.size() < detail::c3_linearization::none - 1);
    const auto derived = static_cast<class_id>(classes_.size());
    record added{std::string(name), {}, {}};
    for (const class_reference& base : bases) {
      const auto id = find(base);
      if (!id) {
        return {0, {{linearization_fault::unknown_base, std::string(name), base.text(), {}}}};
      }
      added.bases.push_back(*id);
    }
    merge_.reserve(classes_.size());
    std::vector<detail::c3_linearization::list> parents;
    for (const class_id base : added.bases) parents.emplace_back(classes_[base].order);
    const auto error =
        detail::c3_linearization::c3_order(derived, added.bases, parents, merge_, added.order);
    if (error) return {0, named(*error, name)};
    // What may throw comes before what cannot be undone.
    if (classes_.size() == classes_.capacity()) classes_.reserve(2 * classes_.size() + 1);
    ids_.insert_or_assign(added.name, derived);
    classes_.push_back(std::move(added));
    return {derived, std::nullopt};
  }

  /// Number of classes; their ids are 0 .. size() - 1 in the order of definition.
  [[nodiscard]] std::size_t size() const { return classes_.size(); }

  /// The class's id; of a name, that of its last successful definition.
  [[nodiscard]] std::optional<class_id> find(class_reference which) const {
    if (const class_id* id = which.id()) {
      return *id < classes_.size() ? std::optional(*id) : std::nullopt;
    }
    const auto found = ids_.find(which.name());
    return found != ids_.end() ? std::optional(found->second) : std::nullopt;
  }

  [[nodiscard]] const std::string& name(class_reference which) const { return at(which).name; }

  /// The bases as listed; valid until the next `add`, as is `mro`.
  [[nodiscard]] std::span<const class_id> bases(class_reference which) const {
    return at(which).bases;
  }

  /// The method resolution order: the class itself, then its ancestors.
  [[nodiscard]] std::span<const class_id> mro(class_reference which) const {
    return at(which).order;
  }

  /// The class after `current` in the order of `runtime`, which is where Python's
  /// super(current, object of class runtime) begins to look; std::nullopt after the last one.
  /// Throws std::invalid_argument when `current` is not in that order. O(length of the order).
  [[nodiscard]] std::optional<class_id> next_in_mro(class_reference runtime,
                                                    class_reference current) const {
    const auto& order = at(runtime).order;
    const record& wanted = at(current);
    const auto found = std::find(order.begin(), order.end(), wanted.order.front());
    if (found == order.end()) {
      throw std::invalid_argument(name(runtime) + " is not derived from " + wanted.name);
    }
    return found + 1 != order.end() ? std::optional(found[1]) : std::nullopt;
  }

  /// Attribute lookup: the first class in the order of `which` for which `has(id)` is true.
  template <std::predicate<class_id> Has>
  [[nodiscard]] std::optional<class_id> resolve(class_reference which, Has has) const {
    for (const class_id c : at(which).order) {
      if (has(c)) return c;
    }
    return std::nullopt;
  }

 private:
  struct record {
    std::string name;
    std::vector<class_id> bases;
    std::vector<class_id> order;
  };

  [[nodiscard]] const record& at(class_reference which) const {
    const auto id = find(which);
    if (!id) throw std::invalid_argument("no such class: " + which.text());
    return classes_[*id];
  }

  [[nodiscard]] linearization_error<std::string> named(const linearization_error<class_id>& error,
                                                       std::string_view derived) const {
    linearization_error<std::string> result{
        error.fault, std::string(derived), name(error.base), {}};
    for (const class_id head : error.heads) result.heads.push_back(name(head));
    return result;
  }

  std::vector<record> classes_;
  std::map<std::string, class_id, std::less<>> ids_;
  detail::c3_linearization::merger merge_;
};

}  // namespace gavel
