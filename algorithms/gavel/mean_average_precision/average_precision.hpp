// gavel/mean_average_precision/average_precision.hpp - one ranked list of detections in one number.
//
// Method      walk the detections by falling score, ties in the order given; the precision at a
//             recall is the best precision at that or a higher recall (the envelope); average it
//             over 11 recalls (VOC 2007), over 101 recalls (COCO), or take the area under it (VOC
//             2010).
// Complexity  O(n log n) time for the order, O(n) for the rest, O(n) space.
// Constraints finite scores; no more true positives than positives.
// Reference   problems/mean_average_precision (statement, data, submissions)
// Tests       tests/algorithms/mean_average_precision_test.cpp
// Bench       bench/algorithms/mean_average_precision_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <limits>
#include <numeric>
#include <optional>
#include <ranges>
#include <span>
#include <stdexcept>
#include <vector>

#include "gavel/mean_average_precision/box.hpp"

namespace gavel {

/// How the precision-recall curve becomes a number.
enum class interpolation {
  /// VOC 2007: mean of the envelope at the recalls i * 0.1. In double 3 * 0.1, 6 * 0.1 and
  /// 7 * 0.1 lie above 0.3, 0.6 and 0.7, so a recall of just 0.3 does not reach the fourth point.
  voc_11_point,
  /// VOC 2010 and later: area under the envelope.
  voc_all_point,
  /// COCO: mean of the envelope at the recalls i * 0.01, the precision of the very first detection
  /// being 1 / (1 + 2^-52) rather than 1, which is what the reference program computes.
  coco_101_point,
};

namespace detail::mean_average_precision {

template <std::size_t Count>
[[nodiscard]] constexpr std::array<double, Count> multiples_of(double step) {
  std::array<double, Count> values{};
  for (std::size_t i = 0; i < Count; ++i) values[i] = static_cast<double>(i) * step;
  return values;
}

}  // namespace detail::mean_average_precision

/// The recalls of the 11-point and of the 101-point average. The products, not i / 10.0 and
/// i / 100.0: those differ in the last bit and decide whether a recall reaches the point.
inline constexpr std::array<double, 11> voc_recall_thresholds =
    detail::mean_average_precision::multiples_of<11>(0.1);
inline constexpr std::array<double, 101> coco_recall_thresholds =
    detail::mean_average_precision::multiples_of<101>(0.01);

/// Detections by falling score; entry i describes the first i + 1 of them.
struct precision_recall {
  std::size_t positives = 0;                ///< objects that ought to be found
  std::vector<double> scores;               ///< falling
  std::vector<std::size_t> true_positives;  ///< cumulative count
  std::vector<double> precision;            ///< true positives / (i + 1)
  std::vector<double> recall;               ///< true positives / positives; NaN without positives
};

namespace detail::mean_average_precision {

/// Makes every value the largest of itself and all after it.
inline void make_envelope(std::span<double> values) {
  for (std::size_t i = values.size(); i > 1; --i) {
    values[i - 2] = std::max(values[i - 2], values[i - 1]);
  }
}

/// COCO's precision of `counted` detections. 2^-52 vanishes in the sum unless counted is 1.
[[nodiscard]] constexpr double coco_precision(std::size_t true_positives, std::size_t counted) {
  return static_cast<double>(true_positives) / (static_cast<double>(counted) + 0x1p-52);
}

/// Calls visit(r, k) for every threshold that is reached, where k <= hits is the least number of
/// true positives with k / positives >= thresholds[r]. The thresholds must not fall.
template <typename Visit>
void for_each_reached(std::span<const double> thresholds, std::size_t hits, std::size_t positives,
                      Visit visit) {
  const auto total = static_cast<double>(positives);
  std::size_t k = 0;
  for (std::size_t r = 0; r < thresholds.size(); ++r) {
    while (k <= hits && static_cast<double>(k) / total < thresholds[r]) ++k;
    if (k > hits) return;
    visit(r, k);
  }
}

/// Mean over the thresholds of the envelope, where `envelope[k - 1]` belongs to k true positives.
[[nodiscard]] inline double sampled_mean(std::span<const double> thresholds,
                                         std::span<const double> envelope, std::size_t positives) {
  double sum = 0;
  for_each_reached(thresholds, envelope.size(), positives, [&](std::size_t, std::size_t k) {
    if (!envelope.empty()) sum += envelope[k == 0 ? 0 : k - 1];
  });
  return sum / static_cast<double>(thresholds.size());
}

/// The precision at each true positive: between two of them it only falls.
template <typename Precision>
[[nodiscard]] std::vector<double> envelope_at_hits(const precision_recall& curve,
                                                   Precision precision) {
  std::vector<double> envelope;
  std::size_t before = 0;
  for (std::size_t i = 0; i < curve.true_positives.size(); ++i) {
    const std::size_t hits = curve.true_positives[i];
    if (hits > before) envelope.push_back(precision(hits, i + 1));
    before = hits;
  }
  make_envelope(envelope);
  return envelope;
}

[[nodiscard]] inline double area_under(const precision_recall& curve) {
  auto envelope = curve.precision;
  make_envelope(envelope);
  double sum = 0;
  double reached = 0;
  for (std::size_t i = 0; i < envelope.size(); ++i) {
    sum += rounded((curve.recall[i] - reached) * envelope[i]);
    reached = curve.recall[i];
  }
  return sum;
}

}  // namespace detail::mean_average_precision

/// Returns precision and recall after each detection, by falling score (ties in the order given).
/// `is_true_positive` is any random-access range of flags, one a score; `positives` counts the
/// objects to be found. Throws std::invalid_argument when the lengths differ, a score is not
/// finite (the index is named), or more flags are set than there are positives.
template <std::ranges::random_access_range Flags>
[[nodiscard]] precision_recall precision_recall_curve(std::span<const double> scores,
                                                      const Flags& is_true_positive,
                                                      std::size_t positives) {
  namespace impl = detail::mean_average_precision;
  const std::size_t n = scores.size();
  if (static_cast<std::size_t>(std::ranges::size(is_true_positive)) != n) {
    throw std::invalid_argument("precision_recall_curve: one flag is needed for each score");
  }
  for (std::size_t i = 0; i < n; ++i) impl::require_score(scores[i], "detection", i);

  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order,
                           [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });

