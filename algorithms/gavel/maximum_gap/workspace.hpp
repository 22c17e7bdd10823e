// gavel/maximum_gap/workspace.hpp - memory for the methods, and which of them was taken.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <type_traits>

namespace gavel::detail::maximum_gap {

/// The ways to an answer; maximum_gap/solve.hpp says when each is taken.
enum class route {
  ascending,        // sorted already, or all equal
  descending,       // sorted the other way round
  infinite,         // an end is infinite
  insertion,        // so few that they are sorted
  ranks,            // a little more: sorted by counting smaller values
  small_buckets,    // too few for the sieve to pay
  extreme_range,    // floating point: the cells' scale would overflow
  byte_map,         // the sieve marks bytes
  bit_map,          // the sieve marks bits
  unit_cells,       // a cell for each integer: the longest run is the answer
  few_runs,         // one or two runs of empty cells can be the answer
  several_runs,     // more can
  too_many_runs,    // more than can be remembered
  crowded_ends,     // too many values next to the runs that can be the answer
  uncertain,        // rounding might hide a wider gap
  short_runs,       // the longest run proves too little to leave out the others
  no_empty_cell,    // the cells were too wide
  direct_buckets,   // buckets, all at once
  divided_buckets,  // buckets, one part of the range after the other
};

/// What the tests replace: the sizes at which the methods change, and who is told the route.
struct standard_settings {
  static constexpr std::size_t few_limit = 8;      // values
  static constexpr std::size_t rank_limit = 16;    // values
  static constexpr std::size_t order_limit = 24;   // values, from which on order is looked for
  static constexpr std::size_t small_limit = 256;  // values
  static constexpr std::size_t byte_map_limit = std::size_t{512} << 10U;  // cells
  static constexpr std::size_t direct_limit = std::size_t{8} << 20U;      // bytes of buckets
  static constexpr std::size_t part_bytes = std::size_t{256} << 10U;      // of buckets, at least
  constexpr void operator()(route) const noexcept {}
};

/// Where the methods get their memory: bytes of the caller's, or the free store.
class workspace {
 public:
  static constexpr std::size_t alignment = 64;  // a cache line; more than any type needs

  workspace() = default;
  explicit workspace(std::span<std::byte> bytes) noexcept : next_(bytes.data()), given_(true) {}

 private:
  template <typename U>
  friend class scratch_array;
  std::byte* next_ = nullptr;
  bool given_ = false;
};

/// `count` Us, not initialised. Those taken last must be given back first. The caller's bytes are
/// enough by scratch_size (maximum_gap/solve.hpp), to which taken_bytes adds up.
template <typename U>
class scratch_array {
  static_assert(std::is_trivially_destructible_v<U> && alignof(U) <= workspace::alignment);

 public:
  scratch_array(workspace& work, std::size_t count) : work_(work), size_(count), before_(work) {
    if (!work.given_) {
      own_ = std::make_unique_for_overwrite<std::byte[]>(taken_bytes(count));
      data_ = aligned(own_.get());
      return;
    }
    data_ = aligned(work.next_);
    work.next_ += taken_bytes(count);
  }
  scratch_array(const scratch_array&) = delete;
  scratch_array& operator=(const scratch_array&) = delete;
  ~scratch_array() { work_ = before_; }

  /// What an array takes of the workspace, wherever that begins.
  [[nodiscard]] static constexpr std::size_t taken_bytes(std::size_t count) noexcept {
    return count * sizeof(U) + workspace::alignment;
  }

  [[nodiscard]] U* data() const noexcept { return data_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] U* begin() const noexcept { return data_; }
  [[nodiscard]] U* end() const noexcept { return data_ + size_; }
  [[nodiscard]] U& operator[](std::size_t i) const noexcept { return data_[i]; }

 private:
  static U* aligned(std::byte* bytes) noexcept {
    const auto address = reinterpret_cast<std::uintptr_t>(bytes);
    const auto past = static_cast<std::size_t>(address % workspace::alignment);
    return reinterpret_cast<U*>(bytes + (workspace::alignment - past));
  }

  workspace& work_;
  std::size_t size_;
  workspace before_;
  std::unique_ptr<std::byte[]> own_;
  U* data_ = nullptr;
};

/// One thread: the whole range is the only part. See maximum_gap/threads.hpp for more of them.
struct one_thread {
  static constexpr std::size_t most = 1;
  [[nodiscard]] static constexpr std::size_t size() noexcept { return 1; }
  template <typename T, typename Function>
  void each_part(std::span<const T> values, Function function) const {
    function(std::size_t{0}, values);
  }
};

}  // namespace gavel::detail::maximum_gap
