// tests/support/fake_runner.hpp - a runner that starts nothing: it answers as it is told.
#pragma once

#include <functional>
#include <utility>

#include "judge/model/ports.hpp"

namespace judge::testing {

class fake_runner final : public runner {
 public:
  using answer = std::function<result<run_outcome>(const run_request&)>;
  using pair_answer = std::function<result<pair_outcome>(const pair_request&)>;

  explicit fake_runner(answer how) : how_(std::move(how)) {}
  fake_runner(answer how, pair_answer pairs) : how_(std::move(how)), pairs_(std::move(pairs)) {}

  result<run_outcome> run(const run_request& request) override { return how_(request); }
  result<pair_outcome> run_pair(const pair_request& request) override {
    if (!pairs_) return environment_error("this fake knows no pairs");
    return pairs_(request);
  }
  [[nodiscard]] isolation level() const override { return isolation::l0; }

 private:
  answer how_;
  pair_answer pairs_;
};

}  // namespace judge::testing
