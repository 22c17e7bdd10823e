// Scenes of boxes for the tests of mean_average_precision, and the definitions they are held
// against. Included after <gtest/gtest.h>. The oracles share no code with the library.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <ostream>
#include <set>
#include <utility>
#include <vector>

#include <rapidcheck.h>

#include "gavel/mean_average_precision.hpp"

namespace gavel {

inline std::ostream& operator<<(std::ostream& out, const box& b) {
  return out << '{' << b.x << ' ' << b.y << ' ' << b.width << ' ' << b.height << '}';
}
inline std::ostream& operator<<(std::ostream& out, const ground_truth& g) {
  out << "truth(image " << g.image << ", class " << g.category << ", " << g.bounds;
  out << (g.crowd ? ", crowd" : "") << (g.difficult ? ", difficult" : "");
  if (g.area) out << ", area " << *g.area;
  return out << ')';
}
inline std::ostream& operator<<(std::ostream& out, const detection& d) {
  return out << "detection(image " << d.image << ", class " << d.category << ", " << d.bounds
             << ", " << d.score << ')';
}

}  // namespace gavel

namespace gavel::testing {

/// Boxes on a grid of 16, so that overlaps tie, hit 0.5 and 0.75 exactly, and areas hit the ends
/// of COCO's ranges: 2 * 2 cells are 1024, 6 * 6 cells are 9216. Some have no area.
inline rc::Gen<box> grid_box() {
  const auto cells = [](int low, int high) {
    return rc::gen::map(rc::gen::inRange(low, high + 1), [](int n) { return 16.0 * n; });
  };
  const auto extent = [&] {
    return rc::gen::weightedOneOf<double>({{12, cells(1, 4)}, {1, cells(0, 7)}});
  };
  return rc::gen::construct<box>(cells(-1, 2), cells(0, 2), extent(), extent());
}

inline rc::Gen<bool> seldom() { return rc::gen::weightedElement<bool>({{5, false}, {1, true}}); }

inline rc::Gen<ground_truth> grid_truth() {
  const auto area = rc::gen::weightedOneOf<std::optional<double>>(
      {{4, rc::gen::just(std::optional<double>())},
       {1, rc::gen::element<std::optional<double>>(0.0, 500.0, 1024.0, 9216.0, 2e10)}});
  return rc::gen::construct<ground_truth>(rc::gen::inRange<std::int64_t>(-1, 2),
                                          rc::gen::inRange<std::int64_t>(0, 2), grid_box(),
                                          seldom(), seldom(), area);
}

/// Few different scores, so that they tie; -0.0 ties with 0.0.
inline rc::Gen<detection> grid_detection() {
  return rc::gen::construct<detection>(
      rc::gen::inRange<std::int64_t>(-1, 2), rc::gen::inRange<std::int64_t>(0, 3), grid_box(),
      rc::gen::element(-1.5, -0.0, 0.0, 0.25, 0.5, 0.75, 1.0, 1e300));
}

struct scene {
  std::vector<ground_truth> truths;
  std::vector<detection> detections;
};

inline std::ostream& operator<<(std::ostream& out, const scene& what) {
  for (const auto& truth : what.truths) out << '\n' << truth;
  for (const auto& found : what.detections) out << '\n' << found;
  return out;
}

inline rc::Gen<scene> grid_scene() {
  return rc::gen::construct<scene>(rc::gen::container<std::vector<ground_truth>>(grid_truth()),
                                   rc::gen::container<std::vector<detection>>(grid_detection()));
}

/// The scores made all different, in the order that ties have in the input.
inline scene with_distinct_scores(scene what) {
  for (std::size_t i = 0; i < what.detections.size(); ++i) {
    what.detections[i].score = static_cast<double>((i * 7919) % 10007);
  }
  return what;
}

namespace oracle {

inline double overlap(const box& d, const box& g, bool crowd, double plus) {
  const double width = std::min(d.x + d.width, g.x + g.width) - std::max(d.x, g.x) + plus;
  const double height = std::min(d.y + d.height, g.y + g.height) - std::max(d.y, g.y) + plus;
  if (width <= 0 || height <= 0) return 0;
  const double common = width * height;
  const double d_area = (d.width + plus) * (d.height + plus);
  const double g_area = (g.width + plus) * (g.height + plus);
  return common / (crowd ? d_area : d_area + g_area - common);
}

/// One point a detection: is it right, is it left out, what is its score.
struct judged {
  double score = 0;
  bool right = false;
  bool ignored = false;
};

/// The largest precision among the points whose recall is at least `recall`; 0 without any.
inline double best_precision(const std::vector<std::pair<double, double>>& recall_and_precision,
                             double recall) {
  double best = 0;
  for (const auto& [r, p] : recall_and_precision) {
    if (r >= recall) best = std::max(best, p);
  }
  return best;
}

/// (recall, precision) after each detection; `tiny` is added to the denominator.
inline std::vector<std::pair<double, double>> points(const std::vector<judged>& list,
                                                     std::size_t positives, double tiny) {
  std::vector<std::pair<double, double>> out;
  double right = 0;
  double wrong = 0;
  for (const judged& one : list) {
    if (!one.ignored) (one.right ? right : wrong) += 1;
    const double counted = right + wrong + tiny;
    out.emplace_back(right / static_cast<double>(positives), counted > 0 ? right / counted : 0);
  }
  return out;
}

inline double eleven_point(const std::vector<std::pair<double, double>>& curve) {
  double sum = 0;
  for (int i = 0; i <= 10; ++i) sum += best_precision(curve, i * 0.1) / 11;
  return sum;
}

inline double all_point(const std::vector<std::pair<double, double>>& curve) {
  double sum = 0;
  double before = 0;
  for (const auto& point : curve) {
    sum += (point.first - before) * best_precision(curve, point.first);
    before = point.first;
  }
  return sum;
}

inline double hundred_and_one_point(const std::vector<std::pair<double, double>>& curve) {
  double sum = 0;
  for (int i = 0; i <= 100; ++i) sum += best_precision(curve, i * 0.01);
  return sum / 101;
}

/// One class, image, area range and threshold by COCO's greedy rule. `found` is in the order of
/// falling score and already cut to the largest number of detections.
inline std::vector<judged> coco_match(const std::vector<ground_truth>& truths,
                                      const std::vector<detection>& found, area_range range,
                                      double threshold) {
  struct target {
    ground_truth truth;
    bool ignore;
    bool taken;
  };
  std::vector<target> targets;
  for (const bool ignore : {false, true}) {
    for (const ground_truth& truth : truths) {
      const double area = truth.area ? *truth.area : truth.bounds.width * truth.bounds.height;
      const bool is_ignored = truth.crowd || area < range.low || area > range.high;
      if (is_ignored == ignore) targets.push_back({truth, ignore, false});
    }
  }
  std::vector<judged> out;
  for (const detection& one : found) {
    double best = std::min(threshold, 1 - 1e-10);
    target* match = nullptr;
    for (target& candidate : targets) {
      if (candidate.taken && !candidate.truth.crowd) continue;
      if (match != nullptr && !match->ignore && candidate.ignore) break;
      const double o = overlap(one.bounds, candidate.truth.bounds, candidate.truth.crowd, 0);
      if (o < best) continue;
      best = o;
      match = &candidate;
    }
    const double area = one.bounds.width * one.bounds.height;
    const bool outside = area < range.low || area > range.high;
    if (match != nullptr) match->taken = true;
    out.push_back({one.score, match != nullptr, match != nullptr ? match->ignore : outside});
  }
  return out;
}

/// What coco_evaluation holds with keep_curves, index by index.
struct coco_numbers {
  std::vector<double> precisions, scores, recalls;
};

template <typename Element>
std::vector<Element> of(const std::vector<Element>& elements, std::int64_t category,
                        std::int64_t image) {
  std::vector<Element> out;
  for (const Element& element : elements) {
    if (element.category == category && element.image == image) out.push_back(element);
  }
  return out;
}

/// All images of one class at one area range, limit and threshold, by falling score.
inline std::vector<judged> coco_list(const scene& what, const std::set<std::int64_t>& images,
                                     std::int64_t category, area_range range, std::size_t limit,
                                     std::size_t largest_limit, double threshold) {
  const auto falling = [](const auto& a, const auto& b) { return a.score > b.score; };
  std::vector<judged> list;
  for (const std::int64_t image : images) {
    auto found = of(what.detections, category, image);
    std::stable_sort(found.begin(), found.end(), falling);
    if (found.size() > largest_limit) found.resize(largest_limit);
    auto result = coco_match(of(what.truths, category, image), found, range, threshold);
    if (result.size() > limit) result.resize(limit);
    list.insert(list.end(), result.begin(), result.end());
  }
  std::stable_sort(list.begin(), list.end(), falling);
  return list;
}

inline void coco_cell(coco_numbers& out, const std::vector<judged>& list, std::size_t positives,
                      const std::vector<double>& recall_thresholds) {
  const auto curve = points(list, positives, 0x1p-52);
  out.recalls.push_back(positives == 0 ? -1 : curve.empty() ? 0 : curve.back().first);
  for (const double recall : recall_thresholds) {
    out.precisions.push_back(positives == 0 ? -1 : best_precision(curve, recall));
    double score = positives == 0 ? -1 : 0;
    for (std::size_t i = 0; positives > 0 && i < curve.size(); ++i) {
      if (curve[i].first < recall) continue;
      score = list[i].score;
      break;
    }
    out.scores.push_back(score);
  }
}

/// Every number again from the beginning for each class, range, limit and threshold.
inline coco_numbers coco(const scene& what, const coco_options& options) {
  std::set<std::int64_t> categories, images;
  for (const auto& truth : what.truths)
    categories.insert(truth.category), images.insert(truth.image);
  for (const auto& one : what.detections) categories.insert(one.category), images.insert(one.image);
  auto limits = options.max_detections;
  std::sort(limits.begin(), limits.end());
  coco_numbers out;
  for (const std::int64_t category : categories) {
    for (const area_range range : options.area_ranges) {
      std::size_t positives = 0;
      for (const ground_truth& truth : what.truths) {
        const double area = truth.area ? *truth.area : truth.bounds.width * truth.bounds.height;
        if (truth.category == category && !truth.crowd && area >= range.low && area <= range.high) {
          ++positives;
        }
      }
      for (const std::size_t limit : limits) {
        for (const double threshold : options.iou_thresholds) {
          const auto list =
              coco_list(what, images, category, range, limit, limits.back(), threshold);
          coco_cell(out, list, positives, options.recall_thresholds);
        }
      }
    }
  }
  return out;
}

struct voc_numbers {
  std::size_t positives = 0, right = 0, wrong = 0;
  std::optional<double> average_precision;
};

/// One class by the rule of the development kit's VOCevaldet.
inline voc_numbers voc(const scene& what, std::int64_t category, const voc_options& options) {
  voc_numbers out;
  std::vector<detection> found;
  for (const detection& one : what.detections) {
    if (one.category == category) found.push_back(one);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });
  for (const ground_truth& truth : what.truths) {
    if (truth.category == category && !truth.difficult) ++out.positives;
  }
  std::set<std::size_t> taken;
  std::vector<judged> list;
  for (const detection& one : found) {
    double best = -1;
    std::size_t best_truth = 0;
    for (std::size_t i = 0; i < what.truths.size(); ++i) {
      const ground_truth& truth = what.truths[i];
      if (truth.category != category || truth.image != one.image) continue;
      const double o = overlap(one.bounds, truth.bounds, false, options.pixel_plus_one ? 1.0 : 0.0);
      if (o > best) best = o, best_truth = i;
    }
    const double limit = options.iou_threshold;
    if (!(options.strictly_greater ? best > limit : best >= limit)) {
      list.push_back({one.score, false, false});
    } else if (!what.truths[best_truth].difficult) {
      list.push_back({one.score, taken.insert(best_truth).second, false});
    }
  }
  for (const judged& one : list) ++(one.right ? out.right : out.wrong);
  if (out.positives == 0) return out;
  const auto curve = points(list, out.positives, 0);
  out.average_precision = options.method == interpolation::voc_11_point ? eleven_point(curve)
                          : options.method == interpolation::voc_all_point
                              ? all_point(curve)
                              : hundred_and_one_point(points(list, out.positives, 0x1p-52));
  return out;
}

}  // namespace oracle
}  // namespace gavel::testing
