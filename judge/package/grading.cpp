#include "judge/package/grading.hpp"

#include <fmt/format.h>

#include <array>
#include <functional>
#include <limits>

#include "judge/base/text.hpp"

namespace judge::package {
namespace {

constexpr auto of_scoring_only = "only scoring problems have it, ignored: remove it";
constexpr double most = 1e9;

/// Takes the key down with its place; gives its node where it has a value.
const yaml_node* noted(fields& from, std::string_view key, grading_words& into) {
  const auto* node = from.take(key);
  if (node == nullptr || node->is == yaml_node::kind::null) return nullptr;
  into.said_at.emplace(std::string(key), where(from.document(), node->at));
  return node;
}

void read_max_score(fields& from, grading_words& into) {
  const auto* node = noted(from, "max_score", into);
  if (node == nullptr) return;
  if (node->is == yaml_node::kind::scalar && node->text == "unbounded") {
    into.unbounded = true;
    return;
  }
  constexpr number_rule rule{0, most, "a whole number, or unbounded", "40", true};
  into.max_score = from.number("max_score", rule);
}

void read_aggregation(fields& from, grading_words& into) {
  const auto* node = noted(from, "score_aggregation", into);
  if (node == nullptr) return;
  const auto text = node->is == yaml_node::kind::scalar ? node->text : std::string();
  if (text == "pass-fail") {
    into.scores = score_rule::pass_fail;
  } else if (text == "sum") {
    into.scores = score_rule::sum;
  } else if (text == "min") {
    into.scores = score_rule::min;
  } else {
    from.fail(
        *node, "score_aggregation",
        fmt::format("{} is not a way to add scores up: write pass-fail, sum or min", shown(*node)));
  }
}

void read_on_reject(fields& from, grading_words& into) {
  const auto* node = noted(from, "on_reject", into);
  if (node == nullptr) return;
  if (node->text == "break" || node->text == "continue") {
    into.stop_at_reject = node->text == "break";
  } else {
    from.fail(*node, "on_reject",
              fmt::format("{} is no policy: write break or continue", shown(*node)));
  }
}

void read_grader(fields& from, grading_words& into) {
  const auto* node = noted(from, "grading", into);
  if (node == nullptr) return;
  if (node->text == "default" || node->text == "custom") {
    into.custom = node->text == "custom";
  } else {
    from.fail(*node, "grading",
              fmt::format("{} is no grader: write default, or custom for the program in graders/",
                          shown(*node)));
  }
}

/// "-inf", "+inf" and decimal numbers.
std::optional<double> bound(std::string_view text) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (text == "inf" || text == "+inf") return infinity;
  if (text == "-inf") return -infinity;
  return decimal(text);
}

void read_range(fields& from, grading_words& into) {
  const auto* node = noted(from, "range", into);
  if (node == nullptr) return;
  const auto words =
      node->is == yaml_node::kind::scalar ? words_of(node->text) : std::vector<std::string>();
  const auto low = words.size() == 2 ? bound(words[0]) : std::nullopt;
  const auto high = words.size() == 2 ? bound(words[1]) : std::nullopt;
  if (!low || !high || *low > *high) {
    from.fail(*node, "range",
              fmt::format("{} is not a range of scores: write the lowest and the highest one, for "
                          "example '0 50'",
                          shown(*node)));
    return;
  }
  into.range = score_range{*low, *high};
}

/// The default grader's flags, in the order in which they are given: the last of a kind counts.
bool follow(std::string_view flag, grading& into) {
  if (flag == "worst_error") {
    into.verdicts = verdict_rule::worst_error;
  } else if (flag == "first_error") {
    into.verdicts = verdict_rule::first_error;
  } else if (flag == "always_accept") {
    into.verdicts = verdict_rule::always_accept;
  } else if (flag == "sum") {
    into.scores = score_rule::sum;
  } else if (flag == "avg") {
    into.scores = score_rule::average;
  } else if (flag == "min") {
    into.scores = score_rule::min;
  } else if (flag == "max") {
    into.scores = score_rule::max;
  } else if (flag == "ignore_sample") {
    into.ignore_sample = true;
  } else if (flag == "accept_if_any_accepted") {
    into.accept_if_any_accepted = true;
  } else {
    return false;
  }
  return true;
}

}  // namespace

