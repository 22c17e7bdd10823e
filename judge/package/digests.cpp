#include "judge/package/digests.hpp"

#include <fmt/format.h>

#include <string>

#include "judge/base/hash.hpp"
#include "judge/base/parallel.hpp"

namespace judge {
namespace {

void add_settings(sha256& sum, const case_settings& own) {
  const auto add_all = [&](const std::vector<std::string>& texts) {
    sum.add_field(fmt::format("{}", texts.size()));
    for (const auto& one : texts) sum.add_field(one);
  };
  const auto shown = [](const std::optional<double>& one) {
    return one ? fmt::format("{:a}", *one) : std::string("-");
  };
  add_all(own.arguments);
  sum.add_field(own.output_validator_arguments ? "arguments" : "none");
  add_all(own.output_validator_arguments.value_or(std::vector<std::string>{}));
  if (!own.compare) return;
  const auto& how = *own.compare;
  sum.add_field(fmt::format("{} {} {} {} {} {}", how.case_sensitive, how.space_change_sensitive,
                            shown(how.absolute_tolerance), shown(how.relative_tolerance),
                            how.give_hints, static_cast<int>(how.like)));
}

std::string digest_of(const test_case& one) {
  sha256 sum;
  const auto add_file = [&](const std::filesystem::path& path) {
    const auto of_file = sha256_hex_of_file(path);
    if (of_file) sum.add_field(*of_file);
    return static_cast<bool>(of_file);
  };
  if (!add_file(one.input) || !add_file(one.answer)) return {};
  for (const auto& [name, path] : one.files) {
    sum.add_field(name);
    if (!add_file(path)) return {};
  }
  add_settings(sum, one.settings);
  return sum.hex();
}

}  // namespace

void add_digests(problem& of, unsigned jobs) {
  for_each_in_parallel(of.cases.size(), jobs, {}, [&](std::size_t i) {
    of.cases[i].digest = digest_of(of.cases[i]);
    return true;
  });
}

}  // namespace judge
