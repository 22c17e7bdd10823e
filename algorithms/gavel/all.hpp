// gavel/all.hpp - every public header. For contests and for quick trials.
//
// SPDX-License-Identifier: MIT
#pragma once

#include "gavel/c3_linearization.hpp"
#include "gavel/combination_sum.hpp"
#include "gavel/concepts.hpp"
#include "gavel/contract.hpp"
#include "gavel/maximum_gap.hpp"
#include "gavel/mean_average_precision.hpp"
#include "gavel/ngram.hpp"
