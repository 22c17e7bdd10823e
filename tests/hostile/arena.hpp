// tests/hostile/arena.hpp - where attacks are run: a sandbox, test data, listeners outside, and the
// comparison of the machine before and after.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "judge/base/files.hpp"
#include "judge/base/unique_fd.hpp"
#include "judge/model/ports.hpp"
#include "tests/hostile/attacks.hpp"
#include "tests/hostile/traces.hpp"
#include "tests/judge/run/sandbox_fixture.hpp"

namespace judge::hostile {

/// Waits outside of the sandbox for programs that should not reach it.
class listeners {
 public:
  explicit listeners(const std::filesystem::path& folder);
  /// Somebody came.
  [[nodiscard]] bool reached() const;

  std::string port;      ///< TCP, on the loopback
  std::string abstract;  ///< name of a Unix socket without a file
  std::string path;      ///< of one with a file

 private:
  unique_fd network_;
  unique_fd abstract_;
  unique_fd file_;
};

class arena : public judge::testing::sandbox_test {
 protected:
  void SetUp() override;
  void TearDown() override;

  /// A sandbox with so many workers, each used once, and what the machine looks like then.
  void begin(unsigned workers = 1);

  /// Empty where the sandbox gave up.
  [[nodiscard]] std::optional<run_outcome> run_attack(const attack& one, milliseconds time);
  void expect_as_in_the_table(const attack& one, milliseconds time, const run_outcome& outcome);

  /// Nothing is left of the run before, and the next one gets all that it may have.
  void expect_no_traces();
  void expect_a_clean_next_run();

  [[nodiscard]] run_request request_for(const attack& one, milliseconds time);
  [[nodiscard]] const std::set<pid_t>& helpers_before() const { return helpers_before_; }
  [[nodiscard]] const std::filesystem::path& temporary() const { return temporary_->path(); }

 private:
  [[nodiscard]] std::string filled_in(const std::string& word);

  std::optional<temporary_folder> temporary_;  ///< TMPDIR of this test
  std::string old_temporary_;
  std::filesystem::path input_;
  std::string input_before_;
  std::unique_ptr<listeners> listeners_;
  traces before_;
  std::set<pid_t> helpers_before_;
};

/// The limits of a problem with this time.
[[nodiscard]] case_limits limits_of(const attack& one, milliseconds time);

/// "MLE: killed by signal 9, CPU 0.1 s ...", for messages.
[[nodiscard]] std::string shown(const run_outcome& outcome, verdict is);

}  // namespace judge::hostile
