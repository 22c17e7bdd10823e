#include "judge/package/broken_inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "judge/base/files.hpp"
#include "judge/base/parallel.hpp"
#include "judge/base/text.hpp"
#include "judge/package/input_validators.hpp"

namespace judge::package {
namespace {

constexpr std::string_view blanks = " \t\r\n";

/// Where something is put in or taken out of a text.
struct edit {
  std::size_t at = 0;
  std::size_t removed = 0;
  std::string_view inserted;
};
using maybe_edit = std::optional<edit>;

maybe_edit insert(std::size_t at, std::string_view text) { return edit{at, 0, text}; }

/// Behind the last line's last byte, where there is a last line.
maybe_edit before_final_newline(std::string_view text, std::string_view what) {
  if (!text.ends_with('\n')) return {};
  return insert(text.size() - 1, what);
}

/// The first digit of the first (or last) token that is a whole number.
std::optional<std::size_t> number_in(std::string_view text, bool last) {
  std::optional<std::size_t> found;
  for (std::size_t from = 0;;) {
    from = text.find_first_not_of(blanks, from);
    if (from == std::string_view::npos) return found;
    const auto end = std::min(text.find_first_of(blanks, from), text.size());
    const auto digits = from + (text[from] == '-' ? 1 : 0);
    if (digits < end && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(digits),
                                    text.begin() + static_cast<std::ptrdiff_t>(end), is_digit)) {
      found = digits;
      if (!last) return found;
    }
    from = end;
  }
}

maybe_edit inner_trailing_space(std::string_view text) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos || end + 1 == text.size()) return {};
  return insert(end, " ");
}

maybe_edit at_first_space(std::string_view text, std::size_t removed, std::string_view what) {
  const auto space = text.find(' ');
  if (space == std::string_view::npos) return {};
  return edit{space, removed, what};
}

maybe_edit without_last_token(std::string_view text) {
  const auto last = text.find_last_not_of(blanks);
  if (last == std::string_view::npos) return {};
  const auto before = text.substr(0, last).find_last_of(blanks);
  const auto from = before == std::string_view::npos ? 0 : before;
  return edit{from, last + 1 - from, ""};
}

maybe_edit before_number(std::string_view text, bool last, std::string_view what) {
  const auto at = number_in(text, last);
  if (!at || (what == "+" && *at > 0 && text[*at - 1] == '-')) return {};
  return insert(*at, what);
}

struct way {
  std::string_view how;
  /// Inputs that show this themselves make it a way to write a valid one; null: none can.
  bool text_traits::*shown;
  maybe_edit (*change)(std::string_view);
};

constexpr std::array ways = {
    way{"an empty file", &text_traits::empty,
        [](std::string_view t) -> maybe_edit {
          return edit{0, t.size(), ""};
        }},
    way{"a file of one empty line", &text_traits::blank_last_line,
        [](std::string_view t) -> maybe_edit {
          return edit{0, t.size(), "\n"};
        }},
    way{"a file of random letters", nullptr,
        [](std::string_view t) -> maybe_edit {
          return edit{0, t.size(), "q%Zk2&xW vJ*f\n"};
        }},
    way{"a leading space", &text_traits::leading_space,
        [](std::string_view) { return insert(0, " "); }},
    way{"a trailing space", &text_traits::trailing_space,
        [](std::string_view t) { return before_final_newline(t, " "); }},
    way{"a trailing space", &text_traits::trailing_space, inner_trailing_space},
    way{"two spaces in a row", &text_traits::double_space,
        [](std::string_view t) { return at_first_space(t, 0, " "); }},
    way{"a tab instead of a space", &text_traits::tab,
        [](std::string_view t) { return at_first_space(t, 1, "\t"); }},
    way{"a missing newline at the end", &text_traits::no_final_newline,
        [](std::string_view t) -> maybe_edit {
          if (!t.ends_with('\n')) return {};
          return edit{t.size() - 1, 1, ""};
        }},
    way{"an empty line at the end", &text_traits::blank_last_line,
        [](std::string_view t) { return insert(t.size(), "\n"); }},
    way{"a line behind the end", nullptr,
        [](std::string_view t) { return insert(t.size(), "42\n"); }},
    way{"one more token at the end", nullptr,
        [](std::string_view t) { return before_final_newline(t, " 42"); }},
    way{"a missing last token", nullptr, without_last_token},
    way{"a leading zero", &text_traits::leading_zero,
        [](std::string_view t) { return before_number(t, false, "0"); }},
    way{"a leading zero", &text_traits::leading_zero,
        [](std::string_view t) { return before_number(t, true, "0"); }},
    way{"a plus sign", &text_traits::plus_sign,
        [](std::string_view t) { return before_number(t, false, "+"); }},
    way{"a byte that is not ASCII", &text_traits::non_ascii,
        [](std::string_view t) { return before_final_newline(t, "\xE9"); }},
    way{"a control character", &text_traits::control,
        [](std::string_view t) { return before_final_newline(t, "\x7F"); }},
};

