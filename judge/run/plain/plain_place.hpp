// judge/run/plain/plain_place.hpp - where the programs of a worker live without mounts of their
// own.
#pragma once

#include <cstdint>
#include <filesystem>

#include "judge/base/files.hpp"
#include "judge/base/result.hpp"
#include "judge/base/unique_fd.hpp"
#include "judge/run/plain/landlock.hpp"

namespace judge {

/// Whom programs run as where the judge is root: users without an account, behind the ranges that
/// machines usually give to people and to containers. The judge with process number n has those
/// from first_made_up_user + n * made_up_users_of_a_judge on.
inline constexpr unsigned first_made_up_user = 1'600'000'000U;
inline constexpr unsigned made_up_users_of_a_judge = 128;

/// <temporary folder>/gavel-run-XXXXXX with box, work and tmp in it, closed to everyone but the
/// user that programs run as. The folders stay for all runs of the worker, their contents for one
/// run.
class plain_place {
 public:
  /// First removes what judges that were killed left behind.
  /// `user` is whom the programs run as, if that is not the judge's own; else 0.
  [[nodiscard]] static result<plain_place> make(unsigned user);

  [[nodiscard]] const std::filesystem::path& top() const { return folder_.path(); }
  [[nodiscard]] int work() const { return work_.get(); }
  [[nodiscard]] landlock_folders folders() const { return {box_.get(), work_.get(), tmp_.get()}; }

  /// A copy: the program runs as a user who may not be able to read the folder itself, or who is
  /// its owner and could change modes and times of what is in it.
  [[nodiscard]] status fill_box(const std::filesystem::path& from);

  /// After a run, when its processes are gone: nothing stays. Returns the bytes that were in work
  /// and tmp.
  [[nodiscard]] result<std::uint64_t> clear();

 private:
  explicit plain_place(temporary_folder folder) : folder_(std::move(folder)) {}
  temporary_folder folder_;
  unique_fd claim_;  ///< the folder itself, locked: somebody lives here
  unique_fd box_, work_, tmp_;
};

/// How many threads this user has, in all processes that the judge can see: the kernel bounds their
/// number for the user as a whole.
[[nodiscard]] std::uint64_t threads_of_user();

}  // namespace judge
