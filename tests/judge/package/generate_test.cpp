#include "judge/package/generate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <string>
#include <vector>

#include "judge/base/hash.hpp"
#include "judge/base/text.hpp"
#include "judge/package/package_files.hpp"
#include "support/fake_builder.hpp"
#include "support/fake_runner.hpp"

namespace judge {
namespace {

using ::testing::ElementsAre;
using testing::fake_builder;
using testing::fake_runner;
using testing::file_texts;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::minimal_with;
using testing::package_on_disk;

std::string text_of(const content& bytes) {
  if (const auto* text = std::get_if<std::string>(&bytes)) return *text;
  return *read_file(std::get<std::filesystem::path>(bytes));
}

/// The world of a package: "g.py" writes its arguments, the solution doubles the line it reads.
class GenerateData : public ::testing::Test {
 protected:
  static file_texts files(const std::string& cases, const file_texts& more = {}) {
    auto all = minimal_with(
        {{"generators/g.py", "first version"},
         {"submissions/accepted/s.py", "doubles"},
         {"generators/generators.yaml",
          "solution: /submissions/accepted/s.py\ndata:\n  secret:\n    data:\n" + cases}});
    for (const auto& [name, text] : more) all[name] = text;
    return all;
  }

  result<generation_report> generate(problem& whole, generation_options options = {}) {
    options.cache = cache_->path();
    return generate_data(whole, builder_, runner_, options);
  }
  static std::vector<std::string> names_of(const problem& whole) {
    std::vector<std::string> names;
    for (const auto& one : whole.cases) names.push_back(one.name);
    return names;
  }

  result<temporary_folder> cache_ = temporary_folder::make();
  std::atomic<int> builds_{0};
  std::atomic<int> runs_{0};
  /// What the generator's run gives, for tests that want another one.
  std::function<run_outcome(const run_request&)> generator_ = [](const run_request& asked) {
    run_outcome outcome;
    outcome.standard_output = joined(asked.arguments, " ") + "\n";
    return outcome;
  };

