#include "judge/package/companion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

#include "judge/base/files.hpp"
#include "judge/base/hash.hpp"
#include "judge/base/text.hpp"
#include "judge/package/json_text.hpp"

namespace judge {
namespace package {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::size_t samples_limit = 1000;
constexpr std::size_t text_limit = 300;  // bytes, of what is shown in a line
constexpr auto samples_folder = "data/sample";

using named_texts = std::vector<std::pair<std::string, std::string>>;

class companion_reader {
 public:
  companion_reader(const json::object& from, const std::string& file) : from_(from), file_(file) {}

  result<companion_problem> read() {
    companion_problem into;
    into.title = line("name");
    if (into.title.empty()) fail("name", "missing");
    into.group = line("group");
    into.url = line("url");
    into.time_limit = milliseconds(whole("timeLimit", "milliseconds", 1, 86'400'000));
    into.memory_mib = static_cast<std::uint64_t>(whole("memoryLimit", "MiB", 1, 1 << 20));
    if (const auto* value = take("interactive")) {
      into.interactive = value->is_bool() && value->get_bool();
      if (!value->is_bool()) fail("interactive", "must be true or false");
    }
    read_samples(into);
    note_streams(into);
    // The kind of a test and templates for some languages: nothing hangs on them here.
    for (const auto* key : {"testType", "languages", "batch"}) take(key);
    for (const auto& [key, value] : from_) {
      if (std::find(taken_.begin(), taken_.end(), key) != taken_.end()) continue;
      into.remarks.push_back(fmt::format("{}: not known, ignored", printable(key)));
    }
    if (failure_) return *failure_;
    return into;
  }

 private:
  const json::value* take(std::string_view key) {
    taken_.emplace_back(key);
    return from_.if_contains(key);
  }
  void fail(std::string_view key, std::string_view what) {
    if (!failure_) failure_ = error{fmt::format("{}: {}: {}", file_, key, what)};
  }

  /// A text that is shown in one line.
  std::string line(std::string_view key) {
    const auto* value = take(key);
    if (value == nullptr || value->is_null()) return "";
    if (!value->is_string()) {
      fail(key, "must be a text");
      return "";
    }
    std::string text(trimmed(value->get_string()));
    const auto is_control = [](char c) {
      return static_cast<unsigned char>(c) < 0x20 || c == '\x7f';
    };
    if (std::any_of(text.begin(), text.end(), is_control)) {
      fail(key, fmt::format("'{}' holds control characters: remove them", printable(text)));
    } else if (text.size() > text_limit) {
      fail(key, fmt::format("{} bytes, more than {}", text.size(), text_limit));
    }
    return text;
  }

  std::int64_t whole(std::string_view key, std::string_view unit, std::int64_t low,
                     std::int64_t high) {
    const auto* value = take(key);
    json::error_code failed;
    const auto number = value == nullptr ? 0.0 : value->to_number<double>(failed);
    const bool inside = value != nullptr && !failed && number >= static_cast<double>(low) &&
                        number <= static_cast<double>(high);
    if (inside) return std::llround(number);
    fail(key, fmt::format("must be a number of {} from {} to {}", unit, low, high));
    return low;
  }

  void read_samples(companion_problem& into) {
    const auto* value = take("tests");
    const auto* tests = value == nullptr ? nullptr : value->if_array();
    if (tests == nullptr || tests->empty() || tests->size() > samples_limit) {
      fail("tests",
           fmt::format("must be a list of 1 to {} pairs of input and output", samples_limit));
      return;
    }
    for (std::size_t i = 0; i < tests->size(); ++i) {
      const auto* const pair = (*tests)[i].if_object();
      const auto text = [&](const char* key) -> const json::string* {
        const auto* found = pair == nullptr ? nullptr : pair->if_contains(key);
        return found == nullptr ? nullptr : found->if_string();
      };
      const auto* const input = text("input");
      const auto* const output = text("output");
      if (input == nullptr || output == nullptr) {
        fail(fmt::format("tests[{}]", i), "must have an input and an output, both texts");
        return;
      }
      into.samples.emplace_back(*input, *output);
    }
  }

