// Compilers are attacked by what they read. They run in the same sandbox, so nothing is left here
// either.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
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
  [[nodiscard]] result<build_outcome> build(const compile_attack& one,
                                            const std::string& more_languages = "") {
    auto languages = language_table::builtin();
    if (!languages) return std::move(languages).failure();
    if (auto merged = languages->merge(more_languages, "more"); !merged) {
      return std::move(merged).failure();
    }
    compiler_options options;
    options.cache = cache();
    options.limits = {.cpu_time = cpu_limit_,
                      .wall_time = 3 * cpu_limit_,
                      .memory_bytes = 512 * mebibyte,
                      .output_bytes = 32 * mebibyte,
                      .processes = 64};
    compiler tool(*std::move(languages), *sandbox_, options);
    program_source source;
    source.name = one.name;
    source.home = temporary();
    for (const auto& [name, text] : one.files) source.files.push_back({name, text});
    return tool.build(source);
  }

  /// A language whose compiler does what the submission wants, as annotation processors, procedural
  /// macros and build scripts do.
  [[nodiscard]] result<build_outcome> build_by_running(const std::string& script) {
    return build({"script", {{"a.script", script}}, {}},
                 "[script]\nname = \"Script\"\nextensions = [\"script\"]\nentry = \"file\"\n"
                 "compile = [[\"sh\", \"{entry}\"]]\nrun = [\"/box/program\"]\n"
                 "version = [\"sh\", \"-c\", \"echo 1\"]\ninstall = \"\"\n");
  }

  [[nodiscard]] std::filesystem::path cache() const { return temporary() / "cache"; }

  void expect_no_traces_but_the_cache() {
    std::filesystem::remove_all(cache());
    expect_no_traces();
  }

  milliseconds cpu_limit_{2000};

  void expect_as_in_the_table(const compile_attack& one) {
    SCOPED_TRACE(one.name);
    const auto outcome = build(one);
    // An include that leads to the host is refused before the compiler sees it.
    const auto message = outcome ? outcome->message : outcome.failure().message;
    EXPECT_TRUE(outcome || outcome.failure().whose == fault::input) << message;
    const auto& says =
        GetParam() == isolation::l2 ? one.says_without_mounts.value_or(one.says) : one.says;
    EXPECT_EQ(outcome && outcome->built, says.empty()) << message;
    bool said = says.empty();
    for (const auto& sentence : says) said = said || message.find(sentence) != message.npos;
    EXPECT_TRUE(said) << message;
    EXPECT_THAT(message, Not(HasSubstr("root:"))) << "a line of the host";
    EXPECT_LT(message.size(), 10'000U);
    expect_no_traces_but_the_cache();
  }
};
INSTANTIATE_TEST_SUITE_P(At, HostileSource, judge::testing::every_level,
                         judge::testing::level_name);

TEST_P(HostileSource, IsRefusedWithASentence) {
  begin();
  for (const auto& one : compile_attacks()) expect_as_in_the_table(one);
  expect_a_clean_next_run();
  expect_as_in_the_table({"an honest program", {{"a.cpp", "int main() { return 0; }\n"}}, {}});
}

TEST_P(HostileSource, CodeRunWhileBuildingIsConfined) {
  begin();
  const auto outcome = build_by_running(
      "cat /etc/passwd /etc/shadow /proc/1/environ; ls /root /home /box /var; echo > /usr/x;\n"
      "(sleep 15 &) ; echo > /tmp/gavel_hostile; cat; exit 3\n");
  ASSERT_TRUE(outcome) << outcome.failure().message;
  EXPECT_FALSE(outcome->built);
  EXPECT_THAT(outcome->message, Not(HasSubstr("root:")));
  EXPECT_THAT(outcome->message, HasSubstr("assw"));
  expect_no_traces_but_the_cache();
  expect_a_clean_next_run();
}

TEST_P(HostileSource, OnlyRegularFilesBecomeTheProgram) {
  begin();
  auto outcome = build_by_running("ln -s /etc/passwd judge.out/program\n");
  ASSERT_TRUE(outcome) << outcome.failure().message;
  EXPECT_FALSE(outcome->built);
  EXPECT_THAT(outcome->message, HasSubstr("made no program"));
  outcome = build_by_running(
      "cd judge.out && echo 1 > program && mkfifo fifo && ln -s / root && mkdir below &&\n"
      "echo 2 > below/more && echo 3 > ../elsewhere && ln -s ../../../etc below/etc\n");
  ASSERT_TRUE(outcome) << outcome.failure().message;
  ASSERT_TRUE(outcome->built) << outcome->message;
  std::vector<std::string> kept;
  namespace fs = std::filesystem;
  for (const auto& file : fs::recursive_directory_iterator(outcome->built->folder)) {
    EXPECT_FALSE(file.is_symlink() || file.is_fifo()) << file;
    if (file.is_regular_file()) kept.push_back(file.path().filename());
  }
  EXPECT_THAT(kept, ::testing::UnorderedElementsAre("program", "more"));
  expect_no_traces_but_the_cache();
}

/// A processor of annotations that the submission brings along, compiled, where javac looks for
/// one.
TEST_P(HostileSource, AProcessorOfAnnotationsIsConfined) {
  begin();
  cpu_limit_ = milliseconds(20'000);
  const std::string processor =
      "import java.nio.file.*; import java.util.*; import javax.annotation.processing.*;\n"
      "import javax.lang.model.element.*; import javax.tools.Diagnostic;\n"
      "@SupportedAnnotationTypes(\"*\") public class Evil extends AbstractProcessor {\n"
      "  public boolean process(Set<? extends TypeElement> a, RoundEnvironment r) {\n"
      "    for (String name : new String[] {\"/etc/passwd\", \"/etc/shadow\", \"/root\"})\n"
      "      if (opens(name))\n"
      "        processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, \"saw \" + name);\n"
      "    processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, \"I ran\");\n"
      "    return false;\n  }\n"
      "  static boolean opens(String name) {\n    try (var in = "
      "Files.newInputStream(Path.of(name))) "
      "{ return in.read() >= 0; } catch (java.io.IOException e) { return false; }\n  }\n"
      "  public static void main(String[] a) {}\n}\n";
  const auto first = build({"Evil", {{"Evil.java", processor}}, {}});
  if (!first) GTEST_SKIP() << first.failure().message;
  ASSERT_TRUE(first->built) << first->message;
  const auto bytes = read_file(first->built->folder / "Evil.class");
  ASSERT_TRUE(bytes) << bytes.failure().message;
  const auto second =
      build({"Main",
             {{"Main.java", "class Main { public static void main(String[] a) {} }\n"},
              {"Evil.class", *bytes},
              {"META-INF/services/javax.annotation.processing.Processor", "Evil\n"}},
             {}});
  ASSERT_TRUE(second) << second.failure().message;
  EXPECT_THAT(second->message, Not(HasSubstr("saw /")));
  // Where it ran, it could see that the host is not there.
  if (!second->built) {
    EXPECT_THAT(second->message, HasSubstr("I ran"));
  }
  expect_no_traces_but_the_cache();
}

}  // namespace
}  // namespace judge::hostile
