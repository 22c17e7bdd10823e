#include "judge/report/console.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "judge/base/text.hpp"
#include "judge/report/units.hpp"

namespace judge {
namespace {

constexpr int verdict_width = 10;  // "TLE (idle)"

const case_result* slowest_of(const submission_result& judged) {
  const auto most = std::max_element(
      judged.cases.begin(), judged.cases.end(),
      [](const auto& a, const auto& b) { return slowest_pass(a) < slowest_pass(b); });
  return most == judged.cases.end() ? nullptr : &*most;
}

const case_result* first_not_accepted(const submission_result& judged) {
  for (const auto& one : judged.cases) {
    if (one.is != verdict::accepted && one.is != verdict::skipped) return &one;
  }
  return nullptr;
}

std::uint64_t peak_of(const submission_result& judged) {
  std::uint64_t peak = 0;
  for (const auto& one : judged.cases) peak = std::max(peak, largest_pass(one));
  return peak;
}

/// "40 of 100", or "40" where there is no maximum.
std::string points_of(double score, const std::optional<double>& most) {
  return most ? fmt::format("{:g} of {:g}", score, *most) : fmt::format("{:g}", score);
}

/// The score of a scoring problem's submission, "" of any other.
std::string score_of(const submission_result& judged) {
  if (!judged.score) return {};
  const auto top = std::find_if(judged.groups.begin(), judged.groups.end(),
                                [](const group_result& one) { return one.name == "secret"; });
  const auto most = top == judged.groups.end() ? std::nullopt : top->max_score;
  return fmt::format("score {}", points_of(*judged.score, most));
}

/// The message, and what a person should know about the time.
std::string said_of(const case_result& one) {
  std::vector<std::string> parts;
  if (!one.message.empty()) parts.push_back(one.message);
  if (one.first_run) {
    const auto seconds = [](const run_outcome& run) {
      return static_cast<double>(run.cpu_time.count()) / 1e6;
    };
    parts.push_back(fmt::format("judged again alone: {:.2f} s, then {:.2f} s",
                                seconds(*one.first_run), seconds(one.run)));
  }
  if (!one.noise.empty()) parts.push_back(one.noise);
  if (!one.same_as.empty()) parts.push_back("the same case as " + one.same_as);
  return joined(parts, "; ");
}

/// "no case gave WA (wrong_answer/)"
std::string shown(const broken_rule& broken) {
  return broken.rule.empty() ? broken.sentence
                             : fmt::format("{} ({})", broken.sentence, broken.rule);
}

/// All that is not as expected, on one line.
std::string sentences(const submission_result& judged) {
  std::vector<std::string> parts;
  for (const auto& broken : judged.why_not) parts.push_back(shown(broken));
  return joined(parts, "; ");
}

/// "WA on secret/05-extremes   12 of 13 cases".
std::string where_and_how_many(const submission_result& judged) {
  std::string text{short_name(judged.is)};
  for (const auto& one : judged.cases) {
    if (one.is == judged.is && judged.is != verdict::accepted) {
      text += " on " + one.name;
      break;
    }
  }
  const auto accepted = std::count_if(judged.cases.begin(), judged.cases.end(),
                                      [](const auto& c) { return c.is == verdict::accepted; });
  if (const auto score = score_of(judged); !score.empty()) text += "   " + score;
  return fmt::format("{}   {} of {}", text, accepted, show_count(judged.cases.size(), "case"));
}

/// Times of another day should not be taken for today's.
std::string remembered_in(const submission_result& judged) {
  const auto count = static_cast<std::size_t>(std::count_if(
      judged.cases.begin(), judged.cases.end(), [](const auto& one) { return one.from_memory; }));
  if (count == 0) return {};
  const bool all = count == judged.cases.size();
  return fmt::format("   judged before{}",
                     all ? "" : fmt::format(": {}", show_count(count, "case")));
}

std::string costs(const submission_result& judged) {
  const auto* slowest = slowest_of(judged);
  if (slowest == nullptr) return {};
  return fmt::format("slowest {} of {} ({})   peak {}{}", show_time(slowest_pass(*slowest)),
                     show_time(judged.limits.time), slowest->name, show_memory(peak_of(judged)),
                     remembered_in(judged));
}

}  // namespace

std::string summary(const submission_result& judged, isolation level) {
  if (judged.is == verdict::compile_error) {
    return fmt::format("CE   it does not compile{}",
                       level == isolation::none ? "   isolation none (UNSANDBOXED)" : "");
  }
  return fmt::format("{}   {}   isolation {}", where_and_how_many(judged), costs(judged),
                     shown_name(level));
}

std::string console_report::painted(verdict is, const std::string& text) const {
  if (!style_.color) return text;
  const char* code = is == verdict::accepted ? "32" : is == verdict::skipped ? "33" : "31";
  return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

void console_report::clear_progress() {
  if (drawn_) std::fputs("\r\x1b[K", out_);
  drawn_ = false;
}

void console_report::progress(const std::string& what) {
  if (!style_.live) return;
  clear_progress();
  std::fputs(printable(what, 78).c_str(), out_);
  std::fflush(out_);
  drawn_ = true;
}

void console_report::line(const std::string& text) {
  clear_progress();
  fmt::print(out_, "{}\n", text);
  std::fflush(out_);
}

void console_report::remark(const std::string& text) { line("  " + text); }

void console_report::problem_started(const problem& what, std::size_t submissions) {
  name_width_ = 0;
  for (const auto& one : what.submissions) {
    name_width_ = std::max(name_width_, one.source.name.size() + std::string(" (bundled)").size());
  }
  if (style_.every_case) return;
  line(fmt::format("{}   {}   {}   {}   time limit {}   isolation {}", what.name, what.title,
                   show_count(submissions, "submission"), show_count(what.cases.size(), "case"),
                   what.time_limit ? show_time(*what.time_limit) : "to be inferred",
                   shown_name(style_.level)));
}

void console_report::submission_built(const submission& what, const build_outcome& build,
                                      const std::vector<test_case>& cases) {
  order_.clear();
  waiting_.clear();
  shown_ = 0;
  finished_ = 0;
  std::size_t width = 0;
  for (const auto& one : cases) {
    order_.push_back(one.name);
    width = std::max(width, one.name.size());
  }
  if (style_.every_case) {
    name_width_ = width;
    const auto took = static_cast<double>(build.took.count()) / 1e3;
    const auto how = !build.built       ? std::string("compile error")
                     : build.from_cache ? std::string("compiled before")
                                        : fmt::format("compiled in {:.2f} s", took);
    line(fmt::format("{}   {}   {}", what.source.name, build.language, how));
  }
}

void console_report::show_case(const case_result& one) {
  const auto verdict_text = fmt::format("{:<{}}", short_name(one.is), verdict_width);
  if (one.failed_to_run) {
    line(fmt::format("  {:<{}}   {}   {}", one.name, name_width_, painted(one.is, verdict_text),
                     one.message));
    return;
  }
  const auto said = said_of(one);
  line(fmt::format("  {:<{}}   {} {:>8} cpu {:>8} wall {:>10}{}{}", one.name, name_width_,
                   painted(one.is, verdict_text), show_time(slowest_pass(one)),
                   show_time(one.run.wall_time), show_memory(largest_pass(one)),
                   said.empty() ? "" : "   ", said));
  if (one.pair && one.pair->said) show_transcript(*one.pair->said);
}

/// As in the format's .interaction files: ">" is said by the submission, "<" by the interactor.
void console_report::show_transcript(const transcript& said) {
  for (const auto& one : said.entries) {
    const char mark = one.from == pair_side::submission ? '>' : '<';
    for (const auto words : lines_of(one.bytes)) {
      line(fmt::format("    {:9.3f} s  {} {}", static_cast<double>(one.at.count()) / 1e6, mark,
                       printable(words, 200)));
    }
  }
  if (said.cut) line("    more was said than is kept");
}

void console_report::show_group(const group_result& one) {
  const auto name = one.name.empty() ? "data" : one.name;
  const auto verdict_text = fmt::format("{:<{}}", short_name(one.is), verdict_width);
  line(fmt::format("  {:<{}}   {} {}{}{}", name + "/", name_width_, painted(one.is, verdict_text),
                   points_of(one.score, one.max_score), one.why.empty() ? "" : "   ", one.why));
}

void console_report::show_finished_cases() {
  while (shown_ < order_.size()) {
    const auto found = waiting_.find(order_[shown_]);
    if (found == waiting_.end()) return;
    show_case(found->second);
    waiting_.erase(found);
    ++shown_;
  }
}

void console_report::case_finished(const submission& what, const case_result& one) {
  ++finished_;
  if (style_.every_case) {
    waiting_[one.name] = one;
    show_finished_cases();
  }
  progress(fmt::format("  {}   {} of {}   {} {}", what.source.name, finished_,
                       show_count(order_.size(), "case"), one.name, short_name(one.is)));
}

void console_report::show_surprises(const submission_result& judged) {
  const auto width = name_width_;
  name_width_ = 0;
  for (const auto& one : judged.cases) name_width_ = std::max(name_width_, one.name.size());
  for (const auto& one : judged.cases) {
    const bool breaks =
        std::any_of(judged.why_not.begin(), judged.why_not.end(), [&](const broken_rule& broken) {
          return std::find(broken.cases.begin(), broken.cases.end(), one.name) !=
                 broken.cases.end();
        });
    if (breaks) show_case(one);
  }
  name_width_ = width;
}

void console_report::submission_finished(const submission& what, const submission_result& judged) {
  if (style_.every_case) {
    // What an early end left behind a gap is shown as well.
    for (const auto& name : order_) {
      if (const auto found = waiting_.find(name); found != waiting_.end()) show_case(found->second);
    }
    for (const auto& one : judged.groups) show_group(one);
    if (judged.is == verdict::compile_error) line(judged.build.message);
    line(painted(judged.is, summary(judged, style_.level)));
    if (!judged.met) line("expected " + judged.expected + ": " + sentences(judged));
    return;
  }
  const auto* first = first_not_accepted(judged);
  const auto found = fmt::format("{:<{}}", short_name(judged.is), verdict_width);
  const auto expected = judged.expected.empty() ? std::string("-") : "expected " + judged.expected;
  const auto detail =
      judged.is == verdict::compile_error ? std::string()
      : first != nullptr || judged.score
          ? where_and_how_many(judged).substr(std::string(short_name(judged.is)).size() + 1)
          : costs(judged);
  line(fmt::format("  {:<{}}  {:<12} {:<12} {} {}   {}", what.source.name, name_width_,
                   judged.build.language, expected,
                   painted(judged.met ? verdict::accepted : verdict::wrong_answer, found),
                   judged.met ? "ok" : "UNEXPECTED: " + sentences(judged), detail));
  if (judged.met) return;
  if (judged.is == verdict::compile_error) line(judged.build.message);
  show_surprises(judged);
}

}  // namespace judge
