// problems/ngram_counting/instance.hpp - the problem's data as types, with readers and writers.
// Shared by submissions, generators, tests and benches; the input validator does not use it, so
// that the two disagree when one of them is wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace problems::ngram_counting {

struct instance {
  std::string text;
  std::size_t n = 1;
  std::uint64_t threshold = 0;
  std::size_t shown = 0;
};

struct answer {
  std::uint64_t windows = 0;
  std::size_t distinct = 0;
  std::size_t key_grams = 0;
  std::vector<std::pair<std::string, std::uint64_t>> first;  // at most instance::shown of them
};

inline std::string to_hex(std::string_view bytes) {
  std::string digits;
  digits.reserve(2 * bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    digits += "0123456789abcdef"[byte / 16];
    digits += "0123456789abcdef"[byte % 16];
  }
  return digits;
}

inline std::string from_hex(std::string_view digits) {
  const auto value = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string bytes(digits.size() / 2, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<char>(16 * value(digits[2 * i]) + value(digits[2 * i + 1]));
  return bytes;
}

inline instance read(std::istream& in) {
  instance out;
  std::size_t length = 0;
  in >> length >> out.n >> out.threshold >> out.shown;
  std::string digits;
  digits.reserve(2 * length);
  in >> digits;
  out.text = from_hex(digits);
  return out;
}

inline void write(std::ostream& out, const instance& what) {
  out << what.text.size() << ' ' << what.n << ' ' << what.threshold << ' ' << what.shown << '\n'
      << to_hex(what.text) << '\n';
}

inline void write(std::ostream& out, const answer& what) {
  out << what.windows << ' ' << what.distinct << ' ' << what.key_grams << '\n';
  for (const auto& [gram, count] : what.first) out << to_hex(gram) << ' ' << count << '\n';
}

}  // namespace problems::ngram_counting
