#include "judge/package/groups.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "judge/base/text.hpp"

namespace judge::package {
namespace {

std::string parent_of(std::string_view name) {
  const auto cut = name.rfind('/');
  return std::string(name.substr(0, cut == std::string_view::npos ? 0 : cut));
}

/// Folders that hold cases, themselves or further inside.
struct folders_of_cases {
  std::set<std::string> all = {""};
  std::set<std::string> direct;

  explicit folders_of_cases(const problem& whole) {
    for (const auto& one : whole.cases) add(one.name);
    if (!whole.plan) return;
    for (const auto& one : whole.plan->cases) add(one.name);
  }
  void add(const std::string& name) {
    if (!name.starts_with("sample/") && !name.starts_with("secret/")) return;
    auto folder = parent_of(name);
    direct.insert(folder);
    for (; !folder.empty(); folder = parent_of(folder)) all.insert(folder);
  }
};

/// The groups of 2025-09: sample, secret, and the folders right in secret that are configured.
class group_reader {
 public:
  group_reader(const package_folder& folder, const std::set<std::string>& seen, settings_book& book,
               problem& into, complaints& notes)
      : folder_(folder), seen_(seen), book_(book), into_(into), notes_(notes), holds_(into) {}

  void read() {
    for (const auto& name : seen_) look_at(name);
    if (!groups_.empty()) look_for_what_is_in_no_group();
    if (into_.type.scoring && !notes_.failed()) grade();
  }

 private:
  [[nodiscard]] std::string shown(const std::string& name) const {
    return folder_.shown(below("data", name));
  }
  [[nodiscard]] std::string file_of(const std::string& name) const {
    return folder_.shown(below(below("data", name), book_.rules().group_file()));
  }
  const grading_words* words_of(const std::string& name) {
    return book_.grading_of(below("data", name));
  }
  /// Where scores depend on groups it is an error, elsewhere only the format is hurt.
  void complain(std::string line) {
    if (into_.type.scoring) {
      notes_.fail(std::move(line));
    } else {
      notes_.warn(std::move(line));
    }
  }

  void look_at(const std::string& name) {
    const auto* words = words_of(name);
    if (words == nullptr) return;
    const bool is_group = parent_of(name) == "secret";
    if (name != "secret" && !is_group) {
      for (const auto& [key, at] : words->said_at) {
        notes_.fail(
            fmt::format("{}: {}: only data/secret and the groups in it have scores: remove it, or "
                        "write it into the test_group.yaml there",
                        at, key));
      }
      if (!name.empty() && name != "sample") {
        complain(
            fmt::format("{}: the format has groups only right in data/secret: remove this "
                        "file, or move its folder there",
                        file_of(name)));
      }
    }
    if (!is_group) return;
    groups_.insert(name);
    if (holds_.all.count(name) == 0) {
      complain(fmt::format("{}: no test case in this group: add one, or remove the folder",
                           file_of(name)));
    }
  }

  void look_for_what_is_in_no_group() {
    if (holds_.direct.count("secret") > 0) {
      complain(
          fmt::format("{}: test cases beside groups: move them into a group, or remove {}, which "
                      "makes its folder one",
                      shown("secret"), file_of(*groups_.begin())));
    }
    for (const auto& name : holds_.all) {
      if (parent_of(name) != "secret" || groups_.count(name) > 0) continue;
      complain(fmt::format("{}: no group, though others beside it are: add {}", shown(name),
                           file_of(name)));
    }
  }

  void grade() {
    into_.groups.push_back({"", {.ignore_sample = true, .stop_at_reject = false}});
    if (holds_.all.count("sample") > 0) {
      into_.groups.push_back(
          {"sample", {.scores = score_rule::pass_fail, .stop_at_reject = false}});
    }
    const auto* words = words_of("secret");
    const auto secret = words == nullptr ? grading_words{} : *words;
    grading whole{.scores = secret.scores.value_or(score_rule::sum), .stop_at_reject = false};
    if (!secret.unbounded) whole.max_score = secret.max_score.value_or(100);
    if (whole.scores == score_rule::pass_fail && !whole.max_score) {
      notes_.fail(fmt::format("{}: a pass-fail score needs an upper bound: write for example 100",
                              secret.place_of("max_score", file_of("secret"))));
    }
    for (const auto& name : secret.require_pass) {
      if (name == "sample") continue;
      notes_.fail(fmt::format("{}: '{}': data/secret as a whole can only require sample",
                              secret.place_of("require_pass", file_of("secret")), name));
    }
    whole.require_pass = secret.require_pass;
    into_.groups.front().how.max_score = whole.max_score;
    into_.groups.push_back({"secret", whole});
    for (const auto& name : groups_) grade_group(name, whole);
    compare_sums(secret, whole);
  }

