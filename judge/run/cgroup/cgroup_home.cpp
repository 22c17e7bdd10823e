#include "judge/run/cgroup/cgroup_home.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include "judge/base/files.hpp"
#include "judge/base/text.hpp"
#include "judge/run/cgroup/cgroup.hpp"
#include "judge/run/cgroup/cgroup_files.hpp"
#include "judge/run/cgroup/delegation.hpp"

namespace judge {
namespace fs = std::filesystem;
namespace {

using cgroup_files::why;

constexpr std::array controllers{"memory", "pids"};

/// The first needed controller that a group's list lacks; null where it has all.
const char* missing_in(const fs::path& list) {
  const auto text = read_file(list);
  const auto words = words_of(text ? *text : std::string());
  for (const char* one : controllers) {
    if (std::find(words.begin(), words.end(), one) == words.end()) return one;
  }
  return nullptr;
}

/// 0, or why not.
int write_to(const fs::path& file, std::string_view text) {
  const auto fd = cgroup_files::open(AT_FDCWD, file.c_str(), O_WRONLY);
  return fd && cgroup_files::write_text(fd.get(), text) ? 0 : errno;
}

int switch_controllers(const fs::path& group, char sign) {
  std::string words;
  for (const char* one : controllers) words += fmt::format("{}{} ", sign, one);
  return write_to(group / "cgroup.subtree_control", words);
}

/// "0" is the process that writes.
int enter_group(const fs::path& group) { return write_to(group / "cgroup.procs", "0"); }

result<fs::path> own_place() {
  const auto places = find_cgroups();
  if (!places) return places.failure();
  if (const auto* place = std::get_if<cgroup_v2_place>(&*places)) return place->own;
  return environment_error("version 1 has the memory and pids controllers");
}

error others_inside(const fs::path& group) {
  return environment_error(group.string() + ": other processes are in this group as well");
}

}  // namespace

const result<cgroup_home>& cgroup_home::get() {
  static const result<cgroup_home> home = find();
  return home;
}

result<cgroup_home> cgroup_home::find() {
  auto place = own_place();
  if (!place) return std::move(place).failure();
  auto own = enter(*place);
  if (own) return own;
  if (auto asked = ask_for_delegation(); !asked) {
    return environment_error(own.failure().message + "; " + asked.failure().message);
  }
  place = own_place();
  if (!place) return std::move(place).failure();
  auto given = enter(*place);
  if (!given) return std::move(given).failure().in("the group that systemd gave");
  given->from_systemd_ = true;
  return given;
}

result<cgroup_home> cgroup_home::enter(const fs::path& own) {
  if (const char* controller = missing_in(own / "cgroup.controllers")) {
    return environment_error(fmt::format("{}: no controller '{}' here", own.string(), controller));
  }
  if (::access(own.c_str(), W_OK) != 0) {
    return environment_error(fmt::format("{}: {}", own.string(), why(errno)));
  }
  cgroup_home home;
  home.path_ = own;
  home.owner_ = ::getpid();
  // The root of the hierarchy, which has no type, is the one group that may hold both processes and
  // groups with controllers.
  std::error_code failed;
  const bool is_root = !fs::exists(own / "cgroup.type", failed);
  if (is_root && missing_in(own / "cgroup.subtree_control") == nullptr) return home;
  if (is_root) {
    const int code = switch_controllers(own, '+');
    if (code == 0) return home;
    return environment_error(fmt::format("{}: {}", own.string(), why(code)));
  }
  // Known before, since moving to and fro would cost some milliseconds.
  const auto processes = cgroup_files::read_ids(own / "cgroup.procs");
  if (processes != std::vector<pid_t>{::getpid()}) return others_inside(own);
  if (auto moved = home.move_aside(); !moved) return std::move(moved).failure();
  return home;
}

status cgroup_home::move_aside() {
  const auto aside = path_ / cgroup_files::group_name("judge");
  if (::mkdir(aside.c_str(), 0755) != 0) {
    return environment_error(fmt::format("{}: {}", path_.string(), why(errno)));
  }
  int code = enter_group(aside);
  if (code == 0) {
    code = switch_controllers(path_, '+');
    if (code == 0) {
      aside_ = aside;
      return done();
    }
    [[maybe_unused]] const int back = enter_group(path_);
  }
  ::rmdir(aside.c_str());
  if (code == EBUSY) return others_inside(path_);
  return environment_error(fmt::format("{}: {}", path_.string(), why(code)));
}

cgroup_home::cgroup_home(cgroup_home&& other) noexcept
    : path_(std::move(other.path_)),
      aside_(std::exchange(other.aside_, {})),
      owner_(other.owner_),
      from_systemd_(other.from_systemd_) {}

cgroup_home::~cgroup_home() {
  // systemd removes what it gave, and coming back costs some milliseconds.
  if (aside_.empty() || from_systemd_ || ::getpid() != owner_) return;
  // In this order: no process may enter a group that has controllers on.
  if (switch_controllers(path_, '-') == 0 && enter_group(path_) == 0) {
    cgroup_files::remove_group(aside_);
  }
}

}  // namespace judge