std::string with_windows_line_ends(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

/// One to break, and the case it is from.
struct source_input {
  const test_case* from = nullptr;
  std::string text;
};

constexpr std::uintmax_t source_limit = std::uintmax_t{64} << 10;
constexpr std::size_t sources_of_a_kind = 3;

std::vector<source_input> sources_of(const problem& whole) {
  std::vector<source_input> chosen;
  for (const bool sample : {true, false}) {
    std::vector<std::pair<std::uintmax_t, const test_case*>> sized;
    for (const auto& one : whole.cases) {
      if (one.name.starts_with("sample/") != sample) continue;
      std::error_code failed;
      const auto size = std::filesystem::file_size(one.input, failed);
      if (!failed && size <= source_limit) sized.emplace_back(sample ? 0 : size, &one);
    }
    std::stable_sort(sized.begin(), sized.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    if (sized.size() > sources_of_a_kind) sized.resize(sources_of_a_kind);
    for (const auto& [size, one] : sized) {
      if (auto text = read_file(one->input, source_limit)) {
        chosen.push_back({one, *std::move(text)});
      }
    }
  }
  return chosen;
}

/// One broken input that is to be tried.
struct attempt {
  const source_input* from = nullptr;
  broken_input broken;
  bool accepted = false;
};

result<std::vector<attempt>> attempts_on(const problem& whole,
                                         const std::vector<source_input>& sources) {
  text_traits shown = {.empty = false};
  for (const auto& one : whole.cases) {
    auto traits = traits_of_file(one.input);
    if (!traits) return std::move(traits).failure();
    shown |= *traits;
  }
  std::vector<attempt> all;
  std::set<std::string> known;
  for (const auto& source : sources) known.insert(source.text);
  for (const auto& source : sources) {
    for (auto& broken : broken_inputs(source.text, shown)) {
      if (known.insert(broken.text).second) all.push_back({&source, std::move(broken)});
    }
  }
  return all;
}

result<std::vector<finding>> check(const problem& whole, builder& build, runner& run,
                                   const validation_options& options) {
  std::vector<finding> found;
  std::vector<finding> said_by_others;
  const auto validators =
      build_validators(whole.input_validators, "input validator", build, said_by_others);
  if (!validators) return validators.failure();
  if (validators->ready.empty() || !validators->all_there) return found;
  const auto sources = sources_of(whole);
  auto all = attempts_on(whole, sources);
  if (!all) return std::move(all).failure();
  std::optional<error> failure;
  std::mutex guard;
  std::size_t finished = 0;
  for_each_in_parallel(all->size(), options.jobs, {}, [&](std::size_t i) {
    auto& one = (*all)[i];
    auto accepted = all_accept(*validators, run, one.broken.text, *one.from->from);
    const std::lock_guard lock(guard);
    if (!accepted) {
      failure = std::move(accepted).failure();
      return false;
    }
    one.accepted = *accepted;
    if (options.progress) options.progress(std::string(one.broken.how), ++finished, all->size());
    return true;
  });
  if (failure) return *failure;
  std::set<std::string_view> said;
  for (const auto& one : *all) {
    if (!one.accepted || !said.insert(one.broken.how).second) continue;
    found.push_back(
        {false, fmt::format("{}:{}: the input validators also accept this input with "
                            "{}: refuse that, or add a case that has it",
                            one.from->from->input.string(), one.broken.line, one.broken.how)});
  }
  return found;
}

}  // namespace

std::vector<broken_input> broken_inputs(std::string_view valid, const text_traits& shown) {
  std::vector<broken_input> all;
  for (const auto& [how, trait, change] : ways) {
    if (trait != nullptr && shown.*trait) continue;
    const auto made = change(valid);
    if (!made) continue;
    std::string text(valid);
    text.replace(made->at, made->removed, made->inserted);
    if (text == valid) continue;
    const auto line =
        1 + std::count(valid.begin(), valid.begin() + static_cast<std::ptrdiff_t>(made->at), '\n');
    all.push_back({how, static_cast<int>(line), std::move(text)});
  }
  if (!shown.carriage_return && valid.find('\n') != std::string_view::npos) {
    all.push_back({"line ends of Windows", 1, with_windows_line_ends(valid)});
  }
  return all;
}

}  // namespace judge::package

namespace judge {

result<std::vector<finding>> check_broken_inputs(const problem& whole, builder& build, runner& run,
                                                 const validation_options& options) {
  return package::check(whole, build, run, options);
}

}  // namespace judge
