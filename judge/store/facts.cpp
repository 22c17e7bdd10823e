#include "judge/store/facts.hpp"

#include <boost/json.hpp>
#include <exception>
#include <type_traits>
#include <utility>

#include "judge/base/text.hpp"

namespace judge {
namespace json = boost::json;
namespace {

constexpr int format = 2;

// One list of fields a struct, which the writer and the reader both walk.

template <typename Archive, typename Run>
void walk_run(Archive& with, Run& run) {
  with("how", run.how);
  with("code", run.code);
  with("stopped", run.stopped);
  with("cpu", run.cpu_time);
  with("wall", run.wall_time);
  with("wait", run.wait_time);
  with("steal", run.steal_time);
  with("peak", run.peak_memory_bytes);
  with("oom", run.out_of_memory_kills);
  with("guess", run.memory_is_a_guess);
  with("looks_oom", run.looks_out_of_memory);
  with("output", run.output_bytes);
  with("errors", run.error_bytes);
  with("files", run.file_bytes);
  with("exceeded", run.output_limit_exceeded);
  with("switches", run.involuntary_switches);
  with("level", run.level);
}

template <typename Archive, typename Check>
void walk_check(Archive& with, Check& check) {
  with("is", check.is);
  with("message", check.message);
  with("hint", check.hint);
  with("score", check.score);
  with("multiplier", check.score_multiplier);
  with("judge_message", check.judge_message);
}

template <typename Archive, typename Still>
void walk_still(Archive& with, Still& still) {
  with("submission", still.submission);
  with("interactor", still.interactor);
  with("silent", still.silent);
  with("together", still.together);
  with("deadlock", still.deadlock);
}

class writer {
 public:
  explicit writer(json::object& into) : into_(into) {}

  void operator()(const char* key, bool value) { into_[key] = value; }
  void operator()(const char* key, int value) { into_[key] = value; }
  void operator()(const char* key, std::uint64_t value) { into_[key] = value; }
  void operator()(const char* key, microseconds value) { into_[key] = value.count(); }
  void operator()(const char* key, const std::string& value) {
    into_[key] = well_formed(std::string_view(value).substr(0, remembered_message_limit));
  }
  void operator()(const char* key, const std::optional<double>& value) {
    if (value) into_[key] = *value;
  }
  template <typename Enum>
  requires std::is_enum_v<Enum>
  void operator()(const char* key, Enum value) { into_[key] = static_cast<int>(value); }

 private:
  json::object& into_;
};

/// Throws what Boost.JSON throws where a field is missing or of another kind.
class reader {
 public:
  explicit reader(const json::object& from) : from_(from) {}

  void operator()(const char* key, bool& value) { value = from_.at(key).as_bool(); }
  void operator()(const char* key, int& value) { value = from_.at(key).to_number<int>(); }
  void operator()(const char* key, std::uint64_t& value) {
    value = from_.at(key).to_number<std::uint64_t>();
  }
  void operator()(const char* key, microseconds& value) {
    value = microseconds(from_.at(key).to_number<std::int64_t>());
  }
  void operator()(const char* key, std::string& value) {
    value = std::string(std::string_view(from_.at(key).as_string()));
  }
  void operator()(const char* key, std::optional<double>& value) {
    if (const auto* given = from_.if_contains(key)) value = given->to_number<double>();
  }
  template <typename Enum>
  requires std::is_enum_v<Enum>
  void operator()(const char* key, Enum& value) {
    value = static_cast<Enum>(from_.at(key).to_number<int>());
  }

 private:
  const json::object& from_;
};

json::object written(const run_outcome& run) {
  json::object out;
  writer with(out);
  walk_run(with, run);
  return out;
}

run_outcome read_run(const json::value& from) {
  run_outcome run;
  reader with(from.as_object());
  walk_run(with, run);
  return run;
}

json::object written(const pair_outcome& pair) {
  json::object out{{"submission", written(pair.submission)},
                   {"interactor", written(pair.interactor)},
                   {"interactor_first", pair.interactor_first},
                   {"served", pair.served.count()}};
  if (pair.still) {
    writer with(out["still"].emplace_object());
    walk_still(with, *pair.still);
  }
  return out;
}

pair_outcome read_pair(const json::object& from) {
  pair_outcome pair;
  pair.submission = read_run(from.at("submission"));
  pair.interactor = read_run(from.at("interactor"));
  pair.interactor_first = from.at("interactor_first").as_bool();
  pair.served = microseconds(from.at("served").to_number<microseconds::rep>());
  if (const auto* still = from.if_contains("still")) {
    reader with(still->as_object());
    walk_still(with, pair.still.emplace());
  }
  return pair;
}

json::object written(const pass_facts& pass) {
  json::object out{{"run", written(pass.run)}};
  if (pass.check) {
    writer with(out["check"].emplace_object());
    walk_check(with, *pass.check);
  }
  if (pass.pair) out["pair"] = written(*pass.pair);
  return out;
}

pass_facts read_pass(const json::object& from) {
  pass_facts pass{read_run(from.at("run")), {}, {}};
  if (const auto* check = from.if_contains("check")) {
    reader with(check->as_object());
    walk_check(with, pass.check.emplace());
  }
  if (const auto* pair = from.if_contains("pair")) pass.pair = read_pair(pair->as_object());
  return pass;
}

}  // namespace

std::string text_of(const remembered_case& facts) {
  json::array passes;
  for (const auto& pass : facts.passes) passes.push_back(written(pass));
  return json::serialize(json::object{{"format", format},
                                      {"time_limit_ms", facts.time_limit.count()},
                                      {"passes", std::move(passes)}});
}

std::optional<remembered_case> read_facts(std::string_view text) {
  try {
    const auto whole = json::parse(text);
    if (whole.at("format").to_number<int>() != format) return {};
    remembered_case facts;
    facts.time_limit = milliseconds(whole.at("time_limit_ms").to_number<std::int64_t>());
    for (const auto& pass : whole.at("passes").as_array()) {
      facts.passes.push_back(read_pass(pass.as_object()));
    }
    if (facts.passes.empty()) return {};
    return facts;
  } catch (const std::exception&) {
    return {};  // cut off, or not ours: the case is judged again
  }
}

}  // namespace judge
