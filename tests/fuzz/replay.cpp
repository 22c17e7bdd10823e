// Gives every file that is named, or lies in a folder that is named, to the body of a fuzz target;
// needs no fuzzer, so that the corpus is part of every test run.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "fuzz/bytes.hpp"

int main(int argc, char** argv) {
  std::vector<std::filesystem::path> files;
  for (int i = 1; i < argc; ++i) {
    if (!std::filesystem::is_directory(argv[i])) {
      files.emplace_back(argv[i]);
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    const std::vector<char> text{std::istreambuf_iterator<char>(in), {}};
    if (!in) {
      std::fprintf(stderr, "replay: %s: cannot be read\n", file.c_str());
      return 2;
    }
    // On its own line before the run: when the body aborts, this is the input.
    std::printf("%s\n", file.c_str());
    std::fflush(stdout);
    const std::vector<std::uint8_t> data(text.begin(), text.end());
    LLVMFuzzerTestOneInput(data.data(), data.size());
  }
  if (files.empty()) {
    std::fprintf(stderr, "replay: no inputs\n");
    return 2;
  }
  std::printf("%zu inputs\n", files.size());
}
