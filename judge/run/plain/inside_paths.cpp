#include "judge/run/plain/inside_paths.hpp"

#include <cstddef>

namespace judge {
namespace {

constexpr std::string_view inside_folders[] = {"/box", "/work", "/tmp"};

bool in_name(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         c == '.' || c == '-' || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

bool path_begins_at(std::string_view word, std::size_t at) {
  if (at == 0) return true;
  if (at == 2 && word[0] == '-' && word[1] != '-') return true;
  return word[at - 1] != '/' && !in_name(word[at - 1]);
}

/// The folder that the path at this place begins with; empty where it is another one.
std::string_view folder_at(std::string_view word, std::size_t at) {
  for (const auto folder : inside_folders) {
    const auto end = at + folder.size();
    if (word.substr(at).starts_with(folder) && (end == word.size() || !in_name(word[end]))) {
      return folder;
    }
  }
  return {};
}

}  // namespace

std::string with_real_paths(std::string_view word, std::string_view top) {
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    const auto folder = path_begins_at(word, at) ? folder_at(word, at) : std::string_view();
    if (!folder.empty()) out.append(top);
    const auto size = folder.empty() ? 1 : folder.size();
    out.append(word.substr(at, size));
    at += size;
  }
  return out;
}

}  // namespace judge
