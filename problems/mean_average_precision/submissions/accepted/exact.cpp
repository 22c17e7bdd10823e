// A second method: overlaps are fractions of whole numbers and are compared by cross
// multiplication; precision is taken per true positive from the back. No library.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <map>
#include <utility>
#include <vector>

#include "problems/mean_average_precision/instance.hpp"

using namespace problems::mean_average_precision;

struct fraction {
  std::int64_t over = 0, under = 1;
  bool reaches(int percent) const { return over > 0 && 100 * over >= percent * under; }
  bool operator<(const fraction& other) const { return over * other.under < other.over * under; }
};

static fraction overlap(const detection& d, const truth& t, bool coco) {
  const std::int64_t extra = coco ? 0 : 1;
  const std::int64_t w = std::min(d.x + d.width, t.x + t.width) - std::max(d.x, t.x) + extra;
  const std::int64_t h = std::min(d.y + d.height, t.y + t.height) - std::max(d.y, t.y) + extra;
  if (w <= 0 || h <= 0) return {};
  const std::int64_t own = (d.width + extra) * (d.height + extra);
  if (coco && t.marked) return {w * h, own};
  return {w * h, own + (t.width + extra) * (t.height + extra) - w * h};
}

enum outcome { right, wrong, left_out };

struct image_truths {
  std::vector<const truth*> list;
  std::vector<char> taken;
  int seen = 0;
};

static outcome match_coco(const std::vector<fraction>& overlaps, image_truths& here, int percent) {
  for (const bool marked : {false, true}) {
    int best = -1;
    for (int i = 0; i < static_cast<int>(overlaps.size()); ++i) {
      if (here.list[i]->marked != marked || here.taken[i] || !overlaps[i].reaches(percent))
        continue;
      if (best < 0 || !(overlaps[i] < overlaps[best])) best = i;
    }
    if (best < 0) continue;
    if (marked) return left_out;
    here.taken[best] = 1;
    return right;
  }
  return wrong;
}

static outcome match_voc(const std::vector<fraction>& overlaps, image_truths& here, int percent) {
  const auto best = std::max_element(overlaps.begin(), overlaps.end());
  if (best == overlaps.end() || !best->reaches(percent)) return wrong;
  const auto i = best - overlaps.begin();
  if (here.list[i]->marked) return left_out;
  return std::exchange(here.taken[i], 1) ? wrong : right;
}

// hits[k - 1] = how many detections were counted when the k-th true positive came.
static double average(const std::vector<int>& hits, int positives, const std::string& rules) {
  std::vector<double> best(hits.size() + 1, 0.0);  // best[k]: from the (k + 1)-th hit on
  for (int k = static_cast<int>(hits.size()); k > 0; --k) {
    best[k - 1] = std::max(best[k], static_cast<double>(k) / hits[k - 1]);
  }
  if (rules == "voc2010") {
    double sum = 0;
    for (std::size_t k = 0; k < hits.size(); ++k) sum += best[k];
    return sum / positives;
  }
  const int steps = rules == "coco" ? 100 : 10;
  double sum = 0;
  for (int i = 0; i <= steps; ++i) {
    const double recall = i * (rules == "coco" ? 0.01 : 0.1);
    int k = 1;
    while (k <= static_cast<int>(hits.size()) && static_cast<double>(k) / positives < recall) ++k;
    sum += best[k - 1];
  }
  return sum / (steps + 1);
}

int main() {
  const instance problem = read(std::cin);
  const bool coco = problem.rules == "coco";
  answer out;
  double total = 0;
  int present = 0;
  for (int category = 1; category <= problem.categories; ++category) {
    std::map<int, image_truths> images;
    int positives = 0;
    for (const truth& t : problem.truths) {
      if (t.category != category) continue;
      images[t.image].list.push_back(&t);
      positives += !t.marked;
    }
    std::vector<const detection*> order;
    for (const detection& d : problem.detections) {
      if (d.category == category) order.push_back(&d);
    }
    std::stable_sort(order.begin(), order.end(), [&](const detection* a, const detection* b) {
      if (a->score != b->score) return a->score > b->score;
      return coco && a->image < b->image;
    });
    if (coco) {
      std::erase_if(order, [&](const detection* d) { return ++images[d->image].seen > 100; });
    }
    if (positives == 0) {
      out.classes.emplace_back();
      continue;
    }
    std::vector<std::vector<fraction>> overlaps;
    std::vector<image_truths*> places;
    for (const detection* d : order) {
      places.push_back(&images[d->image]);
      overlaps.emplace_back();
      for (const truth* t : places.back()->list) overlaps.back().push_back(overlap(*d, *t, coco));
    }
    double sum = 0;
    for (const int percent : problem.thresholds) {
      for (auto& [id, here] : images) here.taken.assign(here.list.size(), 0);
      std::vector<int> hits;
      int counted = 0;
      for (std::size_t i = 0; i < order.size(); ++i) {
        const outcome what = coco ? match_coco(overlaps[i], *places[i], percent)
                                  : match_voc(overlaps[i], *places[i], percent);
        counted += what != left_out;
        if (what == right) hits.push_back(counted);
      }
      sum += average(hits, positives, problem.rules);
    }
    out.classes.push_back(sum / static_cast<double>(problem.thresholds.size()));
    total += *out.classes.back();
    ++present;
  }
  if (present > 0) out.mean = total / present;
  write(std::cout, out);
}
