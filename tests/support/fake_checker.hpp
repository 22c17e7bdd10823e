// tests/support/fake_checker.hpp - a checker that answers as it is told.
#pragma once

#include <functional>
#include <utility>

#include "judge/model/ports.hpp"

namespace judge::testing {

class fake_checker final : public checker {
 public:
  using answer = std::function<result<check_outcome>(const test_case&, const run_outcome&)>;

  explicit fake_checker(answer how) : how_(std::move(how)) {}

  result<check_outcome> check(const test_case& one, const run_outcome& run) override {
    return how_(one, run);
  }

 private:
  answer how_;
};

}  // namespace judge::testing
