#include "judge/report/json.hpp"

#include <boost/json.hpp>
#include <optional>
#include <utility>

#include "judge/base/files.hpp"
#include "judge/base/text.hpp"

namespace judge {
namespace json = boost::json;
namespace {

constexpr int report_version = 1;

std::string_view name_of(stop_reason reason) {
  switch (reason) {
    case stop_reason::none: return "none";
    case stop_reason::cpu_time: return "cpu_time";
    case stop_reason::wall_time: return "wall_time";
    case stop_reason::deadlock: return "deadlock";
    case stop_reason::partner: return "partner";
  }
  return "none";
}

/// Messages quote compilers and programs, whose bytes need not be text.
json::string json_text(std::string_view text) { return json::string(well_formed(text)); }

json::object json_of(const run_outcome& run) {
  return {{run.how == ending::exited ? "exit_code" : "signal", run.code},
          {"stopped_by", name_of(run.stopped)},
          {"cpu_us", run.cpu_time.count()},
          {"wall_us", run.wall_time.count()},
          {"wait_us", run.wait_time.count()},
          {"steal_us", run.steal_time.count()},
          {"peak_memory_bytes", run.peak_memory_bytes},
          {"memory_is_a_guess", run.memory_is_a_guess},
          {"out_of_memory_kills", run.out_of_memory_kills},
          {"looks_out_of_memory", run.looks_out_of_memory},
          {"output_bytes", run.output_bytes},
          {"error_bytes", run.error_bytes},
          {"file_bytes", run.file_bytes},
          {"output_limit_exceeded", run.output_limit_exceeded},
          {"involuntary_switches", run.involuntary_switches},
          {"isolation", short_name(run.level)}};
}

json::object json_of(const pass_facts& seen) {
  json::object out{{"run", json_of(seen.run)}};
  if (seen.pair) out["interactor"] = json_of(seen.pair->interactor);
  return out;
}

json::object json_of(const transcript& said) {
  json::array entries;
  for (const auto& one : said.entries) {
    entries.push_back(json::object{
        {"at_us", one.at.count()}, {"from", name_of(one.from)}, {"text", json_text(one.bytes)}});
  }
  return {{"entries", std::move(entries)}, {"cut", said.cut}};
}

json::object json_of(const group_result& one) {
  json::object out{
      {"name", json_text(one.name)}, {"verdict", short_name(one.is)}, {"score", one.score}};
  if (one.max_score) out["max_score"] = *one.max_score;
  if (!one.why.empty()) out["why"] = json_text(one.why);
  return out;
}

json::object json_of(const case_result& one) {
  json::object out{{"name", json_text(one.name)},
                   {"verdict", short_name(one.is)},
                   {"message", json_text(one.message)}};
  if (one.is != verdict::skipped && !one.failed_to_run) out["run"] = json_of(one.run);
  if (one.from_memory) out["from_cache"] = true;
  if (!one.same_as.empty()) out["same_as"] = json_text(one.same_as);
  if (one.check && one.check->score) out["score"] = *one.check->score;
  if (one.pair) out["interactor"] = json_of(one.pair->interactor);
  if (one.pair && one.pair->said) out["transcript"] = json_of(*one.pair->said);
  if (!one.earlier.empty()) {
    auto& passes = out["earlier_passes"].emplace_array();
    for (const auto& seen : one.earlier) passes.push_back(json_of(seen));
  }
  if (one.first_run) out["first_run"] = json_of(*one.first_run);
  if (!one.noise.empty()) out["noise"] = one.noise;
  return out;
}

json::object json_of(const broken_rule& broken) {
  json::array cases;
  for (const auto& name : broken.cases) cases.push_back(json_text(name));
  return {{"sentence", json_text(broken.sentence)},
          {"rule", json_text(broken.rule)},
          {"cases", std::move(cases)}};
}

json::object json_of(const submission_result& judged, bool finished) {
  json::array cases;
  for (const auto& one : judged.cases) cases.push_back(json_of(one));
  json::object out{{"name", json_text(judged.name)},
                   {"language", judged.build.language},
                   {"finished", finished},
                   {"verdict", short_name(finished ? judged.is : verdict::skipped)},
                   {"compile",
                    {{"ok", judged.build.built.has_value()},
                     {"from_cache", judged.build.from_cache},
                     {"took_ms", judged.build.took.count()},
                     {"message", json_text(judged.build.message)}}},
                   {"time_limit_ms", judged.limits.time.count()},
                   {"memory_limit_bytes", judged.limits.memory_bytes},
                   {"cases", std::move(cases)}};
  if (judged.score) out["score"] = *judged.score;
  if (!judged.groups.empty()) {
    auto& groups = out["groups"].emplace_array();
    for (const auto& one : judged.groups) groups.push_back(json_of(one));
  }
  if (!judged.expected.empty()) {
    out["expected"] = judged.expected;
    out["as_expected"] = judged.met;
    json::array broken;
    for (const auto& rule : judged.why_not) broken.push_back(json_of(rule));
    if (!judged.met) out["why_not"] = std::move(broken);
  }
  return out;
}

}  // namespace

struct json_report::state {
  isolation level;
  json::array problems;
  json::array errors;
  std::optional<submission_result> unfinished;

  json::array& of_last_problem(const char* key) { return problems.back().at(key).as_array(); }
};

json_report::json_report(isolation level) : state_(std::make_unique<state>()) {
  state_->level = level;
}

json_report::~json_report() = default;

void json_report::problem_started(const problem& what, std::size_t /*submissions*/) {
  state_->problems.push_back(json::object{{"name", json_text(what.name)},
                                          {"title", json_text(what.title)},
                                          {"remarks", json::array()},
                                          {"submissions", json::array()}});
}

void json_report::submission_finished(const submission& /*what*/, const submission_result& judged) {
  state_->unfinished.reset();
  state_->of_last_problem("submissions").push_back(json_of(judged, true));
}

void json_report::submission_built(const submission& what, const build_outcome& build,
                                   const std::vector<test_case>& /*cases*/) {
  auto& started = state_->unfinished.emplace();
  started.name = what.source.name;
  started.build = build;
}

void json_report::case_finished(const submission& /*what*/, const case_result& one) {
  if (state_->unfinished) state_->unfinished->cases.push_back(one);
}

void json_report::failed(const error& why) { state_->errors.push_back(json_text(why.message)); }

void json_report::remark(const std::string& line) {
  if (!state_->problems.empty()) {
    state_->of_last_problem("remarks").push_back(json_text(line));
  }
}

void json_report::killed(const std::vector<std::string>& by_none,
                         const std::vector<std::string>& enough) {
  if (state_->problems.empty()) return;
  const auto texts = [](const std::vector<std::string>& names) {
    json::array out;
    for (const auto& name : names) out.push_back(json_text(name));
    return out;
  };
  state_->problems.back().as_object()["kills"] = {{"cases_that_kill_nothing", texts(by_none)},
                                                  {"small_killing_set", texts(enough)}};
}

std::string json_report::text() const {
  auto problems = state_->problems;
  if (state_->unfinished && !problems.empty()) {
    problems.back().at("submissions").as_array().push_back(json_of(*state_->unfinished, false));
  }
  const json::object report{{"report_version", report_version},
                            {"complete", state_->errors.empty()},
                            {"errors", state_->errors},
                            {"isolation", short_name(state_->level)},
                            {"problems", std::move(problems)}};
  return json::serialize(report) + "\n";
}

status json_report::write(const std::filesystem::path& file) const {
  return write_file(file, text());
}

}  // namespace judge
