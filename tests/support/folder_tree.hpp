// tests/support/folder_tree.hpp - a folder of files for one test.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "judge/base/files.hpp"

namespace judge::testing {

class folder_tree {
 public:
  folder_tree() : folder_(temporary_folder::make().value()) {}

  void put(const std::string& name, std::string_view text) const {
    const auto written = write_file(folder_.path() / name, text);
    EXPECT_TRUE(written) << name;
  }
  [[nodiscard]] std::filesystem::path path(const std::string& name = "") const {
    return name.empty() ? folder_.path() : folder_.path() / name;
  }

 private:
  temporary_folder folder_;
};

}  // namespace judge::testing
