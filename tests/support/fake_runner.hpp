// tests/support/fake_runner.hpp - a runner that starts nothing: it answers as it is told.
#pragma once

#include <functional>
#include <utility>

#include "judge/model/ports.hpp"

namespace judge::testing {

class fake_runner final : public runner {
 public:
  using answer = std::function<result<run_outcome>(const run_request&)>;

  explicit fake_runner(answer how) : how_(std::move(how)) {}

  result<run_outcome> run(const run_request& request) override { return how_(request); }
  [[nodiscard]] isolation level() const override { return isolation::l0; }

 private:
  answer how_;
};

}  // namespace judge::testing
