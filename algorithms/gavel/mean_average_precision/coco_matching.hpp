// gavel/mean_average_precision/coco_matching.hpp - which detection finds which truth, COCO's way.
//
// Method      the detections of a class are walked by falling score, each beside the truths of its
//             image; overlaps that reach the lowest threshold are computed once and shared by all
//             thresholds and area ranges; what each threshold decides is a bit of a mask.
// Complexity  O(pairs of truth and detection that share class and image) for the overlaps, and
//             O(thresholds * area ranges) for each detection that overlaps anything enough.
// Constraints at most 64 IoU thresholds. Internal: not part of the interface.
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
#include <vector>

#include "gavel/mean_average_precision/box.hpp"
#include "gavel/mean_average_precision/grouping.hpp"

namespace gavel {

/// Both ends belong to the range: COCO counts an area of 1024 as small and as medium.
struct area_range {
  double low = 0;
  double high = 0;
};

namespace detail::mean_average_precision {

[[nodiscard]] constexpr bool outside(double area, const area_range& range) {
  return area < range.low || area > range.high;
}

/// Bit t stands for IoU threshold t. Neither matched nor ignored: a false positive.
struct coco_outcome {
  std::uint64_t matched = 0;
  std::uint64_t ignored = 0;
};

class coco_matcher {
 public:
  coco_matcher(std::span<const ground_truth> truths, const grouping& groups,
               std::span<const double> thresholds, std::span<const area_range> ranges)
      : truths_(truths), groups_(groups), ranges_(ranges), images_(groups) {
    // Identical boxes may miss an overlap of 1 by rounding.
    for (const double threshold : thresholds) {
      thresholds_.push_back(std::min(threshold, 1 - 1e-10));
    }
    lowest_ = std::ranges::min(thresholds_);
    every_threshold_ = ~std::uint64_t{0} >> (64 - thresholds.size());
  }

  [[nodiscard]] std::uint64_t every_threshold() const { return every_threshold_; }

  /// Turns to another class; returns how many truths each area range wants found.
  std::vector<std::size_t> start(std::size_t category) {
    images_.fill(category);
    first_ = groups_.truth_begin[category];
    const std::size_t count = groups_.truth_begin[category + 1] - first_;
    used_.assign(count * ranges_.size(), 0);
    ignored_.assign(count * ranges_.size(), false);
    std::vector<std::size_t> positives(ranges_.size(), 0);
    for (std::size_t i = 0; i < count; ++i) {
      const ground_truth& truth = truths_[groups_.truths[first_ + i]];
      const double size = truth.area.value_or(area(truth.bounds));
      for (std::size_t a = 0; a < ranges_.size(); ++a) {
        const bool ignore = truth.crowd || outside(size, ranges_[a]);
        ignored_[i * ranges_.size() + a] = ignore;
        if (!ignore) ++positives[a];
      }
    }
    return positives;
  }

  /// Matches the next detection of the class by falling score; writes one outcome an area range.
  void match(const box& bounds, std::size_t image, std::span<coco_outcome> outcomes) {
    find_candidates(bounds, image);
    const double size = area(bounds);
    for (std::size_t a = 0; a < ranges_.size(); ++a) {
      const std::uint64_t unmatched = outside(size, ranges_[a]) ? every_threshold_ : 0;
      outcomes[a] = {.matched = 0, .ignored = unmatched};
      if (!candidates_.empty()) outcomes[a] = match_candidates(a, unmatched);
    }
  }

 private:
  struct candidate {
    std::size_t truth;  ///< counted from the first of the class
    double overlap;
    std::uint64_t reached;  ///< thresholds
    bool crowd;
  };

  void find_candidates(const box& bounds, std::size_t image) {
    candidates_.clear();
    const auto [first, last] = images_[image];
    for (std::size_t i = first; i < last; ++i) {
      const ground_truth& truth = truths_[groups_.truths[i]];
      const double overlap = intersection_over_union(bounds, truth.bounds, {.crowd = truth.crowd});
      if (overlap < lowest_) continue;
      std::uint64_t reached = 0;
      for (std::size_t t = 0; t < thresholds_.size(); ++t) {
        reached |= std::uint64_t{overlap >= thresholds_[t]} << t;
      }
      candidates_.push_back({i - first_, overlap, reached, truth.crowd});
    }
  }

  /// The thresholds at which a candidate is reached and not yet taken.
  [[nodiscard]] std::uint64_t free(const candidate& one, std::size_t range) const {
    return one.crowd ? one.reached : one.reached & ~used_[one.truth * ranges_.size() + range];
  }

  coco_outcome match_candidates(std::size_t range, std::uint64_t unmatched) {
    std::uint64_t possible = 0;
    for (const candidate& one : candidates_) possible |= free(one, range);
    coco_outcome outcome{.matched = possible, .ignored = unmatched & ~possible};
    if (candidates_.size() == 1) {  // nothing to choose, so all thresholds at once
      take(candidates_.front(), range, possible, outcome);
      return outcome;
    }
    for (; possible != 0; possible &= possible - 1) {
      const std::uint64_t bit = possible & -possible;
      // A truth that is to be found is preferred to any ignored one, however well that fits.
      const candidate* chosen = best(range, bit, false);
      if (chosen == nullptr) chosen = best(range, bit, true);
      take(*chosen, range, bit, outcome);
    }
    return outcome;
  }

  void take(const candidate& chosen, std::size_t range, std::uint64_t bits, coco_outcome& outcome) {
    const std::size_t at = chosen.truth * ranges_.size() + range;
    used_[at] |= bits;
    if (ignored_[at]) outcome.ignored |= bits;
  }

  /// The best free candidate among the ignored or the other truths; the last one on ties.
  [[nodiscard]] const candidate* best(std::size_t range, std::uint64_t bit, bool ignored) const {
    const candidate* chosen = nullptr;
    for (const candidate& one : candidates_) {
      if (ignored_[one.truth * ranges_.size() + range] != ignored) continue;
      if ((free(one, range) & bit) == 0) continue;
      if (chosen == nullptr || one.overlap >= chosen->overlap) chosen = &one;
    }
    return chosen;
  }

  std::span<const ground_truth> truths_;
  const grouping& groups_;
  std::span<const area_range> ranges_;
  truths_by_image images_;
  std::vector<double> thresholds_;
  double lowest_ = 0;
  std::uint64_t every_threshold_ = 0;
  std::size_t first_ = 0;            ///< of the class, in groups_.truths
  std::vector<std::uint64_t> used_;  ///< [truth][area range]: thresholds at which it is taken
  std::vector<bool> ignored_;        ///< [truth][area range]
  std::vector<candidate> candidates_;
};

}  // namespace detail::mean_average_precision
}  // namespace gavel
