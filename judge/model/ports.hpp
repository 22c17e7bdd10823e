// judge/model/ports.hpp - what the judge's stages ask of each other and of the outside world.
// Each has one real implementation (judge/run, build, check, report) and one fake in tests/support.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "judge/base/result.hpp"
#include "judge/model/pair.hpp"
#include "judge/model/problem.hpp"
#include "judge/model/run.hpp"
#include "judge/model/verdict.hpp"

namespace judge {

/// Runs programs in a sandbox.
class runner {
 public:
  virtual ~runner() = default;
  /// Waits for the end of the run. May be called from several threads at once; more calls than
  /// workers wait for one. Errors are the environment's, or `interrupted`.
  virtual result<run_outcome> run(const run_request& request) = 0;
  /// The same for a submission and its interactor, which count as one call. Both are gone at the
  /// end.
  virtual result<pair_outcome> run_pair(const pair_request& request) = 0;
  [[nodiscard]] virtual isolation level() const = 0;
};

/// Makes a program of source text.
class builder {
 public:
  virtual ~builder() = default;
  /// Errors: unknown language, missing tools, an include that is not there; a program that the
  /// compiler refuses is an outcome. May be called from several threads at once.
  virtual result<build_outcome> build(const program_source& source) = 0;
};

/// Says whether an output is right.
class checker {
 public:
  virtual ~checker() = default;
  virtual result<check_outcome> check(const test_case& one, const run_outcome& run) = 0;
  /// Changes with whatever its answers depend on besides case and output; empty: not known.
  [[nodiscard]] virtual std::string identity() const { return {}; }
};

/// A problem's own output validator where it takes part in the running: it talks to the submission,
/// or gives the input of the next pass.
class referee {
 public:
  virtual ~referee() = default;
  /// Its run on this case, all but its standard input. `input` is the pass's, which only in the
  /// first one is the case's; `feedback` is what it left in its feedback folder in the passes
  /// before.
  [[nodiscard]] virtual run_request request(const test_case& one, const content& input,
                                            const std::vector<collected_file>& feedback) const = 0;
  /// What its end means.
  [[nodiscard]] virtual check_outcome read(const run_outcome& run) const = 0;
  /// The exit code with which the submission's own end still counts.
  [[nodiscard]] virtual int accepting_exit() const = 0;
  /// As a checker's.
  [[nodiscard]] virtual std::string identity() const { return {}; }
};

/// A legacy problem's own grader of groups.
class group_grader {
 public:
  virtual ~group_grader() = default;
  /// The grade of a group from those of what lies in it, in order. Errors: the grader is broken.
  virtual result<grade> grade_of(const std::vector<grade>& items,
                                 const std::vector<std::string>& arguments) = 0;
};

/// Facts of cases that were judged before. May be called from several threads at once.
class case_memory {
 public:
  virtual ~case_memory() = default;
  /// What was kept of this case, judged in this way; verdict and message are not part of it. `way`
  /// and `digest` together stand for all that the facts depend on but the time limit.
  [[nodiscard]] virtual std::optional<remembered_case> find(const std::string& way,
                                                            const std::string& digest) = 0;
  virtual void keep(const std::string& way, const std::string& digest,
                    const remembered_case& facts) = 0;
};

/// Hears of every step; console, JSON, JUnit and HTML reports are observers. Never called from two
/// threads at once.
class observer {
 public:
  virtual ~observer() = default;
  virtual void problem_started(const problem&, std::size_t /*submissions*/) {}
  virtual void submission_built(const submission&, const build_outcome&,
                                const std::vector<test_case>& /*to be run*/) {}
  /// In the order in which they end, which with several jobs is not the problem's.
  virtual void case_finished(const submission&, const case_result&) {}
  virtual void submission_finished(const submission&, const submission_result&) {}
  /// Anything else a person should see, one line: a package's warning, a validator's complaint.
  virtual void remark(const std::string& /*line*/) {}
};

}  // namespace judge
