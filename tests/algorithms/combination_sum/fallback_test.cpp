// The tables that take the place of the usual one, and the walks: which one was chosen, that all
// members agree with the definition, and that every route was taken.
#include "gavel/combination_sum.hpp"

#include <gtest/gtest.h>  // before rapidcheck/gtest.h, which does not include it
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "support/combination_sum_oracles.hpp"

namespace {

using namespace gavel;           // NOLINT(google-build-using-namespace)
using namespace gavel::testing;  // NOLINT(google-build-using-namespace)

using detail::combination_sum::search_tables;
using detail::combination_sum::table_kind;
using tables_of_pairs = search_tables<int>;

struct search {
  repeated<int> candidates;
  int target = 0;
  combination_sum_options options;
};

tables_of_pairs tables_of(const search& of) {
  return {std::span<const std::pair<int, std::size_t>>(of.candidates), of.target, of.options};
}

lists expected_of(const search& of) {
  return of_length(all_multisets(of.candidates, of.target), of.options.min_parts,
                   of.options.max_parts);
}

std::string compared(const search& of, const lists& expected) {
  return listing_disagreement(combination_sums<int>(of.candidates, of.target, of.options),
                              expected);
}

/// What the search will meet, from the tables and the list of the combinations.
std::set<std::string> routes_of(const search& of, const lists& expected) {
  const tables_of_pairs tables = tables_of(of);
  std::set<std::string> routes;
  if (!tables.items.possible()) return {"table: none, the sums alone show it"};
  const std::size_t positive = tables.items.size() - tables.items.nonpositive();
  const bool narrow = positive <= 64 && tables.items.parts().any_length();
  const std::string kind = std::map<table_kind, std::string>{
      {table_kind::rows, "rows"},
      {table_kind::tops, "tops"},
      {table_kind::residues, "residues"},
      {table_kind::sums,
       "sums"}}.at(tables.sums.kind());
  const bool small = detail::combination_sum::is_small(tables);
  if (small) routes.insert("walk: small");
  if (!small) routes.insert(std::string("walk: ") + (narrow ? "narrow, " : "wide, ") + kind);
  if (positive > 64) routes.insert("shape: more than 64 items, " + kind);
  if (!tables.items.parts().any_length()) routes.insert("shape: lengths limited, " + kind);
  if (tables.items.nonpositive() > 0) routes.insert("shape: values below 1, " + kind);
  if (!tables.sums.exact()) routes.insert("table: not exact, " + kind);
  const std::uint64_t goal = tables.items.goal();
  if (expected.empty() && tables.sums.contains(0, 0, goal)) routes.insert("dead ends, " + kind);
  if (narrow && !small) {
    std::map<int, std::set<list>> prefixes;  // of each amount that is left
    for (const list& one : expected) {
      int rest = of.target;
      for (std::size_t i = 0; i < one.size() && one[i] > 0; rest -= one[i++]) {
        prefixes[rest].insert(list(one.begin(), one.begin() + static_cast<std::ptrdiff_t>(i)));
      }
    }
    for (const auto& [rest, of_rest] : prefixes) {
      if (of_rest.size() > 1) routes.insert("masks: looked at a second time, " + kind);
    }
  }
  return routes;
}

/// Bytes that the smallest amounts of each residue take.
std::size_t residue_limit(const search& of) {
  const tables_of_pairs tables = tables_of(of);
  const auto items = tables.items.items();
  return items.empty() ? 0 : 8 * items.size() * items.back().magnitude;
}

/// All kinds of searches by a plain engine, so that they are the same everywhere.
search any_search(std::mt19937_64& engine) {
  const auto below = [&](std::uint64_t bound) { return static_cast<int>(engine() % bound); };
  search out;
  const int shape = below(4);  // reusable, few, with values below 1, few large ones again and again
  const int values = shape == 3 ? 1 + below(3) : 1 + below(9);
  for (int i = 0; i < values; ++i) {
    const std::size_t copies = shape == 0 || shape == 3 ? as_often_as_you_like : 1 + engine() % 3;
    out.candidates.emplace_back(shape == 3   ? 12 + below(4)
                                : shape == 2 ? below(13) - 4
                                             : 1 + below(13),
                                copies);
    if (out.candidates.back().first < 1) out.candidates.back().second = 1 + engine() % 2;
  }
  if (shape == 1 && below(2) == 0) out.candidates[0].second = as_often_as_you_like;
  out.target = shape == 3 ? 700 + below(68) : below(28) - (shape == 2 ? 4 : 0);
  if (below(3) == 0) {
    out.options.min_parts = engine() % 5;
    if (below(2) == 0) out.options.max_parts = out.options.min_parts + engine() % 6;
  }
  if (shape == 3) {
    const std::size_t limits[] = {std::size_t{64} << 20, residue_limit(out), 16 * 20};
    out.options.table_limit = limits[engine() % std::size(limits)];
    return out;
  }
  const std::uint64_t goal = tables_of(out).items.goal();
  const std::size_t limits[] = {std::size_t{64} << 20, 4 * (goal + 1), 4 * goal,
                                16 * (engine() % 24), 0};
  out.options.table_limit = limits[engine() % std::size(limits)];
  return out;
}

TEST(CombinationSumFallback, EveryRouteIsTakenAndAgreesWithTheDefinition) {
  std::map<std::string, int> times;
  const auto check = [&](const search& of) {
    const lists expected = expected_of(of);
    ASSERT_EQ(compared(of, expected), "")
        << ::testing::PrintToString(of.candidates) << ", target " << of.target << ", parts "
        << of.options.min_parts << " to " << of.options.max_parts << ", limit "
        << of.options.table_limit;
    for (const std::string& route : routes_of(of, expected)) ++times[route];
  };
  std::mt19937_64 engine(20261120);
  for (int i = 0; i < 3000; ++i) check(any_search(engine));
  // 50 elements make 750 at most, but 749 takes more of them.
  check({{{12, as_often_as_you_like}, {13, as_often_as_you_like}, {15, as_often_as_you_like}},
         749,
         {.max_parts = 50, .table_limit = 8 * 3 * 15}});
  // More items than a mask has bits: two or three of 100 to 170, or of many copies.
  search many{{}, 350, {}};
  for (int value = 100; value < 171; ++value) many.candidates.emplace_back(value, 1);
  search copies{{{-2, 1}, {1, 70}, {9, 1}, {50, 1}}, 95, {}};
  for (const std::size_t limit :
       {std::size_t{1} << 20, std::size_t{4} * 355, std::size_t{4} * 99, std::size_t{16} * 60}) {
    for (const std::size_t most : {std::size_t{2}, std::size_t{40}, as_often_as_you_like}) {
      for (search* const of : {&many, &copies}) {
        of->options = {.max_parts = most, .table_limit = limit};
        check(*of);
      }
    }
  }
  const std::vector<std::string> needed{
      "table: none, the sums alone show it",
      "walk: small",
      "walk: narrow, rows",
      "walk: narrow, tops",
      "walk: narrow, residues",
      "walk: narrow, sums",
      "walk: wide, rows",
      "walk: wide, tops",
      "walk: wide, residues",
      "walk: wide, sums",
      "table: not exact, tops",
      "table: not exact, residues",
      "table: not exact, sums",
      "shape: more than 64 items, rows",
      "shape: more than 64 items, tops",
      "shape: more than 64 items, sums",
      "shape: lengths limited, rows",
      "shape: lengths limited, tops",
      "shape: lengths limited, residues",
      "shape: lengths limited, sums",
      "shape: values below 1, rows",
      "shape: values below 1, tops",
      "shape: values below 1, sums",
      "dead ends, tops",
      "dead ends, residues",
      "dead ends, sums",
      "masks: looked at a second time, rows",
      "masks: looked at a second time, tops",
      "masks: looked at a second time, residues",
      "masks: looked at a second time, sums",
  };
  for (const std::string& route : needed) {
    std::cout << route << ": " << times[route] << '\n';
    EXPECT_GT(times[route], 0) << route;
  }
}

TEST(CombinationSumFallback, TheSmallestTableThatFitsIsChosen) {
  const auto chosen = [](const repeated<int>& candidates, std::size_t limit, std::size_t parts) {
    const tables_of_pairs tables =
        tables_of({candidates, 1000, {.max_parts = parts, .table_limit = limit}});
    return std::pair(tables.sums.kind(), tables.sums.exact());
  };
  const repeated<int> reusable{{3, as_often_as_you_like}, {7, as_often_as_you_like}};
  constexpr std::size_t any = as_often_as_you_like;
  EXPECT_EQ(chosen(reusable, 3 * 16 * 8, any), std::pair(table_kind::rows, true));
  EXPECT_EQ(chosen(reusable, 3 * 16 * 8 - 1, any), std::pair(table_kind::residues, true));
  EXPECT_EQ(chosen(reusable, 2 * 7 * 8, any), std::pair(table_kind::residues, true));
  EXPECT_EQ(chosen(reusable, 2 * 7 * 8 - 1, any), std::pair(table_kind::sums, false));
  EXPECT_EQ(chosen(reusable, 2 * 7 * 8, 300), std::pair(table_kind::residues, false));
  EXPECT_EQ(chosen(reusable, 4 * 1001, 300), std::pair(table_kind::tops, false));
  EXPECT_EQ(chosen(reusable, 0, any), std::pair(table_kind::sums, false));
  // Eleven amounts can be made: 0, 100, ..., 1000.
  const repeated<int> copies{{100, 9}, {200, 1}};
  EXPECT_EQ(chosen(copies, 16 * 11, any), std::pair(table_kind::sums, true));
  EXPECT_EQ(chosen(copies, 16 * 10, any), std::pair(table_kind::sums, false));
  list many;
  for (int value = 1; value <= 60; ++value) many.push_back(value);
  const search_tables<int> tops(std::span<const int>(many), 1000,
                                {.mode = reuse::once, .table_limit = 4 * 1001});
  EXPECT_EQ(tops.sums.kind(), table_kind::tops);
  EXPECT_TRUE(tops.sums.exact());
}

// One property for each table: RapidCheck shrinks what the engine above may find by luck.

RC_GTEST_PROP(CombinationSumFallback, TopsAgreeWithTheDefinition, ()) {
  search of;
  of.candidates = *rc::gen::container<repeated<int>>(
      rc::gen::pair(rc::gen::inRange(-3, 9), rc::gen::inRange<std::size_t>(1, 5)));
  if (of.candidates.size() > 6) of.candidates.resize(6);
  if (*rc::gen::arbitrary<bool>()) of.candidates.emplace_back(3, as_often_as_you_like);
  of.target = *rc::gen::inRange(-5, 26);
  of.options.min_parts = *rc::gen::inRange<std::size_t>(0, 4);
  of.options.max_parts =
      *rc::gen::oneOf(rc::gen::inRange<std::size_t>(0, 12), rc::gen::just(as_often_as_you_like));
  of.options.table_limit = 4 * (tables_of(of).items.goal() + 1);
  RC_CLASSIFY(tables_of(of).sums.kind() == table_kind::tops, "tops");
  RC_ASSERT(compared(of, expected_of(of)) == "");
}

RC_GTEST_PROP(CombinationSumFallback, ResiduesAgreeWithTheDefinition, ()) {
  search of;
  const auto values = *rc::gen::container<list>(3, rc::gen::inRange(12, 16));
  for (const int value : values) of.candidates.emplace_back(value, as_often_as_you_like);
  of.target = *rc::gen::inRange(700, 768);
  of.options.max_parts =
      *rc::gen::oneOf(rc::gen::inRange<std::size_t>(45, 70), rc::gen::just(as_often_as_you_like));
  of.options.table_limit = residue_limit(of);
  RC_CLASSIFY(tables_of(of).sums.kind() == table_kind::residues, "residues");
  RC_ASSERT(compared(of, expected_of(of)) == "");
}

RC_GTEST_PROP(CombinationSumFallback, SumsAgreeWithTheDefinition, ()) {
  search of;
  of.candidates = *rc::gen::container<repeated<int>>(
      rc::gen::pair(rc::gen::inRange(-9, 30), rc::gen::inRange<std::size_t>(1, 4)));
  if (of.candidates.size() > 6) of.candidates.resize(6);
  if (*rc::gen::arbitrary<bool>()) of.candidates.emplace_back(11, as_often_as_you_like);
  of.target = *rc::gen::inRange(-25, 60);
  of.options.min_parts = *rc::gen::inRange<std::size_t>(0, 4);
  of.options.table_limit = 16 * *rc::gen::inRange<std::size_t>(0, 25);
  const tables_of_pairs tables = tables_of(of);
  RC_CLASSIFY(tables.sums.kind() == table_kind::sums && tables.sums.exact(), "sums, exact");
  RC_CLASSIFY(tables.sums.kind() == table_kind::sums && !tables.sums.exact(), "sums");
  RC_ASSERT(compared(of, expected_of(of)) == "");
}

}  // namespace
