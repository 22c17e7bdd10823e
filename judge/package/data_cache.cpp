#include "judge/package/data_cache.hpp"

#include "judge/base/files.hpp"
#include "judge/base/hash.hpp"
#include "judge/package/sums.hpp"

namespace judge::package {
namespace {
constexpr auto record = "SHA256SUMS";
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
    const auto bytes = read_file(folder / name);
    if (!bytes || sha256_hex(*bytes) != sum) return {};
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
    if (auto written = write_file(folder / name, bytes); !written) {
      return std::move(written).failure();
    }
    sums[name] = sha256_hex(bytes);
    stored[name] = {folder / name, sums[name]};
  }
  if (auto written = write_file(folder / record, sums_text(sums)); !written) {
    return std::move(written).failure();
  }
  return stored;
}

}  // namespace judge::package
