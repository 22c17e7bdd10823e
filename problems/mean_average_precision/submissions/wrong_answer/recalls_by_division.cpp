// Why it is here: compares recalls with i / 100 and i / 10, not with the products; fails on
// secret/06-recall-between and secret/07-eleven-points.
#include <algorithm>
#include <iostream>

#include "gavel/mean_average_precision.hpp"
#include "problems/mean_average_precision/instance.hpp"

namespace package = problems::mean_average_precision;

namespace {

gavel::box box_of(const auto& b) {
  return {static_cast<double>(b.x), static_cast<double>(b.y), static_cast<double>(b.width),
          static_cast<double>(b.height)};
}

void by_division(gavel::voc_evaluation& result) {
  double total = 0;
  int present = 0;
  for (auto& one : result.classes) {
    if (!one.average_precision) continue;
    double sum = 0;
    for (int i = 0; i <= 10; ++i) {
      double best = 0;
      for (std::size_t j = 0; j < one.curve.recall.size(); ++j) {
        if (one.curve.recall[j] >= i / 10.0) best = std::max(best, one.curve.precision[j]);
      }
      sum += best / 11;
    }
    one.average_precision = sum;
    total += sum;
    ++present;
  }
  if (present > 0) result.mean_average_precision = total / present;
}

}  // namespace

int main() {
  const auto problem = package::read(std::cin);
  std::vector<gavel::ground_truth> truths;
  for (const auto& t : problem.truths) {
    truths.push_back({t.image, t.category, box_of(t), t.marked, t.marked, std::nullopt});
  }
  std::vector<gavel::detection> detections;
  for (const auto& d : problem.detections) {
    detections.push_back({d.image, d.category, box_of(d), static_cast<double>(d.score)});
  }

  package::answer out;
  out.classes.resize(static_cast<std::size_t>(problem.categories));
  if (problem.rules == "coco") {
    gavel::coco_options options;
    options.iou_thresholds.clear();
    for (int i = 0; i <= 100; ++i)
      options.recall_thresholds[static_cast<std::size_t>(i)] = i / 100.0;
    for (const int percent : problem.thresholds) options.iou_thresholds.push_back(percent / 100.0);
    const auto result = gavel::evaluate(truths, detections, options);
    for (int k = 1; k <= problem.categories; ++k) {
      out.classes[static_cast<std::size_t>(k - 1)] = result.average_precision({.category = k});
    }
    out.mean = result.average_precision();
  } else {
    const auto method = problem.rules == "voc2007" ? gavel::interpolation::voc_11_point
                                                   : gavel::interpolation::voc_all_point;
    const auto count = static_cast<double>(problem.thresholds.size());
    for (const int percent : problem.thresholds) {
      auto result =
          gavel::evaluate(truths, detections,
                          gavel::voc_options{.iou_threshold = percent / 100.0, .method = method});
      if (problem.rules == "voc2007") by_division(result);
      for (const auto& one : result.classes) {
        auto& sum = out.classes[static_cast<std::size_t>(one.category - 1)];
        if (one.average_precision) sum = sum.value_or(0) + *one.average_precision / count;
      }
      if (result.mean_average_precision) {
        out.mean = out.mean.value_or(0) + *result.mean_average_precision / count;
      }
    }
  }
  package::write(std::cout, out);
}
