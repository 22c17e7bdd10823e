// judge/store/result_store.hpp - what was judged before, on disk.
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <string>

#include "judge/model/ports.hpp"

namespace judge {

/// A file a way of judging, <folder>/<way>, with a line a case that is only ever added to: digest,
/// a sum of the line, facts. Lines that are not whole are as good as missing, and a later line of a
/// case counts; several judges may use one folder at once. Files that nobody has touched for 30
/// days are removed when the store is opened. What cannot be written is not kept: a cache is no
/// reason to fail.
class result_store final : public case_memory {
 public:
  explicit result_store(std::filesystem::path folder);

  std::optional<remembered_case> find(const std::string& way, const std::string& digest) override;
  void keep(const std::string& way, const std::string& digest,
            const remembered_case& facts) override;

 private:
  using lines_by_digest = std::map<std::string, std::string>;

  lines_by_digest& of(const std::string& way);

  std::filesystem::path folder_;
  std::mutex lock_;
  std::map<std::string, lines_by_digest> known_;
};

}  // namespace judge
