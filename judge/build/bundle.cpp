#include "judge/build/bundle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "judge/base/text.hpp"

namespace judge {
namespace {

/// A piece of a file that is not copied: a removed line or an include.
struct cut {
  text_range where;
  const include_directive* include = nullptr;
};

class bundler {
 public:
  bundler(const program_source& source, const bundle_options& options)
      : resolver_(source, options.includes), options_(options) {}

  result<std::string> run() {
    auto added = add(resolver_.own(0), true);
    if (!added) return std::move(added).failure();
    if (options_.keep_missing && done_.size() == 1) return resolver_.own(0).text;
    std::string block;
    for (const auto& name : hoisted_) block += fmt::format("#include {}\n", name);
    if (!block.empty()) out_.insert(block_at_, block);
    return std::move(out_);
  }

 private:
  /// Appends the file without its cuts, and what it includes in their place.
  status add(const located_file& file, bool is_main) {
    const std::string_view text = file.text;
    const auto lines = scan_preprocessor_lines(text);
    const auto cuts = cuts_of(lines);
    stack_.push_back(file.name);
    done_.insert(identity(file));

    std::size_t from = !is_main && text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    for (const auto& one : cuts) {
      if (one.include != nullptr && stays(*one.include)) {
        if (auto checked = check_stays(file, *one.include); !checked) return checked;
        continue;
      }
      if (is_main && one.include != nullptr && block_at_ == std::string::npos) {
        copy(file, from, one.where.begin);
        from = one.where.begin;
        block_at_ = out_.size();
      }
      if (one.include == nullptr) {
        copy(file, from, one.where.begin);
        from = skip_blank_line(text, one.where.end);
        continue;
      }
      auto found = resolve(file, *one.include);
      if (!found) return std::move(found).failure();
      if (!*found) {
        if (one.include->written == include_directive::form::quoted) continue;  // kept
        if (one.include->macros_before != 0) continue;  // its meaning may hang on them
        hoist(one.include->spelling());
      }
      copy(file, from, one.where.begin);
      if (*found && done_.count(identity(**found)) == 0) {
        if (auto added = add(**found, false); !added) return added;
      }
      from = skip_blank_line(text, one.where.end);
    }
    copy(file, from, text.size());
    if (!out_.empty() && out_.back() != '\n') out_ += '\n';
    stack_.pop_back();
    return done();
  }

  static std::vector<cut> cuts_of(const preprocessor_lines& lines) {
    std::vector<cut> cuts;
    for (const auto& range : lines.pragma_once) cuts.push_back({range, nullptr});
    for (const auto& include : lines.includes) cuts.push_back({include.where, &include});
    std::sort(cuts.begin(), cuts.end(),
              [](const cut& a, const cut& b) { return a.where.begin < b.where.begin; });
    return cuts;
  }

  /// Two spellings of one header are one header.
  static std::string identity(const located_file& file) {
    std::error_code failed;
    const auto real = std::filesystem::canonical(file.shown, failed);
    return failed ? file.name : real.string();
  }

  static bool stays(const include_directive& include) {
    return include.conditional || include.written == include_directive::form::computed;
  }

  /// What stays must be a system include.
  status check_stays(const located_file& file, const include_directive& include) const {
    const auto place = fmt::format("{}:{}", file.shown, include.line);
    if (include.written == include_directive::form::computed) {
      return error{fmt::format("{}: #include {}: only names can be bundled, no macros", place,
                               include.name)};
    }
    auto found = resolver_.find(file, include);
    if (!found) return std::move(found).failure();
    if (found->file) {
      return error{
          fmt::format("{}: {} stands inside #if, so it cannot be put in once and for all: "
                      "include it always",
                      place, include.spelling())};
    }
    return done();
  }

  result<std::optional<located_file>> resolve(const located_file& file,
                                              const include_directive& include) const {
    auto answer = resolver_.find(file, include);
    if (!answer) return std::move(answer).failure();
    if (!answer->refused.empty()) return error{std::move(answer->refused)};
    auto found = std::move(answer->file);
    const auto place = fmt::format("{}:{}", file.shown, include.line);
    if (!found && !options_.keep_missing && include.written == include_directive::form::quoted) {
      return error{fmt::format("{}: {} not found: looked in {}: write <{}> if it is the system's",
                               place, include.spelling(), resolver_.places(), include.name)};
    }
    if (found && std::find(stack_.begin(), stack_.end(), found->name) != stack_.end()) {
      return error{fmt::format("{}: {} includes itself: {} -> {}", place, found->name,
                               joined(stack_, " -> "), found->name)};
    }
    return found;
  }

  void hoist(const std::string& name) {
    if (std::find(hoisted_.begin(), hoisted_.end(), name) == hoisted_.end()) {
      hoisted_.push_back(name);
    }
  }

  void copy(const located_file& file, std::size_t begin, std::size_t end) {
    if (begin >= end) return;
    const std::string_view text = file.text;
    if (options_.line_directives) {
      const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<long>(begin), '\n');
      if (!out_.empty() && out_.back() != '\n') out_ += '\n';
      out_ += fmt::format("#line {} \"{}\"\n", line, file.name);
    }
    out_ += text.substr(begin, end - begin);
  }

  /// Behind a removed line: where a blank line stands before it, one after it goes as well. Not at
  /// the gathered includes, which will stand between them.
  [[nodiscard]] std::size_t skip_blank_line(std::string_view text, std::size_t at) const {
    const bool blank_before = out_.empty() || out_.ends_with("\n\n");
    if (!blank_before || out_.size() == block_at_) return at;
    return at < text.size() && text[at] == '\n' ? at + 1 : at;
  }

  include_resolver resolver_;
  const bundle_options& options_;
  std::string out_;
  std::size_t block_at_ = std::string::npos;
  std::vector<std::string> hoisted_;
  std::set<std::string> done_;
  std::vector<std::string> stack_;
};

}  // namespace

result<std::string> bundle(const program_source& source, const bundle_options& options) {
  const auto compiled = std::count_if(source.files.begin(), source.files.end(), [](const auto& f) {
    const auto extension = std::filesystem::path(f.name).extension().string();
    return looks_like_source(f.name) && extension.starts_with(".c");
  });
  if (source.files.empty()) return error{source.name + ": there is no file in it"};
  if (compiled > 1) {
    return error{fmt::format("{}: {} files are compiled by themselves, a bundle is made from one",
                             source.name, compiled)};
  }
  return bundler(source, options).run();
}

}  // namespace judge
