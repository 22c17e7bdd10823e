#include "judge/build/compile.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

#include "support/fake_runner.hpp"
#include "support/folder_tree.hpp"

namespace {

using judge::compiler;
using judge::language_table;
using judge::program_source;
using judge::run_outcome;
using judge::run_request;
using judge::testing::fake_runner;
using judge::testing::folder_tree;
using testing::ElementsAre;
using testing::HasSubstr;

/// A compiler whose sandbox knows g++ and answers compilations as the test wants.
class Compiler : public testing::Test {
 protected:
  Compiler()
      : runner([this](const run_request& request) -> judge::result<run_outcome> {
          if (request.what.name.ends_with(" version")) return version(request);
          ++compilations;
          seen = request;
          return compilation(request);
        }) {
    compilation = [](const run_request&) {
      run_outcome run;
      run.files = {{"judge.out/program", "binary"}, {"judge.out/lib/x", "x"}};
      run.standard_error = "x.cpp:1:1: warning: careful\n";
      return run;
    };
  }

  [[nodiscard]] compiler make() {
    return compiler(language_table::builtin().value(), runner, {tree.path("cache"), {}});
  }
  [[nodiscard]] judge::build_outcome build(const program_source& source) {
    auto one = make();
    auto outcome = one.build(source);
    EXPECT_TRUE(outcome) << (outcome ? "" : outcome.failure().message);
    return outcome ? *outcome : judge::build_outcome{};
  }
  [[nodiscard]] program_source program(const std::string& name = "x.cpp") const {
    return {"accepted/" + name, tree.path("home"), {{name, "int main() {}"}}, ""};
  }
  [[nodiscard]] run_outcome version(const run_request& request) const {
    run_outcome run;
    run.code = request.arguments.front() == "g++" ? 0 : 127;
    run.standard_output = compiler_version;
    return run;
  }

