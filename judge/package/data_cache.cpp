#include "judge/package/data_cache.hpp"

#include <string_view>

#include "judge/base/files.hpp"
#include "judge/base/hash.hpp"
#include "judge/package/sums.hpp"

namespace judge::package {
namespace {
constexpr auto record = "SHA256SUMS";

/// Writes into the cache, and removes what an earlier attempt left behind, whose name goes on with
/// a dot; what fails there is helped by another place for it.
status put(const std::filesystem::path& file, std::string_view bytes) {
  remove_left_behind(file.parent_path(), file.filename().string() + ".");
  auto written = write_file(file, bytes);
  if (written) return written;
  auto failure = std::move(written).failure();
  failure.message += ": set XDG_CACHE_HOME to a folder with room that you may write to";
  return failure;
}

}  // namespace

std::filesystem::path data_cache::place(const std::string& key) const {
  return folder_ / key.substr(0, 2) / key;
}

std::optional<made_files> data_cache::find(const std::string& key) const {
  const auto folder = place(key);
  const auto text = read_file(folder / record);
  if (!text) return {};
  const auto sums = parse_sums(record, *text);
  if (!sums || sums->empty()) return {};
  made_files found;
  for (const auto& [name, sum] : *sums) {
    const auto found_sum = sha256_hex_of_file(folder / name);
    if (!found_sum || *found_sum != sum) return {};
    found[name] = {folder / name, sum};
  }
  return found;
}

result<made_files> data_cache::store(const std::string& key,
                                     const std::map<std::string, std::string>& files) const {
  const auto folder = place(key);
  made_files stored;
  std::map<std::string, std::string> sums;
  for (const auto& [name, bytes] : files) {
    if (auto kept = put(folder / name, bytes); !kept) return std::move(kept).failure();
    sums[name] = sha256_hex(bytes);
    stored[name] = {folder / name, sums[name]};
  }
  if (auto kept = put(folder / record, sums_text(sums)); !kept) return std::move(kept).failure();
  return stored;
}

}  // namespace judge::package
