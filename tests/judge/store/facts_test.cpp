#include "judge/store/facts.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace {

using namespace judge;

run_outcome a_run() {
  run_outcome run;
  run.how = ending::signalled;
  run.code = 11;
  run.stopped = stop_reason::wall_time;
  run.cpu_time = microseconds(1);
  run.wall_time = microseconds(2);
  run.wait_time = microseconds(3);
  run.steal_time = microseconds(4);
  run.peak_memory_bytes = std::uint64_t{1} << 40;
  run.out_of_memory_kills = 5;
  run.memory_is_a_guess = true;
  run.looks_out_of_memory = true;
  run.output_bytes = 6;
  run.error_bytes = 7;
  run.file_bytes = 8;
  run.output_limit_exceeded = true;
  run.involuntary_switches = 9;
  run.level = isolation::l2;
  return run;
}

void expect_equal(const run_outcome& a, const run_outcome& b) {
  EXPECT_EQ(a.how, b.how);
  EXPECT_EQ(a.code, b.code);
  EXPECT_EQ(a.stopped, b.stopped);
  EXPECT_EQ(a.cpu_time, b.cpu_time);
  EXPECT_EQ(a.wall_time, b.wall_time);
  EXPECT_EQ(a.wait_time, b.wait_time);
  EXPECT_EQ(a.steal_time, b.steal_time);
  EXPECT_EQ(a.peak_memory_bytes, b.peak_memory_bytes);
  EXPECT_EQ(a.out_of_memory_kills, b.out_of_memory_kills);
  EXPECT_EQ(a.memory_is_a_guess, b.memory_is_a_guess);
  EXPECT_EQ(a.looks_out_of_memory, b.looks_out_of_memory);
  EXPECT_EQ(a.output_bytes, b.output_bytes);
  EXPECT_EQ(a.error_bytes, b.error_bytes);
  EXPECT_EQ(a.file_bytes, b.file_bytes);
  EXPECT_EQ(a.output_limit_exceeded, b.output_limit_exceeded);
  EXPECT_EQ(a.involuntary_switches, b.involuntary_switches);
  EXPECT_EQ(a.level, b.level);
}

remembered_case full() {
  remembered_case facts;
  facts.time_limit = milliseconds(2500);
  facts.passes.resize(2);
  auto& first = facts.passes[0];
  first.run = a_run();
  auto& check = first.check.emplace();
  check.is = check_outcome::answer::presentation;
  check.message = "line 1: \"a\"\nb";
  check.hint = "case";
  check.score = 0.1;
  check.score_multiplier = 1.0 / 3;
  check.judge_message = std::string("with a NUL \0 inside", 19);
  auto& pair = facts.passes[1].pair.emplace();
  pair.submission = a_run();
  pair.interactor.code = 43;
  pair.interactor_first = true;
  pair.served = microseconds(12345);
  pair.still = standstill{waiting::for_input, waiting::no, microseconds(77), true, true};
  return facts;
}

TEST(Facts, ComeBackAsTheyWere) {
  const auto facts = full();
  const auto text = text_of(facts);
  EXPECT_EQ(text.find('\n'), std::string::npos);
  const auto back = read_facts(text);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->time_limit, facts.time_limit);
  ASSERT_EQ(back->passes.size(), 2U);
  expect_equal(back->passes[0].run, facts.passes[0].run);
  ASSERT_TRUE(back->passes[0].check);
  EXPECT_FALSE(back->passes[0].pair);
  const auto& check = *back->passes[0].check;
  EXPECT_EQ(check.is, check_outcome::answer::presentation);
  EXPECT_EQ(check.message, facts.passes[0].check->message);
  EXPECT_EQ(check.hint, "case");
  EXPECT_EQ(check.score, 0.1);
  EXPECT_EQ(check.score_multiplier, 1.0 / 3);
  EXPECT_EQ(check.judge_message, facts.passes[0].check->judge_message);
  EXPECT_FALSE(back->passes[1].check);
  ASSERT_TRUE(back->passes[1].pair);
  const auto& pair = *back->passes[1].pair;
  expect_equal(pair.submission, facts.passes[1].pair->submission);
  EXPECT_EQ(pair.interactor.code, 43);
  EXPECT_TRUE(pair.interactor_first);
  EXPECT_EQ(pair.served, microseconds(12345));
  ASSERT_TRUE(pair.still);
  EXPECT_EQ(pair.still->submission, waiting::for_input);
  EXPECT_EQ(pair.still->interactor, waiting::no);
  EXPECT_EQ(pair.still->silent, microseconds(77));
  EXPECT_TRUE(pair.still->together);
  EXPECT_TRUE(pair.still->deadlock);
}

TEST(Facts, ATextThatIsNotWholeIsNone) {
  const auto text = text_of(full());
  for (std::size_t size = 0; size < text.size(); size += 7) {
    EXPECT_FALSE(read_facts(text.substr(0, size))) << size;
  }
  EXPECT_FALSE(read_facts("[]"));
  EXPECT_FALSE(read_facts(R"({"format":3,"time_limit_ms":1,"passes":[]})"));
  EXPECT_FALSE(read_facts(R"({"format":2,"time_limit_ms":1,"passes":[]})"));
  auto older = text;
  older.replace(older.find("\"format\":2"), 10, "\"format\":1");
  EXPECT_FALSE(read_facts(older));
}

RC_GTEST_PROP(Facts, AnyMessageStaysText, (const std::string& message)) {
  auto facts = full();
  facts.passes[0].check->message = message;
  const auto back = read_facts(text_of(facts));
  RC_ASSERT(back.has_value());
  const bool ascii = std::all_of(message.begin(), message.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 128; });
  RC_ASSERT((!ascii || back->passes[0].check->message == message));
}

}  // namespace