  fake_builder builder_{[this](const program_source& source) -> result<build_outcome> {
    ++builds_;
    build_outcome outcome;
    if (source.files[0].text == "does not compile") {
      outcome.message = "\ng.py:1: a mistake\nand more\n";
      return outcome;
    }
    outcome.built.emplace();
    outcome.built->name = source.name;
    outcome.built->folder = "/built/" + sha256_hex(source.files[0].text);
    outcome.built->command = {"/box/program"};
    return outcome;
  }};
  fake_runner runner_{[this](const run_request& asked) -> result<run_outcome> {
    ++runs_;
    if (asked.what.name == "g.py") return generator_(asked);
    run_outcome outcome;
    const auto line = text_of(asked.input);
    outcome.standard_output = line + line;
    return outcome;
  }};
};

TEST_F(GenerateData, MakesInputsAndAnswersAndPutsThemInOrder) {
  const package_on_disk package(files("      10-a: g.py 1 2\n      05-b: {in: x, ans: y}\n"));
  auto whole = package.loaded();
  const auto report = generate(whole);
  ASSERT_TRUE(report) << report.failure().message;
  EXPECT_EQ(report->generated, 1U);
  EXPECT_THAT(names_of(whole), ElementsAre("sample/1", "secret/05-b", "secret/1", "secret/10-a"));
  EXPECT_EQ(*read_file(whole.cases[3].input), "1 2\n");
  EXPECT_EQ(*read_file(whole.cases[3].answer), "1 2\n1 2\n");
  EXPECT_EQ(*read_file(whole.cases[1].input), "x\n");
  EXPECT_EQ(*read_file(whole.cases[1].answer), "y\n");
  EXPECT_EQ(runs_, 2);
  EXPECT_EQ(builds_, 2);
  EXPECT_EQ(report->sums.at("secret/10-a.in"), sha256_hex("1 2\n"));
  EXPECT_THAT(report->warnings, IsEmpty());
}

TEST_F(GenerateData, DoesNothingWithoutAPlan) {
  const package_on_disk package(testing::minimal_package());
  auto whole = package.loaded();
  ASSERT_TRUE(generate(whole));
  EXPECT_EQ(whole.cases.size(), 2U);
  EXPECT_EQ(builds_, 0);
}

TEST_F(GenerateData, RunsNothingTwice) {
  const package_on_disk package(files("      a: g.py 1\n      b: g.py 2\n"));
  auto first = package.loaded();
  ASSERT_TRUE(generate(first));
  EXPECT_EQ(runs_, 4);
  auto second = package.loaded();
  const auto report = generate(second);
  EXPECT_EQ(runs_, 4);
  EXPECT_EQ(report->from_cache, 2U);
  EXPECT_EQ(second.cases.back().input, first.cases.back().input);
}

TEST_F(GenerateData, RunsAgainWhatChanged) {
  const package_on_disk package(files("      a: g.py 1\n      b: g.py 2\n"));
  auto whole = package.loaded();
  ASSERT_TRUE(generate(whole));
  package.write("generators/g.py", "second version");
  whole = package.loaded();
  ASSERT_TRUE(generate(whole));
  EXPECT_EQ(runs_, 6);  // both inputs, but they are equal: the answers are known
  package.write("submissions/accepted/s.py", "doubles otherwise");
  whole = package.loaded();
  ASSERT_TRUE(generate(whole));
  EXPECT_EQ(runs_, 8);  // both answers
  package.write("generators/generators.yaml",
                "solution: /submissions/accepted/s.py\ndata: {secret: {data: {a: g.py 1, b: g.py "
                "3}}}\n");
  whole = package.loaded();
  ASSERT_TRUE(generate(whole));
  EXPECT_EQ(runs_, 10);  // one input and its answer
}

TEST_F(GenerateData, NoticesThatTheCacheWasDamaged) {
  const package_on_disk package(files("      a: g.py 1 2 3\n"));
  auto whole = package.loaded();
  ASSERT_TRUE(generate(whole));
  const auto input = whole.cases.back().input;
  for (const auto* damage : {"1 2", "1 2 4\n", ""}) {
    ASSERT_TRUE(write_file(input, damage));
    whole = package.loaded();
    ASSERT_TRUE(generate(whole));
    EXPECT_EQ(*read_file(whole.cases.back().input), "1 2 3\n") << damage;
  }
  std::filesystem::remove(input);
  whole = package.loaded();
  ASSERT_TRUE(generate(whole));
  EXPECT_EQ(*read_file(whole.cases.back().input), "1 2 3\n");
  ASSERT_TRUE(write_file(input.parent_path() / "SHA256SUMS", "rubbish"));
  whole = package.loaded();
  ASSERT_TRUE(generate(whole));
  EXPECT_EQ(runs_, 2 + 5);
}

TEST_F(GenerateData, HoldsTheDataAgainstTheCommittedSums) {
  const auto right =
      sha256_hex("1\n") + "  secret/a.in\n" + sha256_hex("1\n1\n") + "  secret/a.ans\n";
  const package_on_disk package(files("      a: g.py 1\n", {{"data/SHA256SUMS", right}}));
  auto whole = package.loaded();
  const auto report = generate(whole);
  ASSERT_TRUE(report) << report.failure().message;
  EXPECT_THAT(report->warnings, IsEmpty());

  package.write("data/SHA256SUMS", sha256_hex("2\n") + "  secret/a.in\n" + right.substr(77));
  whole = package.loaded();
  const auto wrong = generate(whole);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(package.shown(wrong.failure().message),
            "sum/data/SHA256SUMS: secret/a.in: generated data differs from what was committed "
            "(SHA-256 " +
                sha256_hex("1\n").substr(0, 12) + "..., not " + sha256_hex("2\n").substr(0, 12) +
                "...): run 'judge generate --update-sums sum' if that is intended");

  package.write("data/SHA256SUMS",
                sha256_hex("1\n") + "  secret/a.in\n" + sha256_hex("9") + "  secret/old.in\n");
  whole = package.loaded();
  const auto partly = generate(whole);
  ASSERT_TRUE(partly);
  ASSERT_EQ(partly->warnings.size(), 2U);
  EXPECT_EQ(package.shown(partly->warnings[0]),
            "sum/data/SHA256SUMS: secret/a.ans: not in it: run 'judge generate --update-sums sum'");
  EXPECT_EQ(package.shown(partly->warnings[1]),
            "sum/data/SHA256SUMS: secret/old.in: no case makes it any more: run 'judge generate "
            "--update-sums sum'");
}

TEST_F(GenerateData, WritesTheSumsWhenAsked) {
  const package_on_disk package(files("      b: g.py 1\n      a: g.py 2\n",
                                      {{"data/SHA256SUMS", std::string(64, '0') + "  x\n"}}));
  auto whole = package.loaded();
  generation_options options;
  options.update_sums = true;
  ASSERT_TRUE(generate(whole, options));
  EXPECT_EQ(*read_file(package.path() / "data/SHA256SUMS"),
            sha256_hex("2\n2\n") + "  secret/a.ans\n" + sha256_hex("2\n") + "  secret/a.in\n" +
                sha256_hex("1\n1\n") + "  secret/b.ans\n" + sha256_hex("1\n") + "  secret/b.in\n");
  whole = package.loaded();
  EXPECT_THAT(generate(whole)->warnings, IsEmpty());
}

TEST_F(GenerateData, WritesTheDataIntoAFolderWhenAsked) {
  const package_on_disk package(files("      a: g.py 1\n"));
  auto whole = package.loaded();
  generation_options options;
  options.folder = package.path() / "data";
  ASSERT_TRUE(generate(whole, options));
  EXPECT_EQ(whole.cases.back().input, package.path() / "data/secret/a.in");
  EXPECT_EQ(*read_file(package.path() / "data/secret/a.ans"), "1\n1\n");
}

TEST_F(GenerateData, KeepsFilesOfThePackageWhoseSumsAreRight) {
  const package_on_disk package(
      files("      a: g.py 1\n", {{"data/secret/a.in", "1\n"}, {"data/secret/a.ans", "1\n1\n"}}));
  auto whole = package.loaded();
  const auto report = generate(whole);  // no sums: the package's files are what counts
  EXPECT_EQ(report->kept, 1U);
  EXPECT_EQ(builds_, 0);
  EXPECT_EQ(whole.cases.back().input, package.path() / "data/secret/a.in");

  package.write("data/SHA256SUMS",
                sha256_hex("1\n") + "  secret/a.in\n" + sha256_hex("1\n1\n") + "  secret/a.ans\n");
  whole = package.loaded();
  EXPECT_EQ(generate(whole)->kept, 1U);
  package.write("data/secret/a.in", "stale\n");
  whole = package.loaded();
  const auto again = generate(whole);
  ASSERT_TRUE(again) << again.failure().message;
  EXPECT_EQ(again->kept, 0U);
  EXPECT_EQ(*read_file(whole.cases.back().input), "1\n");
  EXPECT_EQ(whole.cases.size(), 3U);
}

TEST_F(GenerateData, KeepsTheFilesThatLieBesideACase) {
  const package_on_disk package(files("      a: g.py 1\n", {{"data/secret/a.in", "1\n"},
                                                            {"data/secret/a.ans", "1\n1\n"},
                                                            {"data/secret/a.files/x", "more"}}));
  const auto has_file = [&](const problem& whole) {
    const auto& given = whole.cases.back().files;
    ASSERT_EQ(given.size(), 1U);
    EXPECT_EQ(given[0].first, "x");
    EXPECT_EQ(given[0].second, package.path() / "data/secret/a.files/x");
  };
  auto whole = package.loaded();
  EXPECT_EQ(generate(whole)->kept, 1U);
  has_file(whole);
  package.write("data/SHA256SUMS", sha256_hex("1\n") + "  secret/a.in\n");
  package.write("data/secret/a.in", "stale\n");
  whole = package.loaded();
  EXPECT_EQ(generate(whole)->kept, 0U);
  has_file(whole);
}

TEST_F(GenerateData, GivesTheSolutionTheArgumentsOfTheCase) {
  std::vector<std::vector<std::string>> seen;
  fake_runner runner([&](const run_request& asked) -> result<run_outcome> {
    if (asked.what.name != "g.py") seen.push_back(asked.arguments);
    run_outcome outcome;
    outcome.standard_output = joined(asked.arguments, " ") + "\n";
    return outcome;
  });
  const package_on_disk package(
      files("      a: g.py 1\n", {{"data/secret/test_group.yaml", "args: [-v, '2']\n"}}));
  const auto answer = [&] {
    auto whole = package.loaded();
    generation_options options;
    options.cache = cache_->path();
    const auto report = generate_data(whole, builder_, runner, options);
    return report ? *read_file(whole.cases.back().answer) : report.failure().message;
  };
  EXPECT_EQ(answer(), "-v 2\n");
  package.write("data/secret/test_group.yaml", "args: [-w]\n");
  EXPECT_EQ(answer(), "-w\n") << "not the answer that was kept for other arguments";
  EXPECT_EQ(answer(), "-w\n");
  EXPECT_THAT(seen, ElementsAre(ElementsAre("-v", "2"), ElementsAre("-w")));
}

TEST_F(GenerateData, TakesFilesThatAGeneratorWrites) {
  generator_ = [](const run_request& asked) {
    EXPECT_THAT(asked.collect,
                ElementsAre("testcase.in", "testcase.ans", "testcase.out", "testcase.yaml"));
    run_outcome outcome;
    outcome.standard_output = "chatter";
    outcome.files = {{"testcase.in", "input\n"}, {"testcase.ans", "answer\n"}};
    return outcome;
  };
  const package_on_disk package(files("      a: g.py 1\n"));
  auto whole = package.loaded();
  ASSERT_TRUE(generate(whole));
  EXPECT_EQ(*read_file(whole.cases.back().input), "input\n");
  EXPECT_EQ(*read_file(whole.cases.back().answer), "answer\n");
  EXPECT_EQ(runs_, 1);
}

TEST_F(GenerateData, SaysWhichGeneratorFailedAndHow) {
  const auto failure_with = [&](const run_outcome& outcome) {
    generator_ = [&](const run_request&) { return outcome; };
    const package_on_disk package(files("      a: g.py 1\n"));
    auto whole = package.loaded();
    const auto report = generate(whole);
    return report ? "" : package.shown(report.failure().message);
  };
  const std::string start = "sum/generators/generators.yaml:5: secret/a: generator g.py ";
  run_outcome outcome;
  outcome.code = 2;
  outcome.standard_error = "\n  usage: g.py N\n\n";
  EXPECT_EQ(failure_with(outcome), start + "ended with exit code 2: \"usage: g.py N\"");
  outcome = {};
  outcome.how = ending::signalled;
  outcome.code = 11;
  EXPECT_EQ(failure_with(outcome), start + "was killed by signal SIGSEGV");
  outcome.code = 9;
  outcome.stopped = stop_reason::cpu_time;
  EXPECT_EQ(failure_with(outcome), start + "needed more than 60 s of CPU time");
  outcome.stopped = stop_reason::wall_time;
  EXPECT_EQ(failure_with(outcome), start + "was not done after 120 s");
  outcome.out_of_memory_kills = 1;
  EXPECT_EQ(failure_with(outcome), start + "ran out of memory (2048 MiB)");
  outcome = {};
  outcome.output_limit_exceeded = true;
  EXPECT_EQ(failure_with(outcome), start + "wrote more than 1024 MiB");
}

TEST_F(GenerateData, SaysWhatDoesNotCompile) {
  const package_on_disk package(
      files("      a: g.py 1\n", {{"generators/g.py", "does not compile"}}));
  auto whole = package.loaded();
  const auto report = generate(whole);
  ASSERT_FALSE(report);
  EXPECT_EQ(package.shown(report.failure().message),
            "sum/generators/generators.yaml:5: secret/a: generator g.py does not compile: g.py:1: "
            "a mistake");
  EXPECT_EQ(runs_, 0);
}

TEST_F(GenerateData, PassesOnThatTheUserInterrupted) {
  fake_runner no_run([](const run_request&) -> result<run_outcome> {
    return error{"g.py: interrupted", fault::interrupted};
  });
  fake_builder no_build([](const program_source&) -> result<build_outcome> {
    return error{"Python 3 version: interrupted", fault::interrupted};
  });
  const package_on_disk package(files("      a: g.py 1\n"));
  auto whole = package.loaded();
  generation_options options;
  options.cache = cache_->path();
  for (builder* build : {static_cast<builder*>(&builder_), static_cast<builder*>(&no_build)}) {
    const auto report = generate_data(whole, *build, no_run, options);
    ASSERT_FALSE(report);
    EXPECT_EQ(report.failure().whose, fault::interrupted);
    EXPECT_EQ(report.failure().message, "interrupted");
    EXPECT_EQ(whole.cases.size(), 2U);
  }
}

TEST_F(GenerateData, MakesManyAtOnceAndReportsProgress) {
  std::string cases;
  for (int i = 100; i < 160; ++i)
    cases += "      n" + std::to_string(i) + ": g.py " + std::to_string(i) + "\n";
  const package_on_disk package(files(cases));
  auto whole = package.loaded();
  generation_options options;
  options.jobs = 4;
  std::vector<std::size_t> seen;
  options.progress = [&](const std::string&, std::size_t done, std::size_t total) {
    EXPECT_EQ(total, 60U);
    seen.push_back(done);
  };
  const auto report = generate(whole, options);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->generated, 60U);
  ASSERT_EQ(seen.size(), 60U);
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], i + 1);
  ASSERT_EQ(whole.cases.size(), 62U);
  for (std::size_t i = 2; i < 62; ++i) {
    const auto& one = whole.cases[i];
    EXPECT_EQ(*read_file(one.input), one.name.substr(one.name.size() - 3) + "\n");
  }
}

