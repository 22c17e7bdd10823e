#include "judge/report/console.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>

#include "support/expectations.hpp"

namespace {

using namespace judge;

/// What is written to the stream while `act` runs.
std::string written(console_style style, const std::function<void(console_report&)>& act) {
  char* text = nullptr;
  std::size_t size = 0;
  std::FILE* out = open_memstream(&text, &size);
  {
    console_report report(out, style);
    act(report);
  }
  std::fclose(out);
  std::string copy(text, size);
  std::free(text);
  return copy;
}

case_result one_case(std::string name, verdict is, int ms, std::string message = "") {
  case_result out;
  out.name = std::move(name);
  out.is = is;
  out.message = std::move(message);
  out.run.cpu_time = milliseconds(ms);
  out.run.wall_time = milliseconds(ms + 1);
  out.run.peak_memory_bytes = 7 * mebibyte / 2;
  return out;
}

struct scene {
  scene() {
    what.source.name = "my.cpp";
    build.built = program{};
    build.language = "C++20";
    build.took = milliseconds(840);
    cases = {{"sample/1", "", ""}, {"secret/05-extremes", "", ""}};
    judged.name = "my.cpp";
    judged.build = build;
    judged.limits.time = milliseconds(1000);
    judged.cases = {
        one_case("sample/1", verdict::accepted, 1),
        one_case("secret/05-extremes", verdict::wrong_answer, 41, "line 1, column 1: expected 7")};
    judged.is = verdict::wrong_answer;
  }

  void play(console_report& report) const {
    report.submission_built(what, build, cases);
    for (const auto& one : judged.cases) report.case_finished(what, one);
    report.submission_finished(what, judged);
  }

  submission what;
  build_outcome build;
  std::vector<test_case> cases;
  submission_result judged;
};

TEST(Console, ShowsEveryCaseOfARun) {
  const scene shown;
  const auto text = written({.level = isolation::l0}, [&](auto& report) { shown.play(report); });
  EXPECT_EQ(text,
            "my.cpp   C++20   compiled in 0.84 s\n"
            "  sample/1             AC             1 ms cpu     2 ms wall    3.5 MiB\n"
            "  secret/05-extremes   WA            41 ms cpu    42 ms wall    3.5 MiB   "
            "line 1, column 1: expected 7\n"
            "WA on secret/05-extremes   1 of 2 cases   slowest 41 ms of 1000 ms "
            "(secret/05-extremes)   peak 3.5 MiB   isolation L0\n");
}

TEST(Console, SaysThatACaseWasJudgedAgainAndWhatWasNoisy) {
  scene shown;
  auto& one = shown.judged.cases[1];
  one.run.cpu_time = milliseconds(980);
  one.first_run.emplace().cpu_time = milliseconds(1020);
  one.noise = "close to the limit on a busy machine: 0.10 s waiting for a core";
  const auto text = written({}, [&](auto& report) { shown.play(report); });
  EXPECT_NE(text.find("line 1, column 1: expected 7; judged again alone: 1.02 s, then 0.98 s; "
                      "close to the limit on a busy machine: 0.10 s waiting for a core\n"),
            std::string::npos)
      << text;
}

TEST(Console, SaysWhenNothingKeptTheProgramsApart) {
  submission_result judged;
  judged.is = verdict::compile_error;
  EXPECT_EQ(summary(judged, isolation::none),
            "CE   it does not compile   isolation none (UNSANDBOXED)");
  EXPECT_EQ(summary(judged, isolation::l2), "CE   it does not compile");
  const scene shown;
  const auto text = written({.level = isolation::none}, [&](auto& report) { shown.play(report); });
  EXPECT_NE(text.find("isolation none (UNSANDBOXED)\n"), std::string::npos) << text;
}

TEST(Console, KeepsTheProblemsOrderWhenCasesEndInAnother) {
  scene shown;
  const auto in_order = written({}, [&](auto& report) { shown.play(report); });
  const auto reversed = written({}, [&](auto& report) {
    report.submission_built(shown.what, shown.build, shown.cases);
    report.case_finished(shown.what, shown.judged.cases[1]);
    report.case_finished(shown.what, shown.judged.cases[0]);
    report.submission_finished(shown.what, shown.judged);
  });
  EXPECT_EQ(in_order, reversed);
}

TEST(Console, DrawsNoControlBytesUnlessAsked) {
  const scene shown;
  const auto plain = written({}, [&](auto& report) { shown.play(report); });
  EXPECT_EQ(plain.find('\x1b'), std::string::npos);
  EXPECT_EQ(plain.find('\r'), std::string::npos);
  const auto live = written({.live = true}, [&](auto& report) { shown.play(report); });
  EXPECT_NE(live.find("\r\x1b[K"), std::string::npos);
  const auto color = written({.color = true}, [&](auto& report) { shown.play(report); });
  EXPECT_NE(color.find("\x1b[31m"), std::string::npos);
}

TEST(Console, ShowsALineASubmissionAndTheCasesBehindASurprise) {
  scene shown;
  shown.what.expected = judge::testing::accepted_everywhere();
  shown.judged.expected = "AC";
  shown.judged.met = false;
  shown.judged.why_not = {{"WA on secret/05-extremes, where only AC is permitted",
                           "accepted/",
                           {"secret/05-extremes"}}};
  const auto text = written({.every_case = false}, [&](auto& report) { shown.play(report); });
  EXPECT_NE(text.find("expected AC"), std::string::npos);
  EXPECT_NE(text.find("UNEXPECTED: WA on secret/05-extremes"), std::string::npos);
  EXPECT_NE(text.find("line 1, column 1: expected 7"), std::string::npos);
  EXPECT_EQ(text.find("sample/1 "), std::string::npos);
}

TEST(Console, ShowsTheScoreAndTheGroupsBehindIt) {
  scene shown;
  shown.judged.score = 40;
  shown.judged.groups = {{"secret", verdict::wrong_answer, 40, 100, ""},
                         {"secret/a", verdict::judge_error, 0, {}, "no score.txt"}};
  const auto text = written({}, [&](auto& report) { shown.play(report); });
  EXPECT_NE(text.find("score 40 of 100"), std::string::npos) << text;
  EXPECT_NE(text.find("secret/ "), std::string::npos) << text;
  EXPECT_NE(text.find("JE         0   no score.txt"), std::string::npos) << text;
}

TEST(Console, ShowsWhatAPairSaid) {
  scene shown;
  auto& said = shown.judged.cases[1].pair.emplace().said.emplace();
  said.entries = {{microseconds(1500), pair_side::submission, "5\n\x1b[2J6\n"},
                  {microseconds(2000), pair_side::interactor, "lower"}};
  said.cut = true;
  const auto text = written({}, [&](auto& report) { shown.play(report); });
  EXPECT_NE(text.find("    0.002 s  > 5\n"), std::string::npos) << text;
  EXPECT_NE(text.find("    0.002 s  < lower\n"), std::string::npos) << text;
  EXPECT_NE(text.find("more was said than is kept"), std::string::npos);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

TEST(Console, ShowsWhatTheCompilerSaid) {
  scene shown;
  shown.build.built.reset();
  shown.judged.build.built.reset();
  shown.judged.build.message = "my.cpp:1:1: error: 'x' does not name a type";
  shown.judged.is = verdict::compile_error;
  shown.judged.cases.clear();
  const auto text = written({}, [&](auto& report) { shown.play(report); });
  EXPECT_NE(text.find("does not name a type"), std::string::npos);
  EXPECT_NE(text.find("CE"), std::string::npos);
}

}  // namespace
