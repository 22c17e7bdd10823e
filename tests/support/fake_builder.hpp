// tests/support/fake_builder.hpp - a builder that compiles nothing: it answers as it is told.
#pragma once

#include <functional>
#include <utility>

#include "judge/model/ports.hpp"

namespace judge::testing {

class fake_builder final : public builder {
 public:
  using answer = std::function<result<build_outcome>(const program_source&)>;

  explicit fake_builder(answer how) : how_(std::move(how)) {}

  result<build_outcome> build(const program_source& source) override { return how_(source); }

 private:
  answer how_;
};

}  // namespace judge::testing
