#include "judge/check/default_checker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <string>
#include <utility>

#include "judge/base/files.hpp"
#include "judge/base/text.hpp"
#include "judge/check/compatibility.hpp"
#include "judge/check/number.hpp"

namespace judge {
namespace {

using answer_is = check_outcome::answer;

constexpr bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// Takes a text apart into white space and tokens, in turns.
class token_reader {
 public:
  explicit token_reader(std::string_view text) : text_(text) {}

  std::string_view space() { return take(true); }
  std::string_view token() { return take(false); }
  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  void skip(std::size_t bytes) { at_ += bytes; }

  /// "line 3, column 7" of a part of the text.
  [[nodiscard]] std::string place_of(std::string_view part) const {
    const auto before = text_.substr(0, static_cast<std::size_t>(part.data() - text_.data()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto line_begin = before.rfind('\n');
    const auto column =
        line_begin == std::string_view::npos ? before.size() : before.size() - line_begin - 1;
    return fmt::format("line {}, column {}", line, column + 1);
  }

 private:
  std::string_view take(bool spaces) {
    const auto begin = at_;
    while (at_ < text_.size() && is_space(text_[at_]) == spaces) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// A token for a message. Of a long one the part around the first difference.
std::string shown(std::string_view token, std::string_view other) {
  constexpr std::size_t limit = 60;
  const auto differs = static_cast<std::size_t>(
      std::mismatch(token.begin(), token.end(), other.begin(), other.end()).first - token.begin());
  if (token.size() <= limit || differs < limit / 2) return printable(token, limit);
  const auto from = differs - limit / 4;
  return fmt::format("...{} (from its byte {} on)", printable(token.substr(from), limit), from + 1);
}

/// White space for a message.
std::string shown_space(std::string_view space) {
  if (space.empty()) return "none";
  constexpr std::size_t limit = 20;
  std::string text = "\"";
  for (const char c : space.substr(0, limit)) {
    constexpr std::array<std::string_view, 5> escapes{"\\t", "\\n", "\\v", "\\f", "\\r"};
    text += c == ' ' ? std::string_view(" ") : escapes[static_cast<std::size_t>(c - '\t')];
  }
  return text + (space.size() > limit ? "\"..." : "\"");
}

/// How much of both texts is the same, up to the end of a token; most of all, as a rule.
std::size_t same_part(std::string_view a, std::string_view b) {
  constexpr std::size_t block = 256;
  const auto length = std::min(a.size(), b.size());
  std::size_t same = 0;
  while (same + block <= length && std::memcmp(a.data() + same, b.data() + same, block) == 0) {
    same += block;
  }
  while (same > 0 && !is_space(a[same - 1])) --same;
  while (same > 0 && is_space(a[same - 1])) --same;
  return same;
}

check_outcome wrong(std::string message) { return {answer_is::wrong, std::move(message), {}, {}}; }

class comparer {
 public:
  comparer(std::string_view answer, std::string_view output, const comparison& how)
      : how_(how), numbers_(how), expected_(answer), found_(output) {
    const auto same = same_part(answer, output);
    expected_.skip(same);
    found_.skip(same);
  }

  check_outcome run() {
    for (;;) {
      const auto expected_space = expected_.space();
      const auto found_space = found_.space();
      if (expected_.at_end() != found_.at_end()) return wrong_count();
      if (how_.space_change_sensitive && expected_space != found_space) {
        return wrong(fmt::format("{}: white space differs: expected {}, found {}",
                                 found_.place_of(found_space), shown_space(expected_space),
                                 shown_space(found_space)));
      }
      if (expected_.at_end()) return {};
      const auto expected = expected_.token();
      const auto found = found_.token();
      if (!accepts(expected, found)) return wrong_token(expected, found);
    }
  }

 private:
  [[nodiscard]] bool accepts(std::string_view expected, std::string_view found) const {
    if (expected == found) return true;
    if (how_.like != compatibility::none) return accepts_like(how_, expected, found);
    if (numbers_.given()) {
      const auto compared = numbers_.compare(expected, found);
      if (compared != tolerance::answer::no_number) return compared == tolerance::answer::close;
    }
    return !how_.case_sensitive && same_but_for_case(expected, found);
  }

  [[nodiscard]] check_outcome wrong_token(std::string_view expected, std::string_view found) const {
    auto message = fmt::format("{}: expected {}, found {}", found_.place_of(found),
                               shown(expected, found), shown(found, expected));
    if (numbers_.given() && is_decimal_number(expected)) {
      const auto off = distance(expected, found);
      message += off ? fmt::format(" ({:.3g} off)", *off) : ", which is not a number";
    }
    return wrong(std::move(message));
  }

  check_outcome wrong_count() {
    if (expected_.at_end()) {
      const auto token = found_.token();
      return wrong(
          fmt::format("{}: trailing output: {}", found_.place_of(token), printable(token)));
    }
    const auto end = found_.place_of(found_.token());
    const auto next = expected_.token();
    std::size_t missing = 1;
    for (expected_.space(); !expected_.at_end(); expected_.space()) {
      expected_.token();
      ++missing;
    }
    return wrong(
        fmt::format("{}: the output ends too early: expected {} more token{}, the next is {}", end,
                    missing, missing == 1 ? "" : "s", printable(next)));
  }

  const comparison& how_;
  const tolerance numbers_;
  token_reader expected_;
  token_reader found_;
};

bool same_without_space(std::string_view a, std::string_view b, bool case_sensitive) {
  auto i = a.begin();
  auto j = b.begin();
  for (;;) {
    while (i != a.end() && is_space(*i)) ++i;
    while (j != b.end() && is_space(*j)) ++j;
    if (i == a.end() || j == b.end()) return i == a.end() && j == b.end();
    if (case_sensitive ? *i != *j : lower(*i) != lower(*j)) return false;
    ++i;
    ++j;
  }
}

/// What would have made a wrong output right; empty where nothing of the usual would have.
std::string hint_for(std::string_view answer, std::string_view output, const comparison& how) {
  const auto right = [&](const comparison& other) {
    return comparer(answer, output, other).run().is == answer_is::right;
  };
  auto other = how;
  other.case_sensitive = false;
  if (how.case_sensitive && right(other))
    return "would be right if upper and lower case were alike";
  other = how;
  other.space_change_sensitive = false;
  if (how.space_change_sensitive && right(other)) {
    return "would be right if the amount of white space did not matter";
  }
  if (same_without_space(answer, output, how.case_sensitive)) {
    return "would be right if white space were ignored";
  }
  other = how;
  other.absolute_tolerance = other.relative_tolerance = 1e-6;
  if (!how.absolute_tolerance && !how.relative_tolerance && right(other)) {
    return "would be right with a tolerance of 1e-6";
  }
  return {};
}

}  // namespace

check_outcome compare(std::string_view answer, std::string_view output, const comparison& how) {
  auto outcome = comparer(answer, output, how).run();
  if (outcome.is == answer_is::wrong && how.give_hints) {
    outcome.hint = hint_for(answer, output, how);
  }
  return outcome;
}

result<comparison> parse_comparison(const std::vector<std::string>& arguments) {
  comparison how;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto& name = arguments[i];
    if (name == "case_sensitive" || name == "space_change_sensitive") {
      (name == "case_sensitive" ? how.case_sensitive : how.space_change_sensitive) = true;
      continue;
    }
    const bool both = name == "float_tolerance";
    if (!both && name != "float_absolute_tolerance" && name != "float_relative_tolerance") {
      return error{
          fmt::format("'{}' is no argument of the default checker: it knows case_sensitive, "
                      "space_change_sensitive, float_tolerance, float_absolute_tolerance "
                      "and float_relative_tolerance",
                      printable(name))};
    }
    const auto value = ++i < arguments.size() ? parse_decimal(arguments[i]) : std::nullopt;
    if (!value || *value < 0) {
      return error{
          fmt::format("{}: needs a number that is not negative: write {} 1e-6", name, name)};
    }
    const bool absolute = both || name == "float_absolute_tolerance";
    const bool relative = both || name == "float_relative_tolerance";
    if ((absolute && how.absolute_tolerance) || (relative && how.relative_tolerance)) {
      return error{
          fmt::format("{}: a tolerance is given twice: float_tolerance is the absolute and "
                      "the relative one",
                      name)};
    }
    if (absolute) how.absolute_tolerance = value;
    if (relative) how.relative_tolerance = value;
  }
  return how;
}

std::string default_checker::identity() const {
  const auto shown = [](const std::optional<double>& one) {
    return one ? fmt::format("{:a}", *one) : std::string("-");
  };
  return fmt::format("default checker 1 {} {} {} {} {} {}", how_.case_sensitive,
                     how_.space_change_sensitive, shown(how_.absolute_tolerance),
                     shown(how_.relative_tolerance), how_.give_hints, static_cast<int>(how_.like));
}

result<check_outcome> default_checker::check(const test_case& one, const run_outcome& run) {
  // Most outputs are the answer byte for byte; then it need not be held as a whole.
  std::string_view rest = run.standard_output;
  bool same = true;
  auto read = for_each_block(one.answer, [&](std::string_view block) {
    same = rest.starts_with(block);
    if (same) rest.remove_prefix(block.size());
    return same;
  });
  if (!read) return std::move(read).failure().in(one.name);
  if (same && rest.empty()) return check_outcome{};

  auto answer = read_file(one.answer);
  if (!answer) return std::move(answer).failure().in(one.name);
  return compare(*answer, run.standard_output, one.settings.compare.value_or(how_));
}

}  // namespace judge
