// gavel/mean_average_precision.hpp - how good an object detector is.
//
// Method      overlap of boxes (box.hpp), precision and recall along the ranked detections
//             (average_precision.hpp), matching and averaging by the PASCAL VOC rules (voc.hpp)
//             and by the COCO rules (coco.hpp). evaluate(truths, detections, voc_options{}) and
//             evaluate(truths, detections, coco_options{}) choose the rules by the options.
// Complexity  linear in truths, detections and pairs of both that share class and image.
// Constraints finite boxes and scores, width and height >= 0; one thread; no -ffast-math.
// Reference   problems/mean_average_precision (statement, data, submissions)
// Tests       tests/algorithms/mean_average_precision_test.cpp
// Bench       bench/algorithms/mean_average_precision_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include "gavel/mean_average_precision/average_precision.hpp"
#include "gavel/mean_average_precision/box.hpp"
#include "gavel/mean_average_precision/coco.hpp"
#include "gavel/mean_average_precision/coco_result.hpp"
#include "gavel/mean_average_precision/voc.hpp"
