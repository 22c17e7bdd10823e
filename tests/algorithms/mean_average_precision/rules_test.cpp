// The rules one by one, on scenes small enough to reckon by hand.
#include "gavel/mean_average_precision.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using gavel::box;
using gavel::coco_options;
using gavel::detection;
using gavel::evaluate;
using gavel::ground_truth;
using gavel::intersection_over_union;
using gavel::voc_options;

using truth_list = std::vector<ground_truth>;
using detection_list = std::vector<detection>;
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// One class, one image, one threshold: enough for most edges.
std::optional<double> coco_at(const truth_list& truths, const detection_list& detections,
                              double threshold, std::size_t range = 0) {
  coco_options options;
  options.iou_thresholds = {threshold};
  return evaluate(truths, detections, options).average_precision({.area_range = range});
}

std::optional<double> voc_at(const truth_list& truths, const detection_list& detections,
                             const voc_options& options) {
  return evaluate(truths, detections, options).mean_average_precision;
}

std::string error_of(const truth_list& truths, const detection_list& detections) {
  std::string coco, voc;
  try {
    static_cast<void>(evaluate(truths, detections));
  } catch (const std::invalid_argument& error) {
    coco = error.what();
  }
  try {
    static_cast<void>(evaluate(truths, detections, voc_options{}));
  } catch (const std::invalid_argument& error) {
    voc = error.what();
  }
  return coco == voc ? coco : coco + " but " + voc;
}

ground_truth truth_with(box bounds) { return {.bounds = bounds, .area = std::nullopt}; }
detection detection_with(box bounds, double score) { return {.bounds = bounds, .score = score}; }

// ---- COCO, edges

TEST(Coco, ThresholdsAreThoseOfLinspace) {
  EXPECT_EQ(gavel::coco_iou_thresholds[8], 0.8999999999999999);
  EXPECT_EQ(gavel::coco_iou_thresholds[9], 0.95);
  EXPECT_EQ(gavel::coco_recall_thresholds[35], 0.35000000000000003);
  EXPECT_EQ(gavel::coco_recall_thresholds[100], 1.0);
}

TEST(Coco, NothingToBeFoundIsAbsentAndNothingFoundIsZero) {
  const truth_list truths{truth_with({0, 0, 4, 4})};
  const detection_list found{detection_with({0, 0, 4, 4}, 0.5)};
  EXPECT_EQ(evaluate(truth_list{}, detection_list{}).average_precision(), std::nullopt);
  EXPECT_EQ(evaluate(truth_list{}, found).summary().ap, std::nullopt);
  EXPECT_EQ(evaluate(truths, detection_list{}).summary().ap, 0);
  EXPECT_EQ(evaluate(truths, detection_list{}).summary().ar_100, 0);
  EXPECT_EQ(evaluate(truths, found).summary().ap_medium, std::nullopt);
  EXPECT_DOUBLE_EQ(*evaluate(truths, found).summary().ap_small, 1);  // id 0 is an id
}

TEST(Coco, AnOverlapOfExactlyTheThresholdIsAMatch) {
  const truth_list truths{truth_with({0, 0, 4, 4})};
  EXPECT_DOUBLE_EQ(*coco_at(truths, {detection_with({0, 0, 2, 4}, 1)}, 0.5), 1);
  EXPECT_EQ(coco_at(truths, {detection_with({0, 0, 2, 4}, 1)}, 0.51), 0);
  EXPECT_DOUBLE_EQ(*coco_at(truths, {detection_with({0, 0, 4, 4}, 1)}, 1.0), 1);
}

// 0.3 + 0.4 is rounded, so the overlap of the box with itself falls short of 1: min(t, 1 - 1e-10).
TEST(Coco, IdenticalBoxesMatchAtThresholdOne) {
  const box odd{0.3, 0.3, 0.4, 0.4};
  ASSERT_LT(intersection_over_union(odd, odd), 1);
  EXPECT_DOUBLE_EQ(*coco_at({truth_with(odd)}, {detection_with(odd, 1)}, 1.0), 1);
}

// The first detection overlaps both truths by a half and takes the later one; the second one fits
// only the earlier. Were the earlier taken, one of two would be found.
TEST(Coco, TheLaterTruthWinsATie) {
  const truth_list truths{truth_with({0, 0, 2, 4}), truth_with({2, 0, 2, 4})};
  const detection_list found{detection_with({0, 0, 4, 4}, 0.9), detection_with({0, 0, 2, 4}, 0.8)};
  EXPECT_DOUBLE_EQ(*coco_at(truths, found, 0.5), 1);
  const detection_list other{found[0], detection_with({2, 0, 2, 4}, 0.8)};
  EXPECT_DOUBLE_EQ(*coco_at(truths, other, 0.5), 51.0 / 101);
}

