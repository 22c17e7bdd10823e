#include "judge/store/result_store.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <string_view>
#include <system_error>
#include <utility>

#include "judge/base/files.hpp"
#include "judge/base/hash.hpp"
#include "judge/base/text.hpp"
#include "judge/base/unique_fd.hpp"
#include "judge/store/facts.hpp"

namespace judge {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t file_limit = std::uintmax_t{256} << 20;
constexpr auto kept_for = std::chrono::hours(24 * 30);

std::string sum_of(std::string_view digest, std::string_view facts) {
  return sha256().add_field(digest).add_field(facts).hex().substr(0, 16);
}

void remove_old(const fs::path& folder) {
  std::error_code failed;
  const auto now = fs::file_time_type::clock::now();
  for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end;
       entry.increment(failed)) {
    std::error_code ignored;
    const auto touched = entry->last_write_time(ignored);
    if (!ignored && now - touched > kept_for) fs::remove(entry->path(), ignored);
  }
}

}  // namespace

result_store::result_store(fs::path folder) : folder_(std::move(folder)) { remove_old(folder_); }

result_store::lines_by_digest& result_store::of(const std::string& way) {
  const auto [found, fresh] = known_.try_emplace(way);
  if (!fresh) return found->second;
  const auto text = read_file(folder_ / way, file_limit);
  if (!text) return found->second;
  for (const auto line : lines_of(*text)) {
    const auto first = line.find(' ');
    const auto second = first == std::string_view::npos ? first : line.find(' ', first + 1);
    if (second == std::string_view::npos) continue;
    const auto digest = line.substr(0, first);
    const auto facts = line.substr(second + 1);
    if (line.substr(first + 1, second - first - 1) != sum_of(digest, facts)) continue;
    found->second[std::string(digest)] = facts;
  }
  return found->second;
}

std::optional<remembered_case> result_store::find(const std::string& way,
                                                  const std::string& digest) {
  const std::scoped_lock hold(lock_);
  const auto& lines = of(way);
  const auto found = lines.find(digest);
  return found == lines.end() ? std::nullopt : read_facts(found->second);
}

void result_store::keep(const std::string& way, const std::string& digest,
                        const remembered_case& facts) {
  const std::scoped_lock hold(lock_);
  auto text = text_of(facts);
  std::error_code ignored;
  fs::create_directories(folder_, ignored);
  const unique_fd file(::open((folder_ / way).c_str(),
                              O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  struct stat now {};
  if (file && ::fstat(file.get(), &now) == 0 &&
      static_cast<std::uintmax_t>(now.st_size) < file_limit) {
    // One write, so that lines of several judges do not mix; a newline first ends what another one
    // may have left half written.
    const auto line = fmt::format("\n{} {} {}\n", digest, sum_of(digest, text), text);
    [[maybe_unused]] const auto written = ::write(file.get(), line.data(), line.size());
  }
  of(way)[digest] = std::move(text);
}

}  // namespace judge