void grading_words::inherit(const grading_words& above) {
  const auto fill = [&](auto& own, const auto& outer, const char* key) {
    if (own || !outer) return;
    own = outer;
    if (const auto at = above.said_at.find(key); at != above.said_at.end()) said_at.insert(*at);
  };
  fill(stop_at_reject, above.stop_at_reject, "on_reject");
  fill(custom, above.custom, "grading");
  fill(flags, above.flags, "grader_flags");
  fill(accept_score, above.accept_score, "accept_score");
  fill(reject_score, above.reject_score, "reject_score");
  fill(range, above.range, "range");
}

std::string grading_words::place_of(std::string_view key, std::string_view otherwise) const {
  const auto known = said_at.find(key);
  return known == said_at.end() ? std::string(otherwise)
                                : fmt::format("{}: {}", known->second, key);
}

grading_words read_grading(fields& from, bool scoring) {
  grading_words given;
  if (!scoring) {
    for (const auto* key : {"max_score", "score_aggregation", "require_pass"}) {
      from.ignore(key, of_scoring_only);
    }
    return given;
  }
  read_max_score(from, given);
  read_aggregation(from, given);
  if (noted(from, "require_pass", given) != nullptr) {
    given.require_pass = from.texts("require_pass").value_or(std::vector<std::string>());
  }
  return given;
}

void read_legacy_scores(fields& from, grading_words& into) {
  constexpr number_rule score{-most, most, "a score", "10"};
  if (noted(from, "accept_score", into) != nullptr) {
    into.accept_score = from.number("accept_score", score);
  }
  if (noted(from, "reject_score", into) != nullptr) {
    into.reject_score = from.number("reject_score", score);
  }
  read_range(from, into);
}

grading_words read_legacy_grading(fields& from, bool scoring) {
  grading_words given;
  if (!scoring) {
    // Every case is judged, or judging stops at the first failure: the user's choice, not the
    // package's.
    from.skip({"on_reject"});
    for (const auto* key : {"grading", "grader_flags", "accept_score", "reject_score", "range"}) {
      const auto* node = from.take(key);
      const bool says_nothing = node == nullptr || node->is == yaml_node::kind::null ||
                                node->text == (key == std::string_view("grading") ? "default" : "");
      if (!says_nothing || (node != nullptr && !node->items.empty())) {
        from.warn(*node, key, of_scoring_only);
      }
    }
    return given;
  }
  read_on_reject(from, given);
  read_grader(from, given);
  if (noted(from, "grader_flags", given) != nullptr) {
    given.flags = words_of(from.text("grader_flags").value_or(""));
  }
  read_legacy_scores(from, given);
  return given;
}

grading legacy_grading(const grading_words& words, std::string_view shown_folder, bool is_root,
                       complaints& notes) {
  grading made;
  made.legacy = true;
  made.stop_at_reject = words.stop_at_reject.value_or(true);
  made.accept_score = words.accept_score.value_or(made.accept_score);
  made.reject_score = words.reject_score.value_or(made.reject_score);
  if (words.range) {
    made.low = words.range->low;
    made.high = words.range->high;
  }
  made.custom = words.custom.value_or(false);
  const auto flags = words.flags.value_or(std::vector<std::string>());
  if (made.custom) {
    made.arguments = flags;
    return made;
  }
  for (const auto& flag : flags) {
    if (follow(flag, made)) continue;
    notes.fail(
        fmt::format("{}: '{}' is not a flag of the default grader: it knows worst_error, "
                    "first_error, always_accept, sum, avg, min, max, ignore_sample and "
                    "accept_if_any_accepted",
                    words.place_of("grader_flags", shown_folder), printable(flag)));
  }
  if (made.ignore_sample && !is_root) {
    notes.warn(
        fmt::format("{}: ignore_sample is for data/testdata.yaml alone, ignored for {}: write "
                    "grader_flags into the testdata.yaml there as well",
                    words.place_of("grader_flags", shown_folder), shown_folder));
    made.ignore_sample = false;
  }
  if (made.ignore_sample && made.stop_at_reject) {
    notes.warn(
        fmt::format("{}: ignore_sample with 'on_reject: break': where a sample fails, the secret "
                    "data is not judged; write 'on_reject: continue'",
                    words.place_of("grader_flags", shown_folder)));
  }
  return made;
}

}  // namespace judge::package
