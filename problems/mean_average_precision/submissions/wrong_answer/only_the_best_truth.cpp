// Why it is here: holds a detection against its best truth only, as VOC does, under the COCO
// rules too; fails on secret/03-second-best.
#include <iostream>

#include "gavel/mean_average_precision.hpp"
#include "problems/mean_average_precision/instance.hpp"

namespace package = problems::mean_average_precision;

namespace {

gavel::box box_of(const auto& b) {
  return {static_cast<double>(b.x), static_cast<double>(b.y), static_cast<double>(b.width),
          static_cast<double>(b.height)};
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
    double sum = 0;
    int present = 0;
    for (const int percent : problem.thresholds) {
      const auto voc = gavel::evaluate(
          truths, detections,
          gavel::voc_options{percent / 100.0, gavel::interpolation::coco_101_point, false, false});
      for (const auto& one : voc.classes) {
        auto& value = out.classes[static_cast<std::size_t>(one.category - 1)];
        if (!one.average_precision) continue;
        value = value.value_or(0) +
                *one.average_precision / static_cast<double>(problem.thresholds.size());
      }
    }
    for (const auto& value : out.classes) {
      if (!value) continue;
      sum += *value;
      ++present;
    }
    if (present > 0) out.mean = sum / present;
  } else {
    const auto method = problem.rules == "voc2007" ? gavel::interpolation::voc_11_point
                                                   : gavel::interpolation::voc_all_point;
    const auto count = static_cast<double>(problem.thresholds.size());
    for (const int percent : problem.thresholds) {
      const auto result =
          gavel::evaluate(truths, detections,
                          gavel::voc_options{.iou_threshold = percent / 100.0, .method = method});
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
