#include "judge/pipeline/judge_case.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "judge/pipeline/borderline.hpp"
#include "judge/pipeline/classify.hpp"
#include "judge/pipeline/classify_pair.hpp"

namespace judge {
namespace {

/// Megabytes a case, and nobody reads them any more. An assignment would keep the memory.
void let_go(run_outcome& run) {
  std::string().swap(run.standard_output);
  std::string().swap(run.standard_error);
  std::vector<collected_file>().swap(run.files);
}

decision decide(const pass_facts& seen, const case_limits& limits) {
  if (seen.pair && seen.check) return classify(*seen.pair, *seen.check, limits);
  return classify(seen.run, seen.check, limits);
}

/// For secret/group/1: `secret/group/1.out`, `group/1.out` or `1.out`, or the same with .ans; the
/// longest name counts.
const std::string* answer_for(const program_source& source, std::string_view name) {
  for (auto wanted = name;; wanted.remove_prefix(wanted.find('/') + 1)) {
    for (const auto& file : source.files) {
      for (const std::string_view ending : {".out", ".ans"}) {
        if (file.name.size() == wanted.size() + ending.size() && file.name.starts_with(wanted) &&
            file.name.ends_with(ending)) {
          return &file.text;
        }
      }
    }
    if (wanted.find('/') == std::string_view::npos) return nullptr;
  }
}

/// The passes of one case, one after the other.
class passes {
 public:
  passes(const submission& of, const program& what, const test_case& one, const case_limits& limits,
         const judging& with)
      : of_(of), what_(what), one_(one), limits_(limits), with_(with), input_(one.input) {}

  /// Errors are those of the environment and `interrupted`.
  result<case_result> judge() {
    case_result out;
    out.name = one_.name;
    for (unsigned pass = 1;; ++pass) {
      auto seen = one_pass();
      if (!seen) return std::move(seen).failure();
      if (!asks_for_more(*seen)) {
        out.run = std::move(seen->run);
        out.check = std::move(seen->check);
        out.pair = std::move(seen->pair);
        return out;
      }
      if (pass == with_.type.passes) {
        seen->check->is = check_outcome::answer::broken_checker;
        seen->check->message =
            fmt::format("the output validator asks for pass {}, but limits.validation_passes is {}",
                        pass + 1, pass);
        seen->check->next_input.reset();
        out.run = std::move(seen->run);
        out.check = std::move(seen->check);
        out.pair = std::move(seen->pair);
        return out;
      }
      input_ = *std::move(seen->check->next_input);
      feedback_ = std::move(seen->check->feedback);
      out.earlier.push_back(*std::move(seen));
    }
  }

 private:
  [[nodiscard]] bool asks_for_more(const pass_facts& seen) const {
    return with_.type.multi_pass && seen.check && seen.check->next_input &&
           decide(seen, limits_).is == verdict::accepted;
  }

  result<pass_facts> one_pass() {
    if (with_.type.submit_answer && is_answers(of_.source)) return take_answer();
    return with_.type.interactive ? talk() : run();
  }

  result<pass_facts> take_answer() {
    pass_facts seen;
    const auto* answer = answer_for(of_.source, one_.name);
    if (answer == nullptr) {
      seen.check.emplace().is = check_outcome::answer::wrong;
      seen.check->message = fmt::format("no answer: {}.out is not there", one_.name);
      return seen;
    }
    seen.run.standard_output = *answer;
    seen.run.output_bytes = answer->size();
    auto checked = with_.check.check(one_, seen.run);
    if (!checked) return std::move(checked).failure();
    seen.check = *std::move(checked);
    let_go(seen.run);
    return seen;
  }

  [[nodiscard]] run_request request() const {
    run_request asked{.what = what_,
                      .arguments = one_.settings.arguments,
                      .input = input_,
                      .files = {},
                      .collect = {},
                      .limits = limits_.of_a_run()};
    for (const auto& [name, file] : one_.files) asked.files.push_back({name, file, false});
    return asked;
  }

  result<pass_facts> run() {
    auto ran = with_.run.run(request());
    if (!ran) return std::move(ran).failure();
    pass_facts seen{*std::move(ran), {}, {}};
    // What is too slow by little is checked as well: it may be read again under a larger limit.
    if (!classify(seen.run, limits_.at_margin())) {
      auto checked =
          with_.type.multi_pass ? ask_the_referee(seen.run) : with_.check.check(one_, seen.run);
      if (!checked) return std::move(checked).failure();
      seen.check = *std::move(checked);
    }
    let_go(seen.run);
    return seen;
  }

  result<check_outcome> ask_the_referee(run_outcome& of) {
    auto asked = with_.talk->request(one_, input_, feedback_);
    asked.input = std::move(of.standard_output);
    asked.limits = with_.referee_limits;
    auto ran = with_.run.run(asked);
    if (!ran) return std::move(ran).failure();
    return with_.talk->read(*ran);
  }

  result<pass_facts> talk() {
    pair_request asked{.submission = request(),
                       .interactor = with_.talk->request(one_, input_, feedback_),
                       .accepting_exit = with_.talk->accepting_exit(),
                       .transcript_bytes = with_.transcript_bytes};
    asked.submission.limits = limits_.of_a_run_in_a_pair();
    asked.interactor.limits = with_.referee_limits;
    asked.interactor.limits.wall_time =
        std::max(asked.interactor.limits.wall_time, interactor_limits(limits_).wall_time);
    auto ran = with_.run.run_pair(asked);
    if (!ran) return std::move(ran).failure();
    auto said = with_.talk->read(ran->interactor);
    let_go(ran->submission);
    let_go(ran->interactor);
    pass_facts seen{ran->submission, std::move(said), *std::move(ran)};
    return seen;
  }

  const submission& of_;
  const program& what_;
  const test_case& one_;
  const case_limits& limits_;
  const judging& with_;
  content input_;
  std::vector<collected_file> feedback_;
};

}  // namespace

bool is_answers(const program_source& source) {
  return !source.files.empty() &&
         std::all_of(source.files.begin(), source.files.end(), [](const source_file& file) {
           return file.name.ends_with(".out") || file.name.ends_with(".ans");
         });
}

result<case_result> judge_case(const submission& of, const program& what, const test_case& one,
                               const case_limits& limits, const judging& with) {
  auto judged = passes(of, what, one, limits, with).judge();
  if (judged) {
    classify_case(*judged, limits);
    return judged;
  }
  if (judged.failure().whose == fault::interrupted) return judged;
  case_result out;
  out.name = one.name;
  out.message = std::move(judged).failure().message;
  out.failed_to_run = true;
  return out;
}

void classify_case(case_result& judged, const case_limits& limits) {
  if (judged.is == verdict::skipped || judged.failed_to_run) return;
  const auto settle = [&](const pass_facts& seen, std::size_t pass) {
    auto decided = decide(seen, limits);
    judged.is = decided.is;
    judged.message = std::move(decided.message);
    judged.noise = noise_of(seen.run, limits);
    if (judged.is != verdict::accepted && !judged.earlier.empty()) {
      judged.message =
          fmt::format("pass {}{}{}", pass, judged.message.empty() ? "" : ": ", judged.message);
    }
    return judged.is == verdict::accepted;
  };
  for (std::size_t i = 0; i < judged.earlier.size(); ++i) {
    if (!settle(judged.earlier[i], i + 1)) return;
  }
  settle({judged.run, judged.check, judged.pair}, judged.earlier.size() + 1);
}

}  // namespace judge
