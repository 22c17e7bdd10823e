// gavel/ngram.hpp - n-grams of bytes, code points and words: counts, models, similarity.
//
// Method      an umbrella: gavel/ngram/counter.hpp counts, gavel/ngram/language_model.hpp gives
//             conditional probabilities, gavel/ngram/similarity.hpp compares two texts by their
//             grams. A program that needs one of them includes that one.
// Complexity  one pass over the text, expected constant time a window; see each header.
// Constraints n >= 1; texts are bytes (embedded NUL too), read as UTF-8 only on request.
// Reference   problems/ngram_counting (statement, data, submissions)
// Tests       tests/algorithms/ngram_test.cpp
// Bench       bench/algorithms/ngram_bench.cpp
//
// SPDX-License-Identifier: MIT
#pragma once

#include "gavel/ngram/counter.hpp"
#include "gavel/ngram/language_model.hpp"
#include "gavel/ngram/similarity.hpp"
#include "gavel/ngram/units.hpp"
