// gavel/mean_average_precision/coco.hpp - evaluation of detections by the COCO rules.
//
// Method      greedy matching by falling score (coco_matching.hpp), then for each class, area
//             range and limit of detections one pass that keeps the precision at each true
//             positive, its envelope, and the values at the recall thresholds. Bit by bit what
//             the reference program computes, except that it knows no ids that read as "none".
// Complexity  O(n + m + pairs of truth and detection that share class and image) time for fixed
//             options; O(n + m) space, and one number a class, range, limit and threshold.
// Constraints finite boxes and scores, width and height >= 0; at most 64 IoU thresholds.
// Reference   problems/mean_average_precision (statement, data, submissions)
// Tests       tests/algorithms/mean_average_precision_test.cpp
// Bench       bench/algorithms/mean_average_precision_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "gavel/mean_average_precision/average_precision.hpp"
#include "gavel/mean_average_precision/box.hpp"
#include "gavel/mean_average_precision/coco_matching.hpp"
#include "gavel/mean_average_precision/coco_result.hpp"
#include "gavel/mean_average_precision/grouping.hpp"

namespace gavel {

namespace detail::mean_average_precision {

inline void require_valid(const coco_options& options) {
  const auto require = [](bool condition, const char* what) {
    if (!condition) throw std::invalid_argument(std::string("evaluate: ") + what);
  };
  const auto& ious = options.iou_thresholds;
  require(!ious.empty() && ious.size() <= 64, "between 1 and 64 IoU thresholds are needed");
  require(std::ranges::all_of(ious, [](double t) { return t > 0 && t <= 1; }),
          "an IoU threshold is not in (0, 1]");
  const auto& recalls = options.recall_thresholds;
  require(!recalls.empty(), "a recall threshold is needed");
  require(std::ranges::all_of(recalls, [](double t) { return t >= 0 && t <= 1; }),
          "a recall threshold is not in [0, 1]");
  require(std::ranges::is_sorted(recalls), "the recall thresholds must not fall");
  require(!options.area_ranges.empty(), "an area range is needed");
  require(std::ranges::all_of(options.area_ranges,
                              [](const area_range& range) { return range.low <= range.high; }),
          "an area range ends before it begins");
  require(!options.max_detections.empty(), "a limit of detections is needed");
}

/// Throws std::invalid_argument that names the first truth whose area makes no sense.
inline void require_areas(std::span<const ground_truth> truths) {
  for (std::size_t i = 0; i < truths.size(); ++i) {
    const double area = truths[i].area.value_or(0);
    if (!std::isfinite(area)) refuse("ground truth", i, "the area is not finite");
    if (area < 0) refuse("ground truth", i, "the area is negative");
  }
}

/// One class: the detections that some limit lets through, and what the matching made of them.
struct coco_class {
  struct entry {
    double score;
    std::size_t rank;  ///< among the detections of the same image
  };
  std::vector<entry> entries;          ///< by falling score
  std::vector<coco_outcome> outcomes;  ///< [entry][area range]
  std::vector<std::size_t> positives;  ///< [area range]
};

class coco_evaluator {
 public:
  coco_evaluator(std::span<const ground_truth> truths, std::span<const detection> detections,
                 const coco_options& options)
      : detections_(detections), groups_(group(truths, detections, tie_order::image_then_input)) {
    out_.options = options;
    std::ranges::sort(out_.options.max_detections);
    out_.categories = groups_.categories;
    ranks_.assign(groups_.images, 0);
    const std::size_t cells = out_.cell(groups_.categories.size(), 0, 0, 0);
    out_.average_precisions.assign(cells, -1);
    out_.recalls.assign(cells, -1);
    if (options.keep_curves) {
      out_.precisions.assign(cells * options.recall_thresholds.size(), -1);
      out_.scores.assign(cells * options.recall_thresholds.size(), -1);
    }
    hits_.resize(options.iou_thresholds.size());
    run(truths);
  }

  [[nodiscard]] coco_evaluation take() && { return std::move(out_); }

 private:
  /// Precision and score at each true positive of one IoU threshold.
  struct hits {
    std::vector<double> precision;
    std::vector<double> score;
    std::size_t ignored = 0;
  };

  void run(std::span<const ground_truth> truths) {
    const auto& options = out_.options;
    coco_matcher matcher(truths, groups_, options.iou_thresholds, options.area_ranges);
    for (std::size_t k = 0; k < groups_.categories.size(); ++k) {
      const coco_class matched = match(k, matcher);
      for (std::size_t a = 0; a < options.area_ranges.size(); ++a) {
        if (matched.positives[a] == 0) continue;
        for (std::size_t m = 0; m < options.max_detections.size(); ++m) {
          collect_hits(matched, a, options.max_detections[m], matcher.every_threshold());
          for (std::size_t t = 0; t < hits_.size(); ++t) {
            write_cell(out_.cell(k, a, m, t), hits_[t], matched, a, options.max_detections[m]);
          }
        }
      }
    }
  }

