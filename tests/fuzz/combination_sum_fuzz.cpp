// combination_sum against the textbook's backtracking: the same combinations in the same order, and
// every number said of them. The search is cut off when it grows too large; what it found until
// then is still the beginning of the answer.
#include "gavel/combination_sum.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <random>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

#include "fuzz/bytes.hpp"

namespace {

__extension__ using wide = __int128;  // holds every sum of a few 64-bit numbers

constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();

template <typename T>
struct question {
  std::vector<T> candidates;
  std::vector<std::pair<T, std::size_t>> copies;  // the same, and how often each may be used
  bool as_pairs = false;                          // only `copies` says what is asked for
  T target{};
  gavel::combination_sum_options options;
};

template <typename T>
question<T> question_of(fuzz::bytes& in) {
  question<T> out;
  const auto flags = in.take<std::uint8_t>();
  if ((flags & 1) != 0) out.options.mode = gavel::reuse::once;
  if ((flags & 2) != 0) out.options.min_parts = in.below(12);
  if ((flags & 4) != 0) out.options.max_parts = in.below(20);
  if ((flags & 8) != 0) out.options.table_limit = std::size_t{1} << in.below(17);
  const bool any_bits = (flags & 16) != 0;
  const bool positive = (flags & 32) != 0;
  const bool unlimited = out.options.mode == gavel::reuse::unlimited;
  out.as_pairs = (flags & 64) != 0;
  const auto small = [&] { return static_cast<T>(in.take<std::int8_t>()); };
  out.target = any_bits ? in.take<T>() : static_cast<T>(in.take<std::int16_t>());
  const std::size_t n = in.below(13);
  for (std::size_t i = 0; i < n; ++i) {
    const T value = any_bits ? in.take<T>() : small();
    out.candidates.push_back(positive ? static_cast<T>(1 + (value & 63)) : value);
    const std::size_t times = out.as_pairs ? in.below(5) : unlimited ? 4 : 1;
    out.copies.emplace_back(out.candidates.back(), times == 4 ? no_limit : times);
  }
  return out;
}

/// Depth first over the sorted candidates, as every textbook has it.
template <typename T>
class textbook {
 public:
  explicit textbook(const question<T>& of) : options_(of.options) {
    for (const auto& [value, times] : of.copies) {
      std::size_t& left = left_[value];
      left = times > no_limit - left ? no_limit : left + times;
    }
    search(left_.begin(), of.target);
  }

  std::vector<std::vector<T>> found;
  bool complete = true;

 private:
  using position = typename std::map<T, std::size_t>::iterator;

  void search(position start, wide rest) {
    elements_ += 1 + chosen_.size();
    if (elements_ > 100000 || found.size() >= 300 || chosen_.size() > 1000) complete = false;
    if (!complete) return;
    if (rest == 0 && chosen_.size() >= options_.min_parts) found.push_back(chosen_);
    if (chosen_.size() == options_.max_parts) return;
    for (auto it = start; it != left_.end() && complete; ++it) {
      auto& [value, left] = *it;
      if (value > 0 && value > rest) return;
      if (left == 0) continue;
      const std::size_t before = left;
      if (left != no_limit) --left;
      chosen_.push_back(value);
      search(it, rest - value);
      chosen_.pop_back();
      left = before;
    }
  }

