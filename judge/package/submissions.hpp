// judge/package/submissions.hpp - the jury's submissions, and what each is expected to get.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "judge/model/problem.hpp"
#include "judge/package/programs.hpp"

namespace judge::package {

/// What a folder of submissions/ asks of its programs, or nothing for one that the format does not
/// know.
[[nodiscard]] std::optional<expectation> expectation_of_folder(std::string_view folder,
                                                               problem_format format);

/// What a comment "@EXPECTED_RESULTS@: WRONG-ANSWER, TIMELIMIT" asks; nothing where there is none.
/// A word that is not known is noted.
[[nodiscard]] std::optional<expectation> expectation_of_comment(const program_source& program,
                                                                std::string_view shown,
                                                                complaints& notes);

/// Everything in submissions/, bytewise by name.
[[nodiscard]] std::vector<submission> read_submissions(const package_folder& folder,
                                                       problem_format format,
                                                       const program_reader& programs,
                                                       complaints& notes);

}  // namespace judge::package