TEST_F(GenerateData, FillsTheFoldersThatValidatorsAreTestedWith) {
  const package_on_disk package(
      files("      a: g.py 1\n"
            "  invalid_input: {data: {bad: g.py x}}\n"
            "  valid_output: {data: {v: {in: '1', out: '2'}}}\n"));
  auto whole = package.loaded();
  ASSERT_TRUE(generate(whole));
  ASSERT_EQ(whole.invalid_inputs.size(), 1U);
  EXPECT_EQ(*read_file(whole.invalid_inputs[0].input), "x\n");
  EXPECT_TRUE(whole.invalid_inputs[0].answer.empty());
  ASSERT_EQ(whole.valid_outputs.size(), 1U);
  EXPECT_EQ(*read_file(whole.valid_outputs[0].answer), "1\n1\n");
  EXPECT_EQ(*read_file(whole.valid_outputs[0].output), "2\n");
}

TEST_F(GenerateData, TriesAFailingGeneratorWithTheNextSeed) {
  std::vector<std::string> seeds;
  generator_ = [&](const run_request& asked) {
    seeds.push_back(asked.arguments.at(0));
    run_outcome outcome;
    outcome.code = seeds.size() < 3 ? 1 : 0;
    outcome.standard_output = asked.arguments.at(0) + "\n";
    return outcome;
  };
  const package_on_disk package(files("      a: {generate: 'g.py {seed}', retries: 3}\n"));
  auto whole = package.loaded();
  const auto report = generate(whole);
  ASSERT_TRUE(report) << report.failure().message;
  ASSERT_EQ(seeds.size(), 3U);
  EXPECT_EQ(std::stoul(seeds[2]), std::stoul(seeds[0]) + 2);
  EXPECT_EQ(*read_file(whole.cases.back().input), seeds[2] + "\n");

  seeds.clear();
  package.write("generators/g.py", "fails more often");
  package.write("generators/generators.yaml",
                "solution: /submissions/accepted/s.py\nretries: 2\n"
                "data: {secret: {data: {a: 'g.py {seed}'}}}\n");
  whole = package.loaded();
  const auto failed = generate(whole);
  ASSERT_FALSE(failed);
  EXPECT_EQ(package.shown(failed.failure().message),
            "sum/generators/generators.yaml:3: secret/a: generator g.py ended with exit code 1: "
            "\"" +
                seeds.back() + "\" (the last of 2 runs)");
}

