#include "judge/pipeline/kill_matrix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "judge/pipeline/aggregate.hpp"

namespace judge {
namespace {

/// The verdicts of which the submission must get one; empty where it need not fail.
std::set<verdict> failures_wanted(const submission& one) {
  std::set<verdict> wanted;
  if (!one.expected) return wanted;
  for (const auto& rule : one.expected->rules) {
    if (rule.required.contains(verdict::accepted)) continue;
    wanted.insert(rule.required.begin(), rule.required.end());
  }
  return wanted;
}

char letter_of(verdict is, bool kills) {
  char letter = '?';
  switch (is) {
    case verdict::accepted: return '.';
    case verdict::skipped: return ' ';
    case verdict::wrong_answer: letter = 'W'; break;
    case verdict::time_limit: letter = 'T'; break;
    case verdict::run_time_error: letter = 'R'; break;
    default: return letter;
  }
  return kills ? letter : static_cast<char>(letter - 'A' + 'a');
}

}  // namespace

kill_matrix kill_matrix_of(const std::vector<submission>& submissions,
                           const std::vector<submission_result>& results) {
  kill_matrix out;
  for (std::size_t i = 0; i < submissions.size() && i < results.size(); ++i) {
    const auto wanted = failures_wanted(submissions[i]);
    const auto& judged = results[i];
    if (wanted.empty() || judged.cases.empty()) continue;
    if (out.cases.empty()) {
      for (const auto& one : judged.cases) out.cases.push_back(one.name);
    }
    if (judged.cases.size() != out.cases.size()) continue;  // it was not judged to its end
    kill_row row{judged.name, {}, {}};
    for (const auto& one : judged.cases) {
      row.verdicts.push_back(folded(one.is));
      row.killed.push_back(wanted.contains(row.verdicts.back()));
    }
    out.rows.push_back(std::move(row));
  }
  return out;
}

std::vector<std::size_t> cases_that_kill_nothing(const kill_matrix& of) {
  std::vector<std::size_t> idle;
  for (std::size_t i = 0; i < of.cases.size(); ++i) {
    const bool kills = std::any_of(of.rows.begin(), of.rows.end(),
                                   [&](const kill_row& row) { return row.killed[i]; });
    if (!kills) idle.push_back(i);
  }
  return idle;
}

std::vector<std::size_t> small_killing_set(const kill_matrix& of) {
  std::vector<const kill_row*> alive;
  for (const auto& row : of.rows) {
    if (std::find(row.killed.begin(), row.killed.end(), true) != row.killed.end()) {
      alive.push_back(&row);
    }
  }
  std::vector<std::size_t> chosen;
  while (!alive.empty()) {
    std::size_t best = 0;
    std::ptrdiff_t most = 0;
    for (std::size_t i = 0; i < of.cases.size(); ++i) {
      const auto kills = std::count_if(alive.begin(), alive.end(),
                                       [&](const kill_row* row) { return row->killed[i]; });
      if (kills > most) {
        most = kills;
        best = i;
      }
    }
    chosen.push_back(best);
    std::erase_if(alive, [&](const kill_row* row) { return row->killed[best]; });
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

std::vector<std::string> table_of(const kill_matrix& of) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < of.cases.size(); ++i) {
    lines.push_back(fmt::format("{:>4}  {}", i + 1, of.cases[i]));
  }
  std::size_t width = 0;
  for (const auto& row : of.rows) width = std::max(width, row.submission.size());
  std::string tens(width + 2, ' ');
  std::string ones(width + 2, ' ');
  for (std::size_t i = 1; i <= of.cases.size(); ++i) {
    tens += i % 10 == 0 ? static_cast<char>('0' + i / 10 % 10) : ' ';
    ones += static_cast<char>('0' + i % 10);
  }
  if (of.cases.size() >= 10) lines.push_back(tens);
  lines.push_back(ones);
  for (const auto& row : of.rows) {
    auto line = fmt::format("{:<{}}  ", row.submission, width);
    for (std::size_t i = 0; i < row.verdicts.size(); ++i) {
      line += letter_of(row.verdicts[i], row.killed[i]);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace judge
