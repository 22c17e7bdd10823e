// Another method: sort by bytes, lowest byte first, then look at all neighbours.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <vector>

int main() {
  std::ios::sync_with_stdio(false);
  std::cin.tie(nullptr);
  std::size_t n = 0;
  std::cin >> n;
  // Moved up by 2^31, so that the order of the bytes is the order of the values.
  std::vector<std::uint32_t> values(n);
  for (auto& value : values) {
    std::int64_t read = 0;
    std::cin >> read;
    value = static_cast<std::uint32_t>(read + 2147483648LL);
  }
  std::vector<std::uint32_t> sorted(n);
  for (int shift = 0; shift < 32; shift += 8) {
    std::array<std::size_t, 257> start{};
    for (const auto value : values) ++start[(value >> shift & 255U) + 1];
    for (std::size_t byte = 0; byte < 256; ++byte) start[byte + 1] += start[byte];
    for (const auto value : values) sorted[start[value >> shift & 255U]++] = value;
    values.swap(sorted);
  }
  std::uint32_t gap = 0;
  for (std::size_t i = 1; i < n; ++i) gap = std::max(gap, values[i] - values[i - 1]);
  std::cout << gap << '\n';
}
