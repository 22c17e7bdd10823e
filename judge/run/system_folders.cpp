#include "judge/run/system_folders.hpp"

#include <system_error>

namespace judge {
namespace fs = std::filesystem;

std::vector<fs::path> system_settings() {
  std::vector<fs::path> paths{"/etc/ld.so.cache", "/etc/alternatives"};
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator("/etc", failed)) {
    if (entry.path().filename().native().starts_with("java")) paths.push_back(entry.path());
  }
  return paths;
}

}  // namespace judge
