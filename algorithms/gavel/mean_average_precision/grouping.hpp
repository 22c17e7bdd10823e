// gavel/mean_average_precision/grouping.hpp - truths and detections by class, image and score.
//
// Method      counting sorts by image and class around one radix sort by score: all stable, so
//             the order of ties follows from the order of the passes.
// Complexity  O(n) time and space for ids that lie close together, else O(n log n).
// Constraints fewer than 2^32 elements. Internal: the names here are not part of the interface.
// Reference   problems/mean_average_precision (statement, data, submissions)
// Tests       tests/algorithms/mean_average_precision_test.cpp
// Bench       bench/algorithms/mean_average_precision_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

#include "gavel/mean_average_precision/box.hpp"

namespace gavel::detail::mean_average_precision {

using index_type = std::uint32_t;

/// Numbers ids 0, 1, 2, ... in ascending order.
class id_index {
 public:
  explicit id_index(std::vector<std::int64_t> ids) {
    if (ids.empty()) return;
    const auto [low, high] = std::ranges::minmax(ids);
    low_ = low;
    const std::uint64_t reach = distance(high);
    if (reach < 4 * ids.size() + 1024) {  // close together: a table instead of a sort
      table_.assign(static_cast<std::size_t>(reach) + 1, 0);
      for (const std::int64_t id : ids) table_[static_cast<std::size_t>(distance(id))] = 1;
      for (std::size_t i = 0; i < table_.size(); ++i) {
        if (table_[i] == 0) continue;
        table_[i] = static_cast<index_type>(ids_.size());
        ids_.push_back(static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + i));
      }
    } else {
      std::ranges::sort(ids);
      ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
      ids_ = std::move(ids);
    }
  }

  /// The number of an id that was given to the constructor.
  [[nodiscard]] index_type operator()(std::int64_t id) const {
    if (!table_.empty()) return table_[static_cast<std::size_t>(distance(id))];
    return static_cast<index_type>(std::ranges::lower_bound(ids_, id) - ids_.begin());
  }

  [[nodiscard]] const std::vector<std::int64_t>& ids() const { return ids_; }

 private:
  [[nodiscard]] std::uint64_t distance(std::int64_t id) const {
    return static_cast<std::uint64_t>(id) - static_cast<std::uint64_t>(low_);
  }

  std::int64_t low_ = 0;
  std::vector<std::int64_t> ids_;
  std::vector<index_type> table_;
};

