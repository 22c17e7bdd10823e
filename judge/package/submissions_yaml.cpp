#include "judge/package/submissions_yaml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "judge/base/text.hpp"
#include "judge/package/expectations.hpp"

namespace judge::package {
namespace {

constexpr auto file_name = "submissions/submissions.yaml";
/// Every rule is held against every case of every submission.
constexpr std::size_t rules_limit = 1000;

constexpr std::array words = {verdict::accepted, verdict::wrong_answer, verdict::time_limit,
                              verdict::run_time_error};
constexpr std::array rule_keys = {"permitted", "required", "score", "message",
                                  "use_for_time_limit"};

/// `permitted` or `required`; nothing where the key is missing.
std::optional<std::set<verdict>> read_verdicts(fields& from, std::string_view key) {
  const auto* node = from.take(key);
  if (node == nullptr || node->is == yaml_node::kind::null) return {};
  std::set<verdict> verdicts;
  for (const auto* word : text_nodes(from, *node, key)) {
    const auto* const known = std::find_if(
        words.begin(), words.end(), [&](verdict one) { return short_name(one) == word->text; });
    if (known == words.end()) {
      from.fail(*word, key,
                fmt::format("{} is no verdict: write AC, WA, TLE or RTE", shown(*word)));
    } else {
      verdicts.insert(*known);
    }
  }
  if (verdicts.empty()) {
    from.fail(*node, key, "an empty list can never be met: name verdicts, or remove the key");
  }
  return verdicts;
}

/// A number, or two that bound it.
std::optional<score_range> read_score(fields& from, bool scoring) {
  const auto* node = from.take("score");
  if (node == nullptr || node->is == yaml_node::kind::null) return {};
  if (!scoring) {
    from.warn(*node, "score", "not followed: only scoring problems have scores; remove it");
    return {};
  }
  std::vector<double> numbers;
  const auto add = [&](const yaml_node& one) {
    const auto value = one.is == yaml_node::kind::scalar && one.plain ? decimal(one.text)
                                                                      : std::optional<double>();
    if (value) numbers.push_back(*value);
    return value.has_value();
  };
  const bool list = node->is == yaml_node::kind::sequence;
  const bool numeric = list ? std::all_of(node->items.begin(), node->items.end(), add) : add(*node);
  if (!numeric || numbers.size() != (list ? 2U : 1U) || numbers.front() > numbers.back()) {
    from.fail(*node, "score", "neither a score nor a range of them: write 50, or [40, 60]");
    return {};
  }
  return score_range{numbers.front(), numbers.back()};
}

/// What `use_for_time_limit` says, and the rule that it stands for beside the others: "lower" is a
/// `permitted: [AC, WA, RTE]`, "upper" a `required: [TLE]`.
std::optional<expectation_rule> read_bound(fields& from, expectation_rule& into) {
  constexpr auto key = "use_for_time_limit";
  const auto* node = from.take(key);
  if (node == nullptr || node->is == yaml_node::kind::null) return {};
  auto own = expectation_rule{.name = into.name, .cases = into.cases};
  if (node->text == "lower") {
    own.permitted = {verdict::accepted, verdict::wrong_answer, verdict::run_time_error};
    own.bound = limit_bound::lower;
  } else if (node->text == "upper") {
    own.required = {verdict::time_limit};
    own.bound = limit_bound::upper;
  } else if (node->is == yaml_node::kind::scalar && node->plain &&
             (node->text == "true" || node->text == "false")) {
    into.bound = node->text == "true" ? limit_bound::by_verdicts : limit_bound::none;
    return {};
  } else {
    from.fail(*node, key,
              fmt::format("{} says nothing: write true, false, lower or upper", shown(*node)));
    return {};
  }
  into.bound = limit_bound::none;
  return own;
}

class yaml_reader {
 public:
  yaml_reader(const yaml_document& document, bool scoring, complaints& notes)
      : document_(document), scoring_(scoring), notes_(notes) {}

