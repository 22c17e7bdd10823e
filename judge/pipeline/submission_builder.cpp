#include "judge/pipeline/submission_builder.hpp"

#include <fmt/format.h>

#include "judge/pipeline/judge_case.hpp"

namespace judge {

result<build_outcome> submission_builder::build(const program_source& source) {
  if (of_.type.submit_answer && is_answers(source)) {
    build_outcome out;
    out.built = program{};
    out.built->name = source.name;
    out.language = "answers";
    return out;
  }
  std::uint64_t bytes = 0;
  for (const auto& file : source.files) {
    if (!file.provided) bytes += file.text.size();
  }
  if (of_.code_bytes > 0 && bytes > of_.code_bytes) {
    build_outcome out;
    out.message =
        fmt::format("{} bytes of source, the limit is {} (limits.code)", bytes, of_.code_bytes);
    return out;
  }
  return build_.build(source);
}

}  // namespace judge
