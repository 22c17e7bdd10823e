#include "judge/base/hash.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <new>
#include <stdexcept>
#include <utility>

#include "judge/base/files.hpp"

namespace judge {
namespace {

struct free_context {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

void must(int ok) {
  if (ok != 1) throw std::runtime_error("libcrypto refused to hash");
}

}  // namespace

struct sha256::state {
  std::unique_ptr<EVP_MD_CTX, free_context> context{EVP_MD_CTX_new()};
};

sha256::sha256() : state_(std::make_unique<state>()) {
  if (!state_->context) throw std::bad_alloc();
  must(EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr));
}

sha256::~sha256() = default;

sha256& sha256::add(std::string_view bytes) {
  must(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()));
  return *this;
}

sha256& sha256::add_field(std::string_view bytes) {
  return add(fmt::format("{}:", bytes.size())).add(bytes);
}

std::string sha256::hex() {
  std::array<unsigned char, 32> digest{};
  must(EVP_DigestFinal_ex(state_->context.get(), digest.data(), nullptr));
  return fmt::format("{:02x}", fmt::join(digest, ""));
}

std::string sha256_hex(std::string_view bytes) { return sha256().add(bytes).hex(); }

result<std::string> sha256_hex_of_file(const std::filesystem::path& file) {
  sha256 sum;
  auto read = for_each_block(file, [&](std::string_view block) {
    sum.add(block);
    return true;
  });
  if (!read) return std::move(read).failure();
  return sum.hex();
}

std::array<std::uint8_t, 64> sha512_bytes(std::string_view bytes) {
  std::array<std::uint8_t, 64> digest{};
  must(EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha512(), nullptr));
  return digest;
}

}  // namespace judge
