#include "judge/check/custom_grader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "judge/base/text.hpp"
#include "judge/check/number.hpp"

namespace judge {
namespace {

/// The words that the format has for verdicts; others are folded into them.
constexpr std::array words = {
    std::pair(verdict::accepted, "AC"),           std::pair(verdict::wrong_answer, "WA"),
    std::pair(verdict::presentation_error, "WA"), std::pair(verdict::time_limit, "TLE"),
    std::pair(verdict::idle_limit, "TLE"),        std::pair(verdict::run_time_error, "RTE"),
    std::pair(verdict::memory_limit, "RTE"),      std::pair(verdict::output_limit, "RTE")};

std::string_view word_of(verdict is) {
  const auto* const found =
      std::find_if(words.begin(), words.end(), [&](const auto& one) { return one.first == is; });
  return found == words.end() ? "JE" : found->second;
}

}  // namespace

result<grade> read_grade(std::string_view line) {
  const auto parts = words_of(line);
  const auto* const known =
      parts.size() != 2 ? words.end()
                        : std::find_if(words.begin(), words.end(),
                                       [&](const auto& one) { return one.second == parts[0]; });
  const auto score = parts.size() == 2 ? parse_decimal(parts[1]) : std::nullopt;
  if (known == words.end() || !score) {
    return error{fmt::format("'{}' is no grade: it must be AC, WA, TLE or RTE and a number",
                             printable(trimmed(line), 80))};
  }
  return grade{known->first, *score};
}

result<grade> custom_grader::grade_of(const std::vector<grade>& items,
                                      const std::vector<std::string>& arguments) {
  std::string input;
  for (const auto& one : items) input += fmt::format("{} {}\n", word_of(one.is), one.score);
  run_request request;
  request.what = built_;
  request.arguments = arguments;
  request.input = input;
  request.limits = tool_limits();
  const auto ran = sandbox_.run(request);
  if (!ran) return ran.failure();
  if (ran->how != ending::exited || ran->code != 0 || ran->stopped != stop_reason::none) {
    return error{fmt::format("the grader {} {} {} instead of exit code 0{}{}", built_.name,
                             ran->how == ending::exited ? "ended with exit code" : "died of signal",
                             ran->code, ran->standard_error.empty() ? "" : ": ",
                             printable(trimmed(ran->standard_error), 200))};
  }
  auto given = read_grade(ran->standard_output);
  if (!given) return std::move(given).failure().in("the grader " + built_.name);
  return given;
}

result<std::unique_ptr<group_grader>> make_grader(const problem& asked, builder& builds,
                                                  runner& sandbox) {
  if (!asked.grader) return std::unique_ptr<group_grader>();
  auto outcome = builds.build(*asked.grader);
  if (!outcome) return std::move(outcome).failure().in(asked.name);
  if (!outcome->built) {
    return error{fmt::format("{}: the grader {} does not compile:\n{}", asked.name,
                             asked.grader->name, outcome->message)};
  }
  return std::unique_ptr<group_grader>(
      std::make_unique<custom_grader>(std::move(*outcome->built), sandbox));
}

}  // namespace judge
