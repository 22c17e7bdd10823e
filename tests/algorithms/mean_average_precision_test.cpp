#include "gavel/mean_average_precision.hpp"

#include <gtest/gtest.h>  // before rapidcheck/gtest.h, which does not include it
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/detection_facts.hpp"
#include "support/detections.hpp"

namespace {

using gavel::average_precision;
using gavel::box;
using gavel::coco_options;
using gavel::detection;
using gavel::evaluate;
using gavel::ground_truth;
using gavel::interpolation;
using gavel::intersection_over_union;
using gavel::voc_options;
using gavel::testing::grid_scene;
using gavel::testing::scene;
namespace oracle = gavel::testing::oracle;

using truth_list = std::vector<ground_truth>;
using detection_list = std::vector<detection>;
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr std::array methods{interpolation::voc_11_point, interpolation::voc_all_point,
                             interpolation::coco_101_point};

std::optional<double> voc_at(const truth_list& truths, const detection_list& detections,
                             const voc_options& options) {
  return evaluate(truths, detections, options).mean_average_precision;
}

// ---- overlap

TEST(IntersectionOverUnion, OfHalfShiftedSquaresIsAThird) {
  static_assert(intersection_over_union({0, 0, 2, 2}, {1, 0, 2, 2}) == 1.0 / 3);
  EXPECT_EQ(intersection_over_union({0, 0, 2, 2}, {1, 0, 2, 2}), 1.0 / 3);
  EXPECT_EQ(intersection_over_union({0, 0, 2, 2}, {0, 0, 2, 2}), 1);
}

TEST(IntersectionOverUnion, OfBoxesThatTouchOrHaveNoAreaIsZero) {
  EXPECT_EQ(intersection_over_union({0, 0, 2, 2}, {2, 0, 2, 2}), 0);
  EXPECT_EQ(intersection_over_union({0, 0, 2, 2}, {0, 5, 2, 2}), 0);
  EXPECT_EQ(intersection_over_union({1, 1, 0, 0}, {1, 1, 0, 0}), 0);
  EXPECT_EQ(intersection_over_union({0, 0, 1e-200, 1e-200}, {0, 0, 1e-200, 1e-200}), 0);
}

TEST(IntersectionOverUnion, WithACrowdDividesByTheFirstBox) {
  EXPECT_EQ(intersection_over_union({0, 0, 2, 2}, {1, 0, 9, 9}, {.crowd = true}), 0.5);
}

// Pixels 0..1 and 1..2 share one of three columns: 2 * 1 of 4 + 4 - 2.
TEST(IntersectionOverUnion, CountsBothEdgesWithPixelPlusOne) {
  const box a = gavel::box_from_corners(0, 0, 1, 1);
  const box b = gavel::box_from_corners(1, 0, 2, 1);
  EXPECT_EQ(intersection_over_union(a, b, {.pixel_plus_one = true}), 1.0 / 3);
  EXPECT_EQ(intersection_over_union(a, b), 0);
  const box pixel{4, 4, 0, 0};
  EXPECT_EQ(intersection_over_union(pixel, pixel, {.pixel_plus_one = true}), 1);
}

TEST(IntersectionOverUnion, HasTheBitsOfUnfusedArithmetic) {
  EXPECT_EQ(gavel::testing::digest(gavel::testing::hundred_thousand_overlaps()),
            gavel::testing::overlaps_digest);
}

RC_GTEST_PROP(IntersectionOverUnion, AgreesWithTheDefinitionAndIsSymmetric, ()) {
  const auto a = *gavel::testing::grid_box();
  const auto b = *gavel::testing::grid_box();
  const bool plus = *rc::gen::arbitrary<bool>();
  const double value = intersection_over_union(a, b, {.pixel_plus_one = plus});
  RC_CLASSIFY(value == 0.5, "exactly a half");
  RC_ASSERT(value == oracle::overlap(a, b, false, plus ? 1 : 0));
  RC_ASSERT(value == intersection_over_union(b, a, {.pixel_plus_one = plus}));
  RC_ASSERT(value >= 0 && value <= 1);
}

// ---- the curve

TEST(PrecisionRecallCurve, GoesByFallingScoreAndKeepsTheOrderOfTies) {
  const auto curve = gavel::precision_recall_curve(std::array{0.5, 0.9, 0.5, 0.5},
                                                   std::array{true, false, false, true}, 4);
  EXPECT_EQ(curve.scores, (std::vector{0.9, 0.5, 0.5, 0.5}));
  EXPECT_EQ(curve.true_positives, (std::vector<std::size_t>{0, 1, 1, 2}));
  EXPECT_EQ(curve.precision, (std::vector{0.0, 1.0 / 2, 1.0 / 3, 2.0 / 4}));
  EXPECT_EQ(curve.recall, (std::vector{0.0, 0.25, 0.25, 0.5}));
}

TEST(PrecisionRecallCurve, RefusesWhatItCannotRank) {
  const auto curve = [](std::vector<double> scores, std::vector<bool> flags, std::size_t n) {
    return gavel::precision_recall_curve(scores, flags, n);
  };
  EXPECT_THROW(curve({0.5, not_a_number}, {true, false}, 2), std::invalid_argument);
  EXPECT_THROW(curve({infinity}, {true}, 2), std::invalid_argument);
  EXPECT_THROW(curve({0.5}, {true, false}, 2), std::invalid_argument);
  EXPECT_THROW(curve({0.5, 0.4}, {true, true}, 1), std::invalid_argument);
  EXPECT_TRUE(std::isnan(curve({0.5}, {false}, 0).recall[0]));
}

// Right, wrong, right of two: precision 1, 1/2, 2/3 at recall 1/2, 1/2, 1.
// All points: 1/2 * 1 + 1/2 * 2/3. Eleven points: six at recall <= 0.5, five above.
// 101 points: 51 at recall <= 0.5, 50 above; the first precision is 1 / (1 + 2^-52).
TEST(AveragePrecision, OfThreeDetectionsByHand) {
  const std::array scores{0.9, 0.8, 0.7};
  const std::array flags{true, false, true};
  EXPECT_DOUBLE_EQ(*average_precision(scores, flags, 2, methods[0]), (6 + 5 * 2.0 / 3) / 11);
  EXPECT_DOUBLE_EQ(*average_precision(scores, flags, 2, methods[1]), 0.5 + 0.5 * 2 / 3);
  EXPECT_NEAR(*average_precision(scores, flags, 2, methods[2]), (51 + 50 * 2.0 / 3) / 101, 1e-15);
}

// Three of ten found: 3 / 10.0 is 0.3, but the fourth point is 3 * 0.1 = 0.30000000000000004.
TEST(AveragePrecision, OfElevenPointsDoesNotReachTheFourthPointWithThreeOfTen) {
  const std::vector<double> scores{3, 2, 1};
  const std::vector<bool> flags{true, true, true};
  EXPECT_DOUBLE_EQ(*average_precision(scores, flags, 10, interpolation::voc_11_point), 3.0 / 11);
  // 35 * 0.01 lies above 35 / 100.0: with seven of twenty, 35 points are reached and not 36.
  EXPECT_DOUBLE_EQ(*average_precision(std::vector<double>(7, 1.0), std::vector<bool>(7, true), 20,
                                      interpolation::coco_101_point),
                   35.0 / 101);
}

TEST(AveragePrecision, IsAbsentWithoutPositivesAndZeroWithoutDetections) {
  const std::vector<double> none;
  for (const auto method : methods) {
    EXPECT_EQ(average_precision(std::array{0.5}, std::array{false}, 0, method), std::nullopt);
    EXPECT_EQ(average_precision(none, std::vector<bool>{}, 0, method), std::nullopt);
    EXPECT_EQ(average_precision(none, std::vector<bool>{}, 3, method), 0);
    EXPECT_EQ(average_precision(std::array{0.5}, std::array{false}, 3, method), 0);
  }
}

TEST(AveragePrecision, RefusesACurveWithTornColumns) {
  gavel::precision_recall curve =
      gavel::precision_recall_curve(std::array{0.5}, std::array{true}, 1);
  curve.recall.clear();
  EXPECT_THROW(static_cast<void>(average_precision(curve, methods[1])), std::invalid_argument);
}

RC_GTEST_PROP(AveragePrecision, AgreesWithTheDefinition, ()) {
  const auto flags = *rc::gen::arbitrary<std::vector<bool>>().as("flags");
  const auto hits = static_cast<std::size_t>(std::count(flags.begin(), flags.end(), true));
  const std::size_t positives = hits + *rc::gen::inRange<std::size_t>(0, 12).as("missed");
  RC_PRE(positives > 0);
  std::vector<double> scores;
  std::vector<oracle::judged> list;
  for (std::size_t i = 0; i < flags.size(); ++i) {
    scores.push_back(-static_cast<double>(i / 3));  // ties of three
    list.push_back({scores.back(), flags[i], false});
  }
  const auto plain = oracle::points(list, positives, 0);
  const auto ap = [&](interpolation method) {
    return *average_precision(scores, flags, positives, method);
  };
  RC_ASSERT(std::abs(ap(interpolation::voc_11_point) - oracle::eleven_point(plain)) < 1e-14);
  RC_ASSERT(std::abs(ap(interpolation::voc_all_point) - oracle::all_point(plain)) < 1e-14);
  RC_ASSERT(ap(interpolation::coco_101_point) ==
            oracle::hundred_and_one_point(oracle::points(list, positives, 0x1p-52)));
}

// ---- facts and oracles

TEST(Coco, AgreesWithNumPyBitByBit) {
  for (const auto& known : gavel::testing::facts()) {
    const auto made = gavel::testing::make_scene(known.how);
    coco_options options;
    options.keep_curves = true;
    const auto result = evaluate(made.truths, made.detections, options);
    EXPECT_EQ(gavel::testing::digest(result.precisions), known.precisions);
    EXPECT_EQ(gavel::testing::digest(result.scores), known.scores);
    EXPECT_EQ(gavel::testing::digest(result.recalls), known.recalls);
    const auto summary = result.summary().values();
    for (std::size_t i = 0; i < 12; ++i) EXPECT_NEAR(*summary[i], known.summary[i], 2e-15) << i;
  }
}

TEST(Voc, AgreesWithNumPy) {
  for (const auto& known : gavel::testing::facts()) {
    const auto made = gavel::testing::make_scene(known.how);
    const auto area = evaluate(made.truths, made.detections, voc_options{});
    const auto eleven =
        evaluate(made.truths, made.detections, voc_options{.method = interpolation::voc_11_point});
    ASSERT_EQ(area.classes.size(), known.voc.size());
    for (std::size_t k = 0; k < known.voc.size(); ++k) {
      EXPECT_NEAR(*area.classes[k].average_precision, known.voc[k][0], 4e-16);
      EXPECT_NEAR(*eleven.classes[k].average_precision, known.voc[k][1], 4e-16);
    }
  }
}

RC_GTEST_PROP(Scene, GeneratorMakesWhatTheRulesAreAbout, ()) {
  const scene what = *grid_scene();
  for (const auto& truth : what.truths) RC_ASSERT(truth.bounds.width >= 0);
  const auto definition = oracle::coco(what, {.iou_thresholds = {0.5}});
  const bool any = std::ranges::any_of(definition.recalls, [](double r) { return r > 0; });
  RC_CLASSIFY(any, "something is found");
  RC_CLASSIFY(std::ranges::any_of(what.truths, &ground_truth::crowd), "with a crowd");
}

RC_GTEST_PROP(Coco, AgreesWithTheDefinitionBitByBit, ()) {
  const scene what = *grid_scene();
  coco_options options;
  options.iou_thresholds = *rc::gen::element(std::vector{0.5, 0.75, 1.0}, std::vector{0.75, 0.3});
  options.recall_thresholds = *rc::gen::element(options.recall_thresholds, std::vector{0.0, 0.5});
  options.max_detections =
      *rc::gen::element(std::vector<std::size_t>{2, 0, 1}, std::vector<std::size_t>{1, 10, 100});
  options.keep_curves = true;
  const auto result = evaluate(what.truths, what.detections, options);
  const auto definition = oracle::coco(what, options);
  RC_ASSERT(result.recalls == definition.recalls);
  RC_ASSERT(result.precisions == definition.precisions);
  RC_ASSERT(result.scores == definition.scores);
}

RC_GTEST_PROP(Voc, AgreesWithTheDefinition, ()) {
  const scene what = *grid_scene();
  const voc_options options{.iou_threshold = *rc::gen::element(0.3, 0.5, 0.75, 1.0),
                            .method = *rc::gen::elementOf(methods),
                            .strictly_greater = *rc::gen::arbitrary<bool>(),
                            .pixel_plus_one = *rc::gen::arbitrary<bool>()};
  for (const auto& one : evaluate(what.truths, what.detections, options).classes) {
    const auto definition = oracle::voc(what, one.category, options);
    RC_ASSERT(one.positives == definition.positives);
    RC_ASSERT(one.true_positives == definition.right);
    RC_ASSERT(one.false_positives == definition.wrong);
    RC_ASSERT(one.average_precision.has_value() == definition.average_precision.has_value());
    if (one.average_precision) {
      RC_ASSERT(std::abs(*one.average_precision - *definition.average_precision) < 1e-14);
    }
  }
}

// ---- laws

/// Every average of a scene by both rules, for laws that hold for each of them.
std::vector<std::optional<double>> averages(const scene& what) {
  std::vector<std::optional<double>> out;
  for (const auto& value : evaluate(what.truths, what.detections).summary().values()) {
    out.push_back(value);
  }
  for (const auto method : methods) {
    const auto result = evaluate(what.truths, what.detections, voc_options{.method = method});
    out.push_back(result.mean_average_precision);
    for (const auto& one : result.classes) out.push_back(one.average_precision);
  }
  return out;
}

RC_GTEST_PROP(Evaluate, StaysBetweenZeroAndOne, ()) {
  for (const auto& value : averages(*grid_scene())) {
    // RC_ASSERT takes the outermost operator apart and would evaluate both sides of it.
    RC_ASSERT((!value || (*value >= 0 && *value <= 1 + 1e-15)));
  }
}

RC_GTEST_PROP(Evaluate, AFalsePositiveOfTheLowestScoreNeverHelps, ()) {
  scene what = *grid_scene();
  RC_PRE(!what.truths.empty());
  const auto before = averages(what);
  const ground_truth& beside = what.truths[0];
  what.detections.push_back({beside.image, beside.category, {5000, 5000, 16, 16}, -2});
  const auto after = averages(what);
  RC_ASSERT(before.size() == after.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    RC_ASSERT(before[i].has_value() == after[i].has_value());
    RC_ASSERT((!before[i] || *after[i] <= *before[i]));
  }
}

RC_GTEST_PROP(Evaluate, DoesNotDependOnTheOrderOfImagesWithoutTies, ()) {
  const scene what = gavel::testing::with_distinct_scores(*grid_scene());
  scene renamed = what;
  for (auto& truth : renamed.truths) truth.image = -truth.image * 1000000007;
  for (auto& found : renamed.detections) found.image = -found.image * 1000000007;
  RC_ASSERT(averages(what) == averages(renamed));
  scene regrouped = what;
  const auto last_first = [](const auto& a, const auto& b) { return a.image > b.image; };
  std::ranges::stable_sort(regrouped.truths, last_first);
  std::ranges::stable_sort(regrouped.detections, last_first);
  RC_ASSERT(averages(what) == averages(regrouped));
}

RC_GTEST_PROP(Evaluate, DependsOnTheOrderOfScoresOnly, ()) {
  const scene what = gavel::testing::with_distinct_scores(*grid_scene());
  scene shifted = what;
  for (auto& found : shifted.detections) found.score = found.score / 4 - 1000;
  RC_ASSERT(averages(what) == averages(shifted));
}

RC_GTEST_PROP(Evaluate, PerfectDetectionsScoreOne, ()) {
  scene what = *grid_scene();
  what.detections.clear();
  std::erase_if(what.truths, [](const ground_truth& truth) {
    return truth.crowd || truth.difficult || truth.bounds.width == 0 || truth.bounds.height == 0;
  });
  for (auto& truth : what.truths) {
    truth.area.reset();
    what.detections.push_back({truth.image, truth.category, truth.bounds, 0.5});
  }
  RC_PRE(!what.truths.empty());
  // VOC gives nothing to the second of two identical truths, since each detection knows only the
  // first.
  const auto summary = evaluate(what.truths, what.detections).summary();
  RC_ASSERT(std::abs(*summary.ap - 1) < 1e-15);
  RC_ASSERT(*summary.ar_100 == 1);
  std::set<std::array<double, 6>> seen;
  const bool doubled = std::ranges::any_of(what.truths, [&](const ground_truth& t) {
    return !seen.insert({static_cast<double>(t.image), static_cast<double>(t.category), t.bounds.x,
                         t.bounds.y, t.bounds.width, t.bounds.height})
                .second;
  });
  const auto voc = evaluate(what.truths, what.detections, voc_options{});
  RC_CLASSIFY(doubled, "with identical truths");
  RC_ASSERT((std::abs(*voc.mean_average_precision - 1) < 1e-15) == !doubled);
}

RC_GTEST_PROP(Voc, DoesNotChangeWithTheScaleByPowersOfTwo, ()) {
  scene what = *grid_scene();
  const voc_options options{.pixel_plus_one = false};
  const auto before = voc_at(what.truths, what.detections, options);
  const double scale = std::ldexp(1.0, *rc::gen::inRange(-30, 31));
  const auto grow = [&](box& b) {
    b = {b.x * scale, b.y * scale, b.width * scale, b.height * scale};
  };
  for (auto& truth : what.truths) grow(truth.bounds);
  for (auto& found : what.detections) grow(found.bounds);
  RC_ASSERT(voc_at(what.truths, what.detections, options) == before);
}

RC_GTEST_PROP(Coco, MoreDetectionsNeverLowerTheRecall, ()) {
  const scene what = *grid_scene();
  const auto summary = evaluate(what.truths, what.detections).summary();
  RC_ASSERT(
      (!summary.ar_1 || (*summary.ar_1 <= *summary.ar_10 && *summary.ar_10 <= *summary.ar_100)));
}

}  // namespace
