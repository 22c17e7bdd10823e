#include "judge/check/output_validator.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "judge/base/hash.hpp"

namespace judge {
namespace {

constexpr const char* input_file = "case.in";
constexpr const char* answer_file = "case.ans";
constexpr const char* output_file = "case.out";

std::string placed(std::string_view name) { return fmt::format("{}/{}", work_folder, name); }

/// What stands before the validator's own arguments.
std::vector<std::string> places_of(validator_dialect dialect) {
  const auto input = placed(input_file);
  const auto answer = placed(answer_file);
  switch (dialect) {
    case validator_dialect::icpc: return {input, answer, placed(feedback_folder)};
    case validator_dialect::cms: return {input, answer, placed(output_file)};
    case validator_dialect::testlib:
    case validator_dialect::exit_code: break;
  }
  return {input, placed(output_file), answer};
}

}  // namespace

output_validator::output_validator(program validator, const problem& of)
    : validator_(std::move(validator)),
      arguments_(of.output_validator_arguments),
      rules_{of.dialect, of.type.scoring, of.validator_limits,
             of.output_validator && mentions_testlib(*of.output_validator)} {}

run_request output_validator::request(const test_case& one, const content& input,
                                      const std::vector<collected_file>& feedback) const {
  run_request request;
  request.what = validator_;
  request.arguments = places_of(rules_.dialect);
  const auto& own = one.settings.output_validator_arguments;
  const auto& arguments = own ? *own : arguments_;
  request.arguments.insert(request.arguments.end(), arguments.begin(), arguments.end());
  request.files = {{input_file, input, false}, {answer_file, one.answer, false}};
  for (const auto& file : feedback) request.files.push_back({file.name, file.bytes, false});
  if (rules_.dialect == validator_dialect::icpc) request.collect = {std::string(feedback_folder)};
  request.limits = rules_.limits;
  return request;
}

run_request output_validator::request_for(const test_case& one, const std::string& output) const {
  auto asked = request(one, one.input, {});
  if (rules_.dialect == validator_dialect::icpc) {
    asked.input = output;
  } else {
    asked.files.push_back({output_file, output, false});
  }
  return asked;
}

check_outcome output_validator::read(const run_outcome& run) const {
  return read_validator_outcome(run, rules_);
}

int output_validator::accepting_exit() const { return accepting_exit_of(rules_.dialect); }

std::string output_validator::identity() const {
  if (validator_.identity.empty()) return {};
  std::vector<std::string> parts{
      "output validator 1", validator_.identity,
      fmt::format("{} {}", static_cast<int>(rules_.dialect), rules_.scoring)};
  parts.insert(parts.end(), arguments_.begin(), arguments_.end());
  sha256 sum;
  for (const auto& part : parts) sum.add_field(part);
  return sum.hex();
}

result<check_outcome> external_checker::check(const test_case& one, const run_outcome& run) {
  auto outcome = sandbox_.run(validator_.request_for(one, run.standard_output));
  if (!outcome) return std::move(outcome).failure().in(one.name);
  auto said = validator_.read(*outcome);
  if (said.next_input) {
    said = {check_outcome::answer::broken_checker,
            "the output validator asks for another pass (nextpass.in), but the problem is judged "
            "in one: add multi-pass to its type",
            {},
            {}};
  }
  return said;
}

}  // namespace judge
