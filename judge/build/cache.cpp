#include "judge/build/cache.hpp"

#include <fmt/format.h>
#include <stdlib.h>
#include <toml++/toml.h>

#include <cstdint>
#include <cstdio>
#include <sstream>
#include <system_error>
#include <utility>

#include "judge/base/files.hpp"
#include "judge/base/hash.hpp"

namespace judge {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t record_format = 1;

/// A folder beside the entries that becomes one of them, or goes.
class unfinished_entry {
 public:
  static result<unfinished_entry> make(const fs::path& beside) {
    std::error_code failed;
    fs::create_directories(beside, failed);
    std::string path = (beside / "unfinished-XXXXXX").string();
    if (failed || ::mkdtemp(path.data()) == nullptr) {
      return environment_error(
          fmt::format("{}: cannot keep built programs there: make it writable, or set "
                      "XDG_CACHE_HOME to a folder that is",
                      beside.string()));
    }
    // mkdtemp gives 0700; programs may run under another user id.
    fs::permissions(path,
                    fs::perms::others_read | fs::perms::others_exec | fs::perms::group_read |
                        fs::perms::group_exec,
                    fs::perm_options::add, failed);
    return unfinished_entry(path);
  }
  unfinished_entry(unfinished_entry&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  unfinished_entry& operator=(unfinished_entry&&) = delete;
  unfinished_entry(const unfinished_entry&) = delete;
  unfinished_entry& operator=(const unfinished_entry&) = delete;
  ~unfinished_entry() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }

  [[nodiscard]] const fs::path& path() const { return path_; }

  /// Becomes the entry; false where there is one already.
  bool rename_to(const fs::path& entry) {
    if (std::rename(path_.c_str(), entry.c_str()) != 0) return false;
    path_.clear();
    return true;
  }

 private:
  explicit unfinished_entry(fs::path path) : path_(std::move(path)) {}
  fs::path path_;
};

std::string record_text(const std::vector<built_file>& files, const std::string& message,
                        milliseconds took) {
  toml::array listed;
  for (const auto& file : files) {
    listed.push_back(toml::table{{"name", file.name}, {"sha256", sha256_hex(file.bytes)}});
  }
  const toml::table record{{"format", record_format},
                           {"took_ms", static_cast<std::int64_t>(took.count())},
                           {"message", message},
                           {"files", std::move(listed)}};
  std::ostringstream text;
  text << record << '\n';
  return text.str();
}

bool is_intact(const fs::path& box, const toml::table& one) {
  const auto name = one["name"].value<std::string>();
  const auto sum = one["sha256"].value<std::string>();
  if (!name || !sum) return false;
  const auto bytes = read_file(box / *name);
  return bytes && sha256_hex(*bytes) == *sum;
}

}  // namespace

std::optional<cached_build> build_cache::find(const std::string& key) const {
  const auto entry = folder_ / key;
  const auto text = read_file(entry / "record.toml", 16 * mebibyte);
  if (!text) return {};
  toml::table record;
  try {
    record = toml::parse(*text);
  } catch (const toml::parse_error&) {
    return {};
  }
  const auto* files = record["files"].as_array();
  if (record["format"].value<std::int64_t>() != record_format || files == nullptr) return {};
  for (const auto& node : *files) {
    const auto* one = node.as_table();
    if (one == nullptr || !is_intact(entry / "box", *one)) return {};
  }
  return cached_build{entry / "box", record["message"].value_or(std::string()),
                      milliseconds(record["took_ms"].value_or(std::int64_t{0}))};
}

result<cached_build> build_cache::keep(const std::string& key, const std::vector<built_file>& files,
                                       const std::string& message, milliseconds took) const {
  auto fresh = unfinished_entry::make(folder_);
  if (!fresh) return std::move(fresh).failure();
  for (const auto& file : files) {
    auto written = write_file(fresh->path() / "box" / file.name, file.bytes, true);
    if (!written) return std::move(written).failure();
  }
  auto written = write_file(fresh->path() / "record.toml", record_text(files, message, took));
  if (!written) return std::move(written).failure();

  const auto entry = folder_ / key;
  for (int attempt = 0; attempt < 8; ++attempt) {
    if (fresh->rename_to(entry)) return cached_build{entry / "box", message, took};
    if (auto theirs = find(key)) return *theirs;
    // Damaged: out of the way with it, whole, so that nobody sees half of two entries.
    auto old = unfinished_entry::make(folder_);
    if (!old) return std::move(old).failure();
    std::rename(entry.c_str(), (old->path() / "entry").c_str());
  }
  return environment_error(
      fmt::format("{}: cannot be replaced: remove it by hand", entry.string()));
}

}  // namespace judge
