// gavel/mean_average_precision/box.hpp - axis-parallel boxes and how much two of them overlap.
//
// Method      intersection over union, in the order of operations of the COCO evaluation: every
//             product is rounded before it is added, so the result has the same bits under
//             -O0, -O3 -march=native and -ffp-contract=fast.
// Complexity  O(1).
// Constraints finite coordinates of at most 1e150 in absolute value, width and height >= 0.
//             -ffast-math is not supported.
// Reference   problems/mean_average_precision (statement, data, submissions)
// Tests       tests/algorithms/mean_average_precision_test.cpp
// Bench       bench/algorithms/mean_average_precision_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>

namespace gavel {

/// An axis-parallel box: left and top edge, extent to the right and downwards (COCO's order).
struct box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;

  friend constexpr bool operator==(const box&, const box&) = default;
};

/// The box with these edges. PASCAL VOC gives the first and the last pixel, both inside: pass
/// them as they are and set `pixel_plus_one`.
[[nodiscard]] constexpr box box_from_corners(double left, double top, double right,
                                             double bottom) noexcept {
  return {left, top, right - left, bottom - top};
}

/// An annotated object. `crowd` is looked at by the COCO rules, `difficult` by the VOC rules.
struct ground_truth {
  std::int64_t image = 0;
  std::int64_t category = 0;  ///< the class
  box bounds;
  bool crowd = false;          ///< stands for many objects: may be found often, need not be found
  bool difficult = false;      ///< need not be found; finding it neither helps nor hurts
  std::optional<double> area;  ///< COCO: the area of the mask; width * height when absent
};

/// What a detector says it saw. A higher score means more confidence.
struct detection {
  std::int64_t image = 0;
  std::int64_t category = 0;
  box bounds;
  double score = 0;
};

namespace detail::mean_average_precision {

/// `value`, rounded to double. The compiler cannot look through it, so a product that went
/// through it is not fused with an addition: a fused one moves the last bit of one overlap in
/// five, and with it decisions at a threshold.
[[nodiscard]] constexpr double rounded(double value) noexcept {
#if defined(__GNUC__)
  if (!std::is_constant_evaluated()) {
#if defined(__SSE2__)
    __asm__("" : "+x"(value));
#elif defined(__aarch64__)
    __asm__("" : "+w"(value));
#else
    __asm__("" : "+m"(value));
#endif
  }
#endif
  return value;
}

[[nodiscard]] constexpr box rounded(const box& bounds) noexcept {
  return {rounded(bounds.x), rounded(bounds.y), rounded(bounds.width), rounded(bounds.height)};
}

/// Throws std::invalid_argument that names the element: "detection 3: width is negative".
[[noreturn]] inline void refuse(const char* kind, std::size_t index, const char* why) {
  throw std::invalid_argument(std::string(kind) + " " + std::to_string(index) + ": " + why);
}

inline void require_box(const box& bounds, const char* kind, std::size_t index) {
  for (const double value : {bounds.x, bounds.y, bounds.width, bounds.height}) {
    if (!std::isfinite(value)) refuse(kind, index, "the box is not finite");
    // Beyond this, areas or their sum would overflow.
    if (std::abs(value) > 1e150) refuse(kind, index, "the box is larger than 1e150");
  }
  if (bounds.width < 0) refuse(kind, index, "the width is negative");
  if (bounds.height < 0) refuse(kind, index, "the height is negative");
}

inline void require_score(double score, const char* kind, std::size_t index) {
  if (!std::isfinite(score)) refuse(kind, index, "the score is not finite");
}

}  // namespace detail::mean_average_precision

/// Width times height.
[[nodiscard]] constexpr double area(const box& bounds) noexcept {
  return detail::mean_average_precision::rounded(bounds.width * bounds.height);
}

struct iou_options {
  /// The second box is a crowd region: divide by the area of the first box alone.
  bool crowd = false;
  /// PASCAL VOC: both edges lie inside the box, which makes it one pixel wider and higher.
  bool pixel_plus_one = false;
};

/// Returns the area common to both boxes over the area that either covers, 0 when they have no
/// area in common. Symmetric unless `crowd`. May exceed 1 in the last bit: x + width is rounded.
///
///     gavel::intersection_over_union({0, 0, 2, 2}, {1, 0, 2, 2}) == 1.0 / 3
[[nodiscard]] constexpr double intersection_over_union(const box& first, const box& second,
                                                       iou_options options = {}) noexcept {
  namespace impl = detail::mean_average_precision;
  // A caller's product could be fused with x + width below.
  const box a = impl::rounded(first);
  const box b = impl::rounded(second);
  const double extra = options.pixel_plus_one ? 1.0 : 0.0;
  const auto overlap = [extra](double a_low, double a_high, double b_low, double b_high) {
    return (a_high < b_high ? a_high : b_high) - (a_low < b_low ? b_low : a_low) + extra;
  };
  const double width = overlap(a.x, a.x + a.width, b.x, b.x + b.width);
  if (!(width > 0)) return 0;
  const double height = overlap(a.y, a.y + a.height, b.y, b.y + b.height);
  if (!(height > 0)) return 0;
  const double common = impl::rounded(width * height);
  const double a_area = impl::rounded((a.width + extra) * (a.height + extra));
  const double b_area = impl::rounded((b.width + extra) * (b.height + extra));
  const double whole = options.crowd ? a_area : a_area + b_area - common;
  return whole > 0 ? common / whole : 0;  // 0: the product of tiny sides underflowed
}

}  // namespace gavel
