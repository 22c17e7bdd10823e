#include "judge/run/cgroup/cgroup.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "judge/base/files.hpp"
#include "judge/base/text.hpp"

namespace judge {
namespace fs = std::filesystem;
namespace {

bool lists(std::string_view names, std::string_view name) {
  return fmt::format(",{},", names).find(fmt::format(",{},", name)) != std::string::npos;
}

/// The path behind "<number>:<controllers>:" in /proc/self/cgroup; version 2 names no controller.
std::optional<std::string> own_path(std::string_view groups, std::string_view controller) {
  for (const auto line : lines_of(groups)) {
    const auto first = line.find(':');
    const auto second = line.find(':', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos) continue;
    const auto names = line.substr(first + 1, second - first - 1);
    const bool wanted = controller.empty() ? names.empty() : lists(names, controller);
    if (wanted) return std::string(line.substr(second + 1));
  }
  return std::nullopt;
}

/// Where a hierarchy is mounted: that of a controller of version 1, or the one of version 2.
std::optional<fs::path> mount_of(std::string_view mounts, std::string_view controller) {
  std::optional<fs::path> found;
  for (const auto line : lines_of(mounts)) {
    const auto columns = words_of(line);
    if (columns.size() < 4) continue;
    const bool wanted = controller.empty()
                            ? columns[2] == "cgroup2"
                            : columns[2] == "cgroup" && lists(columns[3], controller);
    if (wanted) found = columns[1];
  }
  return found;
}

/// This process's group in a hierarchy: "<mount point><own path>".
std::optional<fs::path> place_of(std::string_view controller, std::string_view mounts,
                                 std::string_view groups) {
  const auto mount = mount_of(mounts, controller);
  if (!mount) return std::nullopt;
  const auto own = own_path(groups, controller);
  // A path that leaves the mount belongs to a group that cannot be seen from here.
  if (!own || own->starts_with("/..")) return mount;
  return (*mount / fs::path(*own).relative_path()).lexically_normal();
}

/// In a container the group of this process may lie outside of what is mounted.
fs::path nearest_folder(fs::path place) {
  std::error_code failed;
  while (place.has_relative_path() && !fs::is_directory(place, failed)) place = place.parent_path();
  return place;
}

}  // namespace

result<cgroup_places> find_cgroups(std::string_view mounts, std::string_view groups) {
  const auto memory = place_of("memory", mounts, groups);
  const auto cpuacct = place_of("cpuacct", mounts, groups);
  const auto pids = place_of("pids", mounts, groups);
  if (memory && cpuacct && pids) return cgroup_places(cgroup_v1_places{*memory, *cpuacct, *pids});
  if (const auto own = place_of("", mounts, groups)) return cgroup_places(cgroup_v2_place{*own});
  for (const auto& [name, place] :
       {std::pair{"memory", &memory}, std::pair{"cpuacct", &cpuacct}, std::pair{"pids", &pids}}) {
    if (*place) continue;
    return environment_error(fmt::format(
        "neither a cgroup v1 hierarchy for '{}' nor cgroup v2 is mounted; see /sys/fs/cgroup",
        name));
  }
  return environment_error("/proc/self/cgroup does not tell this process's groups");
}

result<cgroup_places> find_cgroups() {
  const auto mounts = read_file("/proc/self/mounts");
  const auto groups = read_file("/proc/self/cgroup");
  if (!mounts || !groups) return environment_error("/proc/self/cgroup cannot be read");
  auto places = find_cgroups(*mounts, *groups);
  if (!places) return places;
  if (auto* v1 = std::get_if<cgroup_v1_places>(&*places)) {
    for (auto* place : {&v1->memory, &v1->cpuacct, &v1->pids}) *place = nearest_folder(*place);
  } else if (auto* v2 = std::get_if<cgroup_v2_place>(&*places)) {
    v2->own = nearest_folder(v2->own);
  }
  return places;
}

result<std::unique_ptr<cgroup>> cgroup::make(unsigned worker) {
  const auto places = find_cgroups();
  if (!places) return places.failure();
  if (const auto* v1 = std::get_if<cgroup_v1_places>(&*places)) return make_cgroup_v1(*v1, worker);
  return make_cgroup_v2(worker);
}

}  // namespace judge
