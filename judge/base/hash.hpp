// judge/base/hash.hpp - content hashes, for caches and for the sums of generated data.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "judge/base/result.hpp"

namespace judge {

/// SHA-256 of what was added, by OpenSSL's libcrypto.
class sha256 {
 public:
  sha256();
  ~sha256();
  sha256(const sha256&) = delete;
  sha256& operator=(const sha256&) = delete;

  /// The bytes alone.
  sha256& add(std::string_view bytes);
  /// A field of a record: its length, then its bytes, so that ("ab","c") is not ("a","bc").
  sha256& add_field(std::string_view bytes);
  /// 64 lower-case hexadecimal digits. Nothing can be added after.
  [[nodiscard]] std::string hex();

 private:
  struct state;
  std::unique_ptr<state> state_;
};

[[nodiscard]] std::string sha256_hex(std::string_view bytes);

/// Of a file's bytes, without holding them all. Errors: it cannot be read.
[[nodiscard]] result<std::string> sha256_hex_of_file(const std::filesystem::path& file);

/// SHA-512 of the bytes, most significant byte first: what BAPCtools' {seed} is made from.
[[nodiscard]] std::array<std::uint8_t, 64> sha512_bytes(std::string_view bytes);

}  // namespace judge
