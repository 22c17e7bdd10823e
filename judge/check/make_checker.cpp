#include "judge/check/make_checker.hpp"

#include <fmt/format.h>

#include <utility>

#include "judge/check/default_checker.hpp"
#include "judge/check/output_validator.hpp"

namespace judge {
namespace {

result<output_validator> build_validator(const problem& asked, builder& builds) {
  auto outcome = builds.build(*asked.output_validator);
  if (!outcome) return std::move(outcome).failure().in(asked.name);
  if (!outcome->built) {
    return error{fmt::format("{}: the output validator {} does not compile:\n{}", asked.name,
                             asked.output_validator->name, outcome->message)};
  }
  return output_validator(std::move(*outcome->built), asked);
}

}  // namespace

result<std::unique_ptr<checker>> make_checker(const problem& asked, builder& builds,
                                              runner& sandbox) {
  if (!asked.output_validator) {
    return std::unique_ptr<checker>(std::make_unique<default_checker>(asked.compare));
  }
  auto validator = build_validator(asked, builds);
  if (!validator) return std::move(validator).failure();
  return std::unique_ptr<checker>(
      std::make_unique<external_checker>(*std::move(validator), sandbox));
}

result<std::unique_ptr<referee>> make_referee(const problem& asked, builder& builds) {
  const auto* kind = asked.type.interactive ? "interactive" : "multi-pass";
  if (!asked.output_validator) {
    return error{
        fmt::format("{}: the problem is {}, but has no output validator of its own: put it "
                    "into output_validator/ (legacy: output_validators/)",
                    asked.name, kind)};
  }
  if (asked.dialect == validator_dialect::cms ||
      (asked.type.multi_pass && asked.dialect != validator_dialect::icpc)) {
    return error{
        fmt::format("{}: the problem is {}: its output validator must speak the package "
                    "format's dialect (exit codes 42 and 43)",
                    asked.name, kind)};
  }
  auto validator = build_validator(asked, builds);
  if (!validator) return std::move(validator).failure();
  return std::unique_ptr<referee>(std::make_unique<output_validator>(*std::move(validator)));
}

}  // namespace judge