TEST_F(GenerateData, LooksForWhatTheDataMustMatch) {
  const auto failure_with = [&](const std::string& match) {
    const package_on_disk package(
        files("      a:\n        generate: g.py 1 2\n        match: " + match + "\n"));
    auto whole = package.loaded();
    const auto report = generate(whole);
    return report ? "" : package.shown(report.failure().message);
  };
  EXPECT_EQ(failure_with("['^1', '2$']"), "");
  EXPECT_EQ(failure_with("{in: '1', ans: '^1 2\\n1 2$'}"), "");
  EXPECT_EQ(failure_with("['^1', '^2']"),
            "sum/generators/generators.yaml:7: secret/a: match: '^2' is not found in the input: "
            "change the case, or the expression");
  EXPECT_EQ(failure_with("{ans: '3'}"),
            "sum/generators/generators.yaml:7: secret/a: match: '3' is not found in the answer: "
            "change the case, or the expression");
  // What lies in the package already is looked at as well.
  const package_on_disk package(files("      a: {generate: g.py 1, match: x}\n",
                                      {{"data/secret/a.in", "1\n"}, {"data/secret/a.ans", "1\n"}}));
  auto whole = package.loaded();
  EXPECT_FALSE(generate(whole));
}

TEST_F(GenerateData, MakesEverythingTwiceWhenAsked) {
  generation_options options;
  options.check_deterministic = true;
  const package_on_disk package(files("      a: g.py 1\n"));
  auto whole = package.loaded();
  ASSERT_TRUE(generate(whole));
  EXPECT_EQ(runs_, 2);
  ASSERT_TRUE(generate(whole, options));  // whatever lies in the cache
  EXPECT_EQ(runs_, 6);

  generator_ = [this](const run_request&) {
    run_outcome outcome;
    outcome.standard_output = "same " + std::to_string(runs_.load() % 2) + "\n";
    return outcome;
  };
  whole = package.loaded();
  const auto random = generate(whole, options);
  ASSERT_FALSE(random);
  EXPECT_EQ(package.shown(random.failure().message),
            "sum/generators/generators.yaml:5: secret/a: generator g.py: not deterministic: a.in "
            "differs from byte 6 on when it is made again");
}