/// Sorts `items` by key[item], stably. Returns where each of the `keys` keys begins, and the end.
inline std::vector<std::size_t> counting_sort(std::vector<index_type>& items,
                                              std::span<const index_type> key, std::size_t keys) {
  std::vector<std::size_t> begin(keys + 1, 0);
  for (const index_type item : items) ++begin[key[item] + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  auto next = begin;
  std::vector<index_type> sorted(items.size());
  for (const index_type item : items) sorted[next[key[item]]++] = item;
  items = std::move(sorted);
  return begin;
}

/// Unsigned numbers that rise where the score falls; equal for 0.0 and -0.0.
[[nodiscard]] inline std::uint64_t falling_key(double score) {
  const auto bits = std::bit_cast<std::uint64_t>(score == 0 ? 0.0 : score);
  const std::uint64_t sign = std::uint64_t{1} << 63;
  return (bits & sign) != 0 ? bits : ~(bits | sign);
}

/// Sorts `items` by falling score, stably: a radix sort, a byte a pass, which skips the bytes that
/// all keys share.
inline void sort_by_falling_score(std::vector<index_type>& items,
                                  std::span<const detection> detections) {
  struct entry {
    std::uint64_t key;
    index_type item;
  };
  std::vector<entry> entries;
  entries.reserve(items.size());
  std::array<std::array<std::size_t, 256>, 8> counts{};
  for (const index_type item : items) {
    const std::uint64_t key = falling_key(detections[item].score);
    entries.push_back({key, item});
    for (std::size_t digit = 0; digit < 8; ++digit) ++counts[digit][key >> (8 * digit) & 255];
  }
  std::vector<entry> sorted(entries.size());
  for (std::size_t digit = 0; digit < 8; ++digit) {
    auto& next = counts[digit];
    if (std::ranges::find(next, entries.size()) != next.end()) continue;
    std::exclusive_scan(next.begin(), next.end(), next.begin(), std::size_t{0});
    for (const entry& one : entries) sorted[next[one.key >> (8 * digit) & 255]++] = one;
    std::swap(entries, sorted);
  }
  for (std::size_t i = 0; i < items.size(); ++i) items[i] = entries[i].item;
}

/// What comes first among detections of equal score.
enum class tie_order { image_then_input, input };

/// Indices into the caller's arrays, sorted; those of class k are [begin[k], begin[k + 1]).
struct grouping {
  std::vector<std::int64_t> categories;  ///< ascending
  std::size_t images = 0;
  std::vector<index_type> truth_image;      ///< by truth: dense number, ascending with the id
  std::vector<index_type> detection_image;  ///< by detection
  std::vector<index_type> truths;           ///< by class, image, input order
  std::vector<index_type> detections;       ///< by class, falling score, `tie_order`
  std::vector<std::size_t> truth_begin;
  std::vector<std::size_t> detection_begin;
};

template <typename Element>
[[nodiscard]] std::vector<index_type> numbered(std::span<const Element> elements,
                                               std::int64_t Element::*id, const id_index& index) {
  std::vector<index_type> numbers;
  numbers.reserve(elements.size());
  for (const Element& element : elements) numbers.push_back(index(element.*id));
  return numbers;
}

[[nodiscard]] inline id_index index_of(std::span<const ground_truth> truths,
                                       std::span<const detection> detections,
                                       std::int64_t ground_truth::*truth_id,
                                       std::int64_t detection::*detection_id) {
  std::vector<std::int64_t> ids;
  ids.reserve(truths.size() + detections.size());
  for (const ground_truth& truth : truths) ids.push_back(truth.*truth_id);
  for (const detection& found : detections) ids.push_back(found.*detection_id);
  return id_index(std::move(ids));
}

/// Throws std::invalid_argument that names the first element whose box or score is not in the
/// domain.
inline void require_valid(std::span<const ground_truth> truths,
                          std::span<const detection> detections) {
  if (std::max(truths.size(), detections.size()) >= std::numeric_limits<index_type>::max()) {
    throw std::length_error("evaluate: too many elements");
  }
  for (std::size_t i = 0; i < truths.size(); ++i) {
    require_box(truths[i].bounds, "ground truth", i);
  }
  for (std::size_t i = 0; i < detections.size(); ++i) {
    require_box(detections[i].bounds, "detection", i);
    require_score(detections[i].score, "detection", i);
  }
}

[[nodiscard]] inline grouping group(std::span<const ground_truth> truths,
                                    std::span<const detection> detections, tie_order ties) {
  require_valid(truths, detections);
  const id_index categories =
      index_of(truths, detections, &ground_truth::category, &detection::category);
  const id_index images = index_of(truths, detections, &ground_truth::image, &detection::image);

  grouping out;
  out.categories = categories.ids();
  out.images = images.ids().size();
  out.truth_image = numbered(truths, &ground_truth::image, images);
  out.detection_image = numbered(detections, &detection::image, images);

  out.truths.resize(truths.size());
  std::iota(out.truths.begin(), out.truths.end(), index_type{0});
  counting_sort(out.truths, out.truth_image, out.images);
  out.truth_begin = counting_sort(out.truths, numbered(truths, &ground_truth::category, categories),
                                  out.categories.size());

  out.detections.resize(detections.size());
  std::iota(out.detections.begin(), out.detections.end(), index_type{0});
  if (ties == tie_order::image_then_input) {
    counting_sort(out.detections, out.detection_image, out.images);
  }
  sort_by_falling_score(out.detections, detections);
  out.detection_begin =
      counting_sort(out.detections, numbered(detections, &detection::category, categories),
                    out.categories.size());
  return out;
}

/// Where the truths of each image of one class lie. Refilled for each class in time proportional
/// to the class, whatever the number of images.
class truths_by_image {
 public:
  explicit truths_by_image(const grouping& groups) : groups_(groups), ranges_(groups.images) {}

  void fill(std::size_t category) {
    for (const std::size_t image : filled_) ranges_[image] = {};
    filled_.clear();
    for (std::size_t i = groups_.truth_begin[category]; i < groups_.truth_begin[category + 1];
         ++i) {
      const std::size_t image = groups_.truth_image[groups_.truths[i]];
      auto& [first, last] = ranges_[image];
      if (first == last) {
        filled_.push_back(image);
        first = i;
      }
      last = i + 1;
    }
  }

  /// [first, last) in groups.truths.
  [[nodiscard]] std::pair<std::size_t, std::size_t> operator[](std::size_t image) const {
    return ranges_[image];
  }

 private:
  const grouping& groups_;
  std::vector<std::pair<std::size_t, std::size_t>> ranges_;
  std::vector<std::size_t> filled_;
};

}  // namespace gavel::detail::mean_average_precision
