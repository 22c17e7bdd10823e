#include "judge/package/comparison.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "judge/base/text.hpp"

namespace judge::package {
namespace {

/// One argument of the default validator with its place.
struct argument {
  std::string text;
  const yaml_node* at;
};

class comparison_reader {
 public:
  comparison_reader(fields& from, std::string_view key) : from_(from), key_(key) {}

  comparison read(const std::vector<argument>& arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      const auto& [text, at] = arguments[i];
      if (text == "case_sensitive") {
        compare_.case_sensitive = true;
      } else if (text == "space_change_sensitive") {
        compare_.space_change_sensitive = true;
      } else if (text == "float_tolerance" || text == "float_absolute_tolerance" ||
                 text == "float_relative_tolerance") {
        const auto* value = i + 1 < arguments.size() ? &arguments[i + 1] : nullptr;
        tolerance(arguments[i], value);
        ++i;
      } else {
        from_.fail(*at, key_,
                   fmt::format("'{}' is not an argument of the default output validator: it knows "
                               "case_sensitive, space_change_sensitive, float_tolerance, "
                               "float_absolute_tolerance and float_relative_tolerance",
                               printable(text)));
      }
    }
    return compare_;
  }

 private:
  void tolerance(const argument& name, const argument* value) {
    const auto size = value == nullptr ? std::nullopt : decimal(value->text);
    if (!size || *size < 0) {
      from_.fail(value == nullptr ? *name.at : *value->at, key_,
                 fmt::format("{} needs a number of at least 0 behind it: write for example {} 1e-6",
                             name.text, name.text));
      return;
    }
    const bool both = name.text == "float_tolerance";
    const bool absolute = both || name.text == "float_absolute_tolerance";
    const bool relative = both || !absolute;
    if ((absolute && compare_.absolute_tolerance) || (relative && compare_.relative_tolerance)) {
      from_.fail(*name.at, key_,
                 fmt::format("{}: a tolerance is given twice: float_tolerance stands for the "
                             "absolute and the relative one",
                             name.text));
      return;
    }
    if (absolute) compare_.absolute_tolerance = size;
    if (relative) compare_.relative_tolerance = size;
  }

  fields& from_;
  std::string_view key_;
  comparison compare_;
};

}  // namespace

comparison read_comparison(fields& from, std::string_view key,
                           const std::vector<const yaml_node*>& arguments) {
  std::vector<argument> texts;
  for (const auto* one : arguments) texts.push_back({one->text, one});
  return comparison_reader(from, key).read(texts);
}

comparison read_flags(fields& from, std::string_view key, const yaml_node& node) {
  std::vector<argument> texts;
  for (auto& word : words_of(node.text)) texts.push_back({std::move(word), &node});
  return comparison_reader(from, key).read(texts);
}

}  // namespace judge::package
