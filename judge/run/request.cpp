#include "judge/run/request.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "judge/run/measure/static_size.hpp"
#include "judge/run/plain/inside_paths.hpp"
#include "judge/run/protocol.hpp"
#include "judge/run/work_folder.hpp"

namespace judge {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t page = 4096;
constexpr std::uint64_t folder_files = 4096;  // files, folders and links of a run

/// The same for every run, whatever the judge's own environment is.
std::vector<std::string> environment_of(const sandbox_needs& needs, bool own_tmp) {
  std::vector<std::pair<std::string, std::string>> variables{
      {"PATH", "/usr/local/bin:/usr/bin:/bin"}, {"HOME", "/tmp"}, {"LANG", "C.UTF-8"}};
  if (!own_tmp) {
    // Else everyone takes /tmp without being told.
    variables.emplace_back("TMPDIR", "/tmp");
    // Node gives up where its settings in /etc are refused rather than missing.
    variables.emplace_back("OPENSSL_CONF", "/dev/null");
  }
  for (const auto& [name, value] : needs.environment) {
    const auto known =
        std::find_if(variables.begin(), variables.end(),
                     [&wanted = name](const auto& one) { return one.first == wanted; });
    if (known == variables.end()) {
      variables.emplace_back(name, value);
    } else {
      known->second = value;
    }
  }
  std::vector<std::string> words;
  for (const auto& [name, value] : variables) words.push_back(fmt::format("{}={}", name, value));
  return words;
}

/// "folder\0argv...\0environment...\0". Without mounts (`top`) there is no folder to be mounted,
/// and the words name the real ones.
result<std::string> words_of_run(const run_request& request, const fs::path& folder,
                                 const std::vector<std::string>& environment, const fs::path& top) {
  std::string words;
  const auto add = [&words, &top](std::string_view word) {
    words.append(top.empty() ? std::string(word) : with_real_paths(word, top.native()));
    words.push_back('\0');
    return word.find('\0') == std::string_view::npos;
  };
  bool plain = !top.empty() || folder.empty() || add(folder.native());
  for (const auto& word : command_of(request.what, request.limits.memory_bytes)) {
    plain = add(word) && plain;
  }
  for (const auto& word : request.arguments) plain = add(word) && plain;
  for (const auto& word : environment) plain = add(word) && plain;
  if (!plain) {
    return environment_error(request.what.name + ": a NUL byte in an argument");
  }
  if (words.size() > wire::max_words) {
    return environment_error(fmt::format("{}: {} bytes of arguments, more than the {} of a run",
                                         request.what.name, words.size(), wire::max_words));
  }
  return words;
}

/// Limits that hold for each process; a cgroup, where there is one, counts all together.
void set_limits(wire::run_header& header, const run_request& request, std::uint64_t memory,
                const placed_size& placed, const request_surroundings& within) {
  const auto& limits = request.limits;
  const auto& needs = request.what.needs;
  const auto room = (limits.output_bytes + page) / page * page + page;
  header.work_bytes = placed.bytes + room;
  header.work_files = placed.files + folder_files;
  header.tmp_bytes = room;
  // Above the folders' size, so that a full folder is what a program meets first.
  header.file_size = header.work_bytes + mebibyte;
  header.stack = memory;
  if (within.counted) return;
  header.processes = limits.processes + within.others;
  if (needs.address_space) {
    // Addresses that are only reserved do not count here; so much more than the limit that stacks
    // and what the system shares fit, and yet an end.
    header.data = memory + 1024 * mebibyte;
    return;
  }
  header.address_space = memory;
  // The address space bounds the stack as well, and each thread asks for as much as the stack may
  // have unless that is unlimited.
  header.stack = std::numeric_limits<std::uint64_t>::max();
}

}  // namespace

result<prepared_request> prepare(const run_request& request, const request_surroundings& within) {
  const auto& what = request.what;
  const bool own_mounts = within.top.empty();
  if (what.command.empty()) return environment_error(what.name + ": no command to run");
  fs::path folder;
  if (!what.folder.empty()) {
    // The zygote sees the host at another place, where an absolute link would lead astray.
    std::error_code failed;
    folder = fs::canonical(what.folder, failed);
    if (failed) {
      return environment_error(fmt::format("{}: the program's folder {}: {}", what.name,
                                           what.folder.string(), failed.message()));
    }
  }
  const auto environment = environment_of(what.needs, own_mounts);
  auto words = words_of_run(request, folder, environment, within.top);
  if (!words) return std::move(words).failure();
  auto placed = size_of_placed(request);
  if (!placed) return std::move(placed).failure().in(what.name);

  prepared_request made;
  made.memory_bytes = request.limits.memory_bytes + what.needs.memory_reserve_bytes;
  made.placed_bytes = placed->bytes;
  made.uses_folder = !request.files.empty() || !request.collect.empty();

  wire::run_header header;
  header.serial = within.serial;
  header.filter =
      within.counted || what.needs.processes ? wire::with_processes : wire::threads_only;
  if (own_mounts) {
    header.wait_for_go = made.uses_folder ? 1 : 0;
    header.mount_proc = what.needs.proc ? 1 : 0;
    header.has_box = folder.empty() ? 0 : 1;
  }
  header.arguments = static_cast<std::uint32_t>(what.command.size() + request.arguments.size());
  header.variables = static_cast<std::uint32_t>(environment.size());
  header.words_size = static_cast<std::uint32_t>(words->size());
  set_limits(header, request, made.memory_bytes, *placed, within);
  // Where the address space is the limit, the kernel kills a program that does not fit when it is
  // loaded, with the signal of a wrong pointer.
  const std::string_view first = request.what.command.front();
  const auto inside = std::string(box_folder) + "/";
  if (header.address_space != 0 && first.starts_with(inside)) {
    made.too_large = static_size(folder / first.substr(inside.size())) > header.address_space;
  }
  made.packet.assign(reinterpret_cast<const char*>(&header), sizeof header);
  made.packet += *words;
  made.folder = std::move(folder);
  return made;
}

}  // namespace judge
