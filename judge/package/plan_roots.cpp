#include "judge/package/plan_roots.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "judge/package/planned_entry.hpp"

namespace judge::package {
namespace {

struct unused_root {
  const char* name;
  const char* why;
};
constexpr std::array unused_roots = {
    unused_root{"invalid_answer",
                "wrong answers, to test answer validators with, are not looked at"},
    unused_root{"testing_tool_test", "data for a testing tool are not looked at"},
    unused_root{"fuzz", "what a fuzzer found: move what is to be judged to secret"}};

/// "2026-05"; nothing hangs on it yet.
bool is_version(std::string_view text) {
  const auto digits = [](std::string_view part) {
    return part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  return text.size() == 7 && digits(text.substr(0, 4)) && text[4] == '-' && digits(text.substr(5));
}

}  // namespace

const yaml_node* data_of(const yaml_node& group) {
  for (std::size_t i = 0; i < group.keys.size(); ++i) {
    if (group.keys[i].text == "data") return &group.items[i];
  }
  return nullptr;
}

void check_roots(fields& root, const package_folder& folder) {
  if (const auto* node = root.take("version"); node != nullptr && !is_version(node->text)) {
    root.fail(*node, "version",
              fmt::format("{} is not a version: write for example 2026-05", shown(*node)));
  }
  const auto* data = data_of(root.node());
  if (data == nullptr) {
    root.fail(root.node(), "data", "missing: write for example 'data: {secret: {data: {}}}'");
    return;
  }
  for (const auto& key : data->keys) {
    const auto same = [&](const char* name) { return key.text == name; };
    if (std::any_of(plan_roots.begin(), plan_roots.end(), same)) continue;
    root.fail(key, fmt::format("data.{}", key.text),
              fmt::format("not a folder of data/: write one of {}", fmt::join(plan_roots, ", ")));
  }
  // The format asks for both; here their cases may also lie in data/ as they are.
  for (const auto* name : {"sample", "secret"}) {
    const auto same = [&](const yaml_node& key) { return key.text == name; };
    const bool planned = std::any_of(data->keys.begin(), data->keys.end(), same);
    if (planned || folder.is_folder(below("data", name), root.notes())) continue;
    root.fail(
        *data, fmt::format("data.{}", name),
        fmt::format("missing: write '{}: {{data: []}}', or put cases into data/{}", name, name));
  }
}

void drop_unused_roots(package_plan& plan, const std::string& file, complaints& notes) {
  package_plan kept;
  const unused_root* said = nullptr;
  for (std::size_t i = 0; i < plan.plan.cases.size(); ++i) {
    auto& one = plan.plan.cases[i];
    const auto* const unused =
        std::find_if(unused_roots.begin(), unused_roots.end(), [&](const unused_root& root) {
          return one.name.starts_with(fmt::format("{}/", root.name));
        });
    if (unused == unused_roots.end()) {
      kept.plan.cases.push_back(std::move(one));
      kept.own.push_back(std::move(plan.own[i]));
    } else if (said != unused) {
      said = unused;  // the cases of one folder follow each other
      notes.warn(
          fmt::format("{}:{}: data.{}: left out: {}", file, one.line, unused->name, unused->why));
    }
  }
  plan.plan.cases = std::move(kept.plan.cases);
  plan.own = std::move(kept.own);
}

}  // namespace judge::package