// Unlike VOC: the second detection overlaps the taken truth most, and gets the next best.
TEST(Coco, ATakenTruthLeavesTheNextBest) {
  const truth_list truths{truth_with({0, 0, 10, 10}), truth_with({0, 0, 10, 8})};
  const detection_list found{detection_with({0, 0, 10, 10}, 0.9),
                             detection_with({0, 0, 10, 10}, 0.8)};
  EXPECT_DOUBLE_EQ(*coco_at(truths, found, 0.5), 1);
  EXPECT_DOUBLE_EQ(*voc_at(truths, found, {}), 0.5);
}

TEST(Coco, ACrowdAbsorbsManyDetectionsAndIsNotToBeFound) {
  truth_list truths{truth_with({0, 0, 10, 10}), truth_with({20, 0, 40, 40})};
  truths[1].crowd = true;
  detection_list found{detection_with({20, 0, 4, 4}, 0.9), detection_with({30, 9, 4, 4}, 0.9),
                       detection_with({0, 0, 10, 10}, 0.8)};
  EXPECT_DOUBLE_EQ(*coco_at(truths, found, 0.5), 1);
  truths[1].crowd = false;  // two false positives before the only hit: 51 points of 1/3
  EXPECT_DOUBLE_EQ(*coco_at(truths, found, 0.5), 51.0 / 101 / 3);
  truths = {truths[1]};
  truths[0].crowd = true;
  EXPECT_EQ(coco_at(truths, found, 0.5), std::nullopt);
}

// A detection prefers a truth that counts to a crowd that fits better.
TEST(Coco, ATruthThatCountsIsPreferredToACrowd) {
  truth_list truths{truth_with({0, 0, 40, 40}), truth_with({0, 0, 10, 6})};
  truths[0].crowd = true;
  EXPECT_DOUBLE_EQ(*coco_at(truths, {detection_with({0, 0, 10, 10}, 1)}, 0.5), 1);
}

TEST(Coco, AnAreaOf1024IsSmallAndMedium) {
  const truth_list truths{truth_with({0, 0, 32, 32})};
  const detection_list found{detection_with({0, 0, 32, 32}, 1)};
  EXPECT_DOUBLE_EQ(*coco_at(truths, found, 0.5, 1), 1);
  EXPECT_DOUBLE_EQ(*coco_at(truths, found, 0.5, 2), 1);
  EXPECT_EQ(coco_at(truths, found, 0.5, 3), std::nullopt);
  const truth_list larger{truth_with({0, 0, 96, 96})};
  EXPECT_EQ(coco_at(larger, found, 0.5, 1), std::nullopt);
  EXPECT_EQ(coco_at(larger, found, 0.5, 2), 0);
  EXPECT_EQ(coco_at(larger, found, 0.5, 3), 0);
}

TEST(Coco, TheAnnotatedAreaDecidesForTruthsAndTheBoxForDetections) {
  truth_list truths{truth_with({0, 0, 40, 40})};
  truths[0].area = 1000;
  // The detection is medium, but it found a small truth, so it counts; alone it would be ignored.
  const detection_list found{detection_with({200, 0, 40, 40}, 0.9),
                             detection_with({0, 0, 40, 40}, 0.8)};
  EXPECT_DOUBLE_EQ(*coco_at(truths, found, 0.5, 1), 1);
  EXPECT_EQ(coco_at(truths, found, 0.5, 2), std::nullopt);
  EXPECT_DOUBLE_EQ(*coco_at(truths, found, 0.5, 0), 0.5);
}

TEST(Coco, OnlyTheBestDetectionsOfAnImageCount) {
  const truth_list truths{truth_with({0, 0, 4, 4}), truth_with({8, 0, 4, 4}),
                          truth_with({16, 0, 4, 4})};
  detection_list found{detection_with({50, 0, 4, 4}, 0.95)};
  for (const ground_truth& truth : truths) found.push_back(detection_with(truth.bounds, 0.5));
  coco_options options;
  options.max_detections = {3, 1};  // sorted on use
  const auto summary = evaluate(truths, found, options).summary();
  EXPECT_EQ(summary.ar_1, 0);
  EXPECT_DOUBLE_EQ(*summary.ar_10, 2.0 / 3);
  EXPECT_EQ(summary.ar_100, std::nullopt);
  EXPECT_EQ(evaluate(truths, found, options).average_recall({.max_detections = 100}), std::nullopt);
}

