// N-grams by definition, and texts in which they repeat.  Included after <gtest/gtest.h>.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <rapidcheck.h>

#include "gavel/ngram/units.hpp"

namespace gavel::testing {

using gram_counts = std::map<std::string, std::uint64_t>;

/// One row of the Unicode Standard's table 3-7, Well-Formed UTF-8 Byte Sequences.
struct utf8_row {
  std::vector<std::pair<unsigned, unsigned>> ranges;
};

inline const std::vector<utf8_row>& utf8_table() {
  static const std::vector<utf8_row> rows = {
      {{{0x00, 0x7F}}},
      {{{0xC2, 0xDF}, {0x80, 0xBF}}},
      {{{0xE0, 0xE0}, {0xA0, 0xBF}, {0x80, 0xBF}}},
      {{{0xE1, 0xEC}, {0x80, 0xBF}, {0x80, 0xBF}}},
      {{{0xED, 0xED}, {0x80, 0x9F}, {0x80, 0xBF}}},
      {{{0xEE, 0xEF}, {0x80, 0xBF}, {0x80, 0xBF}}},
      {{{0xF0, 0xF0}, {0x90, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}}},
      {{{0xF1, 0xF3}, {0x80, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}}},
      {{{0xF4, 0xF4}, {0x80, 0x8F}, {0x80, 0xBF}, {0x80, 0xBF}}},
  };
  return rows;
}

struct decoded {
  std::vector<std::string> units;
  bool well_formed = true;
};

/// At each place the longest prefix of a row: a whole row is a code point, a part of one (or one
/// byte, when no row begins so) is a maximal subpart of something ill-formed.
inline decoded decode_by_table(const std::string& text, ill_formed_utf8 policy) {
  decoded out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t longest = 0;
    bool whole = false;
    for (const utf8_row& row : utf8_table()) {
      std::size_t k = 0;
      while (k < row.ranges.size() && i + k < text.size()) {
        const unsigned byte = static_cast<unsigned char>(text[i + k]);
        if (byte < row.ranges[k].first || row.ranges[k].second < byte) break;
        ++k;
      }
      if (k > longest) {
        longest = k;
        whole = k == row.ranges.size();
      }
    }
    if (whole) {
      out.units.push_back(text.substr(i, longest));
    } else {
      out.well_formed = false;
      if (policy == ill_formed_utf8::replace) out.units.push_back("\xEF\xBF\xBD");
      if (longest == 0) longest = 1;
    }
    i += longest;
  }
  return out;
}

inline std::vector<std::string> units_of(const std::string& text, ngram_unit unit,
                                         ill_formed_utf8 policy = ill_formed_utf8::replace) {
  std::vector<std::string> units;
  if (unit == ngram_unit::byte) {
    for (const char c : text) units.emplace_back(1, c);
  } else if (unit == ngram_unit::code_point) {
    units = decode_by_table(text, policy).units;
  } else {
    std::istringstream words(text);
    for (std::string word; words >> word;) units.push_back(word);
  }
  return units;
}

/// The definition: every window of n units, as one string.
inline void count_windows(gram_counts& counts, const std::vector<std::string>& units, std::size_t n,
                          ngram_unit unit) {
  for (std::size_t i = 0; i + n <= units.size(); ++i) {
    std::string gram;
    for (std::size_t j = i; j < i + n; ++j) {
      if (j > i && unit == ngram_unit::word) gram += ' ';
      gram += units[j];
    }
    ++counts[gram];
  }
}

inline gram_counts grams_of(const std::string& text, std::size_t n, ngram_unit unit,
                            ill_formed_utf8 policy = ill_formed_utf8::replace) {
  gram_counts counts;
  count_windows(counts, units_of(text, unit, policy), n, unit);
  return counts;
}

/// t(0) t(1) ... of the Thue-Morse sequence, as 'a' and 'b'.
inline std::string thue_morse(std::size_t length) {
  std::string text(length, 'a');
  for (std::size_t i = 1; i < length; ++i)
    text[i] = i % 2 == 0 ? text[i / 2] : static_cast<char>('a' + 'b' - text[i / 2]);
  return text;
}

/// Texts of pieces from a small alphabet, so that grams repeat; among the pieces are a NUL, white
/// space, bytes above 0x7f, and parts of UTF-8 sequences.
inline rc::Gen<std::string> repetitive_text() {
  using namespace std::string_literals;
  const auto joined = [](const std::vector<std::string>& alphabet) {
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(alphabet)),
                        [](const std::vector<std::string>& pieces) {
                          std::string text;
                          for (const std::string& piece : pieces) text += piece;
                          return text;
                        });
  };
  return rc::gen::scale(
      2.0, rc::gen::weightedOneOf<std::string>({
               {3, joined({"a", "b"})},
               {2, joined({"a", "\0"s, "\xFF", "\x7F", "\x80"})},
               {3, joined({"a", "b", "aa", " ", "\n", "\t\r\v\f", "\xC3\xA9"})},
               {4, joined({"a", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\xE2\x82",
                           "\xF0\x9F", "\xF4", "\xED\xA0", "\x80", "\xC0", " "})},
               {1, rc::gen::map(rc::gen::inRange<std::size_t>(0, 300), thue_morse)},
           }));
}

/// Window sizes on both sides of what fits in one 64-bit key, for each unit.
inline rc::Gen<std::size_t> window_size() {
  return rc::gen::element<std::size_t>(1, 1, 2, 2, 3, 3, 4, 5, 7, 8, 9, 10, 16, 33);
}

inline rc::Gen<ngram_unit> any_unit() {
  return rc::gen::element(ngram_unit::byte, ngram_unit::code_point, ngram_unit::word);
}

}  // namespace gavel::testing