  precision_recall curve;
  curve.positives = positives;
  std::size_t hits = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const auto flag = std::ranges::begin(is_true_positive) +
                      static_cast<std::ranges::range_difference_t<const Flags>>(order[i]);
    if (static_cast<bool>(*flag)) ++hits;
    if (hits > positives) {
      throw std::invalid_argument("precision_recall_curve: more true positives than positives");
    }
    curve.scores.push_back(scores[order[i]]);
    curve.true_positives.push_back(hits);
    curve.precision.push_back(static_cast<double>(hits) / static_cast<double>(i + 1));
    curve.recall.push_back(positives == 0
                               ? std::numeric_limits<double>::quiet_NaN()
                               : static_cast<double>(hits) / static_cast<double>(positives));
  }
  return curve;
}

/// Returns the average precision of a curve that precision_recall_curve made, in [0, 1]; absent
/// when there is nothing to be found, 0 when nothing was detected.
[[nodiscard]] inline std::optional<double> average_precision(const precision_recall& curve,
                                                             interpolation method) {
  namespace impl = detail::mean_average_precision;
  if (curve.precision.size() != curve.true_positives.size() ||
      curve.recall.size() != curve.true_positives.size()) {
    throw std::invalid_argument("average_precision: the columns of the curve differ in length");
  }
  if (curve.positives == 0) return std::nullopt;
  if (method == interpolation::voc_all_point) return impl::area_under(curve);
  if (method == interpolation::coco_101_point) {
    const auto envelope = impl::envelope_at_hits(curve, impl::coco_precision);
    return impl::sampled_mean(coco_recall_thresholds, envelope, curve.positives);
  }
  const auto envelope = impl::envelope_at_hits(curve, [](std::size_t hits, std::size_t counted) {
    return static_cast<double>(hits) / static_cast<double>(counted);
  });
  double sum = 0;
  impl::for_each_reached(voc_recall_thresholds, envelope.size(), curve.positives,
                         [&](std::size_t, std::size_t k) {
                           if (!envelope.empty()) sum += envelope[k == 0 ? 0 : k - 1] / 11.0;
                         });
  return sum;
}

/// Same, from scores and flags.
///
///     // found, missed by a false alarm, found: area 1/2 * 1 + 1/2 * 2/3
///     gavel::average_precision(std::array{0.9, 0.8, 0.7}, std::array{true, false, true}, 2,
///                              gavel::interpolation::voc_all_point)  // 0.8333...
template <std::ranges::random_access_range Flags>
[[nodiscard]] std::optional<double> average_precision(std::span<const double> scores,
                                                      const Flags& is_true_positive,
                                                      std::size_t positives, interpolation method) {
  return average_precision(precision_recall_curve(scores, is_true_positive, positives), method);
}

}  // namespace gavel
