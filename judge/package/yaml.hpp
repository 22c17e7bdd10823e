// judge/package/yaml.hpp - YAML text as a tree that remembers where everything stood.
//
// Read from yaml-cpp's events, not from its nodes: those forget where keys stood, take the last of
// two equal keys, and follow aliases however often they multiply.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "judge/base/result.hpp"

namespace judge::package {

/// A package's YAML files are small; one that is larger is an attack or an accident.
inline constexpr std::size_t yaml_limit_bytes = std::size_t{1} << 20;

/// Both from 1, as editors count.
struct place {
  int line = 1;
  int column = 1;
};

struct yaml_node {
  enum class kind { null, scalar, sequence, map };

  kind is = kind::null;
  std::string text = {};  ///< of a scalar: the spelling of a plain one, the content of a quoted one
  bool plain = false;     ///< a scalar without quotes, which may be a number or a truth value
  place at = {};
  std::vector<yaml_node> keys = {};   ///< of a map, beside `items`
  std::vector<yaml_node> items = {};  ///< of a map or a sequence
};

struct yaml_document {
  std::string name;  ///< of the file, for messages
  yaml_node root;
};

/// "problems/x/problem.yaml:7:15"
[[nodiscard]] std::string where(const yaml_document& document, place at);

/// One document of YAML. Refuses what is not UTF-8, NUL bytes, text beyond the limit, nesting and
/// aliases that would grow beyond all bounds. An empty text gives a null node.
[[nodiscard]] result<yaml_document> parse_yaml(std::string name, const std::string& text);

}  // namespace judge::package