  coco_class match(std::size_t k, coco_matcher& matcher) {
    const std::size_t ranges = out_.options.area_ranges.size();
    const std::span items(groups_.detections.data() + groups_.detection_begin[k],
                          groups_.detections.data() + groups_.detection_begin[k + 1]);
    coco_class out;
    out.positives = matcher.start(k);
    out.entries.reserve(items.size());
    out.outcomes.reserve(items.size() * ranges);
    for (const std::size_t item : items) {
      const std::size_t image = groups_.detection_image[item];
      const std::size_t rank = ranks_[image]++;
      if (rank >= out_.options.max_detections.back()) continue;
      const std::size_t at = out.outcomes.size();
      out.outcomes.resize(at + ranges);
      matcher.match(detections_[item].bounds, image, std::span(out.outcomes).subspan(at));
      out.entries.push_back({detections_[item].score, rank});
    }
    for (const std::size_t item : items) ranks_[groups_.detection_image[item]] = 0;
    return out;
  }

  void collect_hits(const coco_class& matched, std::size_t a, std::size_t limit,
                    std::uint64_t every_threshold) {
    for (hits& one : hits_) {
      one.precision.clear();
      one.score.clear();
      one.ignored = 0;
    }
    const std::size_t ranges = out_.options.area_ranges.size();
    std::size_t seen = 0;
    for (std::size_t i = 0; i < matched.entries.size(); ++i) {
      if (matched.entries[i].rank >= limit) continue;
      const coco_outcome outcome = matched.outcomes[i * ranges + a];
      if (outcome.ignored == every_threshold) continue;
      ++seen;
      for (auto bits = outcome.ignored; bits != 0; bits &= bits - 1) {
        ++hits_[static_cast<std::size_t>(std::countr_zero(bits))].ignored;
      }
      for (auto bits = outcome.matched & ~outcome.ignored; bits != 0; bits &= bits - 1) {
        hits& one = hits_[static_cast<std::size_t>(std::countr_zero(bits))];
        one.precision.push_back(coco_precision(one.precision.size() + 1, seen - one.ignored));
        one.score.push_back(matched.entries[i].score);
      }
    }
  }

  void write_cell(std::size_t cell, hits& found, const coco_class& matched, std::size_t a,
                  std::size_t limit) {
    const std::size_t positives = matched.positives[a];
    const auto& thresholds = out_.options.recall_thresholds;
    make_envelope(found.precision);
    out_.average_precisions[cell] = sampled_mean(thresholds, found.precision, positives);
    out_.recalls[cell] =
        static_cast<double>(found.precision.size()) / static_cast<double>(positives);
    if (!out_.options.keep_curves) return;

    // The recall 0 is reached by the very first detection, even when that is a false positive.
    const auto first = std::ranges::find_if(
        matched.entries, [limit](const coco_class::entry& one) { return one.rank < limit; });
    const double first_score = first == matched.entries.end() ? 0 : first->score;
    const std::size_t row = cell * thresholds.size();
    std::fill_n(out_.precisions.begin() + static_cast<std::ptrdiff_t>(row), thresholds.size(), 0.0);
    std::fill_n(out_.scores.begin() + static_cast<std::ptrdiff_t>(row), thresholds.size(), 0.0);
    for_each_reached(thresholds, found.precision.size(), positives,
                     [&](std::size_t r, std::size_t k) {
                       if (k > 0 || !found.precision.empty()) {
                         out_.precisions[row + r] = found.precision[k == 0 ? 0 : k - 1];
                       }
                       out_.scores[row + r] = k == 0 ? first_score : found.score[k - 1];
                     });
  }

  std::span<const detection> detections_;
  grouping groups_;
  coco_evaluation out_;
  std::vector<std::size_t> ranks_;  ///< by image: detections of the class seen so far
  std::vector<hits> hits_;          ///< by IoU threshold; reused to save allocations
};

}  // namespace detail::mean_average_precision

/// Evaluates by the COCO rules. Ties in score: by ascending image id, then in the order given.
/// `difficult` is not looked at. Nothing to be found: absent; no detection: 0. Throws
/// std::invalid_argument that names the element when a box, an area or a score is not finite or
/// a width, height or area is negative, and when the options make no sense.
[[nodiscard]] inline coco_evaluation evaluate(std::span<const ground_truth> truths,
                                              std::span<const detection> detections,
                                              const coco_options& options = {}) {
  namespace impl = detail::mean_average_precision;
  impl::require_valid(options);
  impl::require_areas(truths);
  return impl::coco_evaluator(truths, detections, options).take();
}

}  // namespace gavel
