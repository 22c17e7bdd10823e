// tests/judge/package/package_files.hpp - small packages, written into a temporary folder.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "judge/base/files.hpp"
#include "judge/package/load.hpp"

namespace judge::testing {

using file_texts = std::map<std::string, std::string>;

/// The least that a 2025-09 package holds.
inline file_texts minimal_package() {
  return {{"problem.yaml",
           "problem_format_version: 2025-09\n"
           "name: Sum\n"
           "uuid: 8ee7605a-7b6e-8abf-3143-be9436a50d96\n"},
          {"statement/problem.en.md", "Add two numbers.\n"},
          {"data/sample/1.in", "1 2\n"},
          {"data/sample/1.ans", "3\n"},
          {"data/secret/1.in", "5 5\n"},
          {"data/secret/1.ans", "10\n"},
          {"input_validators/validate.cpp", "int main() { return 42; }\n"},
          {"submissions/accepted/sum.cpp", "int main() {}\n"}};
}

/// A folder "<temporary>/sum" that holds the files and goes with its owner. Messages are compared
/// with its path cut off, so that they start with "sum/".
class package_on_disk {
 public:
  explicit package_on_disk(const file_texts& files) : root_(make_root()) {
    std::filesystem::create_directories(path());
    for (const auto& [name, text] : files) write(name, text);
  }

  [[nodiscard]] std::filesystem::path path() const { return root_.path() / "sum"; }
  void write(const std::string& name, std::string_view text) const {
    const auto written = write_file(path() / name, text);
    if (!written) throw std::runtime_error(written.failure().message);
  }
  void link(const std::string& name, const std::filesystem::path& target) const {
    std::filesystem::create_directories((path() / name).parent_path());
    std::filesystem::create_symlink(target, path() / name);
  }

  [[nodiscard]] std::string shown(std::string message) const {
    const auto prefix = root_.path().string() + "/";
    for (auto at = message.find(prefix); at != std::string::npos; at = message.find(prefix)) {
      message.erase(at, prefix.size());
    }
    return message;
  }

  [[nodiscard]] result<problem> load() const { return load_problem(path()); }
  /// The problem; a test that gets none fails with the reason.
  [[nodiscard]] problem loaded() const {
    auto whole = load();
    if (!whole) {
      ADD_FAILURE() << shown(whole.failure().message);
      return {};
    }
    return std::move(whole).value();
  }
  /// Why it cannot be loaded, or "" where it can.
  [[nodiscard]] std::string refusal() const {
    const auto whole = load();
    return whole ? "" : shown(whole.failure().message);
  }

 private:
  static temporary_folder make_root() {
    auto made = temporary_folder::make();
    if (!made) throw std::runtime_error(made.failure().message);
    return std::move(made).value();
  }
  temporary_folder root_;
};

/// The minimal package with some files put in or replaced; an empty text takes a file away.
inline file_texts minimal_with(const file_texts& changes) {
  auto files = minimal_package();
  for (const auto& [name, text] : changes) {
    if (text.empty()) {
      files.erase(name);
    } else {
      files[name] = text;
    }
  }
  return files;
}

/// problem.yaml of the minimal package with lines behind it.
inline file_texts with_yaml(const std::string& lines) {
  return minimal_with({{"problem.yaml", minimal_package()["problem.yaml"] + lines}});
}

}  // namespace judge::testing
