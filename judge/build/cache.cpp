#include "judge/build/cache.hpp"

#include <fmt/format.h>
#include <stdlib.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <string_view>
#include <system_error>
#include <utility>

#include "judge/base/files.hpp"
#include "judge/base/hash.hpp"

namespace judge {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view record_format = "gavel build 1";
constexpr std::string_view unfinished = "unfinished-";

/// A folder beside the entries that becomes one of them, or goes.
class unfinished_entry {
 public:
  static result<unfinished_entry> make(const fs::path& beside) {
    std::error_code failed;
    fs::create_directories(beside, failed);
    std::string path = (beside / fmt::format("{}XXXXXX", unfinished)).string();
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

/// What is in an entry besides the record.
struct record {
  milliseconds took{0};
  std::string message;
  std::string sum;  ///< of the files and the fields above

  [[nodiscard]] std::string text() const {
    return fmt::format("{}\n{}\n{}\n{}", record_format, sum, took.count(), message);
  }
  /// Empty where the text is no record.
  static std::optional<record> read(std::string_view text) {
    const auto line = [&] {
      const auto end = std::min(text.find('\n'), text.size());
      const auto first = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      return first;
    };
    if (line() != record_format) return {};
    record found;
    found.sum = line();
    const auto took = line();
    std::int64_t count = 0;
    const auto [end, failed] = std::from_chars(took.data(), took.data() + took.size(), count);
    if (failed != std::errc() || end != took.data() + took.size()) return {};
    found.took = milliseconds(count);
    found.message = text;
    return found;
  }
};

/// Of all files below the folder, their names and bytes, and of what the record says.
result<std::string> sum_of(const fs::path& box, const record& what) {
  auto names = list_tree(box);
  if (!names) return std::move(names).failure();
  sha256 sum;
  sum.add_field(what.message).add_field(std::to_string(what.took.count()));
  for (const auto& name : *names) {
    auto bytes = read_file(box / name);
    if (!bytes) return std::move(bytes).failure();
    sum.add_field(name.string()).add_field(*bytes);
  }
  return sum.hex();
}

}  // namespace

build_cache::build_cache(fs::path folder) : folder_(std::move(folder)) {
  remove_left_behind(folder_, unfinished);
}

std::optional<cached_build> build_cache::find(const std::string& key) const {
  const auto entry = folder_ / key;
  const auto text = read_file(entry / "record", 16 * mebibyte);
  if (!text) return {};
  const auto kept = record::read(*text);
  if (!kept) return {};
  const auto sum = sum_of(entry / "box", *kept);
  if (!sum || *sum != kept->sum) return {};
  return cached_build{entry / "box", kept->message, kept->took};
}

result<cached_build> build_cache::keep(const std::string& key, const std::vector<built_file>& files,
                                       const std::string& message, milliseconds took) const {
  auto fresh = unfinished_entry::make(folder_);
  if (!fresh) return std::move(fresh).failure();
  const auto box = fresh->path() / "box";
  for (const auto& file : files) {
    auto written = write_file(box / file.name, file.bytes, true);
    if (!written) return std::move(written).failure();
  }
  record kept{took, message, {}};
  auto sum = sum_of(box, kept);
  if (!sum) return std::move(sum).failure();
  kept.sum = std::move(*sum);
  auto written = write_file(fresh->path() / "record", kept.text());
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