TEST(Coco, TiesGoByImageAndThenByTheOrderGiven) {
  const truth_list truths{{.image = 7, .bounds = {0, 0, 4, 4}, .area = std::nullopt}};
  const detection wrong{.image = 9, .bounds = {0, 0, 4, 4}, .score = 0.5};
  const detection right{.image = 7, .bounds = {0, 0, 4, 4}, .score = 0.5};
  EXPECT_DOUBLE_EQ(*coco_at(truths, {wrong, right}, 0.5), 1);  // image 7 comes first
  EXPECT_DOUBLE_EQ(*voc_at(truths, {wrong, right}, {}), 0.5);  // the order given
  const detection beside{.image = 7, .bounds = {9, 9, 4, 4}, .score = 0.5};
  EXPECT_DOUBLE_EQ(*coco_at(truths, {beside, right}, 0.5), 0.5);
}

TEST(Coco, SelectsClassesAndThresholds) {
  truth_list truths{truth_with({0, 0, 4, 4}), truth_with({0, 0, 4, 4})};
  truths[1].category = -5;
  const auto result = evaluate(truths, detection_list{detection_with({0, 0, 4, 3}, 1)});
  EXPECT_EQ(result.categories, (std::vector<std::int64_t>{-5, 0}));
  EXPECT_EQ(result.average_precision({.category = -5}), 0);
  EXPECT_DOUBLE_EQ(*result.average_precision({.category = 0}), 0.6);  // 0.5, 0.55, ..., 0.75
  EXPECT_EQ(result.average_precision({.category = 1}), std::nullopt);
  EXPECT_DOUBLE_EQ(*result.summary().ap_75, 0.5);
  EXPECT_EQ(result.average_precision({.iou_threshold = 0.9}), 0);
  EXPECT_EQ(result.average_precision({.iou_threshold = 0.3}), std::nullopt);
  EXPECT_EQ(result.average_precision({.area_range = 4}), std::nullopt);
}

// ---- VOC, edges

TEST(Voc, AnOverlapOfExactlyTheThresholdIsAMatchUnlessStrict) {
  const truth_list truths{truth_with({0, 0, 3, 3})};  // 4 * 4 pixels
  const detection_list found{detection_with({0, 0, 1, 3}, 1)};
  EXPECT_EQ(voc_at(truths, found, {}), 1);
  EXPECT_EQ(voc_at(truths, found, {.strictly_greater = true}), 0);
  EXPECT_EQ(voc_at(truths, found, {.pixel_plus_one = false}), 0);  // 3 of 9
}

TEST(Voc, ADifficultTruthNeitherHelpsNorHurts) {
  truth_list truths{truth_with({0, 0, 9, 9}), truth_with({20, 0, 9, 9})};
  truths[0].difficult = true;
  const detection_list found{detection_with({0, 0, 9, 9}, 0.9), detection_with({0, 0, 9, 9}, 0.9),
                             detection_with({20, 0, 9, 9}, 0.8)};
  const auto result = evaluate(truths, found, voc_options{});
  EXPECT_EQ(result.mean_average_precision, 1);
  EXPECT_EQ(result.classes[0].positives, 1U);
  EXPECT_EQ(result.classes[0].true_positives, 1U);
  EXPECT_EQ(result.classes[0].false_positives, 0U);
  truths.pop_back();
  EXPECT_EQ(voc_at(truths, found, {}), std::nullopt);
}

TEST(Voc, TheFirstTruthWinsATie) {
  const truth_list truths{truth_with({0, 0, 1, 3}), truth_with({2, 0, 1, 3})};
  const detection_list found{detection_with({0, 0, 3, 3}, 0.9), detection_with({2, 0, 1, 3}, 0.8)};
  EXPECT_EQ(voc_at(truths, found, {}), 1);
}

TEST(Voc, ClassesWithoutTruthsDoNotEnterTheMean) {
  const truth_list truths{truth_with({0, 0, 3, 3})};
  const detection_list found{{.category = 4, .bounds = {0, 0, 3, 3}, .score = 1},
                             detection_with({0, 0, 3, 3}, 1)};
  const auto result = evaluate(truths, found, voc_options{});
  EXPECT_EQ(result.mean_average_precision, 1);
  ASSERT_EQ(result.classes.size(), 2U);
  EXPECT_EQ(result.classes[1].average_precision, std::nullopt);
  EXPECT_EQ(result.classes[1].false_positives, 1U);
  EXPECT_EQ(evaluate(truth_list{}, detection_list{}, voc_options{}).mean_average_precision,
            std::nullopt);
}

