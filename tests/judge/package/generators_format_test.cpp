// What generators.yaml may and may not say, as BAPCtools' own examples have it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "judge/package/package_files.hpp"

namespace judge {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::minimal_with;
using testing::package_on_disk;
using ::testing::StartsWith;

/// A package where all data come from the plan, and every generator that the examples name exists.
package_on_disk with_plan(const std::string& plan) {
  return package_on_disk(minimal_with({{"data/sample/1.in", ""},
                                       {"data/sample/1.ans", ""},
                                       {"data/secret/1.in", ""},
                                       {"data/secret/1.ans", ""},
                                       {"generators/gen/main.py", "g"},
                                       {"generators/a/main.py", "g"},
                                       {"generators/tree/tree.py", "g"},
                                       {"generators/ab.in", "1\n"},
                                       {"generators/ab.ans", "1\n"},
                                       {"generators/generators.yaml", plan}}));
}

struct refused_plan {
  const char* plan;
  const char* place_and_reason;  ///< "line:column: key: what"
};

constexpr auto two_roots = "data: {sample: {data: []}, secret: {data: []}}\n";
constexpr auto secret = "data:\n  sample: {}\n  secret:\n    data:\n";

class RefusedPlan : public ::testing::TestWithParam<refused_plan> {};

TEST_P(RefusedPlan, IsAnErrorAtItsPlace) {
  std::string plan = GetParam().plan;
  // "@" stands for a plan around the line, so that the table shows what matters.
  if (plan.starts_with("@ ")) plan = std::string(two_roots) + plan.substr(2) + "\n";
  if (plan.starts_with("> ")) plan = std::string(secret) + "      " + plan.substr(2) + "\n";
  EXPECT_THAT(with_plan(plan).refusal(), AllOf(StartsWith("sum/generators/generators.yaml:"),
                                               HasSubstr(GetParam().place_and_reason)));
}

// BAPCtools, test/yaml/generators/invalid_yaml: one of each kind that stands there.
INSTANTIATE_TEST_SUITE_P(
    Tops, RefusedPlan,
    ::testing::Values(
        refused_plan{"# empty\n", ":1: data: missing"},
        refused_plan{"abc\n", "1:1: 'abc' where keys"}, refused_plan{"0\n", "1:1: '0' where keys"},
        refused_plan{"[{data: []}]\n", "1:1: a list where keys"},
        refused_plan{"data: {secret: {data: []}}\n", "1:7: data.sample: missing"},
        refused_plan{"data: {sample: {data: []}}\n", "1:7: data.secret: missing"},
        refused_plan{"data: str\n", "1:7: data"}, refused_plan{"data: [1]\n", "1:7: data"},
        refused_plan{"data: {1: 2}\n", "1:8: data.1: not a folder of data/"},
        refused_plan{"data: {sample: {}, secret: {}, public: {data: []}}\n",
                     "1:32: data.public: not a folder of data/: write one of sample, secret"},
        refused_plan{"@ version: 2024-111", "2:10: version: '2024-111' is not a version"},
        refused_plan{"@ solution: 0", "2:11: solution: '0' is not a program"},
        refused_plan{"@ solution: []", "2:11: solution: a list is not a program"},
        refused_plan{"@ solution: {}", "2:11: solution: a map is not a program"},
        refused_plan{"@ solution: true", "2:11: solution: 'true' is not a program"},
        refused_plan{"@ solution: a 1 2", "2:11: solution: 'a 1 2' is not a program"},
        refused_plan{"@ random_salt: 0.0", "2:14: random_salt: '0.0' where a text belongs"},
        refused_plan{"@ random_salt: []", "2:14: random_salt: a list where a text belongs"},
        refused_plan{"@ random_salt: false", "2:14: random_salt: 'false' where a text belongs"},
        refused_plan{"@ retries: 0", "2:10: retries: '0' is out of range"},
        refused_plan{"@ generate: xyz", "2:11: generate: belongs to a case"},
        refused_plan{"@ generators: str", "2:13: generators: 'str' where keys"},
        refused_plan{"@ generators: [str]", "2:13: generators: a list where keys"},
        refused_plan{"@ generators: {g: a}", "2:17: generators.g: 'a' where a list of files"},
        refused_plan{"@ generators: {g: }", "generators.g: an empty value where a list of files"},
        refused_plan{"@ generators: {g: []}", "2:17: generators.g: a list where a list of files"},
        refused_plan{"@ generators: {g: [true]}", "2:18: generators.g: 'true' is not a file"}));

INSTANTIATE_TEST_SUITE_P(
    Cases, RefusedPlan,
    ::testing::Values(
        refused_plan{"> - str", "5:9: secret.data: each item of a list is one case"},
        refused_plan{"> - {}", "5:9: secret.data: each item of a list is one case"},
        refused_plan{"> - []", "5:9: secret.data: each item of a list is one case"},
        refused_plan{"> - {a: gen, b: gen}", "5:9: secret.data: each item of a list is one case"},
        refused_plan{"> '': gen", "5:7: secret.data: a case without a name"},
        refused_plan{"> a: [a]", "5:10: secret.a: a list where keys and values belong"},
        refused_plan{"> a: gen {seed} {seed:1}", "5:7: secret.a: {seed} stands twice"},
        refused_plan{"> a: ''", "5:10: secret.a: '' where a command belongs"},
        refused_plan{"> a:", "secret.a: a case without input"},
        refused_plan{"> a: true", "5:10: secret.a: 'true' where a command belongs"},
        refused_plan{"> a: {generate: 1}", "5:21: secret.a.generate: '1' where a command belongs"},
        refused_plan{"> a: {generate: []}", "5:21: secret.a.generate: a list where a command"},
        refused_plan{"> a: {generate: {}}", "5:21: secret.a.generate: a map where a command"},
        refused_plan{"> a: /generators/gen", "5:7: secret.a: there is no generator"},
        refused_plan{"> a: {copy: /generators/ab}", "5:17: secret.a.copy: '/generators/ab' is not"},
        refused_plan{"> a: {in: foo, data: []}", "secret.a.data: belongs to a group"},
        refused_plan{"> a: {in: '1', test_group.yaml: {}}", "test_group.yaml: belongs to a group"},
        refused_plan{"> a: {solution: /submissions/accepted/sum.cpp, yaml: {hint: h}}",
                     "5:10: secret.a: a case without input"},
        refused_plan{"> true: gen", "5:7: secret.true: 'true' is no text: quote it"},
        refused_plan{"> 1.: gen", "5:7: secret.1.: '1.' is no text: quote it"},
        refused_plan{"> {1: gen, '1': a}", "secret/1: also made by line 5"},
        refused_plan{"> a: {in: 5, ans: '5'}", "5:15: secret.a.in: '5' where a text belongs: put"},
        refused_plan{"> test_group: gen", "5:7: secret.test_group: 'test_group' cannot be"},
        refused_plan{"> a.in: gen", "5:7: secret.a.in: 'a.in' cannot be the name of a case"},
        refused_plan{"> a: {in: '1', in.statement: '1'}", "secret.a.in.statement: only samples"},
        refused_plan{"> a: {in: '1', interaction: '<1'}", "secret.a.interaction: only interactive"},
        refused_plan{"> a: {interaction: '>Yes'}", "secret.a.interaction: only interactive"}));

INSTANTIATE_TEST_SUITE_P(
    CountsAndMatches, RefusedPlan,
    ::testing::Values(refused_plan{"> a: {generate: gen, count: 0}", "a.count: '0' does not count"},
                      refused_plan{"> a: {generate: gen, count: 101}", "a.count: '101' does not"},
                      refused_plan{"> a: {generate: gen, count: [1, 2.0]}", "a.count: '2.0' is no"},
                      refused_plan{"> a: {generate: gen, count: [1, 1]}", "a.count: '1' is no"},
                      refused_plan{"> a: {generate: gen, count: 1.x=2}", "a.count: '1.x=2' does"},
                      refused_plan{"> a: {generate: gen, count: 1 ..= 2}", "a.count: '1 ..= 2'"},
                      refused_plan{"> a: {generate: gen, count: 1..2}", "a.count: '1..2' does"},
                      refused_plan{"> a: {generate: gen, count: 1...2}", "a.count: '1...2' does"},
                      refused_plan{"> a: {generate: gen, count: 2..=1}", "a.count: '2..=1' does"},
                      refused_plan{"> a: {generate: gen, count: 0..=100}", "a.count: '0..=100'"},
                      refused_plan{"> a: {generate: gen, count: 1..=2.0}", "a.count: '1..=2.0'"},
                      refused_plan{"> a: {in: '1', match: 1}", "a.match: '1' is no text: put it"},
                      refused_plan{"> a: {in: '1', match: ['1', 2]}", "a.match: '2' is no text"},
                      refused_plan{"> a: {in: '1', match: '('}", "a.match: '(' is not a regular"},
                      refused_plan{"> a: {in: '1', match: {out: '1'}, retries: x}",
                                   "a.retries: 'x' is not a whole number"}));

struct accepted_plan {
  const char* plan;
  std::size_t cases;
};

class AcceptedPlan : public ::testing::TestWithParam<accepted_plan> {};

TEST_P(AcceptedPlan, Loads) {
  std::string plan = GetParam().plan;
  if (plan.starts_with("> ")) plan = std::string(secret) + "      " + plan.substr(2) + "\n";
  const auto package = with_plan(plan);
  const auto whole = package.loaded();
  ASSERT_TRUE(whole.plan);
  EXPECT_EQ(whole.plan->cases.size(), GetParam().cases);
}

// BAPCtools, test/yaml/generators/valid_yaml and test/problems.
INSTANTIATE_TEST_SUITE_P(
    AcceptedPlans, AcceptedPlan,
    ::testing::Values(
        accepted_plan{"data:\n  sample: {data: []}\n  secret: {data: []}\n", 0},
        accepted_plan{"generators:\n  a: [foo, foo/bar, foo/g/a.b, foo/g]\n"
                      "data: {sample: {data: []}, secret: {data: []}}\n",
                      0},
        accepted_plan{"version: 2026-01\ndata: {sample: {}, secret: {}}\n", 0},
        accepted_plan{"> a: {generate: 'tree/tree.py -n 3 {count} --seed {seed}'}", 1},
        accepted_plan{"> 1: gen", 1}, accepted_plan{"> a: 'gen {seed:1} --name {name}'", 1},
        accepted_plan{"> a: {generate: 'gen {count}', count: [5, 4, 3, 2, 1, 0, -1]}", 7},
        accepted_plan{"> a: {generate: 'gen {count}', count: -20..=-10}", 11},
        accepted_plan{"> a: {copy: ab, in: '1 2', count: 100}", 100},
        accepted_plan{"> a: {generate: gen, copy: ab, in: '1 2'}", 1},
        accepted_plan{"> a: {in: '1', ans: '1', yaml: {description: d, hint: h}}", 1},
        accepted_plan{"> a: {in: '1 2', match: ['1', '2']}", 1},
        accepted_plan{"> a: {in: '1', ans: '1 2', match: {in: '1', ans: ['1', '2']}}", 1},
        accepted_plan{"> a: {in: '1', hint: h, desc: d}", 1},
        accepted_plan{"> g: {data: {test_group_: gen}}", 1},
        accepted_plan{"> g: {data: [{test_group: gen}]}", 1},
        accepted_plan{"data:\n  sample:\n    data:\n      a: {in: '1', in.download: {link: in}, "
                      "ans.download: ''}\n  secret: {}\n",
                      1},
        // For the statement only: no case of a judge.
        accepted_plan{"data:\n  sample:\n    data:\n      a: {in.statement: '6', "
                      "in.download: {link: in.statement}}\n  secret: {}\n",
                      0}));

}  // namespace
}  // namespace judge
