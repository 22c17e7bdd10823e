#include "judge/package/tools.hpp"

#include <gtest/gtest.h>

#include <string>

#include "support/fake_builder.hpp"

namespace judge::package {
namespace {

std::string said(const std::string& standard_error, const std::string& standard_output = "") {
  run_outcome run;
  run.standard_error = standard_error;
  run.standard_output = standard_output;
  return what_it_said(run);
}

TEST(WhatItSaid, IsTheLastLineOfStandardError) {
  EXPECT_EQ(said("no N\n"), ": \"no N\"");
  EXPECT_EQ(said("Traceback (most recent call last):\n  File ...\nValueError: no N\n \n\n"),
            ": \"ValueError: no N\"");
  EXPECT_EQ(said("terminate called\n  what():  no N"), ": \"what():  no N\"");
}

TEST(WhatItSaid, IsTheFirstLineOfTheOutputOtherwise) {
  EXPECT_EQ(said(" \n\n", "\nno N\nnor M\n"), ": \"no N\"");
  EXPECT_EQ(said("", "\n"), "");
}

TEST(OfTool, NamesTheToolOnce) {
  const auto message = [](const std::string& inner) {
    return of_tool(error{inner}, "generator", "g.py").message;
  };
  EXPECT_EQ(message("no language"), "generator g.py: no language");
  EXPECT_EQ(message("g.py: no language"), "generator g.py: no language");
  EXPECT_EQ(message("g.py: g.py: no language"), "generator g.py: no language");
  EXPECT_EQ(message("g.pyc: no language"), "generator g.py: g.pyc: no language");
  EXPECT_EQ(of_tool(environment_error("x"), "generator", "g.py").whose, fault::environment);
}

TEST(InContext, LeavesAnInterruptionPlain) {
  const auto stopped = in_context({"Python 3 version: interrupted", fault::interrupted}, "a:5");
  EXPECT_EQ(stopped.message, "interrupted");
  EXPECT_EQ(stopped.whose, fault::interrupted);
  EXPECT_EQ(in_context(error{"x"}, "a:5").message, "a:5: x");
}

TEST(BuildTool, NamesTheToolOnceInItsErrors) {
  program_source source;
  source.name = "noext";
  const auto message = [&](const result<build_outcome>& answer) {
    testing::fake_builder build([&](const program_source&) { return answer; });
    const auto built = build_tool(build, source, "input validator");
    return built ? "" : built.failure().message;
  };
  EXPECT_EQ(message(error{"noext: no language"}), "input validator noext: no language");
  build_outcome refused;
  refused.message = "\n noext:1: a mistake\nmore\n";
  EXPECT_EQ(message(refused), "input validator noext does not compile: noext:1: a mistake");
}

}  // namespace
}  // namespace judge::package
