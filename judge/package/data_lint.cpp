#include "judge/package/data_lint.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <string>
#include <system_error>
#include <tuple>
#include <utility>

#include "judge/base/hash.hpp"
#include "judge/package/text_traits.hpp"

namespace judge {
namespace fs = std::filesystem;
namespace {

/// Files with the same fault, as one line.
struct fault_group {
  fs::path first;
  std::size_t more = 0;
};

class data_linter {
 public:
  explicit data_linter(const problem& whole) : whole_(whole) {}

  std::vector<finding> all() {
    for (const auto& one : whole_.cases) {
      look_at(one.input, false);
      // What a validator that takes part reads as an answer is its own business.
      const bool own = whole_.type.interactive || whole_.type.multi_pass;
      if (!own) look_at(one.answer, true);
    }
    std::vector<finding> found;
    for (const auto& [what, group] : faults_) {
      const auto more = group.more > 0 ? fmt::format(" (as do {} more)", group.more) : "";
      found.push_back({false, fmt::format("{}: {}{}", group.first.string(),
                                          fmt::format(fmt::runtime(what), more), "")});
    }
    equal_inputs(found);
    return found;
  }

 private:
  void look_at(const fs::path& file, bool answer) {
    const auto traits = package::traits_of_file(file);
    if (!traits) return;  // said by whoever needs it
    if (traits->carriage_return) note("holds line ends of Windows{}: write \\n alone", file);
    if (traits->no_final_newline) note("does not end with a newline{}: add it", file);
    if (!answer) return;
    if (traits->empty) note("is empty{}: write the answer, if there is one", file);
    std::error_code failed;
    const auto size = fs::file_size(file, failed);
    if (!failed && size > whole_.limits.output_bytes) {
      note("is larger than the output limit{}: raise limits.output", file);
    }
  }

  void note(const std::string& what, const fs::path& file) {
    const auto [at, fresh] = faults_.try_emplace(what, fault_group{file, 0});
    if (!fresh) ++at->second.more;
  }

  /// By size first: most files need not be read for it.
  void equal_inputs(std::vector<finding>& found) const {
    std::map<std::uintmax_t, std::vector<const test_case*>> by_size;
    for (const auto& one : whole_.cases) {
      std::error_code failed;
      const auto size = fs::file_size(one.input, failed);
      if (!failed) by_size[size].push_back(&one);
    }
    std::map<std::pair<std::string, std::string>, const test_case*> known;  // folder, sum
    for (const auto& [size, cases] : by_size) {
      if (cases.size() < 2) continue;
      for (const auto* one : cases) {
        const auto sum = sha256_hex_of_file(one->input);
        if (!sum) continue;
        const auto folder = one->name.substr(0, one->name.rfind('/'));
        const auto [same, fresh] = known.try_emplace({folder, *sum}, one);
        if (fresh || !alike(*same->second, *one)) continue;
        found.push_back({false, fmt::format("{}: the same input as {}: one of them says nothing "
                                            "new, remove or change it",
                                            one->input.string(), same->second->name)});
      }
    }
  }

  static bool alike(const test_case& a, const test_case& b) {
    return a.settings.arguments == b.settings.arguments && a.files == b.files;
  }

  const problem& whole_;
  std::map<std::string, fault_group> faults_;
};

}  // namespace

std::vector<finding> lint_data(const problem& whole) { return data_linter(whole).all(); }

}  // namespace judge
