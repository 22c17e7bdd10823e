// judge/store/facts.hpp - facts of a judged case as a line of text, and back.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "judge/model/verdict.hpp"

namespace judge {

/// JSON in one line. Outputs, files and transcripts are left out: nobody judges by them again.
[[nodiscard]] std::string text_of(const remembered_case& facts);

/// Empty where the text is not whole, or was written by another version.
[[nodiscard]] std::optional<remembered_case> read_facts(std::string_view text);

}  // namespace judge
