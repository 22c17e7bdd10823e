#include "judge/base/hash.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

#include "judge/base/files.hpp"

namespace {

using judge::sha256;
using judge::sha256_hex;

// The examples of FIPS 180-2, appendix B.
TEST(Sha256, GivesThePublishedDigests) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Sha256, OfAFileIsThatOfItsBytes) {
  const auto folder = judge::temporary_folder::make();
  ASSERT_TRUE(folder);
  const std::string bytes(150'000, 'x');
  ASSERT_TRUE(judge::write_file(folder->path() / "file", bytes));
  const auto sum = judge::sha256_hex_of_file(folder->path() / "file");
  ASSERT_TRUE(sum);
  EXPECT_EQ(*sum, sha256_hex(bytes));
  EXPECT_FALSE(judge::sha256_hex_of_file(folder->path() / "missing"));
}

TEST(Sha512, GivesThePublishedDigest) {
  const auto digest = judge::sha512_bytes("abc");
  EXPECT_EQ(digest.front(), 0xdd);
  EXPECT_EQ(digest.back(), 0x9f);
}

RC_GTEST_PROP(Sha256, DoesNotDependOnHowTheBytesAreCut, (const std::string& bytes)) {
  const auto cut = *rc::gen::inRange<std::size_t>(0, bytes.size() + 1);
  RC_ASSERT(sha256().add(bytes.substr(0, cut)).add(bytes.substr(cut)).hex() == sha256_hex(bytes));
}

RC_GTEST_PROP(Sha256, TellsFieldsApart, (const std::string& bytes)) {
  const auto cut = *rc::gen::inRange<std::size_t>(0, bytes.size() + 1);
  RC_PRE(cut < bytes.size());
  const auto parts = sha256().add_field(bytes.substr(0, cut)).add_field(bytes.substr(cut)).hex();
  const auto whole = sha256().add_field(bytes).add_field("").hex();
  RC_ASSERT(parts != whole);
}

}  // namespace
