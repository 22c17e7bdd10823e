#include "judge/check/make_checker.hpp"

#include <fmt/format.h>

#include <utility>

#include "judge/check/default_checker.hpp"
#include "judge/check/external_checker.hpp"

namespace judge {

result<std::unique_ptr<checker>> make_checker(const problem& asked, builder& builds,
                                              runner& sandbox) {
  if (!asked.output_validator) {
    return std::unique_ptr<checker>(std::make_unique<default_checker>(asked.compare));
  }
  auto outcome = builds.build(*asked.output_validator);
  if (!outcome) return std::move(outcome).failure().in(asked.name);
  if (!outcome->built) {
    return error{fmt::format("{}: the output validator {} does not compile:\n{}", asked.name,
                             asked.output_validator->name, outcome->message)};
  }
  return std::unique_ptr<checker>(std::make_unique<external_checker>(
      std::move(*outcome->built), asked.output_validator_arguments, sandbox));
}

}  // namespace judge