  folder_tree tree;
  std::string compiler_version = "g++ 12.2.0\n";
  std::atomic<int> compilations = 0;
  run_request seen;
  fake_runner::answer compilation;
  fake_runner runner;
};

TEST_F(Compiler, BuildsInTheSandboxAndKeepsTheOutputs) {
  const auto outcome = build(program());
  ASSERT_TRUE(outcome.built);
  EXPECT_EQ(outcome.language, "C++20");
  EXPECT_EQ(outcome.message, "x.cpp:1:1: warning: careful");
  EXPECT_FALSE(outcome.from_cache);
  EXPECT_EQ(outcome.built->name, "accepted/x.cpp");
  EXPECT_THAT(outcome.built->command, ElementsAre("/box/program"));
  EXPECT_EQ(judge::read_file(outcome.built->folder / "program").value(), "binary");
  EXPECT_EQ(judge::read_file(outcome.built->folder / "lib/x").value(), "x");

  EXPECT_TRUE(seen.what.needs.processes);
  EXPECT_TRUE(seen.what.folder.empty());
  EXPECT_EQ(seen.what.command.front(), "g++");
  ASSERT_EQ(seen.files.size(), 1U);
  EXPECT_EQ(seen.files[0].name, "x.cpp");
  EXPECT_THAT(seen.collect, ElementsAre("judge.out/"));
  EXPECT_EQ(seen.limits.cpu_time, judge::compile_limits().cpu_time);
  EXPECT_EQ(seen.limits.output_bytes, judge::compile_limits().output_bytes);
}

TEST_F(Compiler, CompilesTheSameOnlyOnce) {
  EXPECT_FALSE(build(program()).from_cache);
  const auto again = build(program());
  EXPECT_TRUE(again.from_cache);
  EXPECT_EQ(again.message, "x.cpp:1:1: warning: careful") << "warnings are shown again";
  EXPECT_EQ(compilations, 1);
  auto other = program();
  other.files[0].text += "\n";
  EXPECT_FALSE(build(other).from_cache);
  compiler_version = "g++ 13\n";
  EXPECT_FALSE(build(program()).from_cache) << "another compiler, another program";
  EXPECT_EQ(compilations, 3);
}

TEST_F(Compiler, ADamagedEntryIsBuiltAgain) {
  const auto first = build(program());
  std::filesystem::resize_file(first.built->folder / "program", 1);
  const auto second = build(program());
  EXPECT_FALSE(second.from_cache);
  EXPECT_EQ(judge::read_file(second.built->folder / "program").value(), "binary");
}

TEST_F(Compiler, ARefusedProgramIsAnOutcomeAndIsNotKept) {
  compilation = [](const run_request&) {
    run_outcome run;
    run.code = 1;
    run.standard_error = "x.cpp:1:1: error:\tno \x1b[31m\n";
    run.files = {{"judge.out/program", "half"}};
    return run;
  };
  const auto outcome = build(program());
  EXPECT_FALSE(outcome.built);
  EXPECT_EQ(outcome.message, "x.cpp:1:1: error:    no \\x1b[31m");
  EXPECT_FALSE(build(program()).from_cache);
  EXPECT_EQ(compilations, 2);
}

TEST_F(Compiler, LongMessagesAreCutAtALine) {
  compilation = [](const run_request&) {
    run_outcome run;
    run.code = 1;
    for (int i = 0; i < 10000; ++i) run.standard_error += "x.cpp:1:1: error: again\n";
    return run;
  };
  const auto outcome = build(program());
  EXPECT_LT(outcome.message.size(), 9000U);
  EXPECT_THAT(outcome.message, testing::EndsWith("again\n... (more was printed)"));
}

TEST_F(Compiler, AToolThatMeetsALimitIsNoFaultOfTheCompiler) {
  run_outcome run;
  run.code = 4;
  compilation = [&](const run_request&) { return run; };
  const auto message = [&](const std::string& said) {
    run.standard_error = said;
    return build(program()).message;
  };
  EXPECT_EQ(message("g++: internal compiler error: File size limit exceeded signal terminated "
                    "program as\n"),
            "the compiler wrote more than 256 MiB\ng++: internal compiler error: File size limit "
            "exceeded signal terminated program as");
  EXPECT_EQ(message("g++: internal compiler error: Segmentation fault\n"),
            "g++: internal compiler error: Segmentation fault");
}

TEST_F(Compiler, WordsThatASourceCanPrintAreNoLimit) {
  run_outcome run;
  compilation = [&](const run_request&) { return run; };
  for (const std::string words :
       {"x.cpp:1:2: error: #error No space left on device",
        "x.cpp:1:2: error: #error File too large",
        "x.cpp:1:2: error: #error out of memory allocating",
        "x.cpp:1:2: error: #error virtual memory exhausted",
        "x.cpp:1:2: error: #error CPU time limit exceeded",
        "g++: internal compiler error: File size limit exceeded signal terminated program as"}) {
    run.code = 1;
    run.standard_error = words + "\n";
    EXPECT_EQ(build(program()).message, words);
  }
  // With the fact of a limit the same words are shown behind it.
  run.output_limit_exceeded = true;
  EXPECT_THAT(build(program()).message, testing::StartsWith("the compiler wrote more than"));
}

TEST_F(Compiler, LimitsAreAnOption) {
  judge::compiler_options options;
  options.cache = tree.path("cache");
  options.limits.cpu_time = std::chrono::milliseconds(1500);
  compiler one(language_table::builtin().value(), runner, options);
  ASSERT_TRUE(one.build(program()));
  EXPECT_EQ(seen.limits.cpu_time, std::chrono::milliseconds(1500));
}

TEST_F(Compiler, WhatTookLongerThanTheLimitIsBuiltAgain) {
  const auto plain = compilation;
  compilation = [&](const run_request& request) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return plain(request);
  };
  ASSERT_GE(build(program()).took, std::chrono::milliseconds(20));
  compilation = plain;
  auto source = program();
  source.compile_limits = judge::compile_limits();
  EXPECT_TRUE(build(source).from_cache);
  source.compile_limits->cpu_time = std::chrono::milliseconds(10);
  compilation = [](const run_request&) {
    run_outcome run;
    run.how = judge::ending::signalled;
    run.code = SIGKILL;
    run.stopped = judge::stop_reason::cpu_time;
    return run;
  };
  const auto refused = build(source);
  EXPECT_FALSE(refused.built);
  EXPECT_FALSE(refused.from_cache);
  EXPECT_EQ(refused.message, "the compiler was stopped after 0.01 s of CPU time");
}

TEST_F(Compiler, OneThatHadToBeStoppedSaysWhyInASentence) {
  run_outcome run;
  compilation = [&](const run_request&) { return run; };
  const auto message = [&] {
    const auto outcome = build(program());
    EXPECT_FALSE(outcome.built);
    return outcome.message;
  };
  run.how = judge::ending::signalled;
  run.code = SIGKILL;
  run.standard_error = "half a line";
  run.stopped = judge::stop_reason::cpu_time;
  EXPECT_EQ(message(), "the compiler was stopped after 60 s of CPU time\nhalf a line");
  for (int i = 0; i < 1000; ++i) run.standard_error += "\nIn file included from here";
  EXPECT_LT(message().size(), 400U) << "the sentence is what counts";
  run.standard_error.clear();
  run.stopped = judge::stop_reason::wall_time;
  EXPECT_EQ(message(), "the compiler was stopped after 120 s");
  run.stopped = judge::stop_reason::none;
  run.out_of_memory_kills = 1;
  EXPECT_EQ(message(), "the compiler ran out of memory (2048 MiB)");
  run.out_of_memory_kills = 0;
  EXPECT_EQ(message(), "the compiler died of SIGKILL");
  run.output_limit_exceeded = true;
  EXPECT_EQ(message(), "the compiler wrote more than 256 MiB");
  run = {};
  run.code = 4;
  EXPECT_EQ(message(), "g++ failed with exit code 4 and said nothing");
  run.code = 0;
  EXPECT_EQ(message(), "the compiler ended well, but made no program");
  run.files = {{"elsewhere/program", "x"}};
  EXPECT_EQ(message(), "the compiler ended well, but made no program");
}

