#include "judge/package/text_traits.hpp"

#include "judge/base/files.hpp"
#include "judge/base/text.hpp"

namespace judge::package {
namespace {

/// Looks at one byte after the other.
class scanner {
 public:
  void add(std::string_view block) {
    for (const char c : block) step(c);
  }

  text_traits end() {
    end_token();
    seen_.no_final_newline = !seen_.empty && last_ != '\n';
    seen_.blank_last_line = last_ == '\n' && before_ == '\n';
    seen_.trailing_space = seen_.trailing_space || last_ == ' ';
    return seen_;
  }

 private:
  /// How far a token is one with a sign or a zero in front.
  enum class part { none, sign, plus, zero, other };

  void step(char c) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '\n': seen_.trailing_space = seen_.trailing_space || last_ == ' '; break;
      case ' ':
        if (seen_.empty || last_ == '\n') {
          seen_.leading_space = true;
        } else if (last_ == ' ') {
          seen_.double_space = true;
        }
        break;
      case '\t': seen_.tab = true; break;
      case '\r': seen_.carriage_return = true; break;
      default:
        seen_.non_ascii = seen_.non_ascii || byte >= 0x80;
        seen_.control = seen_.control || byte < 0x20 || byte == 0x7f;
    }
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      end_token();
    } else {
      in_token(c);
    }
    before_ = seen_.empty ? '\n' : last_;  // a first line end ends a line of nothing
    last_ = c;
    seen_.empty = false;
  }

  void in_token(char c) {
    switch (at_) {
      case part::none:
        at_ = c == '-' ? part::sign : c == '+' ? part::plus : c == '0' ? part::zero : part::other;
        break;
      case part::plus: seen_.plus_sign = seen_.plus_sign || is_digit(c); [[fallthrough]];
      case part::sign: at_ = c == '0' ? part::zero : part::other; break;
      case part::zero:
        seen_.leading_zero = seen_.leading_zero || is_digit(c);
        at_ = part::other;
        break;
      case part::other: break;
    }
  }
  void end_token() { at_ = part::none; }

  text_traits seen_;
  char last_ = 0;
  char before_ = 0;
  part at_ = part::none;
};

}  // namespace

text_traits& text_traits::operator|=(const text_traits& other) {
  for (const auto which :
       {&text_traits::empty, &text_traits::no_final_newline, &text_traits::blank_last_line,
        &text_traits::leading_space, &text_traits::trailing_space, &text_traits::double_space,
        &text_traits::tab, &text_traits::carriage_return, &text_traits::control,
        &text_traits::non_ascii, &text_traits::leading_zero, &text_traits::plus_sign}) {
    this->*which = this->*which || other.*which;
  }
  return *this;
}

result<text_traits> traits_of_file(const std::filesystem::path& file) {
  scanner scan;
  auto read = for_each_block(file, [&](std::string_view block) {
    scan.add(block);
    return true;
  });
  if (!read) return std::move(read).failure();
  return scan.end();
}

text_traits traits_of(std::string_view text) {
  scanner scan;
  scan.add(text);
  return scan.end();
}

}  // namespace judge::package
