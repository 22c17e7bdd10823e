#include "gavel/mean_average_precision.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <utility>
#include <vector>

namespace {

using gavel::detection;
using gavel::ground_truth;

struct scene {
  std::vector<ground_truth> truths;
  std::vector<detection> detections;
};

/// 100 detections and 7 truths an image, as in validation sets; 80 classes, the low ones frequent.
/// Half of the detections are truths moved a little.
scene make_scene(std::size_t detections) {
  std::mt19937_64 engine(20261120);  // fixed: runs must be comparable
  const auto unit = [&engine] { return static_cast<double>(engine() >> 11) * 0x1p-53; };
  const auto image_count = std::max<std::size_t>(1, detections / 100);
  const auto any_box = [&unit] {
    const double size = 8 + 300 * unit() * unit();
    return gavel::box{500 * unit(), 400 * unit(), size, size * (0.5 + unit())};
  };
  scene out;
  for (std::size_t i = 0; i < 7 * image_count; ++i) {
    ground_truth truth;
    truth.image = static_cast<std::int64_t>(i / 7);
    truth.category = static_cast<std::int64_t>(80 * unit() * unit());
    truth.bounds = any_box();
    truth.crowd = engine() % 80 == 0;
    out.truths.push_back(truth);
  }
  for (std::size_t i = 0; i < detections; ++i) {
    const auto image = std::min(i / 100, image_count - 1);
    detection found;
    found.image = static_cast<std::int64_t>(image);
    if (engine() % 2 == 0) {
      const ground_truth& truth = out.truths[7 * image + engine() % 7];
      const auto& b = truth.bounds;
      found.category = truth.category;
      found.bounds = {b.x + b.width * 0.2 * (unit() - 0.5), b.y + b.height * 0.2 * (unit() - 0.5),
                      b.width * (0.9 + 0.2 * unit()), b.height * (0.9 + 0.2 * unit())};
      found.score = 0.3 + 0.7 * unit();
    } else {
      found.category = static_cast<std::int64_t>(80 * unit() * unit());
      found.bounds = any_box();
      found.score = unit() * unit();
    }
    out.detections.push_back(found);
  }
  return out;
}

/// The textbook: for every class, area range and image sort, compare, match at every threshold;
/// then for every class, area range and limit gather, sort, and run along the list. The structure
/// of the reference program, in C++.
namespace textbook {

constexpr std::size_t thresholds = 10;

struct image_result {
  std::vector<double> scores;
  std::vector<std::vector<char>> matched, ignored;  // [threshold][detection]
  std::size_t positives = 0;
};

image_result match(const std::vector<ground_truth>& given, std::vector<detection> found,
                   gavel::area_range range) {
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });
  if (found.size() > 100) found.resize(100);
  const auto out_of_range = [&](double area) { return area < range.low || area > range.high; };
  std::vector<std::pair<bool, ground_truth>> truths;
  for (const auto& truth : given) {
    truths.emplace_back(
        truth.crowd || out_of_range(truth.area.value_or(truth.bounds.width * truth.bounds.height)),
        truth);
  }
  std::stable_sort(truths.begin(), truths.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::vector<double>> overlaps;
  for (const auto& one : found) {
    overlaps.emplace_back();
    for (const auto& [ignore, truth] : truths) {
      overlaps.back().push_back(gavel::intersection_over_union(
          one.bounds, truth.bounds, {.crowd = truth.crowd, .pixel_plus_one = false}));
    }
  }
  image_result out;
  for (const auto& [ignore, truth] : truths) out.positives += ignore ? 0 : 1;
  for (const auto& one : found) out.scores.push_back(one.score);
  for (std::size_t t = 0; t < thresholds; ++t) {
    std::vector<char> taken(truths.size(), 0), matched, ignored;
    for (std::size_t d = 0; d < found.size(); ++d) {
      double best = std::min(gavel::coco_iou_thresholds[t], 1 - 1e-10);
      std::size_t at = truths.size();
      for (std::size_t g = 0; g < truths.size(); ++g) {
        if (taken[g] && !truths[g].second.crowd) continue;
        if (at < truths.size() && !truths[at].first && truths[g].first) break;
        if (overlaps[d][g] < best) continue;
        best = overlaps[d][g];
        at = g;
      }
      const bool hit = at < truths.size();
      if (hit) taken[at] = 1;
      matched.push_back(hit);
      ignored.push_back(hit ? truths[at].first
                            : out_of_range(found[d].bounds.width * found[d].bounds.height));
    }
    out.matched.push_back(std::move(matched));
    out.ignored.push_back(std::move(ignored));
  }
  return out;
}

double average_precision(const std::vector<image_result>& images, std::size_t limit, std::size_t t,
                         std::size_t positives) {
  struct entry {
    double score;
    char matched, ignored;
  };
  std::vector<entry> list;
  for (const auto& image : images) {
    for (std::size_t i = 0; i < std::min(limit, image.scores.size()); ++i) {
      list.push_back({image.scores[i], image.matched[t][i], image.ignored[t][i]});
    }
  }
  std::stable_sort(list.begin(), list.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });
  std::vector<double> recall, precision;
  double right = 0;
  double wrong = 0;
  for (const auto& one : list) {
    if (!one.ignored) (one.matched ? right : wrong) += 1;
    recall.push_back(right / static_cast<double>(positives));
    precision.push_back(right / (right + wrong + 0x1p-52));
  }
  for (std::size_t i = precision.size(); i > 1; --i) {
    precision[i - 2] = std::max(precision[i - 2], precision[i - 1]);
  }
  double sum = 0;
  for (const double threshold : gavel::coco_recall_thresholds) {
    const auto at = std::lower_bound(recall.begin(), recall.end(), threshold) - recall.begin();
    if (static_cast<std::size_t>(at) == recall.size()) break;
    sum += precision[static_cast<std::size_t>(at)];
  }
  return sum / 101;
}

