// Prints the digest of many overlaps and of one evaluation; exits 1 unless both have the bits that
// IEEE arithmetic without fused operations gives. Built twice, plain and with everything a
// contestant might switch on, because the tests themselves are built without fused operations.
#include <cstdio>
#include <vector>

#include "gavel/mean_average_precision.hpp"
#include "support/detection_facts.hpp"

int main() {
  using namespace gavel::testing;
  const auto overlaps = digest(hundred_thousand_overlaps());
  const fact known = facts().front();
  const made_scene scene = make_scene(known.how);
  gavel::coco_options options;
  options.keep_curves = true;
  const auto result = gavel::evaluate(scene.truths, scene.detections, options);
  const auto precisions = digest(result.precisions);
  std::printf("overlaps %llx, precisions %llx\n", static_cast<unsigned long long>(overlaps),
              static_cast<unsigned long long>(precisions));
  return overlaps == overlaps_digest && precisions == known.precisions ? 0 : 1;
}