TEST_F(Compiler, MissingToolsAndUnknownLanguagesAreErrors) {
  auto one = make();
  const auto rust = one.build(program("x.rs"));
  ASSERT_FALSE(rust);
  EXPECT_EQ(rust.failure().message, "Rust: rustc is not installed: apt install rustc");
  EXPECT_EQ(rust.failure().whose, judge::fault::environment);
  EXPECT_THAT(one.build(program("x.xyz")).failure().message, HasSubstr("no language has"));
  auto source = program();
  source.language = "cobol";
  EXPECT_THAT(one.build(source).failure().message, HasSubstr("unknown language 'cobol'"));
  source = program();
  source.files[0].text = "#include \"gavel/none.hpp\"\n";
  EXPECT_THAT(one.build(source).failure().message,
              HasSubstr("x.cpp:1: \"gavel/none.hpp\" not found"));
  EXPECT_EQ(compilations, 0);
}

TEST_F(Compiler, TheSandboxesErrorsAreErrors) {
  compilation = [](const run_request&) -> judge::result<run_outcome> {
    return judge::environment_error("no worker");
  };
  auto one = make();
  const auto outcome = one.build(program());
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.failure().message, "accepted/x.cpp: no worker");
  EXPECT_EQ(outcome.failure().whose, judge::fault::environment);
}

TEST_F(Compiler, AnInterruptionStaysAsItIs) {
  compilation = [](const run_request&) -> judge::result<run_outcome> {
    return judge::error{"interrupted", judge::fault::interrupted};
  };
  auto one = make();
  const auto outcome = one.build(program());
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.failure().message, "interrupted");
  EXPECT_EQ(outcome.failure().whose, judge::fault::interrupted);
}

TEST_F(Compiler, LaterCommandsSeeWhatEarlierOnesMade) {
  auto languages = language_table::builtin().value();
  ASSERT_TRUE(
      languages.merge("[cpp]\ncompile = [[\"g++\", \"{files}\"], [\"strip\", \"{output}\"]]", "m"));
  std::vector<std::string> second;
  compilation = [&](const run_request& request) {
    run_outcome run;
    if (request.what.command.front() == "strip") {
      for (const auto& file : request.files) second.push_back(file.name);
      run.files = {{"judge.out/program", "stripped"}};
    } else {
      run.files = {{"judge.out/program", "full"}};
    }
    return run;
  };
  compiler one(languages, runner, {tree.path("cache"), {}});
  const auto outcome = one.build(program());
  ASSERT_TRUE(outcome);
  EXPECT_THAT(second, ElementsAre("x.cpp", "judge.out/program"));
  EXPECT_EQ(judge::read_file(outcome->built->folder / "program").value(), "stripped");
}

TEST_F(Compiler, InterpretedProgramsAreTheirSources) {
  auto languages = language_table::builtin().value();
  ASSERT_TRUE(languages.merge("[python3]\nversion = [\"g++\", \"--version\"]", "m"));
  compilation = [](const run_request&) { return run_outcome{}; };
  compiler one(languages, runner, {tree.path("cache"), {}});
  const auto outcome = one.build(program("x.py"));
  ASSERT_TRUE(outcome);
  ASSERT_TRUE(outcome->built);
  EXPECT_EQ(judge::read_file(outcome->built->folder / "x.py").value(), "int main() {}");
  EXPECT_THAT(outcome->built->command, ElementsAre("python3", "/box/x.py"));
  EXPECT_FALSE(outcome->built->needs.environment.empty());
}

TEST_F(Compiler, MayBeAskedByManyAtOnce) {
  auto one = make();
  compilation = [](const run_request&) {
    run_outcome run;
    run.files = {{"judge.out/program", "binary"}};
    return run;
  };
  fake_runner quiet([this](const run_request& request) -> judge::result<run_outcome> {
    if (request.what.name.ends_with(" version")) return version(request);
    return compilation(request);
  });
  compiler shared(language_table::builtin().value(), quiet, {tree.path("cache"), {}});
  std::vector<std::thread> askers;
  std::atomic<int> good = 0;
  for (int i = 0; i < 8; ++i) {
    askers.emplace_back([&] {
      const auto outcome = shared.build(program());
      if (outcome && outcome->built) ++good;
    });
  }
  for (auto& asker : askers) asker.join();
  EXPECT_EQ(good, 8);
}

TEST_F(Compiler, TellsTheDoctorWhatIsThere) {
  auto one = make();
  const auto states = one.survey();
  ASSERT_TRUE(states);
  EXPECT_EQ(states->size(), one.languages().all().size());
  for (const auto& state : *states) {
    const bool expected = state.key.starts_with("cpp");
    EXPECT_EQ(state.available, expected) << state.key;
    EXPECT_EQ(state.version, expected ? "g++ 12.2.0" : "") << state.key;
    EXPECT_EQ(state.why_not.empty(), expected) << state.key;
  }
}

}  // namespace