  void grade_group(const std::string& name, const grading& secret) {
    const auto& words = *words_of(name);
    const auto file = file_of(name);
    grading own{.scores = words.scores.value_or(score_rule::pass_fail), .stop_at_reject = false};
    own.max_score = words.max_score;
    if (!own.max_score && (own.scores == score_rule::pass_fail || secret.max_score)) {
      notes_.fail(
          fmt::format("{}: this group needs an upper bound, as {} has: write for example "
                      "'max_score: 40'",
                      words.place_of("max_score", file),
                      secret.max_score ? "data/secret" : "each pass-fail group"));
    }
    if (secret.scores == score_rule::pass_fail && own.scores != score_rule::pass_fail) {
      notes_.fail(fmt::format("{}: data/secret is pass-fail, so must be each of its groups",
                              words.place_of("score_aggregation", file)));
    }
    for (const auto& required : words.require_pass) require(name, required, words, file);
    own.require_pass = words.require_pass;
    into_.groups.push_back({name, std::move(own)});
  }

  void require(const std::string& name, const std::string& required, const grading_words& words,
               const std::string& file) {
    const auto same = std::find_if(into_.groups.begin(), into_.groups.end(),
                                   [&](const test_group& one) { return one.name == required; });
    const auto at = words.place_of("require_pass", file);
    if (required == "secret" || same == into_.groups.end() || required.empty()) {
      notes_.fail(
          fmt::format("{}: '{}' is no group before {}: write sample, or the name of one, as "
                      "'secret/group1'",
                      at, printable(required), name));
    } else if (same->how.scores != score_rule::pass_fail) {
      notes_.fail(fmt::format(
          "{}: '{}' is not a pass-fail group: only such a group can be required", at, required));
    }
  }

  /// A perfect submission must not score more than the whole has.
  void compare_sums(const grading_words& words, const grading& secret) {
    if (groups_.empty() || !secret.max_score || secret.scores != score_rule::sum) return;
    double sum = 0;
    for (const auto& one : into_.groups) {
      if (groups_.count(one.name) > 0) sum += one.how.max_score.value_or(0);
    }
    if (sum <= *secret.max_score) return;
    notes_.warn(
        fmt::format("{}: the groups have {} together, more than the {} of data/secret: a perfect "
                    "submission would be a judge error; write 'max_score: {}'",
                    words.place_of("max_score", file_of("secret")), sum, *secret.max_score, sum));
  }

  const package_folder& folder_;
  const std::set<std::string>& seen_;
  settings_book& book_;
  problem& into_;
  complaints& notes_;
  const folders_of_cases holds_;
  std::set<std::string> groups_;  ///< "secret/group1"
};

/// Legacy: every folder that holds a case is a group.
void read_legacy_groups(const package_folder& folder, settings_book& book, problem& into,
                        complaints& notes) {
  if (!into.type.scoring) return;
  for (const auto& name : folders_of_cases(into).all) {
    const auto path = below("data", name);
    const auto* words = book.grading_of(path);
    into.groups.push_back({name, legacy_grading(*words, folder.shown(path), name.empty(), notes)});
    if (!into.groups.back().how.custom || into.grader) continue;
    notes.fail(
        fmt::format("{}: custom grading, but there is no program in {}: add it, or write "
                    "'grading: default'",
                    words->place_of("grading", folder.shown(path)), folder.shown("graders")));
  }
}

}  // namespace

void read_groups(const package_folder& folder, std::set<std::string> seen, settings_book& book,
                 problem& into, complaints& notes) {
  if (book.rules().legacy_groups) {
    read_legacy_groups(folder, book, into, notes);
    return;
  }
  const auto with_cases = folders_of_cases(into).all;
  seen.insert(with_cases.begin(), with_cases.end());
  group_reader(folder, seen, book, into, notes).read();
}

}  // namespace judge::package
