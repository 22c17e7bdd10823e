#include "gavel/c3_linearization.hpp"

#include <gtest/gtest.h>  // before rapidcheck/gtest.h, which does not include it
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <random>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "support/cpython.hpp"
#include "support/hierarchies.hpp"

namespace {

using gavel::class_id;
using gavel::linearization_fault;
using gavel::linearize;
using gavel::testing::bases_of;
using gavel::testing::class_error;
using gavel::testing::hierarchies;
using gavel::testing::linearize_by_definition;
using gavel::testing::python_name;
using ids = std::vector<class_id>;

// ---- examples and edges

TEST(C3Linearization, OfNothing) {
  EXPECT_TRUE(linearize({}).orders.empty());
  EXPECT_EQ(linearize({{}}).orders, (std::vector<ids>{{0}}));
}

TEST(C3Linearization, OfADiamond) {
  const auto result = linearize({{}, {0}, {0}, {1, 2}});
  EXPECT_EQ(result.orders, (std::vector<ids>{{0}, {1, 0}, {2, 0}, {3, 1, 2, 0}}));
  EXPECT_EQ(std::count(result.errors.begin(), result.errors.end(), std::nullopt), 4);
}

// Hivert and Thiery, Controlling the C3 super class linearization algorithm (Order, 2022): the
// smallest partial order in which no choice of the order of bases suits every class.
TEST(C3Linearization, RefusesThePosetOfTenInEveryOrderOfItsBases) {
  // 1 .. 10 of the paper are 0 .. 9 here.
  bases_of bases{{}, {}, {}, {0, 1}, {0, 2}, {1, 2}, {2, 3}, {1, 4}, {0, 5}, {6, 7, 8}};
  int hierarchies_seen = 0;
  const auto permute = [&](const auto& self, class_id c) -> void {
    if (c == bases.size()) {
      ++hierarchies_seen;
      const auto errors = linearize(bases).errors;
      EXPECT_NE(std::count(errors.begin(), errors.end(), std::nullopt), 10);
      return;
    }
    std::sort(bases[c].begin(), bases[c].end());
    do {
      self(self, c + 1);
    } while (std::next_permutation(bases[c].begin(), bases[c].end()));
  };
  permute(permute, 0);
  EXPECT_EQ(hierarchies_seen, 384);
}

TEST(C3Linearization, SaysWhichBaseIsUnknown) {
  const auto errors = linearize({{0}, {2}, {7}, {1}, {}}).errors;
  EXPECT_EQ(errors[0], (class_error{linearization_fault::unknown_base, 0, 0, {}}));  // itself
  EXPECT_EQ(errors[1], (class_error{linearization_fault::unknown_base, 1, 2, {}}));  // later
  EXPECT_EQ(errors[2], (class_error{linearization_fault::unknown_base, 2, 7, {}}));  // never
  EXPECT_EQ(errors[3], (class_error{linearization_fault::invalid_base, 3, 1, {}}));
  EXPECT_EQ(errors[4], std::nullopt);
}

// ---- the definition

void expect_as_defined(const bases_of& bases) {
  const auto found = linearize(bases);
  const auto expected = linearize_by_definition(bases);
  ASSERT_EQ(found.orders, expected.orders);
  ASSERT_EQ(found.errors, expected.errors);
}

TEST(C3Linearization, IsAsDefinedForEveryHierarchyOfUpToFiveClasses) {
  int seen = 0;
  bases_of bases;
  for (std::size_t n = 1; n <= 5; ++n) {
    gavel::testing::for_each_hierarchy(
        n,
        [&seen](const bases_of& hierarchy) {
          ++seen;
          expect_as_defined(hierarchy);
        },
        bases);
  }
  EXPECT_EQ(seen, 1 + 2 + 10 + 160 + 10400);
}

// Three classes whose bases are any two or fewer of 0 .. 3: themselves, later ones, a class that
// does not exist, the same one twice.
TEST(C3Linearization, IsAsDefinedForEveryFaultyHierarchyOfThreeClasses) {
  std::vector<ids> choices{{}};
  for (class_id a = 0; a < 4; ++a) {
    choices.push_back({a});
    for (class_id b = 0; b < 4; ++b) choices.push_back({a, b});
  }
  for (const auto& first : choices) {
    for (const auto& second : choices) {
      for (const auto& third : choices) expect_as_defined({first, second, third});
    }
  }
}

TEST(C3Linearization, IsAsDefinedForEveryListOfFourBases) {
  for (class_id list = 0; list < 256; ++list) {
    expect_as_defined({{}, {}, {1, 0}, {list % 4, list / 4 % 4, list / 16 % 4, list / 64}});
  }
}

RC_GTEST_PROP(C3Linearization, AgreesWithTheDefinition, ()) {
  const auto bases = *hierarchies(true).as("bases");
  const auto found = linearize(bases);
  const auto expected = linearize_by_definition(bases);
  const auto occurs = [&](linearization_fault fault) {
    return std::any_of(expected.errors.begin(), expected.errors.end(),
                       [&](const auto& error) { return error && error->fault == fault; });
  };
  RC_CLASSIFY(occurs(linearization_fault::unknown_base), "unknown");
  RC_CLASSIFY(occurs(linearization_fault::invalid_base), "invalid");
  RC_CLASSIFY(occurs(linearization_fault::duplicate_base), "duplicate");
  RC_CLASSIFY(occurs(linearization_fault::inconsistent), "inconsistent");
  RC_ASSERT(found.orders == expected.orders);
  RC_ASSERT(found.errors == expected.errors);
}

// Many unrelated bases before and behind: more than 64 lists are merged by other code.
RC_GTEST_PROP(C3Linearization, AgreesWithTheDefinitionForManyBases, ()) {
  auto bases = *hierarchies(false).as("bases");
  const auto before = *rc::gen::inRange<class_id>(0, 70).as("fillers before");
  const auto own = bases;
  const auto filler = static_cast<class_id>(bases.size());
  bases.resize(bases.size() + 70);
  for (const auto& few : own) {
    auto& many = bases.emplace_back(70);
    std::iota(many.begin(), many.end(), filler);
    many.insert(many.begin() + before, few.begin(), few.end());
  }
  const auto found = linearize(bases);
  const auto expected = linearize_by_definition(bases);
  RC_CLASSIFY(std::any_of(expected.errors.begin(), expected.errors.end(),
                          [](const auto& error) { return error.has_value(); }),
              "has a contradiction");
  RC_ASSERT(found.orders == expected.orders);
  RC_ASSERT(found.errors == expected.errors);
}

// ---- laws

bool is_subsequence(const ids& part, const ids& whole) {
  std::size_t matched = 0;
  for (const class_id c : whole) {
    if (matched < part.size() && part[matched] == c) ++matched;
  }
  return matched == part.size();
}

// Local precedence: every class in an order has its bases there as it lists them. Monotonicity: an
// ancestor's order is never rearranged, so no method lookup changes in a derived class.
RC_GTEST_PROP(C3Linearization, KeepsTheOrderOfBasesAndOfEveryAncestor, ()) {
  const auto bases = *hierarchies(false).as("bases");
  const auto result = linearize(bases);
  for (class_id c = 0; c < bases.size(); ++c) {
    const auto& order = result.orders[c];
    if (order.empty()) continue;
    RC_ASSERT(order.front() == c);
    RC_ASSERT(std::set<class_id>(order.begin(), order.end()).size() == order.size());
    for (const class_id ancestor : order) {
      RC_ASSERT(is_subsequence(bases[ancestor], order));
      RC_ASSERT(is_subsequence(result.orders[ancestor], order));
    }
  }
}

// Renumbering the classes (bases still first) renumbers orders and errors, and nothing else.
RC_GTEST_PROP(C3Linearization, DoesNotDependOnTheNumbers, ()) {
  const auto bases = *hierarchies(false).as("bases");
  const auto choices =
      *rc::gen::container<std::vector<std::size_t>>(bases.size(), rc::gen::inRange(0, 1 << 20))
           .as("choices");
  std::vector<class_id> number(bases.size());
  std::vector<bool> placed(bases.size());
  bases_of renumbered;
  for (const std::size_t choice : choices) {
    std::vector<class_id> ready;
    for (class_id c = 0; c < bases.size(); ++c) {
      const bool bases_placed = std::all_of(bases[c].begin(), bases[c].end(),
                                            [&](class_id base) { return placed[base]; });
      if (!placed[c] && bases_placed) ready.push_back(c);
    }
    const class_id c = ready[choice % ready.size()];
    placed[c] = true;
    number[c] = static_cast<class_id>(renumbered.size());
    auto& own = renumbered.emplace_back(bases[c]);
    for (class_id& base : own) base = number[base];
  }
  const auto result = linearize(bases);
  const auto expected = linearize(renumbered);
  for (class_id c = 0; c < bases.size(); ++c) {
    auto order = result.orders[c];
    for (class_id& x : order) x = number[x];
    RC_ASSERT(order == expected.orders[number[c]]);
    auto error = result.errors[c];
    if (error) {
      error->derived = number[error->derived];
      error->base = number[error->base];
      for (class_id& head : error->heads) head = number[head];
    }
    RC_ASSERT(error == expected.errors[number[c]]);
  }
}

// A common root is the last of every order and changes nothing else; in an error it is one more
// head that blocks nobody.
RC_GTEST_PROP(C3Linearization, ACommonRootComesLast, ()) {
  const auto bases = *hierarchies(false).as("bases");
  const auto root = static_cast<class_id>(bases.size());  // before renumbering: the root becomes 0
  bases_of rooted{{}};
  for (auto own : bases) {
    for (class_id& base : own) ++base;
    rooted.push_back(own.empty() ? ids{0} : own);
  }
  const auto plain = linearize(bases);
  auto result = linearize(rooted);
  for (class_id c = 0; c < root; ++c) {
    auto expected = plain.orders[c];
    for (class_id& x : expected) ++x;
    if (!expected.empty()) expected.push_back(0);
    RC_ASSERT(result.orders[c + 1] == expected);
    RC_ASSERT(result.errors[c + 1].has_value() == plain.errors[c].has_value());
    if (!plain.errors[c]) continue;
    auto& heads = result.errors[c + 1]->heads;
    heads.erase(std::remove(heads.begin(), heads.end(), 0U), heads.end());
    for (class_id& head : heads) --head;
    RC_ASSERT(heads == plain.errors[c]->heads);
  }
}

// ---- CPython

TEST(C3Linearization, AgreesWithCPython) {
  std::mt19937_64 engine(20261120);
  std::vector<bases_of> all_bases;
  for (int i = 0; i < 3000; ++i) {
    std::vector<std::vector<std::uint16_t>> raw(1 + engine() % 20);
    for (auto& numbers : raw) {
      numbers.resize(engine() % 5);
      for (auto& number : numbers) number = static_cast<std::uint16_t>(engine());
    }
    raw.front().clear();  // `object`, from which Python derives what lists no base
    auto& bases = all_bases.emplace_back(gavel::testing::hierarchy_from(raw, i % 2 == 0));
    for (std::size_t c = 1; c < bases.size(); ++c) {
      if (bases[c].empty()) bases[c] = {0};
    }
  }
  const auto python = gavel::testing::ask_cpython(all_bases);
  if (!python) GTEST_SKIP() << "needs python3 (CPython 3.6 or later) in the PATH";

  std::array<int, 5> seen{};
  std::size_t line = 0;
  for (const auto& bases : all_bases) {
    const auto found = linearize(bases);
    for (class_id c = 1; c < bases.size(); ++c, ++line) {
      std::string text;
      if (const auto& error = found.errors[c]) {
        ++seen.at(static_cast<std::size_t>(error->fault));
        text = error->message(python_name);
      } else {
        ++seen.at(4);
        for (const class_id x : found.orders[c]) text += (text.empty() ? "" : " ") + python_name(x);
      }
      ASSERT_LT(line, python->size());
      ASSERT_EQ(text, (*python)[line]);
    }
  }
  EXPECT_EQ(line, python->size());
  for (const int count : seen) EXPECT_GT(count, 100);
}

TEST(LinearizationError, SaysWhichClassesByIdUnlessTold) {
  // O X(O) Y(O) A(X,Y) B(Y,X) C(A,B) D(C) E(X,X) F(42)
  const bases_of bases{{}, {0}, {0}, {1, 2}, {2, 1}, {3, 4}, {5}, {1, 1}, {42}};
  const auto errors = linearize(bases).errors;
  EXPECT_EQ(errors[5]->message(),
            "Cannot create a consistent method resolution order (MRO) for bases #1, #2");
  EXPECT_EQ(errors[6]->message(), "name '#5' is not defined");
  EXPECT_EQ(errors[7]->message(), "duplicate base class #1");
  EXPECT_EQ(errors[8]->message(), "name '#42' is not defined");
  EXPECT_EQ(errors[7]->message([](class_id) { return "X"; }), "duplicate base class X");
}

// ---- size

TEST(C3Linearization, OfAClassWithThousandsOfBases) {
  // O; M0, M1, ... (O); B0(M0), B1(M1), ..., and as many again from M0 on; W(B0, B1, ...). An M is
  // free when its second B is out, and then comes before all B that are left.
  const class_id half = 2500;
  bases_of bases{{}};
  for (class_id i = 0; i < half; ++i) bases.push_back({0});
  for (class_id i = 0; i < 2 * half; ++i) bases.push_back({1 + i % half});
  bases.emplace_back(2 * half);
  std::iota(bases.back().begin(), bases.back().end(), 1 + half);
  const auto w = static_cast<class_id>(bases.size() - 1);
  ids expected{w};
  for (class_id i = 0; i < half; ++i) expected.push_back(1 + half + i);
  for (class_id i = 0; i < half; ++i) {
    expected.push_back(1 + 2 * half + i);
    expected.push_back(1 + i);
  }
  expected.push_back(0);
  EXPECT_EQ(linearize(bases).orders[w], expected);
}

// k classes wait for a long chain to end, each on top of a chain of its own: looking at every list
// for every class takes k * k * m * m / 2 steps.
TEST(C3Linearization, OfBasesThatWaitForALongChain) {
  for (const class_id k : {50U, 300U}) {
    const class_id m = 300;
    bases_of bases{{}};
    const auto add = [&bases](const ids& own) {
      bases.push_back(own);
      return static_cast<class_id>(bases.size() - 1);
    };
    const auto add_chain = [&](class_id base) {
      for (class_id i = 0; i < m; ++i) base = add({base});
      return base;
    };
    const class_id below = add_chain(0);
    ids waiting;
    for (class_id i = 1; i < k; ++i) waiting.push_back(add({below}));
    const class_id above = add_chain(add(waiting));
    ids own;
    for (const class_id x : waiting) own.push_back(add({x}));
    own.push_back(add({above}));
    const class_id w = add(own);

    ids expected{w};
    expected.insert(expected.end(), own.begin(), own.end());
    for (class_id i = 0; i <= m; ++i) expected.push_back(above - i);
    expected.insert(expected.end(), waiting.begin(), waiting.end());
    for (class_id i = 0; i <= m; ++i) expected.push_back(below - i);
    EXPECT_EQ(linearize(bases).orders[w], expected);
  }
}

}  // namespace