TEST_F(GenerateData, FindsASolutionThatIsNotDeterministic) {
  std::size_t answers = 0;
  fake_runner runner([&](const run_request& asked) -> result<run_outcome> {
    run_outcome outcome;
    outcome.standard_output = asked.what.name == "g.py" ? "1\n" : std::string(++answers, '1');
    return outcome;
  });
  const package_on_disk package(files("      a: g.py 1\n"));
  auto whole = package.loaded();
  generation_options options;
  options.cache = cache_->path();
  options.check_deterministic = true;
  const auto report = generate_data(whole, builder_, runner, options);
  ASSERT_FALSE(report);
  EXPECT_EQ(package.shown(report.failure().message),
            "sum/generators/generators.yaml:5: secret/a: solution /submissions/accepted/s.py: not "
            "deterministic: a.ans differs from byte 2 on when it is made again");
}

TEST_F(GenerateData, TakesOutputsAndSettingsThatAGeneratorWrites) {
  generator_ = [](const run_request&) {
    run_outcome outcome;
    outcome.files = {{"testcase.in", "1\n"},
                     {"testcase.ans", "2\n"},
                     {"testcase.out", "3\n"},
                     {"testcase.yaml", "output_validator_args: [case_sensitive]\n"}};
    return outcome;
  };
  const package_on_disk package(files("      a: g.py 1\n  invalid_output: {data: {o: g.py 2}}\n"));
  auto whole = package.loaded();
  const auto report = generate(whole);
  ASSERT_TRUE(report) << report.failure().message;
  EXPECT_TRUE(whole.cases.back().settings.compare->case_sensitive);
  ASSERT_EQ(whole.invalid_outputs.size(), 1U);
  EXPECT_EQ(*read_file(whole.invalid_outputs[0].output), "3\n");

  generator_ = [](const run_request&) { return run_outcome{}; };
  package.write("generators/g.py", "writes nothing");
  whole = package.loaded();
  const auto without = generate(whole);
  ASSERT_FALSE(without);
  EXPECT_THAT(without.failure().message,
              HasSubstr("invalid_output/o: generator g.py wrote no testcase.out"));
}

