#include "judge/package/input_validators.hpp"

#include <utility>

namespace judge::package {

std::vector<std::string> arguments_for(
    const std::string& validator, const std::map<std::string, std::vector<std::string>>& given) {
  for (const auto& name : {validator, validator.substr(0, validator.rfind('.')), std::string()}) {
    if (const auto found = given.find(name); found != given.end()) {
      return found->second;
    }
  }
  return {};
}

std::vector<std::string> arguments_for(const std::string& validator, const case_settings& of) {
  auto arguments = arguments_for(validator, of.input_validator_arguments);
  arguments.insert(arguments.end(), of.arguments.begin(), of.arguments.end());
  return arguments;
}

result<bool> all_accept(const format_validators& validators, runner& run, const content& input,
                        const test_case& of) {
  for (const auto& validator : validators.ready) {
    run_request request;
    request.arguments = arguments_for(validator.source.name, of.settings);
    request.input = input;
    for (const auto& [name, path] : of.files) request.files.push_back({name, path, false});
    const auto said = ask(validator, validators.what, std::move(request), run);
    if (!said) return said.failure();
    if (said->is != opinion::answer::valid) return false;
  }
  return true;
}

}  // namespace judge::package