// ---- what is refused

TEST(Evaluate, RefusesWhatIsNoBoxAndNamesTheElement) {
  const auto bad_truth = [](box bounds) {
    return error_of({truth_with({}), truth_with(bounds)}, {});
  };
  EXPECT_EQ(bad_truth({not_a_number, 0, 1, 1}), "ground truth 1: the box is not finite");
  EXPECT_EQ(bad_truth({0, 0, 1, infinity}), "ground truth 1: the box is not finite");
  EXPECT_EQ(bad_truth({0, -1e151, 1, 1}), "ground truth 1: the box is larger than 1e150");
  EXPECT_EQ(bad_truth({0, 0, -1, 1}), "ground truth 1: the width is negative");
  EXPECT_EQ(bad_truth({0, 0, 1, -1}), "ground truth 1: the height is negative");
  EXPECT_EQ(bad_truth({0, -1e150, 1e150, 1e150}), "");
  const auto bad_detection = [](box bounds, double score) {
    return error_of({}, {detection_with({}, 0), detection_with(bounds, score)});
  };
  EXPECT_EQ(bad_detection({0, 0, -1, 1}, 0), "detection 1: the width is negative");
  EXPECT_EQ(bad_detection({}, not_a_number), "detection 1: the score is not finite");
  EXPECT_EQ(bad_detection({}, -infinity), "detection 1: the score is not finite");
}

TEST(Evaluate, LooksAtTheAreaByTheCocoRulesOnly) {
  const auto error_at = [](double area) -> std::string {
    truth_list truths{truth_with({0, 0, 8, 8}), truth_with({0, 0, 8, 8})};
    truths[1].area = area;
    EXPECT_EQ(voc_at(truths, {detection_with({0, 0, 8, 8}, 1)}, {}), 0.5);
    try {
      static_cast<void>(evaluate(truths, detection_list{}));
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_EQ(error_at(0), "");
  EXPECT_EQ(error_at(-1), "ground truth 1: the area is negative");
  EXPECT_EQ(error_at(infinity), "ground truth 1: the area is not finite");
  EXPECT_EQ(error_at(not_a_number), "ground truth 1: the area is not finite");
}

TEST(Evaluate, RefusesOptionsThatMakeNoSense) {
  const auto coco = [](auto change) {
    coco_options options;
    change(options);
    EXPECT_THROW(static_cast<void>(evaluate(truth_list{}, detection_list{}, options)),
                 std::invalid_argument);
  };
  coco([](coco_options& o) { o.iou_thresholds = {}; });
  coco([](coco_options& o) { o.iou_thresholds = {0.0}; });
  coco([](coco_options& o) { o.iou_thresholds = {1.1}; });
  coco([](coco_options& o) { o.iou_thresholds = {not_a_number}; });
  coco([](coco_options& o) { o.iou_thresholds.assign(65, 0.5); });
  coco([](coco_options& o) { o.recall_thresholds = {}; });
  coco([](coco_options& o) { o.recall_thresholds = {0.5, 0.4}; });
  coco([](coco_options& o) { o.recall_thresholds = {not_a_number}; });
  coco([](coco_options& o) { o.area_ranges = {}; });
  coco([](coco_options& o) { o.area_ranges = {{2, 1}}; });
  coco([](coco_options& o) { o.max_detections = {}; });
  for (const double threshold : {0.0, 1.5, not_a_number}) {
    EXPECT_THROW(voc_at({}, {}, {.iou_threshold = threshold}), std::invalid_argument);
  }
}

TEST(Evaluate, TakesIdsFromTheWholeRange) {
  using limits = std::numeric_limits<std::int64_t>;
  truth_list truths;
  detection_list found;
  for (const std::int64_t id : {limits::max(), limits::min(), std::int64_t{0}}) {
    for (const std::int64_t image : {limits::min(), limits::max()}) {
      truths.push_back({.image = image, .category = id, .bounds = {0, 0, 8, 8}, .area = {}});
      found.push_back({.image = image, .category = id, .bounds = {0, 0, 8, 8}, .score = 1});
    }
  }
  const auto result = evaluate(truths, found);
  EXPECT_EQ(result.categories, (std::vector<std::int64_t>{limits::min(), 0, limits::max()}));
  EXPECT_DOUBLE_EQ(*result.average_precision(), 1);
  EXPECT_EQ(evaluate(truths, found, voc_options{}).mean_average_precision, 1);
}

}  // namespace