  /// Sites may want a file instead of standard input or output; this judge has only those.
  void note_streams(companion_problem& into) {
    for (const auto* key : {"input", "output"}) {
      const auto* value = take(key);
      const auto* stream = value == nullptr ? nullptr : value->if_object();
      const auto* type = stream == nullptr ? nullptr : stream->if_contains("type");
      if (type == nullptr || !type->is_string()) continue;
      const auto& kind = type->get_string();
      if (kind == "stdin" || kind == "stdout") continue;
      into.remarks.push_back(fmt::format("{}: '{}' on the site, but standard {} here", key,
                                         printable(std::string_view(kind)), key));
    }
  }

  const json::object& from_;
  const std::string& file_;
  std::vector<std::string> taken_;
  std::optional<error> failure_;
};

/// A text in YAML's double quotes.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

/// Always the same for the same problem: a UUID of version 8, which leaves its bits to us.
std::string uuid_of(const companion_problem& what) {
  auto hex = sha256_hex(what.url + "\n" + what.title).substr(0, 32);
  hex[12] = '8';
  hex[16] = 'a';
  return fmt::format("{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4),
                     hex.substr(16, 4), hex.substr(20));
}

std::string problem_yaml(const companion_problem& what) {
  auto yaml = fmt::format("problem_format_version: 2025-09\nname: {}\nuuid: {}\ntype: {}\n",
                          quoted(what.title), uuid_of(what),
                          what.interactive ? "interactive" : "pass-fail");
  const auto& name = what.group.empty() ? what.url : what.group;
  if (!name.empty()) yaml += fmt::format("source:\n  name: {}\n", quoted(name));
  if (!what.url.empty()) yaml += fmt::format("  url: {}\n", quoted(what.url));
  const auto time = what.time_limit.count();
  yaml += fmt::format("limits:\n  time_limit: {}\n", static_cast<double>(time) / 1000);
  // The format wants the limit to be a multiple of the resolution, which is one second else.
  if (time % 1000 != 0)
    yaml += fmt::format("  time_resolution: {}\n", time % 100 == 0 ? 0.1 : 0.001);
  yaml += fmt::format("  memory: {}\n", what.memory_mib);
  return yaml;
}

std::string as_file(std::string text) {
  if (!text.empty() && text.back() != '\n') text += '\n';
  return text;
}

/// Whether problem.yaml carries an identifier as uuid_of() makes them.
bool is_imported(std::string_view yaml) {
  constexpr std::string_view key = "uuid: ";
  constexpr std::string_view pattern = "xxxxxxxx-xxxx-8xxx-axxx-xxxxxxxxxxxx";
  const auto fits = [](char c, char wanted) {
    const bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    return wanted == 'x' ? digit : c == wanted;
  };
  const auto lines = lines_of(yaml);
  return std::any_of(lines.begin(), lines.end(), [&](std::string_view line) {
    if (!line.starts_with(key)) return false;
    const auto uuid = trimmed(line.substr(key.size()));
    return std::equal(uuid.begin(), uuid.end(), pattern.begin(), pattern.end(), fits);
  });
}

/// What --force may write to: nothing behind a link, and only what an import has made.
status check_replaceable(const fs::path& folder, const named_texts& files) {
  constexpr std::uintmax_t limit = 1 << 20;
  std::vector<fs::path> places = {folder, folder / "data", folder / samples_folder};
  for (const auto& [name, text] : files) places.push_back(folder / name);
  for (const auto& place : places) {
    std::error_code failed;
    if (!fs::is_symlink(place, failed)) continue;
    return error{
        fmt::format("{}: is a link, which --force does not follow: remove the link, or "
                    "name another folder with --into",
                    printable(place.string(), 4096))};
  }
  const auto yaml = read_file(folder / "problem.yaml", limit);
  if (yaml && is_imported(*yaml)) return done();
  return error{
      fmt::format("{}: was not made by an import (its problem.yaml does not carry a uuid of one), "
                  "so --force does not replace it: name another folder with --into",
                  printable(folder.string(), 4096))};
}

/// Removes the samples of an earlier import whose numbers go further than `count`.
status remove_surplus_samples(const fs::path& folder, std::size_t count) {
  const auto names = list_folder(folder / samples_folder);
  if (!names) return names.failure();
  for (const auto& name : *names) {
    const auto stem = name.stem().string();
    std::size_t number = 0;
    const auto* const end = stem.data() + stem.size();
    const auto [stopped, wrong] = std::from_chars(stem.data(), end, number);
    if (wrong != std::errc() || stopped != end || number <= count) continue;
    if (std::to_string(number) != stem) continue;
    if (name.extension() != ".in" && name.extension() != ".ans") continue;
    std::error_code failed;
    fs::remove(folder / samples_folder / name, failed);
    if (failed) {
      return environment_error(
          fmt::format("{}: {}", (folder / samples_folder / name).string(), failed.message()));
    }
  }
  return done();
}

}  // namespace
}  // namespace package

