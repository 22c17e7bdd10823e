// judge/pipeline/submission_builder.hpp - builds submissions under the rules of one problem.
#pragma once

#include "judge/model/ports.hpp"

namespace judge {

/// Passes on to another builder, but for what the problem decides before any compiler: more source
/// than its limit for code is a compile error, and answers that are handed in as files
/// (submit-answer) need none. The references outlive it.
class submission_builder final : public builder {
 public:
  submission_builder(const problem& of, builder& build) : of_(of), build_(build) {}
  result<build_outcome> build(const program_source& source) override;

 private:
  const problem& of_;
  builder& build_;
};

}  // namespace judge
