#include "judge/build/toolchain.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <string>

#include "support/fake_runner.hpp"

namespace {

using judge::language;
using judge::run_outcome;
using judge::run_request;
using judge::testing::fake_runner;

language rust() {
  language one;
  one.key = "rust";
  one.name = "Rust";
  one.version = {"rustc", "--version"};
  one.install = "apt install rustc";
  return one;
}

TEST(Toolchain, AsksEachToolOnce) {
  int asked = 0;
  fake_runner runner([&](const run_request& request) {
    ++asked;
    EXPECT_EQ(request.what.command.front(), "sh");
    EXPECT_EQ(request.arguments, rust().version);
    run_outcome run;
    run.standard_output = "  rustc 1.63.0\nmore\n";
    return run;
  });
  judge::toolchain tools(runner);
  EXPECT_EQ(tools.version_of(rust())->first_line(), "rustc 1.63.0");
  EXPECT_EQ(tools.version_of(rust())->text, "  rustc 1.63.0\nmore\n");
  EXPECT_EQ(asked, 1);
}

TEST(Toolchain, AMissingToolIsNamedWithItsRemedy) {
  run_outcome run;
  fake_runner runner([&](const run_request&) { return run; });
  run.code = 127;
  EXPECT_EQ(judge::toolchain(runner).version_of(rust())->why_not,
            "rustc is not installed: apt install rustc");
  EXPECT_FALSE(judge::toolchain(runner).version_of(rust())->text);
  run.code = 1;
  run.standard_error = "no such toolchain\nmore\n";
  EXPECT_EQ(judge::toolchain(runner).version_of(rust())->why_not,
            "rustc --version does not work in the sandbox (exit code 1, no such toolchain): apt "
            "install rustc");
  run.how = judge::ending::signalled;
  run.code = SIGSEGV;
  EXPECT_FALSE(judge::toolchain(runner).version_of(rust())->text);
  run.code = 0;
  EXPECT_FALSE(judge::toolchain(runner).version_of(rust())->text) << "signal 0 is no exit code 0";
}

TEST(Toolchain, TheSandboxesErrorsAreNotTheTools) {
  fake_runner runner([](const run_request&) -> judge::result<run_outcome> {
    return judge::error{"interrupted", judge::fault::interrupted};
  });
  const auto asked = judge::toolchain(runner).version_of(rust());
  ASSERT_FALSE(asked);
  EXPECT_EQ(asked.failure().whose, judge::fault::interrupted);
}

}  // namespace
