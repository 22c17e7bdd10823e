// memory_bench [small]: the largest resident size of `judge run` with much test data.
//
// The kernel's own figure for the judge process and what it waits for (bubblewrap, some MiB; the
// compiler has run before). It begins with the size of this program, which is kept small. Needs
// 1 GiB of disk in the temporary folder, and as much memory for the input of one run; the packages
// are made one after the other.
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/judge/bench_package.hpp"
#include "bench/judge/bench_tools.hpp"

namespace {

using judge::mebibyte;

struct scenario {
  const char* name;
  const char* limits;
  const char* source;
  std::function<void(const bench::package&)> fill;
};

/// `head`, then lines of numbers up to `bytes` in all.
void write_numbers(const std::filesystem::path& file, const std::string& head,
                   std::uint64_t bytes) {
  std::string block;
  while (block.size() < 65536) block += "1234567\n";
  std::ofstream out(file, std::ios::binary);
  out << head;
  for (auto left = bytes - head.size(); left > 0;) {
    const auto part = std::min<std::uint64_t>(left, block.size());
    out.write(block.data(), static_cast<std::streamsize>(part));
    left -= part;
  }
}

void fill_inputs(const bench::package& into, int cases, std::uint64_t bytes) {
  for (int i = 0; i < cases; ++i) {
    const auto name = fmt::format("{:03}", i);
    write_numbers(into.file(name, ".in"), "1 2\n", bytes);
    std::ofstream(into.file(name, ".ans")) << "3\n";
  }
}

/// Input and answer of this size; `ending` is what the answer has more than the output.
void fill_both(const bench::package& into, int cases, std::uint64_t bytes,
               const std::string& ending) {
  for (int i = 0; i < cases; ++i) {
    const auto name = fmt::format("{:03}", i);
    write_numbers(into.file(name, ".in"), "", bytes);
    write_numbers(into.file(name, ".ans"), "", bytes);
    std::ofstream(into.file(name, ".ans"), std::ios::app) << ending;
  }
}

std::vector<scenario> scenarios(bool small) {
  const int scale = small ? 64 : 1;
  const auto share = [scale](std::uint64_t bytes) {
    return bytes / static_cast<std::uint64_t>(scale);
  };
  return {
      {"100 cases, 10 MiB of input each", "", SUM_SOURCE,
       [=](const auto& into) { fill_inputs(into, small ? 2 : 100, share(10 * mebibyte)); }},
      {"1 case, 1 GiB of input", "", SUM_SOURCE,
       [=](const auto& into) { fill_inputs(into, 1, share(1024 * mebibyte)); }},
      {"64 cases, input and output 7.9 MiB", "", COPY_SOURCE,
       [=](const auto& into) { fill_both(into, small ? 2 : 64, share(79 * mebibyte / 10), ""); }},
      {"the same, output not byte for byte", "", COPY_SOURCE,
       [=](const auto& into) {
         fill_both(into, small ? 2 : 64, share(79 * mebibyte / 10), " \n");
       }},
      {"1 case, output of 200 MiB", "  output: 256\n", COPY_SOURCE,
       [=](const auto& into) { fill_both(into, 1, share(200 * mebibyte), ""); }},
  };
}

}  // namespace

int main(int argc, char** argv) {
  const bool small = argc > 1 && std::string_view(argv[1]) == "small";
  fmt::print("  {:<38}{:>10}{:>10}\n", "", "peak MiB", "wall s");
  for (const auto& one : scenarios(small)) {
    auto folder = judge::temporary_folder::make();
    if (!folder) {
      fmt::print(stderr, "memory_bench: {}\n", folder.failure().message);
      return 3;
    }
    const bench::package of(folder->path(), one.limits);
    one.fill(of);
    // The first run compiles.
    if (!of.judged(one.source)) return 1;
    const auto end = of.judged(one.source);
    if (!end) return 1;
    fmt::print("  {:<38}{:>10.1f}{:>10.2f}\n", one.name,
               static_cast<double>(end->peak_rss_kib) / 1024, end->seconds);
  }
  return 0;
}
