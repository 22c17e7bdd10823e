// gavel/mean_average_precision/coco_result.hpp - options and results of the COCO evaluation.
//
// Method      means over cells that the evaluation filled (coco.hpp).
// Complexity  linear in the number of selected cells.
// Constraints none beyond those of coco.hpp.
// Reference   problems/mean_average_precision (statement, data, submissions)
// Tests       tests/algorithms/mean_average_precision_test.cpp
// Bench       bench/algorithms/mean_average_precision_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "gavel/mean_average_precision/average_precision.hpp"
#include "gavel/mean_average_precision/coco_matching.hpp"

namespace gavel {

namespace detail::mean_average_precision {

/// numpy.linspace(0.5, 0.95, 10): not 0.5 + 0.05 * i, the ninth value is 0.8999999999999999.
[[nodiscard]] constexpr std::array<double, 10> ten_iou_thresholds() {
  std::array<double, 10> values{};
  for (std::size_t i = 0; i < 9; ++i) {
    values[i] = static_cast<double>(i) * ((0.95 - 0.5) / 9) + 0.5;
  }
  values[9] = 0.95;
  return values;
}

}  // namespace detail::mean_average_precision

inline constexpr std::array<double, 10> coco_iou_thresholds =
    detail::mean_average_precision::ten_iou_thresholds();

struct coco_options {
  std::vector<double> iou_thresholds{coco_iou_thresholds.begin(), coco_iou_thresholds.end()};
  /// In [0, 1], not falling.
  std::vector<double> recall_thresholds{coco_recall_thresholds.begin(),
                                        coco_recall_thresholds.end()};
  /// The first is meant to hold everything; then small, medium, large.
  std::vector<area_range> area_ranges{{0, 1e10}, {0, 1024}, {1024, 9216}, {9216, 1e10}};
  /// Per image and class only so many detections of the highest scores count. Sorted on use.
  std::vector<std::size_t> max_detections{1, 10, 100};
  /// Also keep the precision and the score at every recall threshold (see coco_evaluation).
  bool keep_curves = false;
};

/// The twelve numbers of the COCO challenge; absent where nothing is to be found.
struct coco_summary {
  std::optional<double> ap, ap_50, ap_75, ap_small, ap_medium, ap_large;
  std::optional<double> ar_1, ar_10, ar_100, ar_small, ar_medium, ar_large;

  /// In the customary order, which is the order of the members.
  [[nodiscard]] std::array<std::optional<double>, 12> values() const {
    return {ap,   ap_50, ap_75,  ap_small, ap_medium, ap_large,
            ar_1, ar_10, ar_100, ar_small, ar_medium, ar_large};
  }
};

/// Which cells to average. Unset means all classes, all IoU thresholds, the largest limit of
/// detections. What the options of the evaluation do not hold selects nothing.
struct coco_selection {
  std::optional<std::int64_t> category = std::nullopt;
  std::optional<double> iou_threshold = std::nullopt;  ///< to within 1e-9
  std::size_t area_range = 0;                          ///< index into options.area_ranges
  std::optional<std::size_t> max_detections = std::nullopt;
};

/// Results for each class k, area range a, limit of detections m and IoU threshold t, at
/// cell(k, a, m, t); -1 where the class has nothing to be found in the range.
struct coco_evaluation {
  std::vector<std::int64_t> categories;  ///< by ascending id: every class that occurs
  coco_options options;                  ///< as used: max_detections in ascending order
  std::vector<double> average_precisions;
  std::vector<double> recalls;  ///< the recall of all detections
  /// With keep_curves: at recall threshold r, index cell(k, a, m, t) * recall_thresholds.size() +
  /// r.
  std::vector<double> precisions;
  std::vector<double> scores;

  [[nodiscard]] std::size_t cell(std::size_t k, std::size_t a, std::size_t m, std::size_t t) const {
    const auto& o = options;
    return ((k * o.area_ranges.size() + a) * o.max_detections.size() + m) *
               o.iou_thresholds.size() +
           t;
  }

  /// Mean average precision of the selected cells; absent when all of them are, or there are none.
  [[nodiscard]] std::optional<double> average_precision(
      const coco_selection& selection = {}) const {
    return mean(average_precisions, selection);
  }

  /// The same of the recall of all detections.
  [[nodiscard]] std::optional<double> average_recall(const coco_selection& selection = {}) const {
    return mean(recalls, selection);
  }

  /// Numbers that the options do not provide for (no threshold 0.5, say) are absent. ar_1, ar_10
  /// and ar_100 stand for the first three limits of detections, whatever they are.
  [[nodiscard]] coco_summary summary() const;

 private:
  [[nodiscard]] std::optional<double> mean(const std::vector<double>& cells,
                                           const coco_selection& selection) const;
};

inline std::optional<double> coco_evaluation::mean(const std::vector<double>& cells,
                                                   const coco_selection& selection) const {
  const auto& o = options;
  const auto limit = std::ranges::find(o.max_detections,
                                       selection.max_detections.value_or(o.max_detections.back()));
  if (limit == o.max_detections.end() || selection.area_range >= o.area_ranges.size()) {
    return std::nullopt;
  }
  const auto m = static_cast<std::size_t>(limit - o.max_detections.begin());
  double sum = 0;
  std::size_t present = 0;
  for (std::size_t k = 0; k < categories.size(); ++k) {
    if (selection.category && *selection.category != categories[k]) continue;
    for (std::size_t t = 0; t < o.iou_thresholds.size(); ++t) {
      // 0.9 must find the threshold 0.8999999999999999.
      const double wanted = selection.iou_threshold.value_or(o.iou_thresholds[t]);
      if (std::abs(wanted - o.iou_thresholds[t]) > 1e-9) continue;
      const double value = cells[cell(k, selection.area_range, m, t)];
      if (value < 0) continue;
      sum += value;
      ++present;
    }
  }
  if (present == 0) return std::nullopt;
  return sum / static_cast<double>(present);
}

inline coco_summary coco_evaluation::summary() const {
  const auto& limits = options.max_detections;
  const auto recall_at = [&](std::size_t m) {
    return m < limits.size() ? average_recall({.max_detections = limits[m]}) : std::nullopt;
  };
  return {.ap = average_precision(),
          .ap_50 = average_precision({.iou_threshold = 0.5}),
          .ap_75 = average_precision({.iou_threshold = 0.75}),
          .ap_small = average_precision({.area_range = 1}),
          .ap_medium = average_precision({.area_range = 2}),
          .ap_large = average_precision({.area_range = 3}),
          .ar_1 = recall_at(0),
          .ar_10 = recall_at(1),
          .ar_100 = recall_at(2),
          .ar_small = average_recall({.area_range = 1}),
          .ar_medium = average_recall({.area_range = 2}),
          .ar_large = average_recall({.area_range = 3})};
}

}  // namespace gavel
