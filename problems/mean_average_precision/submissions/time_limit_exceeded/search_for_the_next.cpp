// Why it is here: looks through all detections for the one that comes next, at every threshold
// anew: quadratic, far beyond the limit on secret/60-largest-coco and secret/61-largest-voc.
#include <algorithm>
#include <iostream>
#include <map>
#include <utility>
#include <vector>

#include "problems/mean_average_precision/instance.hpp"

using namespace problems::mean_average_precision;

static double overlap(const detection& d, const truth& t, bool coco) {
  const double extra = coco ? 0 : 1;
  const double w = std::min(d.x + d.width, t.x + t.width) - std::max(d.x, t.x) + extra;
  const double h = std::min(d.y + d.height, t.y + t.height) - std::max(d.y, t.y) + extra;
  if (w <= 0 || h <= 0) return 0;
  const double own = (d.width + extra) * (d.height + extra);
  if (coco && t.marked) return w * h / own;
  return w * h / (own + (t.width + extra) * (t.height + extra) - w * h);
}

// 1: true positive, 0: false positive, -1: left out
static int match(const instance& problem, const detection& d, double threshold,
                 std::vector<char>& taken) {
  const bool coco = problem.rules == "coco";
  int best = -1, crowd = -1;
  double most = 0;
  for (std::size_t i = 0; i < problem.truths.size(); ++i) {
    const truth& t = problem.truths[i];
    if (t.image != d.image || t.category != d.category) continue;
    const double o = overlap(d, t, coco);
    if (coco && t.marked && o >= threshold) crowd = static_cast<int>(i);
    if (coco && (t.marked || taken[i] || o < threshold)) continue;
    if (coco ? o >= most : o > most) {
      most = o;
      best = static_cast<int>(i);
    }
  }
  if (best < 0 || most < threshold) return crowd >= 0 ? -1 : 0;
  if (!coco && problem.truths[static_cast<std::size_t>(best)].marked) return -1;
  return std::exchange(taken[static_cast<std::size_t>(best)], 1) ? 0 : 1;
}

static double average(const std::vector<int>& flags, int positives, const std::string& rules) {
  std::vector<std::pair<double, double>> curve;
  int right = 0, counted = 0;
  for (const int flag : flags) {
    right += flag;
    ++counted;
    curve.emplace_back(static_cast<double>(right) / positives,
                       static_cast<double>(right) / counted);
  }
  for (std::size_t i = curve.size(); i > 1; --i) {
    curve[i - 2].second = std::max(curve[i - 2].second, curve[i - 1].second);
  }
  double sum = 0;
  if (rules == "voc2010") {
    double before = 0;
    for (const auto& [recall, precision] : curve) {
      sum += (recall - before) * precision;
      before = recall;
    }
    return sum;
  }
  const int steps = rules == "coco" ? 100 : 10;
  for (int i = 0; i <= steps; ++i) {
    const double recall = i * (rules == "coco" ? 0.01 : 0.1);
    for (const auto& point : curve) {
      if (point.first < recall) continue;
      sum += point.second;
      break;
    }
  }
  return sum / (steps + 1);
}

static double evaluate(const instance& problem, int category, int percent, int positives) {
  const bool coco = problem.rules == "coco";
  std::vector<char> used(problem.detections.size(), 0), taken(problem.truths.size(), 0);
  std::map<int, int> seen;
  std::vector<int> flags;
  while (true) {
    int next = -1;
    for (std::size_t i = 0; i < used.size(); ++i) {
      const detection& d = problem.detections[i];
      if (used[i] || d.category != category) continue;
      if (next >= 0) {
        const detection& best = problem.detections[static_cast<std::size_t>(next)];
        if (d.score < best.score) continue;
        if (d.score == best.score && (!coco || d.image >= best.image)) continue;
      }
      next = static_cast<int>(i);
    }
    if (next < 0) break;
    used[static_cast<std::size_t>(next)] = 1;
    const detection& d = problem.detections[static_cast<std::size_t>(next)];
    if (coco && ++seen[d.image] > 100) continue;
    const int flag = match(problem, d, percent / 100.0, taken);
    if (flag >= 0) flags.push_back(flag);
  }
  return average(flags, positives, problem.rules);
}

int main() {
  const instance problem = read(std::cin);
  answer out;
  double total = 0;
  int present = 0;
  for (int category = 1; category <= problem.categories; ++category) {
    int positives = 0;
    for (const truth& t : problem.truths) positives += t.category == category && !t.marked;
    out.classes.emplace_back();
    if (positives == 0) continue;
    double sum = 0;
    for (const int percent : problem.thresholds)
      sum += evaluate(problem, category, percent, positives);
    out.classes.back() = sum / static_cast<double>(problem.thresholds.size());
    total += *out.classes.back();
    ++present;
  }
  if (present > 0) out.mean = total / present;
  write(std::cout, out);
}
