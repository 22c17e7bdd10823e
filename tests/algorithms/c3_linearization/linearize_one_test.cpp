#include "gavel/c3_linearization/linearize.hpp"

#include <gtest/gtest.h>  // before rapidcheck/gtest.h, which does not include it
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "support/hierarchies.hpp"

namespace {

using gavel::class_id;
using gavel::linearization_fault;
using gavel::linearize_one;
using gavel::order;
using gavel::testing::bases_of;
using gavel::testing::class_error;
using gavel::testing::hierarchies;
using gavel::testing::linearize_by_definition;
using ids = std::vector<class_id>;

// ---- examples and edges

TEST(LinearizeOne, OfASingleClass) {
  for (const order rule : {order::c3, order::classic, order::python22, order::breadth_first}) {
    EXPECT_EQ(linearize_one({{}}, 0, rule).order, ids{0});
  }
}

TEST(LinearizeOne, ShowsWhereTheRulesDiffer) {
  // O A(O) B(O) C(O) D(O) E(O) K1(A,B,C) K2(D,B,E) K3(D,A) Z(K1,K2,K3): Simionato, ex9
  const bases_of ex9{{}, {0}, {0}, {0}, {0}, {0}, {1, 2, 3}, {4, 2, 5}, {4, 1}, {6, 7, 8}};
  EXPECT_EQ(linearize_one(ex9, 9).order, (ids{9, 6, 7, 8, 4, 1, 2, 3, 5, 0}));
  EXPECT_EQ(linearize_one(ex9, 9, order::python22).order, (ids{9, 6, 8, 1, 7, 4, 2, 3, 5, 0}));
  EXPECT_EQ(linearize_one(ex9, 9, order::classic).order, (ids{9, 6, 1, 0, 2, 3, 7, 4, 5, 8}));
  EXPECT_EQ(linearize_one(ex9, 9, order::breadth_first).order, (ids{9, 6, 7, 8, 1, 2, 3, 4, 5, 0}));
  // A B C(A) D(C,B)
  const bases_of myth{{}, {}, {0}, {2, 1}};
  EXPECT_EQ(linearize_one(myth, 3, order::c3).order, (ids{3, 2, 0, 1}));
  EXPECT_EQ(linearize_one(myth, 3, order::breadth_first).order, (ids{3, 2, 1, 0}));
}

TEST(LinearizeOne, RefusesContradictionsAndDuplicatesByC3Only) {
  const bases_of crossed{{}, {0}, {0}, {1, 2}, {2, 1}, {3, 4}};  // O X(O) Y(O) A(X,Y) B(Y,X) C(A,B)
  EXPECT_EQ(linearize_one(crossed, 5).error,
            (class_error{linearization_fault::inconsistent, 5, 1, {1, 2}}));
  EXPECT_EQ(linearize_one(crossed, 5, order::python22).order, (ids{5, 3, 4, 1, 2, 0}));
  const bases_of twice{{}, {0, 0}};
  EXPECT_EQ(linearize_one(twice, 1).error,
            (class_error{linearization_fault::duplicate_base, 1, 0, {}}));
  for (const order rule : {order::classic, order::python22, order::breadth_first}) {
    EXPECT_EQ(linearize_one(twice, 1, rule).order, (ids{1, 0}));
  }
}

TEST(LinearizeOne, LooksAtAncestorsOnlyAndFindsTheirFaults) {
  const bases_of bases{{}, {9}, {0}, {1}, {3, 2}, {2}};  // 1 lists an unknown class
  for (const order rule : {order::c3, order::classic, order::python22, order::breadth_first}) {
    const auto failed = linearize_one(bases, 4, rule);
    EXPECT_EQ(failed.error, (class_error{linearization_fault::invalid_base, 4, 3, {}}));
    EXPECT_TRUE(failed.order.empty());
    EXPECT_EQ(linearize_one(bases, 5, rule).order, (ids{5, 2, 0}));
  }
  EXPECT_THROW(static_cast<void>(linearize_one(bases, 6)), gavel::contract_violation);
}

// ---- the definitions

TEST(LinearizeOne, IsAsDefinedForEveryHierarchyOfUpToFiveClasses) {
  bases_of unused;
  gavel::testing::for_each_hierarchy(
      5,
      [](const bases_of& bases) {
        const auto c3 = linearize_by_definition(bases);
        for (class_id c = 3; c < 5; ++c) {
          ASSERT_EQ(linearize_one(bases, c).order, c3.orders[c]);
          ASSERT_EQ(linearize_one(bases, c).error, c3.errors[c]);
          ids classic;
          gavel::testing::classic_by_definition(bases, c, classic);
          ASSERT_EQ(linearize_one(bases, c, order::classic).order, classic);
          ASSERT_EQ(linearize_one(bases, c, order::python22).order,
                    gavel::testing::python22_by_definition(bases, c));
          ASSERT_EQ(linearize_one(bases, c, order::breadth_first).order,
                    gavel::testing::breadth_first_by_definition(bases, c));
        }
      },
      unused);
}

RC_GTEST_PROP(LinearizeOne, AgreesWithTheDefinition, ()) {
  const auto bases = *hierarchies(true).as("bases");
  const auto expected = linearize_by_definition(bases);
  for (class_id c = 0; c < bases.size(); ++c) {
    const auto one = linearize_one(bases, c);
    RC_ASSERT(one.order == expected.orders[c]);
    RC_ASSERT(one.error == expected.errors[c]);
  }
}

// ---- size

TEST(LinearizeOne, OfAChainOfAMillion) {
  bases_of bases(1'000'000);
  for (class_id c = 1; c < bases.size(); ++c) bases[c] = {c - 1};
  bases.push_back({999'999, 0});
  ids expected(bases.size());
  std::iota(expected.rbegin(), expected.rend(), 0U);
  for (const order rule : {order::c3, order::classic, order::python22}) {
    EXPECT_TRUE(linearize_one(bases, 1'000'000, rule).order == expected);
  }
  std::swap(expected[2], expected.back());
  std::rotate(expected.begin() + 3, expected.end() - 1, expected.end());
  EXPECT_TRUE(linearize_one(bases, 1'000'000, order::breadth_first).order == expected);
}

}  // namespace
