// Numbers from the On-Line Encyclopedia of Integer Sequences (https://oeis.org), each sequence also
// computed here in its own way.
#include "gavel/combination_sum.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include "support/combination_sum_oracles.hpp"

namespace {

using namespace gavel;           // NOLINT(google-build-using-namespace)
using namespace gavel::testing;  // NOLINT(google-build-using-namespace)

using numbers = std::vector<std::uint64_t>;

/// f(0), f(1), ... up to f(last).
template <typename F>
numbers up_to(int last, const F& f) {
  numbers out;
  for (int n = 0; n <= last; ++n) out.push_back(f(n));
  return out;
}

std::uint64_t listed(const combination_sums<int>& sums) {
  return sums.for_each([](auto) {});
}

TEST(CombinationSumKnownNumbers, PartitionsA000041) {
  const auto partitions = [](int n) { return combination_sum_count(one_to(n), n); };
  EXPECT_EQ(up_to(14, partitions),
            (numbers{1, 1, 2, 3, 5, 7, 11, 15, 22, 30, 42, 56, 77, 101, 135}));
  // n p(n) is the sum of sigma(k) p(n - k).
  numbers p{1};
  for (std::uint64_t n = 1; n <= 120; ++n) {
    std::uint64_t sum = 0;
    for (std::uint64_t k = 1; k <= n; ++k) {
      std::uint64_t sigma = 0;
      for (std::uint64_t d = 1; d <= k; ++d) sigma += k % d == 0 ? d : 0;
      sum += sigma * p[n - k];
    }
    p.push_back(sum / n);
  }
  EXPECT_EQ(p[100], 190'569'292U);
  EXPECT_EQ(up_to(120, partitions), p);
  EXPECT_EQ(listed(combination_sums<int>(one_to(40), 40)), p[40]);
}

TEST(CombinationSumKnownNumbers, PartitionsIntoDistinctPartsA000009) {
  const auto distinct = [](int n) { return combination_sum_count(one_to(n), n, reuse::once); };
  EXPECT_EQ(up_to(15, distinct), (numbers{1, 1, 1, 2, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 22, 27}));
  EXPECT_EQ(distinct(100), 444'793U);
  EXPECT_EQ(listed(combination_sums<int>(one_to(60), 60, {.mode = reuse::once})), distinct(60));
  // Euler: as many as partitions into odd parts. No part three times (or more): as many as
  // partitions into parts that 3 does not divide (A000726).
  for (int n = 0; n <= 100; ++n) {
    numbers odd(static_cast<std::size_t>(n) + 1, 0);
    numbers no_third = odd;
    odd[0] = no_third[0] = 1;
    for (std::size_t part = 1; part < odd.size(); ++part) {
      for (std::size_t sum = part; sum < odd.size(); ++sum) {
        if (part % 2 == 1) odd[sum] += odd[sum - part];
        if (part % 3 != 0) no_third[sum] += no_third[sum - part];
      }
    }
    EXPECT_EQ(distinct(n), odd.back()) << n;
    repeated<int> twice;
    for (int part = 1; part <= n; ++part) twice.emplace_back(part, 2);
    EXPECT_EQ(combination_sums<int>(twice, n).count(), no_third.back()) << n;
  }
}

TEST(CombinationSumKnownNumbers, ChangeA000008A001299A001300) {
  const auto change = [](const list& coins) {
    return [coins](int n) { return combination_sum_count(coins, n); };
  };
  EXPECT_EQ(up_to(20, change({1, 2, 5, 10})),
            (numbers{1, 1, 2, 2, 3, 4, 5, 6, 7, 8, 11, 12, 15, 16, 19, 22, 25, 28, 31, 34, 40}));
  EXPECT_EQ(change({1, 2, 5, 10})(100), 2156U);
  EXPECT_EQ(change({1, 5, 10, 25})(100), 242U);
  EXPECT_EQ(change({1, 5, 10, 25, 50})(100), 292U);
  EXPECT_EQ(change({1, 5, 10, 25, 50, 100})(100), 293U);
  EXPECT_EQ(change({1, 2, 5, 10, 20, 50, 100, 200})(200), 73'682U);
  EXPECT_EQ(change({1, 5, 10, 25, 50, 100})(100'000), 13'398'445'413'854'501U);
  for (int n = 0; n <= 200; ++n) {  // one loop a coin; the cents are what is left
    std::uint64_t with_twos = 0;
    std::uint64_t with_quarters = 0;
    std::uint64_t with_halves = 0;
    for (int tens = 0; tens <= n; tens += 10) {
      for (int fives = 0; tens + fives <= n; fives += 5) {
        const int left = n - tens - fives;
        with_twos += static_cast<std::uint64_t>(left / 2 + 1);
        with_quarters += static_cast<std::uint64_t>(left / 25 + 1);
        for (int halves = 0; halves <= left; halves += 50) {
          with_halves += static_cast<std::uint64_t>((left - halves) / 25 + 1);
        }
      }
    }
    EXPECT_EQ(change({1, 2, 5, 10})(n), with_twos) << n;
    EXPECT_EQ(change({1, 5, 10, 25})(n), with_quarters) << n;
    EXPECT_EQ(change({1, 5, 10, 25, 50})(n), with_halves) << n;
  }
  EXPECT_EQ(listed(combination_sums<int>(list{1, 2, 5, 10, 20, 50, 100, 200}, 200)), 73'682U);
}

TEST(CombinationSumKnownNumbers, PartitionsIntoKPartsA008284) {
  const auto into = [](int n, int k) {
    const auto parts = static_cast<std::size_t>(k);
    return combination_sums<int>(one_to(n), n, {.min_parts = parts, .max_parts = parts});
  };
  std::vector<numbers> rows{{1}};
  for (int n = 1; n <= 30; ++n) {
    const auto size = static_cast<std::size_t>(n);
    rows.emplace_back(size + 1, 0);
    for (std::size_t k = 1; k <= size; ++k) {
      rows[size][k] = rows[size - 1][k - 1] + (2 * k <= size ? rows[size - k][k] : 0);
      EXPECT_EQ(into(n, static_cast<int>(k)).count(), rows[size][k]) << n << ", " << k;
    }
  }
  EXPECT_EQ(rows[7], (numbers{0, 1, 3, 4, 3, 2, 1, 1}));
  EXPECT_EQ(listed(into(30, 6)), rows[30][6]);
  EXPECT_EQ(into(50, 7).count(), 8'946U);
}

TEST(CombinationSumKnownNumbers, PartitionsIntoKDistinctPartsA008289) {
  const auto into = [](int n, std::size_t k) {
    return combination_sums<int>(one_to(n), n,
                                 {.mode = reuse::once, .min_parts = k, .max_parts = k});
  };
  std::vector<numbers> rows;
  for (std::size_t n = 0; n <= 40; ++n) {
    rows.emplace_back(10, 0);
    rows[n][0] = n == 0 ? 1 : 0;
    for (std::size_t k = 1; k < 10 && k <= n; ++k) {
      rows[n][k] = rows[n - k][k] + rows[n - k][k - 1];
      EXPECT_EQ(into(static_cast<int>(n), k).count(), rows[n][k]) << n << ", " << k;
    }
  }
  EXPECT_EQ(rows[10], (numbers{0, 1, 4, 4, 1, 0, 0, 0, 0, 0}));
  EXPECT_EQ(listed(into(40, 6)), rows[40][6]);
}

TEST(CombinationSumKnownNumbers, OrderedA000045A000073A011782) {
  numbers fibonacci{1, 1};
  numbers tribonacci{1, 1, 2};
  for (std::size_t n = 2; n < 60; ++n) fibonacci.push_back(fibonacci[n - 1] + fibonacci[n - 2]);
  for (std::size_t n = 3; n <= 60; ++n) {
    tribonacci.push_back(tribonacci[n - 1] + tribonacci[n - 2] + tribonacci[n - 3]);
  }
  const auto sequences = [](const list& of) {
    return [of](int n) { return ordered_combination_sum_count(of, n); };
  };
  EXPECT_EQ(up_to(59, sequences({1, 2})), fibonacci);
  EXPECT_EQ(up_to(60, sequences({1, 2, 3})), tribonacci);
  EXPECT_EQ(tribonacci[10], 274U);
  EXPECT_EQ(sequences({1, 2})(90), 4'660'046'610'375'530'309U);
  for (int n = 1; n <= 64; ++n) {
    EXPECT_EQ(ordered_combination_sum_count(one_to(n), n), std::uint64_t{1} << (n - 1));
  }
}

TEST(CombinationSumKnownNumbers, SignedSumsA063865A058377) {
  // Signs of 1 ... n with sum 0: the positive ones make up half of n (n + 1) / 2.
  const numbers all_signs{1, 0, 0, 2, 2, 0, 0, 8, 14, 0, 0, 70, 124, 0, 0, 722, 1314};
  for (int n = 0; n <= 16; ++n) {
    std::uint64_t by_signs = 0;
    for (std::uint32_t plus = 0; plus >> n == 0; ++plus) {
      int sum = 0;
      for (int k = 1; k <= n; ++k) sum += (plus >> (k - 1) & 1) != 0 ? k : -k;
      by_signs += sum == 0 ? 1 : 0;
    }
    EXPECT_EQ(by_signs, all_signs[static_cast<std::size_t>(n)]);
    const int total = n * (n + 1) / 2;
    list mixed;  // taking -k moves the sum by as much as leaving k out
    int negative = 0;
    for (int k = 1; k <= n; ++k) {
      mixed.push_back(k % 2 == 0 ? k : -k);
      negative += k % 2 == 0 ? 0 : k;
    }
    const std::uint64_t expected = total % 2 == 0 ? by_signs : 0;
    if (total % 2 != 0) continue;
    EXPECT_EQ(combination_sum_count(one_to(n), total / 2, reuse::once), expected) << n;
    const combination_sums<int> shifted(mixed, total / 2 - negative, {.mode = reuse::once});
    EXPECT_EQ(shifted.count(), expected) << n;
    EXPECT_EQ(listed(shifted), expected) << n;
    // A058377: with the sign of 1 given.
    if (n > 0) {
      EXPECT_EQ(combination_sum_count(one_to(n), total / 2, reuse::once) / 2,
                (numbers{0, 0, 0, 1, 1, 0, 0, 4, 7, 0, 0, 35, 62, 0, 0, 361,
                         657})[static_cast<std::size_t>(n)]);
    }
  }
}

}  // namespace