result<companion_problem> read_companion(const std::string& name, std::string_view text) {
  const auto value = package::parse_json(name, text);
  if (!value) return value.failure();
  const auto* const object = value->if_object();
  if (object == nullptr) {
    return error{name + ": not a problem of Competitive Companion: it must be one JSON object"};
  }
  return package::companion_reader(*object, name).read();
}

result<std::string> folder_of_title(const std::string& title) {
  constexpr std::size_t longest = 60;
  if (title.find('/') != std::string::npos || title.find('\\') != std::string::npos) {
    return error{
        fmt::format("'{}' cannot be the name of a folder: name one with --into", printable(title))};
  }
  std::string name;
  for (const char c : title) {
    const bool digit = c >= '0' && c <= '9';
    if (c >= 'A' && c <= 'Z') {
      name += static_cast<char>(c - 'A' + 'a');
    } else if (digit || (c >= 'a' && c <= 'z')) {
      name += c;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  name = name.substr(0, longest);
  while (!name.empty() && name.back() == '_') name.pop_back();
  if (!name.empty()) return name;
  return error{
      fmt::format("'{}' gives no name for a folder: name one with --into", printable(title))};
}

result<std::vector<std::string>> write_companion(const companion_problem& what,
                                                 const std::filesystem::path& folder,
                                                 bool replace) {
  std::error_code failed;
  // Behind a '/' a link would be taken for its folder.
  const auto into = folder.has_filename() ? folder : folder.parent_path();
  const auto there = std::filesystem::symlink_status(into, failed).type();
  const bool is_there = there != std::filesystem::file_type::not_found;
  if (is_there && !replace) {
    return error{
        fmt::format("{}: is there already: name another folder with --into, or replace "
                    "what was imported with --force",
                    printable(into.string(), 4096))};
  }
  package::named_texts files = {{"problem.yaml", package::problem_yaml(what)}};
  for (std::size_t i = 0; i < what.samples.size(); ++i) {
    const auto stem = fmt::format("{}/{}", package::samples_folder, i + 1);
    files.emplace_back(stem + ".in", package::as_file(what.samples[i].first));
    files.emplace_back(stem + ".ans", package::as_file(what.samples[i].second));
  }
  if (is_there) {
    auto ours = package::check_replaceable(into, files);
    if (!ours) return std::move(ours).failure();
  }
  std::vector<std::string> written;
  for (const auto& [name, text] : files) {
    if (auto kept = write_file(into / name, text); !kept) return std::move(kept).failure();
    written.push_back(name);
  }
  auto removed = package::remove_surplus_samples(into, what.samples.size());
  if (!removed) return std::move(removed).failure();
  return written;
}

}  // namespace judge
