// Packages that mean harm, or that an accident made: each is refused by one line, or loads; none
// hangs, falls over, takes much memory or shows what lies outside its folder.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <functional>
#include <string>
#include <vector>

#include "judge/package/package_files.hpp"

namespace judge {
namespace {

using testing::file_texts;
using ::testing::HasSubstr;
using testing::minimal_with;
using testing::package_on_disk;
using testing::with_yaml;
namespace fs = std::filesystem;

std::string repeated(std::size_t count, const std::string& text) {
  std::string whole;
  whole.reserve(count * text.size());
  for (std::size_t i = 0; i < count; ++i) whole += text;
  return whole;
}

struct attack {
  std::string name;
  std::string said;  ///< part of the one line; empty: it loads
  std::function<void(const package_on_disk&)> harm;
};

/// A file of the package in other words.
attack with(std::string name, std::string file, std::string text, std::string said) {
  return {std::move(name), std::move(said),
          [file = std::move(file), text = std::move(text)](const auto& package) {
            package.write(file, text);
          }};
}
/// A link in the place of whatever is there.
attack linked(const std::string& file, const std::string& target, std::string said) {
  return {file + " -> " + target, std::move(said), [=](const auto& package) {
            fs::remove_all(package.path() / file);
            package.link(file, target);
          }};
}

const std::string out = ": leads out of the package, to ";

std::vector<attack> links() {
  return {
      linked("problem.yaml", "/etc/passwd", "sum/problem.yaml" + out + "/etc/passwd"),
      linked("data", "/", "sum/data" + out + "/"),
      linked("data/secret", "/etc", "sum/data/secret" + out + "/etc"),
      linked("data/secret/1.ans", "/etc/passwd", "sum/data/secret/1.ans" + out),
      linked("data/secret/1.files", "/etc", "sum/data/secret/1.files" + out),
      linked("data/secret/1.yaml", "/etc/passwd", "sum/data/secret/1.yaml" + out),
      linked("data/secret/test_group.yaml", "/proc/self/environ",
             "sum/data/secret/test_group.yaml" + out),
      linked("data/secret/1.in", "/dev/zero", "sum/data/secret/1.in" + out + "/dev/zero"),
      linked("data/secret/1.in", "/proc/self/fd/0", "sum/data/secret/1.in"),
      linked(".timelimit", "/etc/passwd", "sum/.timelimit" + out + "/etc/passwd"),
      linked("domjudge-problem.ini", "/etc/passwd", "sum/domjudge-problem.ini" + out),
      linked("include", "/usr/include", "sum/include" + out + "/usr/include"),
      linked("output_validator", "/", "sum/output_validator" + out + "/"),
      linked("submissions", "..", "sum/submissions" + out),
      linked("input_validators/v.py", "../../../../../../../etc/passwd",
             "sum/input_validators/v.py" + out + "/etc/passwd"),
      linked("data/secret/loop", "loop", "sum/data/secret/loop: Too many levels of symbolic links"),
      linked("statement", "/etc", "")};
}

TEST(HostilePackage, ThatLinksOutOfItselfIsRefused) {
  for (const auto& [name, said, harm] : links()) {
    const package_on_disk package(testing::minimal_package());
    package.write("data/secret/1.files/a", "x");
    harm(package);
    const auto whole = package.load();
    const auto message = whole ? "" : package.shown(whole.failure().message);
    EXPECT_THAT(message, HasSubstr(said)) << name;
    EXPECT_EQ(message.empty(), said.empty()) << name << ": " << message;
    EXPECT_EQ(message.find('\n'), std::string::npos) << name;
    EXPECT_EQ(message.find("root:"), std::string::npos) << name;
    if (whole) continue;
    EXPECT_EQ(whole.failure().whose, fault::input) << name;
  }
}

/// 1 MB of keys, and what else looks small and becomes large.
std::vector<attack> bombs() {
  std::string keys;
  std::string inner;
  for (int i = 0; i < 90'000; ++i) {
    keys += "a" + std::to_string(i) + ": x\n";
    inner += " a" + std::to_string(i) + ": x\n";
  }
  const std::string metadata = "problem_format_version: 2025-09\n";
  const std::string group = "data/secret/test_group.yaml";
  return {
      with("keys", "problem.yaml", metadata + keys, ""),
      with("names", "problem.yaml", metadata + "name:\n" + inner, ""),
      with("validators", group, "input_validator_args:\n" + inner,
           "test_group.yaml:2:6: input_validator_args.a0: 'x' where a list of texts belongs"),
      with("constant", "problem.yaml", metadata + "constants: {n: " + repeated(5000, "x") + "}\n",
           "constants.n: 5000 bytes: a constant may have 1024"),
      with("arguments", group, "args: [" + repeated(100'000, "aaaa,") + "]\n",
           "test_group.yaml:1:7: args: 400000 bytes: arguments may have 8192 together"),
      with("too many bytes", group, "args: [" + repeated(300'000, "aaaa,") + "]\n",
           "more than the 1048576 allowed here"),
      with("aliases", group,
           "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,"
           "*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f "
           "[*e,*e,*e,*e,*e,*e,*e,*e]\ng: [*f,*f,*f,*f,*f,*f,*f,*f]\n",
           "the aliases multiply this file beyond all bounds"),
      with("nesting", group, repeated(100'000, "["), "nested deeper than 100 levels"),
      with("flow maps", "problem.yaml", repeated(100'000, "{a: "), "nested deeper than 100 levels"),
      with("open text", "problem.yaml", "name: \"" + repeated(300'000, "x\n "),
           "a quote that is never closed"),
      with("two documents", group, "--- {}\n--- {}\n", "a second YAML document"),
      with("no text", group, std::string("args: [a]\0", 10), "a NUL byte"),
      with("twice", group, "args: [a]\nargs: [b]\n", "2:1: args: given twice: remove one")};
}

TEST(HostilePackage, ThatIsSmallAndMeansToBecomeLargeIsRefused) {
  for (const auto& [name, said, harm] : bombs()) {
    const package_on_disk package(testing::minimal_package());
    harm(package);
    const auto message = package.refusal();
    EXPECT_THAT(message, HasSubstr(said)) << name;
    EXPECT_EQ(message.empty(), said.empty()) << name << ": " << message;
  }
}

TEST(HostilePackage, ThatBlowsAProgramUpIsRefused) {
  const package_on_disk package(with_yaml("constants: {n: " + std::string(1000, 'x') + "}\n"));
  package.write("submissions/accepted/big.cpp", repeated(200'000, "{{n}}"));
  EXPECT_THAT(
      package.refusal(),
      HasSubstr("sum/submissions/accepted/big.cpp: a program of more than 1000 files or 64"));
  // One file of 15 MiB, a hundred times.
  const package_on_disk often(testing::minimal_package());
  often.write("submissions/accepted/a.cpp", "x");
  fs::resize_file(often.path() / "submissions/accepted/a.cpp", 15U << 20);
  for (int i = 0; i < 100; ++i) {
    often.link("submissions/accepted/b" + std::to_string(i) + ".cpp", "a.cpp");
  }
  EXPECT_THAT(often.refusal(), HasSubstr("the programs of this package have more than 256 MiB"));
}

TEST(HostilePackage, WhoseLinksMakeAMazeIsRefused) {
  // Eight rows of ten doors each: a hundred million ways, and no folder twice on any of them.
  const package_on_disk maze(testing::minimal_package());
  for (int row = 0; row < 8; ++row) {
    const auto room = "rooms/" + std::to_string(row) + "/";
    maze.write(room + "x.in", "x");
    for (int door = 0; row < 7 && door < 10; ++door) {
      maze.link(room + std::to_string(door), "../" + std::to_string(row + 1));
    }
  }
  maze.link("data/secret/maze", "../../rooms/0");
  EXPECT_THAT(maze.refusal(), HasSubstr("sum"));

  const package_on_disk mirrors(testing::minimal_package());
  for (int i = 0; i < 12; ++i) mirrors.link("data/secret/m" + std::to_string(i), ".");
  EXPECT_THAT(mirrors.refusal(), HasSubstr("folders nested deeper than 8"));
  const package_on_disk files(testing::minimal_package());
  files.write("data/secret/1.files/a", "x");
  for (int i = 0; i < 12; ++i) files.link("data/secret/1.files/m" + std::to_string(i), ".");
  EXPECT_THAT(files.refusal(), HasSubstr("folders nested deeper than 8"));
}

TEST(HostilePackage, ThatDeclaresWhatNoMachineHasIsRefused) {
  for (const auto* value : {"1e400", "-1", "0", ".nan", ".inf", "-.inf", "10000000000", "1e30",
                            "0x10", "0.5", "'8'", "[8]", "{a: 8}", "8 GiB"}) {
    for (const auto* key : {"memory", "output", "code", "compilation_time", "compilation_memory",
                            "validation_time", "validation_memory", "validation_output"}) {
      EXPECT_THAT(package_on_disk(with_yaml("limits: {" + std::string(key) + ": " + value + "}\n"))
                      .refusal(),
                  HasSubstr("sum/problem.yaml:4:"))
          << key << " " << value;
    }
  }
  for (const auto* value : {"1e400", "-1", "0", ".nan", "1e9", "0.0001"}) {
    EXPECT_THAT(
        package_on_disk(with_yaml("limits: {time_limit: " + std::string(value) + "}\n")).refusal(),
        HasSubstr("sum/problem.yaml:4:22: limits.time_limit: "));
  }
}

TEST(HostilePackage, WithThingsThatAreNoFilesIsRefused) {
  const auto pipe = [](const std::string& file) {
    return attack{file, file, [file](const package_on_disk& package) {
                    fs::remove_all(package.path() / file);
                    fs::create_directories((package.path() / file).parent_path());
                    ASSERT_EQ(::mkfifo((package.path() / file).c_str(), 0600), 0);
                  }};
  };
  const auto folder = [](const std::string& file) {
    return attack{file, file, [file](const package_on_disk& package) {
                    fs::remove_all(package.path() / file);
                    fs::create_directories(package.path() / file);
                  }};
  };
  std::vector<attack> attacks;
  for (const std::string file :
       {"problem.yaml", "data/secret/1.in", "data/secret/1.ans", "data/secret/1.yaml",
        "data/secret/test_group.yaml", ".timelimit", "domjudge-problem.ini",
        "data/secret/1.files/p", "submissions/accepted/p.cpp", "input_validators/p.py",
        "include/cpp/p.h"}) {
    attacks.push_back(pipe(file));
  }
  for (const std::string file : {"problem.yaml", ".timelimit", "data/secret/test_group.yaml"}) {
    attacks.push_back(folder(file));
  }
  for (const auto& [name, said, harm] : attacks) {
    const package_on_disk package(testing::minimal_package());
    harm(package);
    EXPECT_THAT(package.refusal(), HasSubstr("sum/" + said + ": ")) << name;
    EXPECT_THAT(package.refusal(), HasSubstr("egular")) << name;
  }
}

TEST(HostilePackage, WithOddNamesIsReadWithoutThem) {
  const package_on_disk package(testing::minimal_package());
  for (const std::string name :
       {"a\nb.in", "\xff\xfe.in", "\x1b[31mred.in", "sp ace.in", "-rf.in"}) {
    package.write("data/secret/" + name, "x");
    package.write("submissions/accepted/" + name, "x");
    package.write("data/secret/1.files/" + name, "x");
  }
  package.write("data/secret/1.files/good", "x");
  const auto whole = package.loaded();
  EXPECT_EQ(whole.cases.size(), 2U);
  EXPECT_EQ(whole.cases[1].files.size(), 1U);
  EXPECT_EQ(whole.warnings.size(), 15U);
  for (const auto& line : whole.warnings) {
    EXPECT_EQ(line.find_first_of("\n\x1b\xff"), std::string::npos) << line;
  }
}

TEST(HostilePackage, ThatNamesWhatLiesOutsideIsRefused) {
  EXPECT_THAT(package_on_disk(minimal_with({{"data/secret/1.yaml",
                                             "input_validator_args: {../../etc/passwd: [x]}\n"}}))
                  .refusal(),
              "");  // a name of a validator, which is looked up by name and never opened
  auto scoring = with_yaml("type: scoring\n");
  scoring["data/secret/test_group.yaml"] = "require_pass: ../../../etc\n";
  EXPECT_THAT(package_on_disk(scoring).refusal(), HasSubstr("'../../../etc': data/secret as a"));
}

TEST(HostilePackage, WithThousandsOfCasesLoads) {
  const package_on_disk package(testing::minimal_package());
  for (int i = 0; i < 3000; ++i) {
    const auto stem = "data/secret/c" + std::to_string(i);
    package.link(stem + ".in", "1.in");
    package.link(stem + ".ans", "1.ans");
  }
  EXPECT_EQ(package.loaded().cases.size(), 3002U);
}

}  // namespace
}  // namespace judge
