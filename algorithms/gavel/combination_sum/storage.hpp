// gavel/combination_sum/storage.hpp - arrays that need no memory of their own while they are small.
//
// Method      a few elements lie inside the object, more of them on the heap. frozen_array is
// filled
//             once and then shared by its copies; growing_array is a vector without initialisation.
// Complexity  as std::vector; copying a frozen_array is O(1).
// Constraints trivially copyable elements.
// Reference   problems/combination_sum, problems/combination_sum_unique
// Tests       tests/algorithms/combination_sum_test.cpp
// Bench       bench/algorithms/combination_sum_bench.cpp (the searches that end in "small")
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <type_traits>

namespace gavel::detail::combination_sum {

/// `size` elements whose values are not set; Few of them need no allocation.
template <typename T, std::size_t Few>
class frozen_array {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  frozen_array() noexcept = default;
  explicit frozen_array(std::size_t size) { allot(size); }
  frozen_array(const frozen_array& other) noexcept : size_(other.size_), many_(other.many_) {
    if (size_ <= Few) std::copy_n(other.few_.data(), size_, few_.data());
  }
  frozen_array& operator=(const frozen_array& other) noexcept {
    if (this == &other) return *this;
    size_ = other.size_;
    many_ = other.many_;
    if (size_ <= Few) std::copy_n(other.few_.data(), size_, few_.data());
    return *this;
  }
  ~frozen_array() = default;

  /// For an array that is empty yet.
  void allot(std::size_t size) {
    size_ = size;
    if (size > Few) many_ = std::shared_ptr<T[]>(new T[size]);
  }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] T* data() noexcept { return size_ <= Few ? few_.data() : many_.get(); }
  [[nodiscard]] const T* data() const noexcept { return size_ <= Few ? few_.data() : many_.get(); }
  [[nodiscard]] std::span<const T> view() const noexcept { return {data(), size_}; }
  [[nodiscard]] const T& operator[](std::size_t i) const noexcept { return data()[i]; }
  [[nodiscard]] T& operator[](std::size_t i) noexcept { return data()[i]; }

 private:
  std::size_t size_ = 0;
  std::shared_ptr<T[]> many_;
  std::array<T, Few> few_;  // not initialised: that would cost more than the search of a tiny input
};

/// A stack, or a table that is made anew when it has to be larger. Each copy is independent.
template <typename T, std::size_t Few>
class growing_array {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  growing_array() noexcept { data_ = few_.data(); }
  growing_array(const growing_array& other) : growing_array() { *this = other; }
  growing_array(growing_array&& other) noexcept : growing_array() { take(other); }
  growing_array& operator=(const growing_array& other) {
    if (this == &other) return *this;
    size_ = 0;
    resize(other.size_);
    std::copy_n(other.data(), size_, data());
    return *this;
  }
  growing_array& operator=(growing_array&& other) noexcept {
    if (this != &other) take(other);
    return *this;
  }
  ~growing_array() = default;

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] T* data() noexcept { return data_; }
  [[nodiscard]] const T* data() const noexcept { return data_; }
  [[nodiscard]] T& operator[](std::size_t i) noexcept { return data_[i]; }
  [[nodiscard]] const T& operator[](std::size_t i) const noexcept { return data_[i]; }
  [[nodiscard]] T& back() noexcept { return data_[size_ - 1]; }
  [[nodiscard]] T* begin() noexcept { return data_; }
  [[nodiscard]] T* end() noexcept { return data_ + size_; }

  /// `value` must not be one of the elements.
  void push_back(const T& value) {
    if (size_ == capacity_) [[unlikely]]
      grow(size_ + 1);
    data_[size_++] = value;
  }
  void pop_back() noexcept { --size_; }

  /// Keeps what is there; new elements are not set.
  void resize(std::size_t size) {
    if (size > capacity_) grow(size);
    size_ = size;
  }

 private:
  [[gnu::noinline]] void grow(std::size_t size) {
    const std::size_t capacity = std::max(size, 2 * capacity_);
    std::unique_ptr<T[]> more(new T[capacity]);
    std::copy_n(data_, size_, more.get());
    many_ = std::move(more);
    data_ = many_.get();
    capacity_ = capacity;
  }

  void take(growing_array& other) noexcept {
    if (!other.many_) std::copy_n(other.few_.data(), other.size_, few_.data());
    many_ = std::move(other.many_);
    data_ = many_ ? many_.get() : few_.data();
    size_ = other.size_;
    capacity_ = many_ ? other.capacity_ : Few;
    other.size_ = 0;
    other.capacity_ = Few;
    other.data_ = other.few_.data();
  }

  std::array<T, Few> few_;
  T* data_;
  std::size_t size_ = 0;
  std::size_t capacity_ = Few;
  std::unique_ptr<T[]> many_;
};

}  // namespace gavel::detail::combination_sum