  gavel::combination_sum_options options_;
  std::map<T, std::size_t> left_;  // how often each value may still be used
  std::vector<T> chosen_;
  std::size_t elements_ = 0;
};

/// The cells of a table over all candidates, sums and lengths: the work that tables may cost.
template <typename T>
wide cells_of(const question<T>& of) {
  wide reach = of.target < 0 ? 0 : wide{of.target};
  for (const auto& [value, times] : of.copies) {
    if (value < 0) reach -= wide{value} * static_cast<wide>(times);
  }
  return (reach + 1) * static_cast<wide>(of.copies.size() + 1) * 20;
}

template <typename Call>
void expect_invalid_argument(Call call, const char* what) {
  try {
    call();
  } catch (const std::invalid_argument&) {
    return;
  }
  fuzz::fail(what);
}

template <typename T>
gavel::combination_sums<T> sums_of(const question<T>& of) {
  if (of.as_pairs) return {of.copies, of.target, of.options};
  return {of.candidates, of.target, of.options};
}

template <typename T>
void expect_refused(const question<T>& of) {
  expect_invalid_argument([&] { static_cast<void>(sums_of(of)); },
                          "a candidate below 1 is not refused");
  if (of.as_pairs) return;
  expect_invalid_argument(
      [&] { static_cast<void>(gavel::combination_sum_count(of.candidates, of.target)); },
      "a candidate below 1 is not refused by the count");
}

template <typename T>
void expect_same_listing(const gavel::combination_sums<T>& sums, const textbook<T>& expected) {
  const auto& found = expected.found;
  std::size_t seen = 0;
  const auto is_next = [&](std::span<const T> one) {
    return seen < found.size() &&
           std::equal(one.begin(), one.end(), found[seen].begin(), found[seen].end());
  };
  const std::uint64_t calls = sums.for_each([&](std::span<const T> one) {
    if (seen == found.size() && !expected.complete) return false;
    fuzz::expect(is_next(one), "for_each gives another combination");
    return ++seen < found.size() || expected.complete;
  });
  fuzz::expect(seen == found.size(), "for_each gives too few combinations");
  fuzz::expect(calls == seen || !expected.complete, "for_each counts its calls wrongly");

  seen = 0;
  for (auto it = sums.begin(); it != sums.end(); ++it) {
    if (seen == found.size() && !expected.complete) break;
    fuzz::expect(is_next(*it), "the range gives another combination");
    ++seen;
  }
  fuzz::expect(seen == found.size(), "the range gives too few combinations");

  const auto first = sums.first();
  if (found.empty() && !expected.complete) return;
  fuzz::expect(sums.any() == !found.empty(), "any is wrong");
  fuzz::expect(first.has_value() == !found.empty(), "first is wrong");
  fuzz::expect(!first || *first == found[0], "first gives another combination");
  if (!expected.complete) return;
  fuzz::expect(sums.to_vectors() == found, "to_vectors differs");
  const auto flat = sums.to_flat();
  fuzz::expect(flat.size() == found.size(), "to_flat has another size");
  for (std::size_t i = 0; i < found.size(); ++i) {
    fuzz::expect(std::equal(flat[i].begin(), flat[i].end(), found[i].begin(), found[i].end()),
                 "to_flat differs");
  }
}

template <typename T>
void expect_same_numbers(const gavel::combination_sums<T>& sums,
                         const std::vector<std::vector<T>>& found) {
  fuzz::expect(sums.count() == found.size(), "count is wrong");
  for (std::size_t k = 0; k < found.size(); ++k) {
    fuzz::expect(sums.unrank(k) == found[k], "unrank gives another combination");
    fuzz::expect(sums.rank(found[k]) == k, "rank is wrong");
  }
  try {
    static_cast<void>(sums.unrank(found.size()));
    fuzz::fail("unrank takes a number that is too large");
  } catch (const std::out_of_range&) {
  }
  std::mt19937_64 engine(found.size());
  const auto sample = sums.sample(engine);
  fuzz::expect(sample.has_value() == !found.empty(), "sample is wrong");
  fuzz::expect(!sample || std::find(found.begin(), found.end(), *sample) != found.end(),
               "sample is none of the combinations");
  if (found.empty() || found.back().empty()) return;
  std::vector<T> changed = found.back();
  changed.back() = static_cast<T>(changed.back() ^ 1);
  expect_invalid_argument([&] { static_cast<void>(sums.rank(changed)); },
                          "rank takes what does not sum to the target");
}

/// A count of 8 bits holds up to 255 combinations, which a search can still list.
template <typename T>
void expect_checked_count(const gavel::combination_sums<T>& sums, const textbook<T>& expected) {
  const std::size_t listed = expected.found.size();
  try {
    const std::size_t count = sums.template count<std::uint8_t>();
    fuzz::expect(expected.complete ? count == listed : count >= listed, "count in 8 bits is wrong");
  } catch (const std::overflow_error&) {
    fuzz::expect(listed > 255 || !expected.complete, "a count that fits is refused");
  }
}

/// Each combination can be ordered in length! / (product of multiplicity!) ways.
template <typename T>
void expect_same_ordered_count(const question<T>& of, const std::vector<std::vector<T>>& found) {
  wide total = 0;
  for (const auto& one : found) {
    if (one.size() > 20) return;
    wide ways = 1;
    wide run = 0;
    for (std::size_t i = 0; i < one.size(); ++i) {
      run = i > 0 && one[i] == one[i - 1] ? run + 1 : 1;
      ways = ways * static_cast<wide>(i + 1) / run;  // exact: a multinomial coefficient each time
    }
    total += ways;
  }
  try {
    const auto count = gavel::ordered_combination_sum_count(of.candidates, of.target);
    fuzz::expect(static_cast<wide>(count) == total, "ordered count is wrong");
  } catch (const std::overflow_error&) {
    fuzz::expect(total > std::numeric_limits<std::uint64_t>::max(), "no overflow of ordered count");
  }
}

/// The functions without options.
template <typename T>
void expect_same_short_forms(const question<T>& of, const std::vector<std::vector<T>>& found) {
  const bool once = of.options.mode == gavel::reuse::once;
  const auto listed = once ? gavel::combination_sum_unique(of.candidates, of.target)
                           : gavel::combination_sum(of.candidates, of.target);
  fuzz::expect(listed == found, "the list differs");
  const auto count = gavel::combination_sum_count(of.candidates, of.target, of.options.mode);
  fuzz::expect(count == found.size(), "combination_sum_count is wrong");
  if (!once) expect_same_ordered_count(of, found);
}

/// The call may refuse with std::length_error unless it `must` answer.
template <typename Call>
void unless_too_large(bool must, Call call) {
  try {
    call();
  } catch (const std::length_error&) {
    fuzz::expect(!must, "a small table is refused");
  }
}

template <typename T>
void check(fuzz::bytes& in) {
  question<T> of = question_of<T>(in);
  const auto endless = [](const auto& one) { return one.first < 1 && one.second == no_limit; };
  if (std::any_of(of.copies.begin(), of.copies.end(), endless)) {
    expect_refused(of);
    return;
  }
  const textbook<T> expected(of);
  const bool small = cells_of(of) < 500000;
  const bool limited = of.options.table_limit != gavel::combination_sum_options{}.table_limit;
  // Without a table a search may take for ever, so the textbook must have come to its end.
  if (!expected.complete && (limited || !small)) return;
  if (!small) of.options.table_limit = std::min(of.options.table_limit, std::size_t{1} << 16);
  const bool must = small && !limited;
  unless_too_large(must, [&] {
    const gavel::combination_sums<T> sums = sums_of(of);
    expect_same_listing(sums, expected);
    expect_checked_count(sums, expected);
    if (expected.complete) expect_same_numbers(sums, expected.found);
  });
  const bool no_lengths = of.options.min_parts == 0 && of.options.max_parts > 1000;
  if (small && expected.complete && no_lengths && !of.as_pairs)
    expect_same_short_forms(of, expected.found);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::bytes in(data, size);
  switch (in.below(5)) {
    case 0: check<std::int8_t>(in); break;
    case 1: check<std::int16_t>(in); break;
    case 2: check<std::int32_t>(in); break;
    case 3: check<std::int64_t>(in); break;
    default: check<std::uint64_t>(in);
  }
  return 0;
}