  std::vector<submission_entry> read() {
    fields globs(document_, document_.root, notes_);
    if (document_.root.is != yaml_node::kind::map) return {};
    for (const auto& key : document_.root.keys) {
      read_entry(key, *globs.take(key.text));
      if (rules_ <= rules_limit) continue;
      notes_.fail(fmt::format("{}: more than {} rules: join globs with '*' or '{{a,b}}'",
                              where(document_, key.at), rules_limit));
      break;
    }
    return std::move(entries_);
  }

 private:
  void read_entry(const yaml_node& key, const yaml_node& about) {
    fields from(document_, about, notes_, fmt::format("{}.", printable(key.text)));
    auto pattern = read_glob(key, key.text);
    if (!pattern || (about.is != yaml_node::kind::map && about.is != yaml_node::kind::null)) return;
    submission_entry entry{.submissions = *std::move(pattern),
                           .where = where(document_, key.at),
                           .language = from.text("language").value_or(""),
                           .entry_point = from.text("entrypoint").value_or(""),
                           .rules = {},
                           .replaces = {}};
    from.skip({"authors"});
    (void)from.truth("model_solution");

    const bool asks = has_rule(about);
    auto folder = std::string(key.text);
    if (folder.ends_with('/')) folder.pop_back();
    const auto of_folder = rule_of_folder(folder, problem_format::v2025_09, scoring_);
    if (asks && of_folder) entry.replaces = folder;
    if (asks) add_rules(entry, from, of_folder.value_or(expectation_rule{.name = {}}), key);
    read_case_globs(entry, about, from);
    from.finish("submissions.yaml");
    rules_ += std::max<std::size_t>(entry.rules.size(), 1);
    entries_.push_back(std::move(entry));
  }

  [[nodiscard]] static bool has_rule(const yaml_node& about) {
    return std::any_of(about.keys.begin(), about.keys.end(), [](const yaml_node& key) {
      return std::find(rule_keys.begin(), rule_keys.end(), key.text) != rule_keys.end();
    });
  }

  /// Every other key that holds a map is a glob of cases.
  void read_case_globs(submission_entry& entry, const yaml_node& about, fields& from) {
    for (std::size_t i = 0; i < about.keys.size(); ++i) {
      const auto& key = about.keys[i];
      if (about.items[i].is != yaml_node::kind::map) continue;
      if (key.text == "authors" || from.take(key.text) == nullptr) continue;
      auto pattern = read_glob(key, key.text);
      if (!pattern) continue;
      fields about_cases(document_, about.items[i], notes_,
                         fmt::format("{}.{}.", entry.submissions.text(), printable(key.text)));
      add_rules(entry, about_cases, {.name = {}, .cases = *std::move(pattern)}, key);
      about_cases.finish("a group of cases in submissions.yaml");
    }
  }

  /// Reads the keys of one rule over what `base` says.
  void add_rules(submission_entry& entry, fields& from, expectation_rule base,
                 const yaml_node& key) {
    base.name = fmt::format("submissions.yaml:{}", key.at.line);
    if (auto given = read_verdicts(from, "permitted")) base.permitted = *std::move(given);
    if (auto given = read_verdicts(from, "required")) base.required = *std::move(given);
    if (auto given = read_score(from, scoring_)) base.score = given;
    if (auto given = from.text("message")) base.message = *std::move(given);
    auto bound = read_bound(from, base);
    entry.rules.push_back(std::move(base));
    if (bound) entry.rules.push_back(*std::move(bound));
  }

  std::optional<glob> read_glob(const yaml_node& key, const std::string& pattern) {
    auto parsed = glob::parse(pattern);
    if (parsed) return std::move(parsed).value();
    notes_.fail(fmt::format("{}: '{}': {}", where(document_, key.at), printable(pattern),
                            parsed.failure().message));
    return {};
  }

  const yaml_document& document_;
  bool scoring_;
  complaints& notes_;
  std::size_t rules_ = 0;
  std::vector<submission_entry> entries_;
};

}  // namespace

std::vector<submission_entry> read_submissions_yaml(const package_folder& folder, bool scoring,
                                                    complaints& notes) {
  if (!folder.has(file_name, notes)) return {};
  const auto document = notes.keep(folder.read_yaml(file_name));
  if (!document) return {};
  return yaml_reader(*document, scoring, notes).read();
}

}  // namespace judge::package
