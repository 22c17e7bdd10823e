// gavel/c3_linearization.hpp - method resolution orders of class hierarchies, as CPython has them.
//
// Method      L[C] = C + merge(L[B1], ..., L[Bk], (B1, ..., Bk)). The merge is a topological sort
//             with fixed priorities: x is free when no list holds it behind its head (a counter
//             says so), and the free one that occurs in the earliest list is next.
// Complexity  one merge O(T) up to 63 bases, O(T log64 k) beyond; T = total length of its lists.
//             `linearize` keeps every order: a chain of n classes needs n * n / 2 numbers.
// Constraints ids are positions 0 .. n-1, bases before the classes derived from them; n < 2^32 - 1.
//             No implicit root: Python's `object` is a class like any other, to be listed as the
//             base of each class that Python would derive from it.
// Reference   problems/c3_linearization (statement, data, submissions)
// Tests       tests/algorithms/c3_linearization_test.cpp
// Bench       bench/algorithms/c3_linearization_bench.cpp
//
// After K. Barrett et al., "A Monotonic Superclass Linearization for Dylan", OOPSLA 1996; which
// classes are refused, and with which names, follows CPython 3.6 and later.
//
// SPDX-License-Identifier: MIT
#pragma once

#include "gavel/c3_linearization/error.hpp"      // class_id, linearization_error
#include "gavel/c3_linearization/hierarchy.hpp"  // hierarchy
#include "gavel/c3_linearization/linearize.hpp"  // linearize, linearize_one
