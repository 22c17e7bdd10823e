// gavel/mean_average_precision/voc.hpp - evaluation of detections by the PASCAL VOC rules.
//
// Method      per class, walk the detections by falling score, ties in the order given. Each one
//             is held against the truth of its image that it overlaps most (the first of them on
//             ties), and against no other: a true positive when that overlap is large enough and
//             the truth is new, a false positive otherwise, neither when the truth is difficult.
// Complexity  O(n + m + pairs of truth and detection that share class and image) time.
// Constraints finite boxes and scores, width and height >= 0.
// Reference   problems/mean_average_precision (statement, data, submissions)
// Tests       tests/algorithms/mean_average_precision_test.cpp
// Bench       bench/algorithms/mean_average_precision_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <vector>

#include "gavel/mean_average_precision/average_precision.hpp"
#include "gavel/mean_average_precision/box.hpp"
#include "gavel/mean_average_precision/grouping.hpp"

namespace gavel {

struct voc_options {
  double iou_threshold = 0.5;  ///< in (0, 1]
  /// voc_11_point until 2009, voc_all_point since 2010; coco_101_point is possible.
  interpolation method = interpolation::voc_all_point;
  /// A match needs IoU > threshold. The development kit asks for >= (false), its well-known
  /// translation to Python for > (true).
  bool strictly_greater = false;
  /// Both edges of a box belong to it, as in the development kit.
  bool pixel_plus_one = true;
};

struct voc_class_result {
  std::int64_t category = 0;
  std::size_t positives = 0;  ///< truths that are not difficult
  std::size_t true_positives = 0;
  std::size_t false_positives = 0;
  precision_recall curve;                   ///< detections of difficult truths are left out
  std::optional<double> average_precision;  ///< absent without positives
};

struct voc_evaluation {
  std::vector<voc_class_result> classes;  ///< by ascending id: every class that occurs
  /// Mean over the classes that have positives; absent when none has.
  std::optional<double> mean_average_precision;
};

namespace detail::mean_average_precision {

enum class voc_outcome { true_positive, false_positive, neither };

class voc_matcher {
 public:
  voc_matcher(std::span<const ground_truth> truths, const grouping& groups,
              const voc_options& options)
      : truths_(truths),
        groups_(groups),
        options_(options),
        images_(groups),
        found_(truths.size(), false) {}

  void start(std::size_t category) { images_.fill(category); }

  voc_outcome match(const detection& candidate, std::size_t image) {
    const auto [first, last] = images_[image];
    double best = -1;
    std::size_t best_truth = 0;
    for (std::size_t i = first; i < last; ++i) {
      const std::size_t truth = groups_.truths[i];
      const double overlap = intersection_over_union(candidate.bounds, truths_[truth].bounds,
                                                     {.pixel_plus_one = options_.pixel_plus_one});
      if (overlap > best) {
        best = overlap;
        best_truth = truth;
      }
    }
    const bool enough =
        options_.strictly_greater ? best > options_.iou_threshold : best >= options_.iou_threshold;
    if (!enough) return voc_outcome::false_positive;
    if (truths_[best_truth].difficult) return voc_outcome::neither;
    if (found_[best_truth]) return voc_outcome::false_positive;
    found_[best_truth] = true;
    return voc_outcome::true_positive;
  }

 private:
  std::span<const ground_truth> truths_;
  const grouping& groups_;
  const voc_options& options_;
  truths_by_image images_;
  std::vector<bool> found_;
};

[[nodiscard]] inline voc_class_result voc_class(std::span<const ground_truth> truths,
                                                std::span<const detection> detections,
                                                const grouping& groups, std::size_t category,
                                                voc_matcher& matcher, interpolation method) {
  voc_class_result result;
  result.category = groups.categories[category];
  for (std::size_t i = groups.truth_begin[category]; i < groups.truth_begin[category + 1]; ++i) {
    if (!truths[groups.truths[i]].difficult) ++result.positives;
  }
  matcher.start(category);
  std::vector<double> scores;
  std::vector<bool> flags;
  for (std::size_t i = groups.detection_begin[category]; i < groups.detection_begin[category + 1];
       ++i) {
    const std::size_t found = groups.detections[i];
    const voc_outcome outcome = matcher.match(detections[found], groups.detection_image[found]);
    if (outcome == voc_outcome::neither) continue;
    const bool hit = outcome == voc_outcome::true_positive;
    ++(hit ? result.true_positives : result.false_positives);
    scores.push_back(detections[found].score);
    flags.push_back(hit);
  }
  result.curve = precision_recall_curve(scores, flags, result.positives);
  result.average_precision = average_precision(result.curve, method);
  return result;
}

}  // namespace detail::mean_average_precision

/// Evaluates by the PASCAL VOC rules. Detections of equal score count in the order given. `crowd`
/// and `area` are not looked at. No truth: every average precision is absent; no detection: 0.
/// Throws std::invalid_argument that names the element when a box or a score is not finite or a
/// width or height is negative, and when the threshold is not in (0, 1].
[[nodiscard]] inline voc_evaluation evaluate(std::span<const ground_truth> truths,
                                             std::span<const detection> detections,
                                             const voc_options& options) {
  namespace impl = detail::mean_average_precision;
  if (!(options.iou_threshold > 0 && options.iou_threshold <= 1)) {
    throw std::invalid_argument("evaluate: the IoU threshold is not in (0, 1]");
  }
  const impl::grouping groups = impl::group(truths, detections, impl::tie_order::input);
  impl::voc_matcher matcher(truths, groups, options);
  voc_evaluation out;
  double sum = 0;
  std::size_t present = 0;
  for (std::size_t category = 0; category < groups.categories.size(); ++category) {
    out.classes.push_back(
        impl::voc_class(truths, detections, groups, category, matcher, options.method));
    if (const auto& value = out.classes.back().average_precision) {
      sum += *value;
      ++present;
    }
  }
  if (present > 0) out.mean_average_precision = sum / static_cast<double>(present);
  return out;
}

}  // namespace gavel
