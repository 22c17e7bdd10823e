// judge/run/work_folder.hpp - what goes into a run and what is brought back.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "judge/base/result.hpp"
#include "judge/base/unique_fd.hpp"
#include "judge/model/run.hpp"

namespace judge {

/// A sealed memory file with the bytes, at its start. A program may open it again and still not
/// change it: an ordinary file of the host, opened for reading, could be reopened for writing
/// through /proc by a program that runs as the judge's own user.
[[nodiscard]] result<unique_fd> sealed_input(const content& bytes);

/// Bytes and files that the request places, for the size of the folder.
struct placed_size {
  std::uint64_t bytes = 0;  ///< whole pages
  std::uint64_t files = 0;
};
[[nodiscard]] result<placed_size> size_of_placed(const run_request& request);

/// Writes the request's files and makes its folders, before the program is there. `user` is their
/// owner; 0: nobody needs to be made the owner.
[[nodiscard]] status place_files(int folder, const run_request& request, unsigned user);

/// What the request wants back, sorted by name, after the program is gone. `limit` holds for all
/// bytes together; beyond it files are left out and `cut` is set.
[[nodiscard]] std::vector<collected_file> collect_files(int folder, const run_request& request,
                                                        std::uint64_t limit, bool& cut);

}  // namespace judge
