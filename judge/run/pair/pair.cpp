#include "judge/run/pair/pair.hpp"

#include <sched.h>

#include <optional>
#include <utility>

#include "judge/run/pair/attend_pair.hpp"
#include "judge/run/pair/lane.hpp"

namespace judge {
namespace {

/// One of the two: its worker, and what belongs to its run.
struct partner {
  worker& on;
  const run_request& request;
  std::optional<session> run = {};
  unique_fd to_input = {};  ///< our end of its standard input

  status open() {
    auto pipe = make_pipe(judge_end::write);
    if (!pipe) return std::move(pipe).failure();
    auto opened = session::open(request, on.surroundings(), std::move(pipe->read));
    if (!opened) return std::move(opened).failure();
    run.emplace(*std::move(opened));
    to_input = std::move(pipe->write);
    return done();
  }
};

std::optional<status> begin(partner& one) {
  auto begun = one.on.begin(one.request, *one.run);
  if (!begun) one.on.forget();
  return begun;
}

std::optional<result<run_outcome>> finish(partner& one, attendance seen, const lane& said,
                                          drain& errors) {
  auto outcome =
      one.on.finish(one.request, *one.run, seen, {said.count(), errors.count(), {}, errors.take()});
  if (!outcome) one.on.forget();
  return outcome;
}

/// Both runs have begun. Empty where a zygote died.
std::optional<result<pair_outcome>> attend_and_finish(partner& submission, partner& interactor,
                                                      const pair_request& request, int core,
                                                      const std::stop_token& stop) {
  transcriber transcripts(request.transcript_bytes);
  lane to_interactor(pair_side::submission, std::move(submission.run->output.read),
                     std::move(interactor.to_input), request.submission.limits.output_bytes,
                     transcripts);
  lane to_submission(pair_side::interactor, std::move(interactor.run->output.read),
                     std::move(submission.to_input), request.interactor.limits.output_bytes,
                     transcripts);
  const auto attendant_of = [](const partner& one, drain& output, drain& errors) {
    return attendant(one.on.zygote().control(), one.on.serial(), one.request.limits, one.on.group(),
                     output, errors);
  };
  drain no_output(unique_fd(), 0);
  drain submission_errors(std::move(submission.run->errors.read), error_limit);
  drain interactor_errors(std::move(interactor.run->errors.read), error_limit);
  auto first = attendant_of(submission, no_output, submission_errors);
  auto second = attendant_of(interactor, no_output, interactor_errors);
  auto seen = attend_pair({first, to_interactor}, {second, to_submission}, request.accepting_exit,
                          core, stop);

  auto ours = finish(submission, std::move(first.seen()), to_interactor, submission_errors);
  auto theirs = finish(interactor, std::move(second.seen()), to_submission, interactor_errors);
  for (auto* one : {&ours, &theirs}) {
    if (*one && !**one && (**one).failure().whose == fault::interrupted) {
      return std::move(**one).failure();
    }
  }
  if (!ours || !theirs) return std::nullopt;
  // A partner of what did not start was stopped for that alone.
  for (auto* one : {&*ours, &*theirs}) {
    if (!*one) return std::move(*one).failure();
  }
  pair_outcome outcome;
  outcome.submission = **std::move(ours);
  outcome.interactor = **std::move(theirs);
  outcome.interactor_first = seen.interactor_first;
  outcome.served = std::chrono::duration_cast<microseconds>(seen.served);
  outcome.still = seen.still;
  outcome.said = transcripts.take();
  return outcome;
}

/// Empty where a zygote died, which is neither program's fault.
std::optional<result<pair_outcome>> try_pair(worker& submission_worker, worker& interactor_worker,
                                             const pair_request& request, int core,
                                             const std::stop_token& stop) {
  for (worker* const one : {&submission_worker, &interactor_worker}) {
    if (one->awake()) continue;
    if (auto awake = one->wake(); !awake) return std::move(awake).failure();
  }
  partner submission{submission_worker, request.submission};
  partner interactor{interactor_worker, request.interactor};
  for (partner* const one : {&submission, &interactor}) {
    if (auto opened = one->open(); !opened) return std::move(opened).failure();
  }
  // The interactor first: it has files to be placed, while the submission's clock does not run.
  auto begun = begin(interactor);
  if (!begun) return std::nullopt;
  if (!*begun) return std::move(*begun).failure();
  begun = begin(submission);
  if (!begun || !*begun) {
    interactor.on.abandon();
    if (!begun) return std::nullopt;
    return std::move(*begun).failure();
  }
  return attend_and_finish(submission, interactor, request, core, stop);
}

}  // namespace

result<pair_outcome> run_pair(worker& one, const pair_request& request,
                              const std::stop_token& stop) {
  const int core = one.core() ? one.core()->core() : ::sched_getcpu();
  const thread_on_core bound(core);  // it stands between the two at every word they say
  auto partner = one.partner();
  if (!partner) return std::move(partner).failure();
  for (int tries = 0; tries < 2; ++tries) {
    if (auto outcome = try_pair(one, **partner, request, core, stop)) return *std::move(outcome);
  }
  return environment_error(request.submission.what.name + " with " + request.interactor.what.name +
                           ": the sandbox's helper process died twice");
}

}  // namespace judge