TEST_F(GenerateData, GivesEmptyAnswersWhereTheProblemHasNone) {
  const package_on_disk package(files("      a: g.py 1\n"));
  auto whole = package.loaded();
  whole.type.interactive = true;
  const auto report = generate(whole);
  ASSERT_TRUE(report) << report.failure().message;
  EXPECT_EQ(*read_file(whole.cases.back().answer), "");
  EXPECT_EQ(runs_, 1);
}

TEST_F(GenerateData, SaysWhereHashesOfAnotherToolDiffer) {
  const package_on_disk package(
      {{"info.toml", "title = 'x'\ntimelimit = 1\n[[tests]]\nname = 'g.py.cpp'\nnumber = 1\n"},
       {"gen/g.py.cpp", "g"},
       {"sol/correct.cpp", "doubles"},
       {"checker.cpp", "c"},
       {"verifier.cpp", "v"},
       {"hash.json", "{\"g.py_00.out\": \"" + std::string(64, 'a') + "\"}"}});
  auto whole = package.loaded();
  const auto report = generate(whole);
  ASSERT_FALSE(report);
  EXPECT_THAT(package.shown(report.failure().message),
              HasSubstr("sum/hash.json: secret/g.py_00.ans: generated data differs from what was "
                        "committed (SHA-256 "));
  EXPECT_THAT(report.failure().message,
              HasSubstr("a source or a tool is not the one that they were made with"));
}

}  // namespace
}  // namespace judge
