// judge/package/fields.hpp - reads maps key by key: typed, with places, nothing silently ignored.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/base/result.hpp"
#include "judge/package/yaml.hpp"

namespace judge::package {

/// What is said while a package is read: warnings in order, and the first error. Readers go on
/// with a default after an error, so that only the end has to ask.
class complaints {
 public:
  void warn(std::string line) { warnings_.push_back(std::move(line)); }
  void fail(error failure) {
    if (!failure_) failure_ = std::move(failure);
  }
  void fail(std::string line) { fail(error{std::move(line)}); }
  [[nodiscard]] bool failed() const { return failure_.has_value(); }
  [[nodiscard]] const error& failure() const { return *failure_; }
  [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }

  /// The value, or nothing and the failure noted.
  template <typename T>
  std::optional<T> keep(result<T> outcome) {
    if (outcome) return std::move(outcome).value();
    fail(std::move(outcome).failure());
    return std::nullopt;
  }

 private:
  std::vector<std::string> warnings_;
  std::optional<error> failure_;
};

/// What a number must be, for its message: "'fast' is not a number of seconds: write for example
/// 1.5".
struct number_rule {
  double low;
  double high;
  std::string_view what;     ///< "a number of seconds"
  std::string_view example;  ///< "1.5"
  bool whole = false;
};

/// The decimal number that a text is, or nothing. No inf, nan or hexadecimal.
[[nodiscard]] std::optional<double> decimal(std::string_view text);

/// One map. Each getter takes a key; `finish` warns of those that nobody took. A getter gives
/// nothing where the key is missing, null or wrong; wrong ones are noted as errors.
class fields {
 public:
  /// `path` stands before each key in messages: "limits.".
  fields(const yaml_document& document, const yaml_node& map, complaints& notes,
         std::string path = "");

  /// The node of a key, whatever it is, or nullptr.
  const yaml_node* take(std::string_view key);

  std::optional<std::string> text(std::string_view key);
  std::optional<double> number(std::string_view key, const number_rule& rule);
  std::optional<bool> truth(std::string_view key);
  /// One text or a list of texts.
  std::optional<std::vector<std::string>> texts(std::string_view key);
  std::optional<fields> map(std::string_view key);

  /// Understood, and without effect here: "<where>: <key>: <why>".
  void ignore(std::string_view key, std::string_view why);
  /// Without effect and without a word: for people, not for a judge.
  void skip(std::initializer_list<std::string_view> keys);
  /// Warns of all that nobody took.
  void finish(std::string_view format);
  /// The keys that nobody took.
  [[nodiscard]] std::vector<const yaml_node*> others() const;

  void fail(const yaml_node& at, std::string_view key, std::string_view what);
  void warn(const yaml_node& at, std::string_view key, std::string_view what);

  [[nodiscard]] const yaml_document& document() const { return *document_; }
  [[nodiscard]] const yaml_node& node() const { return *map_; }
  [[nodiscard]] complaints& notes() const { return *notes_; }

 private:
  std::string line(const yaml_node& at, std::string_view key, std::string_view what) const;

  const yaml_document* document_;
  const yaml_node* map_;
  complaints* notes_;
  std::string path_;
  std::vector<bool> taken_;
  std::map<std::string_view, std::size_t> index_;  ///< of the first key of each name
};

/// The texts of a list node, each with its place; a single text is a list of one. Anything else is
/// noted as an error.
[[nodiscard]] std::vector<const yaml_node*> text_nodes(fields& from, const yaml_node& node,
                                                       std::string_view key);

/// A text for every reader of YAML: quoted, or plain and neither a number nor a truth value.
[[nodiscard]] bool is_text(const yaml_node& node);

/// Text for a message, in quotes; a list or a map by its kind.
[[nodiscard]] std::string shown(const yaml_node& node);

}  // namespace judge::package
