#include "judge/build/toolchain.hpp"

#include <fmt/format.h>

#include <utility>

#include "judge/base/text.hpp"

namespace judge {
namespace {

/// Tells a tool that is not there from one that fails: a shell answers with these two exit codes.
constexpr const char* start_by_shell = R"(exec "$0" "$@")";
constexpr int cannot_start = 126;
constexpr int not_found = 127;

}  // namespace

std::string tool_version::first_line() const {
  if (!text) return {};
  const auto lines = lines_of(*text);
  return lines.empty() ? std::string() : printable(trimmed(lines.front()), 100);
}

result<tool_version> toolchain::version_of(const language& speaks) {
  // Held while the tool is asked: whoever else needs it now would have to wait anyway.
  const std::lock_guard lock(mutex_);
  if (const auto found = known_.find(speaks.version); found != known_.end()) return found->second;
  auto asked = ask(speaks);
  if (asked) known_.emplace(speaks.version, *asked);
  return asked;
}

result<tool_version> toolchain::ask(const language& speaks) const {
  run_request request;
  request.what = {.name = speaks.name + " version",
                  .folder = {},
                  .command = {"sh", "-c", start_by_shell},
                  .needs = speaks.needs};
  request.what.needs.processes = true;
  request.arguments = speaks.version;
  request.limits = tool_limits();
  auto outcome = sandbox_.run(request);
  if (!outcome) return std::move(outcome).failure().in(speaks.name);
  if (outcome->how == ending::exited && outcome->code == 0) {
    return tool_version{outcome->standard_output + outcome->standard_error, {}};
  }
  const auto& tool = speaks.version.front();
  const auto hint = speaks.install.empty() ? std::string() : ": " + speaks.install;
  if (outcome->how == ending::exited &&
      (outcome->code == not_found || outcome->code == cannot_start)) {
    return tool_version{{}, fmt::format("{} is not installed{}", tool, hint)};
  }
  const auto lines = lines_of(outcome->standard_error);
  return tool_version{
      {},
      fmt::format("{} does not work in the sandbox ({} {}{}{}){}", joined(speaks.version, " "),
                  outcome->how == ending::exited ? "exit code" : "signal", outcome->code,
                  lines.empty() ? "" : ", ", lines.empty() ? "" : printable(lines.front(), 200),
                  hint)};
}

}  // namespace judge