/// Every average precision, in the order of gavel::coco_evaluation; -1 where absent.
std::vector<double> evaluate(const scene& what) {
  using key = std::pair<std::int64_t, std::int64_t>;
  std::map<key, std::vector<ground_truth>> truths;
  std::map<key, std::vector<detection>> detections;
  std::set<std::int64_t> classes, images;
  for (const auto& truth : what.truths) {
    truths[{truth.category, truth.image}].push_back(truth);
    classes.insert(truth.category);
    images.insert(truth.image);
  }
  for (const auto& found : what.detections) {
    detections[{found.category, found.image}].push_back(found);
    classes.insert(found.category);
    images.insert(found.image);
  }
  std::vector<double> out;
  for (const auto category : classes) {
    for (const auto range : gavel::coco_options{}.area_ranges) {
      std::vector<image_result> results;
      std::size_t positives = 0;
      for (const auto image : images) {
        const auto t = truths.find({category, image});
        const auto d = detections.find({category, image});
        if (t == truths.end() && d == detections.end()) continue;
        results.push_back(match(t == truths.end() ? std::vector<ground_truth>{} : t->second,
                                d == detections.end() ? std::vector<detection>{} : d->second,
                                range));
        positives += results.back().positives;
      }
      for (const std::size_t limit : {1U, 10U, 100U}) {
        for (std::size_t t = 0; t < thresholds; ++t) {
          out.push_back(positives == 0 ? -1 : average_precision(results, limit, t, positives));
        }
      }
    }
  }
  return out;
}

}  // namespace textbook

void bm_coco(benchmark::State& state) {
  const auto what = make_scene(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    benchmark::DoNotOptimize(gavel::evaluate(what.truths, what.detections).average_precision());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetComplexityN(state.range(0));
}

// The yardstick. Refuses to be timed when it disagrees: a fast wrong answer is worth nothing.
void bm_coco_textbook(benchmark::State& state) {
  const auto what = make_scene(static_cast<std::size_t>(state.range(0)));
  if (textbook::evaluate(what) !=
      gavel::evaluate(what.truths, what.detections).average_precisions) {
    state.SkipWithError("the two evaluators disagree");
    return;
  }
  for (auto _ : state) benchmark::DoNotOptimize(textbook::evaluate(what));
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetComplexityN(state.range(0));
}

void bm_voc(benchmark::State& state) {
  const auto what = make_scene(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    benchmark::DoNotOptimize(gavel::evaluate(what.truths, what.detections, gavel::voc_options{}));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetComplexityN(state.range(0));
}

// What no evaluator can avoid: to sort the detections by class and score.
void bm_sort_by_class_and_score(benchmark::State& state) {
  const auto what = make_scene(static_cast<std::size_t>(state.range(0)));
  std::vector<std::uint32_t> order(what.detections.size());
  for (auto _ : state) {
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      const auto& x = what.detections[a];
      const auto& y = what.detections[b];
      return x.category != y.category ? x.category < y.category : x.score > y.score;
    });
    benchmark::DoNotOptimize(order.data());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetComplexityN(state.range(0));
}

// 1024 for the smoke test, then 5 000 to 100 000 detections.
#define GAVEL_SIZES Arg(1024)->Arg(5000)->Arg(25000)->Arg(100000)->Unit(benchmark::kMillisecond)
BENCHMARK(bm_coco)->GAVEL_SIZES->Arg(500000)->Complexity(benchmark::oN);
BENCHMARK(bm_coco_textbook)->GAVEL_SIZES->Complexity(benchmark::oN);
BENCHMARK(bm_voc)->GAVEL_SIZES->Complexity(benchmark::oN);
BENCHMARK(bm_sort_by_class_and_score)->GAVEL_SIZES->Complexity(benchmark::oNLogN);

}  // namespace
