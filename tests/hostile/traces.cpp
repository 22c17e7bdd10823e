#include "tests/hostile/traces.hpp"

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <system_error>
#include <thread>

#include "judge/base/files.hpp"
#include "judge/base/text.hpp"
#include "judge/run/plain/plain_place.hpp"

namespace judge::hostile {
namespace fs = std::filesystem;
namespace {

struct process {
  pid_t parent = 0;
  std::string name;
  char state = '?';
};

/// "id (name) state parent ..."; the name may hold anything.
std::map<pid_t, process> all_processes() {
  std::map<pid_t, process> all;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator("/proc", failed)) {
    const auto id = entry.path().filename().string();
    if (id.find_first_not_of("0123456789") != std::string::npos) continue;
    const auto text = read_file(entry.path() / "stat");
    if (!text) continue;
    const auto open = text->find('(');
    const auto close = text->rfind(')');
    if (open == std::string::npos || close == std::string::npos) continue;
    const auto rest = words_of(std::string_view(*text).substr(close + 1));
    if (rest.size() < 2) continue;
    all[std::stoi(id)] = {std::stoi(rest[1]), text->substr(open + 1, close - open - 1),
                          rest[0].front()};
  }
  return all;
}

bool descends(pid_t id, const std::map<pid_t, process>& all) {
  for (auto found = all.find(id); found != all.end(); found = all.find(found->second.parent)) {
    if (found->second.parent == ::getpid()) return true;
  }
  return false;
}

/// What the sandboxes of this process keep between runs: with namespaces a zygote stands below
/// bubblewrap, else it is a child of ours.
bool is_zygote(pid_t id, const std::map<pid_t, process>& all) {
  const auto found = all.find(id);
  if (found == all.end() || found->second.name == "bwrap") return false;
  const auto parent = all.find(found->second.parent);
  if (parent == all.end()) return false;
  return parent->first == ::getpid() ||
         (parent->second.name == "bwrap" && parent->second.parent == ::getpid());
}

/// A zygote may have made the init of the next run already; or not yet, which is the same.
std::set<pid_t> waiting_inits(const std::map<pid_t, process>& all) {
  std::set<pid_t> with_children;
  for (const auto& [id, one] : all) with_children.insert(one.parent);
  std::map<pid_t, pid_t> waiting;  // one for a zygote, no more
  for (const auto& [id, one] : all) {
    if (!is_zygote(one.parent, all) || all.at(one.parent).name != one.name) continue;
    if (with_children.count(id) == 0) waiting.emplace(one.parent, id);
  }
  std::set<pid_t> found;
  for (const auto& [zygote, init] : waiting) found.insert(init);
  return found;
}

void add_processes(traces& seen) {
  const auto all = all_processes();
  const auto waiting = waiting_inits(all);
  for (const auto& [id, one] : all) {
    // An orphan that has ended, and that nobody here knows to wait for.
    if (one.state == 'Z' && one.parent == ::getpid()) continue;
    if (descends(id, all) && waiting.count(id) == 0) seen.insert("process: " + one.name);
  }
}

void add_lines(traces& seen, const std::string& what, const fs::path& file) {
  const auto text = read_file(file);
  if (!text) return;
  for (const auto line : lines_of(*text)) seen.insert(fmt::format("{}: {}", what, line));
}

/// Whom the sandboxes of this process run programs as where it is root.
bool is_ours(unsigned user) {
  constexpr auto count = made_up_users_of_a_judge;
  const auto first = first_made_up_user + static_cast<unsigned>(::getpid()) * count;
  return (user >= first && user < first + count) || (::geteuid() != 0 && user == ::geteuid());
}

void add_groups(traces& seen) {
  const auto mounts = read_file("/proc/self/mounts");
  const auto own = read_file("/proc/self/cgroup");
  if (!mounts || !own) return;
  const auto name = fmt::format("gavel-{}-", ::getpid());
  for (const auto line : lines_of(*mounts)) {
    const auto words = words_of(line);
    if (words.size() < 3 || !words[2].starts_with("cgroup")) continue;
    std::error_code failed;
    const auto options = fs::directory_options::skip_permission_denied;
    fs::recursive_directory_iterator at(fs::path(words[1]), options, failed);
    for (; !failed && at != fs::recursive_directory_iterator(); at.increment(failed)) {
      if (!at->is_directory(failed)) continue;
      const auto found = at->path().filename().string();
      // The groups in which this process itself sits stay to its end.
      if (own->find("/" + found) != std::string::npos) continue;
      if (found.find(name) == std::string::npos) continue;
      // A worker may take another group, which has another last number.
      seen.insert("cgroup: " +
                  (at->path().parent_path() / found.substr(0, found.rfind('-'))).string());
    }
  }
}

void add_system_v(traces& seen) {
  struct table {
    const char* file;
    std::size_t user;  ///< its column
  };
  for (const auto& [file, column] : {table{"shm", 7}, table{"msg", 7}, table{"sem", 4}}) {
    const auto text = read_file(fmt::format("/proc/sysvipc/{}", file));
    if (!text) continue;
    for (const auto line : lines_of(*text)) {
      const auto words = words_of(line);
      if (words.size() <= column || words[0] == "key") continue;
      if (is_ours(static_cast<unsigned>(std::stoul(words[column])))) {
        seen.insert(fmt::format("System V {}: {}", file, line));
      }
    }
  }
}

void add_files(traces& seen, const fs::path& temporary) {
  std::error_code failed;
  for (const auto& entry : fs::recursive_directory_iterator(temporary, failed)) {
    seen.insert("file: " + entry.path().string());
  }
  for (const char* folder : {"/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue"}) {
    for (const auto& entry : fs::directory_iterator(folder, failed)) {
      struct stat info {};
      if (::lstat(entry.path().c_str(), &info) != 0) continue;
      const bool marked = entry.path().filename().native().starts_with("gavel_hostile");
      if (marked || (::geteuid() == 0 && is_ours(info.st_uid))) {
        seen.insert("file: " + entry.path().string());
      }
    }
  }
}

}  // namespace

traces look_for_traces(const fs::path& temporary) {
  traces seen;
  add_processes(seen);
  add_lines(seen, "mount", "/proc/self/mountinfo");
  add_groups(seen);
  add_system_v(seen);
  add_files(seen, temporary);
  return seen;
}

std::vector<std::string> differences(const traces& before, const fs::path& temporary,
                                     std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  for (;;) {
    const auto now = look_for_traces(temporary);
    std::vector<std::string> found;
    std::set_symmetric_difference(before.begin(), before.end(), now.begin(), now.end(),
                                  std::back_inserter(found));
    if (found.empty() || std::chrono::steady_clock::now() >= deadline) return found;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

void become_the_parent_of_orphans() { ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }

std::set<pid_t> own_children() {
  std::set<pid_t> found;
  for (const auto& [id, one] : all_processes()) {
    if (one.parent == ::getpid() && one.state != 'Z') found.insert(id);
  }
  return found;
}

std::set<pid_t> zygotes() {
  const auto all = all_processes();
  std::set<pid_t> found;
  for (const auto& [id, one] : all) {
    // An orphan of a dead zygote may be below us as well, for a moment.
    if (is_zygote(id, all) && one.state != 'Z' && one.name != "actor") found.insert(id);
  }
  return found;
}

void reap_orphans() {
  for (const auto& [id, one] : all_processes()) {
    if (one.state == 'Z' && one.parent == ::getpid()) ::waitpid(id, nullptr, WNOHANG);
  }
}

}  // namespace judge::hostile
