#include "judge/report/json.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <string>

#include "judge/base/files.hpp"

namespace {

using namespace judge;
namespace json = boost::json;

/// Holds a value against the part of JSON Schema that our schema uses: type, required, properties,
/// additionalProperties, items, enum, const, minimum, $ref. Returns where it differs, or "".
std::string differs(const json::value& value, const json::object& schema, const json::object& root,
                    const std::string& at) {
  if (const auto* reference = schema.if_contains("$ref")) {
    const auto name = std::string(reference->as_string()).substr(std::string("#/$defs/").size());
    return differs(value, root.at("$defs").at(name).as_object(), root, at);
  }
  if (const auto* wanted = schema.if_contains("const")) return value == *wanted ? "" : at;
  if (const auto* choice = schema.if_contains("enum")) {
    for (const auto& one : choice->as_array()) {
      if (one == value) return "";
    }
    return at;
  }
  const auto type = schema.at("type").as_string();
  if (type == "string") return value.is_string() ? "" : at;
  if (type == "boolean") return value.is_bool() ? "" : at;
  if (type == "number") return value.is_number() ? "" : at;
  if (type == "integer") return value.is_int64() || value.is_uint64() ? "" : at;
  if (type == "array") {
    if (!value.is_array()) return at;
    for (const auto& one : value.as_array()) {
      if (auto where = differs(one, schema.at("items").as_object(), root, at + "[]");
          !where.empty())
        return where;
    }
    return "";
  }
  if (!value.is_object()) return at;
  for (const auto& key : schema.at("required").as_array()) {
    if (!value.as_object().contains(key.as_string())) {
      return at + ": lacks " + std::string(key.as_string());
    }
  }
  for (const auto& [key, inner] : value.as_object()) {
    const auto* known = schema.at("properties").as_object().if_contains(key);
    if (known == nullptr) return at + ": does not know " + std::string(key);
    const auto where = differs(inner, known->as_object(), root, at + "." + std::string(key));
    if (!where.empty()) return where;
  }
  return "";
}

json::object schema() { return json::parse(*judge::read_file(GAVEL_REPORT_SCHEMA)).as_object(); }

submission_result wrong_answer() {
  submission_result out;
  out.name = "wrong_answer/a.cpp";
  out.is = verdict::wrong_answer;
  out.expected = "AC";
  out.met = false;
  out.why_not = {{"WA on 1", "accepted/", {"1"}}};
  out.build.built = program{};
  out.build.language = "C++20";
  out.cases.resize(3);
  out.cases[0].name = "1";
  out.cases[0].is = verdict::wrong_answer;
  out.cases[0].message = "expected \"7\"";
  out.cases[0].run.cpu_time = milliseconds(3);
  out.cases[1].is = verdict::judge_error;
  out.cases[1].failed_to_run = true;
  out.cases[2].is = verdict::skipped;
  return out;
}

TEST(JsonReport, IsWhatItsSchemaSays) {
  json_report report(isolation::l0);
  problem what;
  what.name = "maximum_gap";
  what.title = "Maximum Gap";
  report.problem_started(what, 1);
  report.remark("something");
  report.submission_finished({}, wrong_answer());
  const auto text = json::parse(report.text());
  EXPECT_EQ(differs(text, schema(), schema(), "report"), "");
  const auto& first = text.at("problems").at(0).at("submissions").at(0);
  EXPECT_EQ(first.at("cases").at(0).at("run").at("cpu_us").as_int64(), 3000);
  EXPECT_EQ(first.at("cases").at(0).at("message").as_string(), "expected \"7\"");
  EXPECT_FALSE(first.at("cases").at(1).as_object().contains("run"));
  const auto& broken = first.at("why_not").at(0);
  EXPECT_EQ(broken.at("sentence").as_string(), "WA on 1");
  EXPECT_EQ(broken.at("rule").as_string(), "accepted/");
  EXPECT_EQ(broken.at("cases").at(0).as_string(), "1");
}

TEST(JsonReport, SaysWhichCasesFindOutWrongSubmissions) {
  json_report report(isolation::l0);
  report.killed({"nobody's"}, {});  // before any problem: nothing to say it of
  report.problem_started({}, 1);
  report.killed({"secret/1", "secret/2"}, {"secret/3"});
  const auto text = json::parse(report.text());
  EXPECT_EQ(differs(text, schema(), schema(), "report"), "");
  const auto& kills = text.at("problems").at(0).at("kills");
  EXPECT_EQ(kills.at("cases_that_kill_nothing").as_array().size(), 2U);
  EXPECT_EQ(kills.at("small_killing_set").at(0).as_string(), "secret/3");
}

TEST(JsonReport, SaysWhatWasSeenBeforeACaseWasJudgedAgain) {
  json_report report(isolation::l0);
  report.problem_started({}, 1);
  auto judged = wrong_answer();
  judged.cases[0].first_run.emplace().cpu_time = milliseconds(1020);
  judged.cases[0].noise = "close to the limit";
  judged.cases[0].run.steal_time = milliseconds(20);
  report.submission_finished({}, judged);
  const auto text = json::parse(report.text());
  EXPECT_EQ(differs(text, schema(), schema(), "report"), "");
  const auto& first = text.at("problems").at(0).at("submissions").at(0).at("cases").at(0);
  EXPECT_EQ(first.at("first_run").at("cpu_us").as_int64(), 1'020'000);
  EXPECT_EQ(first.at("run").at("steal_us").as_int64(), 20'000);
  EXPECT_EQ(first.at("noise").as_string(), "close to the limit");
}

TEST(JsonReport, TellsScoresPassesAndWhatWasSaid) {
  json_report report(isolation::l0);
  report.problem_started({}, 1);
  auto judged = wrong_answer();
  judged.score = 40;
  judged.groups = {{"secret", verdict::wrong_answer, 40, 100, ""},
                   {"secret/a", verdict::judge_error, 0, {}, "no score.txt"}};
  auto& one = judged.cases[0];
  one.check.emplace().score = 2.5;
  one.earlier.resize(1);
  auto& said = one.pair.emplace().said.emplace();
  said.entries = {{microseconds(7), pair_side::interactor, "5\n"}};
  report.submission_finished({}, judged);
  const auto text = json::parse(report.text());
  EXPECT_EQ(differs(text, schema(), schema(), "report"), "");
  const auto& first = text.at("problems").at(0).at("submissions").at(0);
  EXPECT_EQ(first.at("score").as_double(), 40);
  EXPECT_EQ(first.at("groups").at(0).at("max_score").as_double(), 100);
  EXPECT_EQ(first.at("groups").at(1).at("why").as_string(), "no score.txt");
  const auto& seen = first.at("cases").at(0);
  EXPECT_EQ(seen.at("score").as_double(), 2.5);
  EXPECT_EQ(seen.at("earlier_passes").as_array().size(), 1U);
  EXPECT_EQ(seen.at("transcript").at("entries").at(0).at("text").as_string(), "5\n");
  EXPECT_TRUE(seen.as_object().contains("interactor"));
}

TEST(JsonReport, TheSchemaCheckItselfNoticesADifference) {
  json_report report(isolation::l1);
  auto text = json::parse(report.text()).as_object();
  EXPECT_EQ(differs(text, schema(), schema(), "report"), "");
  text["more"] = 1;
  EXPECT_NE(differs(text, schema(), schema(), "report"), "");
}

TEST(JsonReport, KeepsWhatWasJudgedBeforeAnInterruption) {
  json_report report(isolation::l0);
  report.problem_started({}, 1);
  submission what;
  what.source.name = "a.cpp";
  report.submission_built(what, {}, {});
  case_result one;
  one.name = "1";
  one.is = verdict::accepted;
  report.case_finished(what, one);
  report.failed({"interrupted", fault::interrupted});
  const auto text = json::parse(report.text());
  EXPECT_EQ(differs(text, schema(), schema(), "report"), "");
  EXPECT_FALSE(text.at("complete").as_bool());
  EXPECT_EQ(text.at("errors").at(0).as_string(), "interrupted");
  const auto& submission = text.at("problems").at(0).at("submissions").at(0);
  EXPECT_FALSE(submission.at("finished").as_bool());
  EXPECT_EQ(submission.at("cases").at(0).at("verdict").as_string(), "AC");
}

TEST(JsonReport, BytesThatAreNoTextDoNotBreakIt) {
  json_report report(isolation::l0);
  report.problem_started({}, 1);
  auto judged = wrong_answer();
  judged.build.message = "a.cpp:1: stray '\xff' in program";
  report.submission_finished({}, judged);
  const auto text = report.text();
  EXPECT_EQ(text.find('\xff'), std::string::npos);
  EXPECT_NO_THROW(json::parse(text));
}

}  // namespace
