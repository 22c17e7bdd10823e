#include "judge/package/statement_samples.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <optional>
#include <utility>

#include "judge/base/files.hpp"
#include "judge/base/text.hpp"
#include "judge/package/constants.hpp"
#include "judge/package/folder.hpp"

namespace judge::package {
namespace {

constexpr std::uintmax_t statement_limit = std::uintmax_t{4} << 20;

bool holds(std::string_view text, std::string_view what) {
  return text.find(what) != std::string_view::npos;
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (auto& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

/// The words of a heading or of a line that is all bold; empty for any other line.
std::string heading_of(std::string_view line) {
  line = trimmed(line);
  constexpr std::array marks = {
      "#", "**", "\\section", "\\subsection", "\\subsubsection", "\\paragraph", "\\textbf"};
  const bool is_heading = std::any_of(marks.begin(), marks.end(),
                                      [&](const char* mark) { return line.starts_with(mark); });
  return is_heading ? lower_case(line) : "";
}

std::optional<int> number_in(std::string_view text) {
  const auto at = text.find_first_of("0123456789");
  if (at == std::string_view::npos) return {};
  int number = 0;
  const auto [end, failed] = std::from_chars(text.data() + at, text.data() + text.size(), number);
  return failed == std::errc() ? std::optional(number) : std::nullopt;
}

/// How a block of code ends, if this line begins one.
std::string_view end_of_block(std::string_view line) {
  line = trimmed(line);
  if (line.starts_with("```")) return "```";
  if (line.starts_with("~~~")) return "~~~";
  if (line.starts_with("\\begin{verbatim}")) return "\\end{verbatim}";
  if (line.starts_with("\\begin{lstlisting}")) return "\\end{lstlisting}";
  return {};
}

/// What the headings so far say of the next block of code.
class sample_reader {
 public:
  void heading(std::string_view words) {
    const bool sample = holds(words, "sample") || holds(words, "example") || holds(words, "样例") ||
                        holds(words, "示例");
    const bool input = holds(words, "input") || holds(words, "输入");
    const bool output = holds(words, "output") || holds(words, "输出");
    if (!sample && !(in_sample_ && (input || output))) {
      in_sample_ = false;
      return;
    }
    if (sample) {
      in_sample_ = true;
      if (const auto number = number_in(words)) {
        number_ = *number;
      } else if (!output || input) {
        number_ = last_ + 1;
      }
      last_ = number_;
    }
    blocks_ = 0;
    only_.reset();
    if (input != output) only_ = input;
  }

  void block(int line, std::string text) {
    if (!in_sample_) return;
    const auto place = blocks_++;
    if (place >= (only_ ? 1 : 2)) return;  // an explanation
    found_.push_back({number_, only_.value_or(place == 0), line, std::move(text)});
  }

  std::vector<shown_sample> take() { return std::move(found_); }

 private:
  bool in_sample_ = false;
  int number_ = 0;
  int last_ = 0;
  int blocks_ = 0;
  std::optional<bool> only_;  ///< input, or else output; empty: both
  std::vector<shown_sample> found_;
};

/// Without white space at line ends, and without empty lines at the end.
std::string normal(std::string_view text) {
  std::string out;
  for (auto line : lines_of(text)) {
    const auto last = line.find_last_not_of(" \t\r");
    out += line.substr(0, last == std::string_view::npos ? 0 : last + 1);
    out += '\n';
  }
  while (out.ends_with("\n\n") || out == "\n") out.pop_back();
  return out;
}

class samples_check {
 public:
  samples_check(const problem& whole, const package_folder& folder)
      : whole_(whole), folder_(folder) {
    for (const auto& one : whole.cases) {
      if (one.name.starts_with("sample/")) samples_.push_back(&one);
    }
  }

  std::vector<finding> all() {
    complaints silent;  // said by the loader and by lint
    for (const auto* place : {"statement", "problem_statement"}) {
      for (const auto& name : folder_.names(place, silent)) {
        const bool text = name.ends_with(".md") || name.ends_with(".tex");
        if (name.starts_with("problem.") && text) look_at(below(place, name));
      }
    }
    return std::move(found_);
  }

 private:
  void look_at(const std::string& statement) {
    const auto text = folder_.read(statement, statement_limit);
    if (!text) return;
    for (const auto& shown : samples_in(*text)) {
      const auto where = fmt::format("{}:{}", folder_.shown(statement), shown.line);
      const auto* sample = sample_of(shown.number);
      const auto* kind = shown.is_input ? "input" : "output";
      if (sample == nullptr) {
        if (samples_.empty()) continue;  // shown in another way, by .interaction files
        warn("{}: the {} of sample {}, but data/sample has no such case: add it, or remove this",
             where, kind, shown.number);
        continue;
      }
      const auto file = file_of(*sample, shown.is_input);
      const auto bytes = read_file(file, statement_limit);
      if (!bytes || normal(*bytes) == normal(substituted(shown.text, whole_.constants))) continue;
      warn("{}: the {} of sample {} is not what {} holds: write the same into both", where, kind,
           shown.number, file.string());
    }
  }

  template <typename... Parts>
  void warn(fmt::format_string<Parts...> text, Parts&&... parts) {
    found_.push_back({false, fmt::format(text, std::forward<Parts>(parts)...)});
  }

  [[nodiscard]] const test_case* sample_of(int number) const {
    const auto name = fmt::format("sample/{}", number);
    for (const auto* one : samples_) {
      if (one->name == name) return one;
    }
    const auto at = static_cast<std::size_t>(number) - 1;
    return at < samples_.size() ? samples_[at] : nullptr;
  }

  [[nodiscard]] std::filesystem::path file_of(const test_case& sample, bool input) const {
    const auto shown =
        folder_.inside(fmt::format("data/{}.{}.statement", sample.name, input ? "in" : "ans"));
    std::error_code ignored;
    if (shown && std::filesystem::exists(*shown, ignored)) return *shown;
    return input ? sample.input : sample.answer;
  }

  const problem& whole_;
  const package_folder& folder_;
  std::vector<const test_case*> samples_;
  std::vector<finding> found_;
};

}  // namespace

std::vector<shown_sample> samples_in(std::string_view statement) {
  sample_reader reader;
  const auto lines = lines_of(statement);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (const auto end = end_of_block(lines[i]); !end.empty()) {
      const auto first = ++i;
      std::string text;
      for (; i < lines.size() && !trimmed(lines[i]).starts_with(end); ++i) {
        text += lines[i];
        text += '\n';
      }
      reader.block(static_cast<int>(first) + 1, std::move(text));
    } else if (const auto words = heading_of(lines[i]); !words.empty()) {
      reader.heading(words);
    }
  }
  return reader.take();
}

}  // namespace judge::package

namespace judge {

std::vector<finding> check_statement_samples(const problem& whole) {
  const auto folder = package::package_folder::open(whole.folder);
  if (!folder) return {};
  return package::samples_check(whole, *folder).all();
}

}  // namespace judge
