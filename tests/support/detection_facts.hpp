// Scenes that any language can make again from a seed, with the numbers that an evaluator written
// in Python with NumPy 1.24 gave for them: it follows the definition of the COCO evaluation step
// by step (argsort(kind="mergesort"), cumsum, searchsorted, spacing(1), linspace) and shares
// neither code nor language with the library. A digest is FNV-1a over the bit patterns of the
// doubles, so it differs when one last bit does.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "gavel/mean_average_precision.hpp"

namespace gavel::testing {

class linear_congruential {
 public:
  explicit linear_congruential(std::uint64_t seed) : state_(seed) {}

  /// 0, ..., n - 1.
  int operator()(int n) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<int>((state_ >> 33) % static_cast<std::uint64_t>(n));
  }

 private:
  std::uint64_t state_;
};

struct recipe {
  std::uint64_t seed;
  int images, classes, truths, detections, levels;
};

struct made_scene {
  std::vector<ground_truth> truths;
  std::vector<detection> detections;
};

/// Boxes with two decimals and their jittered copies; `levels` different scores.
/// The order in which the numbers are drawn is part of the recipe.
inline made_scene make_scene(const recipe& how) {
  linear_congruential next(how.seed);
  made_scene out;
  for (int i = 0; i < how.truths; ++i) {
    ground_truth truth;
    truth.image = next(how.images);
    truth.category = next(how.classes);
    truth.bounds.x = next(40000) / 100.0;
    truth.bounds.y = next(40000) / 100.0;
    truth.bounds.width = 20 + next(18000) / 100.0;
    truth.bounds.height = truth.bounds.width * (50 + next(100)) / 100;
    truth.crowd = next(12) == 0;
    if (next(2) == 0) truth.area = truth.bounds.width * truth.bounds.height * 0.75;
    truth.difficult = next(8) == 0;
    out.truths.push_back(truth);
  }
  for (int i = 0; i < how.detections; ++i) {
    detection found;
    if (next(4) > 0) {
      const ground_truth& truth = out.truths[static_cast<std::size_t>(next(how.truths))];
      const box& b = truth.bounds;
      found.bounds.x = b.x + (next(400) - 200) / 20.0;
      found.bounds.y = b.y + (next(400) - 200) / 20.0;
      found.bounds.width = b.width * (90 + next(20)) / 100;
      found.bounds.height = b.height * (90 + next(20)) / 100;
      found.image = truth.image;
      found.category = truth.category;
    } else {
      found.image = next(how.images);
      found.category = next(how.classes);
      found.bounds.x = next(40000) / 100.0;
      found.bounds.y = next(40000) / 100.0;
      found.bounds.width = 20 + next(18000) / 100.0;
      found.bounds.height = 20 + next(18000) / 100.0;
    }
    found.score = static_cast<double>(next(how.levels)) / how.levels;
    out.detections.push_back(found);
  }
  return out;
}

inline std::uint64_t digest(const std::vector<double>& values) {
  std::uint64_t hash = 14695981039346656037U;
  for (const double value : values) {
    hash = (hash ^ std::bit_cast<std::uint64_t>(value)) * 1099511628211U;
  }
  return hash;
}

/// The overlaps of 100 000 pairs, most of them close to each other.
inline std::vector<double> hundred_thousand_overlaps() {
  linear_congruential next(9);
  std::vector<double> out;
  for (int i = 0; i < 100000; ++i) {
    box a;
    a.x = next(10000) / 100.0;
    a.y = next(10000) / 100.0;
    a.width = next(10000) / 100.0;
    a.height = next(10000) / 100.0;
    box b;
    b.x = a.x + (next(200) - 100) / 100.0;
    b.y = a.y + (next(200) - 100) / 100.0;
    b.width = a.width * (90 + next(20)) / 100;
    b.height = a.height * (90 + next(20)) / 100;
    out.push_back(intersection_over_union(a, b));
  }
  return out;
}

inline constexpr std::uint64_t overlaps_digest = 0xdf09e48701c3fb7;

struct fact {
  recipe how;
  std::array<double, 12> summary;
  std::uint64_t precisions, scores, recalls;  ///< digests
  std::vector<std::array<double, 2>> voc;     ///< by class: all-point and 11-point, IoU >= 0.5, +1
};

inline std::vector<fact> facts() {
  return {
      {{1, 20, 4, 150, 600, 1000003},
       {0.3021348029677411, 0.5251306348326906, 0.30526394687903086, 0.12038545313807399,
        0.28589120018260966, 0.4407434572298417, 0.1701066856330014, 0.6336149495360022,
        0.6562058863374653, 0.42222222222222217, 0.5729407051282052, 0.7672532894736842},
       0x1822285e79e2b1a,
       0xb087f4af781c56c0,
       0xe30a474b3720fcbe,
       {{0.5652889064842751, 0.5574791688237065},
        {0.5451928310050547, 0.5449425760813552},
        {0.5186361934710991, 0.5278212353684051},
        {0.4884394595515813, 0.4920176257637558}}},
      {{2, 10, 3, 120, 800, 20},
       {0.3082722220931641, 0.4697987621392911, 0.3614771748768794, 0.2276206192047776,
        0.3292501319221786, 0.3510097727433285, 0.1130718954248366, 0.5743018419489008,
        0.7649286987522282, 0.4, 0.7266865079365079, 0.8298642533936652},
       0x14561c4dbbeeea4,
       0x5833b350e6fa368a,
       0x219d90fb9e973e4b,
       {{0.573550721752645, 0.5750973578617788},
        {0.4287107246311417, 0.4465457242149575},
        {0.49429874610962155, 0.47492090302720874}}},
      {{3, 3, 1, 60, 500, 7},
       {0.28553854513846544, 0.5226694594953639, 0.2808855543507778, 0.14487179487179483,
        0.2940592566466003, 0.38100465616299006, 0.02142857142857143, 0.20535714285714285,
        0.6785714285714286, 0.24000000000000005, 0.62, 0.8192307692307692},
       0x387fe65aa7f0f918,
       0xa9c1a9f5503a55d1,
       0x55fb7822237f786b,
       {{0.5604773103152558, 0.5570527750285316}}},
  };
}

}  // namespace gavel::testing
