// Compilers are attacked by what they read. They run in the same sandbox, so nothing is left here
// either.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "judge/build/compile.hpp"
#include "tests/hostile/arena.hpp"

namespace judge::hostile {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class HostileSource : public arena {
 protected:
  [[nodiscard]] result<build_outcome> build(const compile_attack& one) {
    auto languages = language_table::builtin();
    if (!languages) return std::move(languages).failure();
    compiler_options options;
    options.cache = temporary() / "cache";
    options.limits = {.cpu_time = milliseconds(2000),
                      .wall_time = milliseconds(6000),
                      .memory_bytes = 512 * mebibyte,
                      .output_bytes = 32 * mebibyte,
                      .processes = 16};
    compiler tool(*std::move(languages), *sandbox_, options);
    program_source source;
    source.name = one.name;
    source.home = temporary();
    for (const auto& [name, text] : one.files) source.files.push_back({name, text});
    auto outcome = tool.build(source);
    std::filesystem::remove_all(options.cache);
    return outcome;
  }

  void expect_as_in_the_table(const compile_attack& one) {
    SCOPED_TRACE(one.name);
    const auto outcome = build(one);
    // An include that leads to the host is refused before the compiler sees it.
    const auto message = outcome ? outcome->message : outcome.failure().message;
    EXPECT_TRUE(outcome || outcome.failure().whose == fault::input) << message;
    EXPECT_EQ(outcome && outcome->built, one.says.empty()) << message;
    bool said = one.says.empty();
    for (const auto& sentence : one.says) said = said || message.find(sentence) != message.npos;
    EXPECT_TRUE(said) << message;
    EXPECT_THAT(message, Not(HasSubstr("root:"))) << "a line of the host";
    EXPECT_LT(message.size(), 10'000U);
    expect_no_traces();
  }
};
INSTANTIATE_TEST_SUITE_P(At, HostileSource, ::testing::Values(isolation::l0, isolation::l1),
                         judge::testing::level_name);

TEST_P(HostileSource, IsRefusedWithASentence) {
  begin();
  for (const auto& one : compile_attacks()) expect_as_in_the_table(one);
  expect_a_clean_next_run();
  expect_as_in_the_table({"an honest program", {{"a.cpp", "int main() { return 0; }\n"}}, {}});
}

}  // namespace
}  // namespace judge::hostile
