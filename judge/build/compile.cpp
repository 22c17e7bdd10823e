#include "judge/build/compile.hpp"

#include <fmt/format.h>
#include <string.h>

#include <chrono>
#include <string_view>
#include <utility>

#include "judge/base/text.hpp"

namespace judge {
namespace {

constexpr std::size_t message_limit = 8192;
constexpr std::size_t aside_limit = 200;  // where a sentence of ours says it all

/// What a compiler printed, fit for a terminal: no control bytes, cut at the end of a line.
std::string presentable(std::string_view said, std::size_t limit) {
  std::string shown;
  for (const auto line : lines_of(said)) {
    if (shown.size() > limit) return shown + "... (more was printed)";
    std::string spaced;
    for (const char c : line) spaced += c == '\t' ? std::string(4, ' ') : std::string(1, c);
    shown += printable(spaced, 400);
    shown += '\n';
  }
  while (!shown.empty() && shown.back() == '\n') shown.pop_back();
  return shown;
}

std::string seconds(milliseconds time) {
  return fmt::format("{:g} s", std::chrono::duration<double>(time).count());
}

/// What is said of a limit.
struct limit_sentences {
  std::string memory;
  std::string output;
  std::string cpu_time;

  explicit limit_sentences(const run_limits& limits)
      : memory(
            fmt::format("the compiler ran out of memory ({} MiB)", limits.memory_bytes / mebibyte)),
        output(fmt::format("the compiler wrote more than {} MiB", limits.output_bytes / mebibyte)),
        cpu_time(fmt::format("the compiler was stopped after {} of CPU time",
                             seconds(limits.cpu_time))) {}
};

/// GNU's compilers start other tools and end with this code where a signal killed one, but with 1
/// after whatever the source made them say.
constexpr int code_of_a_killed_tool = 4;

/// Which of the limits it was that killed a tool: SIGXFSZ alone comes from one that nothing else
/// tells of. A source can make a compiler print any words, so they do not count by themselves;
/// where it is unsure, the compiler's own words are shown as they are.
std::string limit_of_a_tool(int code, std::string_view said, const limit_sentences& sentences) {
  const bool killed = code == code_of_a_killed_tool &&
                      said.find("File size limit exceeded signal terminated") != said.npos;
  return killed ? sentences.output : std::string();
}

/// One sentence why the compiler did not come to its own end; empty where it did.
std::string why_stopped(const run_outcome& run, const run_limits& limits, std::string_view said) {
  const limit_sentences sentences(limits);
  if (run.out_of_memory_kills > 0 || run.looks_out_of_memory) {
    return sentences.memory;
  }
  if (run.stopped == stop_reason::cpu_time) return sentences.cpu_time;
  if (run.stopped == stop_reason::wall_time) {
    return "the compiler was stopped after " + seconds(limits.wall_time);
  }
  if (run.output_limit_exceeded) return sentences.output;
  if (run.how == ending::signalled) {
    const char* name = ::sigabbrev_np(run.code);
    return name != nullptr ? fmt::format("the compiler died of SIG{}", name)
                           : fmt::format("the compiler died of signal {}", run.code);
  }
  return limit_of_a_tool(run.code, said, sentences);
}

std::vector<built_file> kept_files(const build_plan& plan, std::vector<collected_file> outputs) {
  std::vector<built_file> files;
  if (plan.speaks->keep_sources) {
    for (const auto& file : plan.files) files.push_back({file.name, file.text});
  }
  const std::string prefix = std::string(output_folder) + "/";
  for (auto& file : outputs) {
    if (!file.name.starts_with(prefix)) continue;
    files.push_back({file.name.substr(prefix.size()), std::move(file.bytes)});
  }
  return files;
}

}  // namespace

compiler::compiler(language_table languages, runner& sandbox, compiler_options options)
    : languages_(std::move(languages)),
      sandbox_(sandbox),
      options_(std::move(options)),
      tools_(sandbox),
      cache_(options_.cache / "build") {}

result<build_outcome> compiler::build(const program_source& source) {
  const auto speaks = languages_.of(source);
  if (!speaks) return speaks.failure();
  auto plan = plan_build(source, **speaks, options_.includes);
  if (!plan) return std::move(plan).failure();
  auto version = tools_.version_of(**speaks);
  if (!version) return std::move(version).failure();
  if (!version->text) return environment_error((*speaks)->name + ": " + version->why_not);

  build_outcome outcome;
  outcome.language = (*speaks)->name;
  if (!plan->refused.empty()) {
    outcome.message = plan->refused;
    return outcome;
  }
  const auto limits = source.compile_limits.value_or(options_.limits);
  const auto key = build_key(*plan, *version->text);
  auto entry = cache_.find(key);
  // Under these limits it may be one that does not compile in time.
  if (entry && entry->took > limits.cpu_time) entry.reset();
  outcome.from_cache = entry.has_value();
  if (!entry) {
    const auto start = std::chrono::steady_clock::now();
    auto made = compile(*plan, source.name, limits);
    if (!made) return std::move(made).failure().in(source.name);
    outcome.took =
        std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - start);
    outcome.message = std::move(made->message);
    if (!made->accepted) return outcome;
    auto kept = cache_.keep(key, made->files, outcome.message, outcome.took);
    if (!kept) return std::move(kept).failure();
    entry = std::move(*kept);
  }
  outcome.message = entry->message;
  if (outcome.from_cache) outcome.took = entry->took;
  outcome.built = program{source.name, entry->folder, plan->run, (*speaks)->needs, key};
  return outcome;
}

result<compiler::compiled> compiler::compile(const build_plan& plan, const std::string& name,
                                             const run_limits& limits) {
  run_request request;
  request.what.name = "compiling " + name;
  request.what.needs = plan.speaks->needs;
  request.what.needs.processes = true;
  request.what.needs.proc = true;
  // Where compilers keep what they hand from one pass to the next.
  request.what.needs.environment.emplace_back("TMPDIR", work_folder);
  request.limits = limits;
  for (const auto& file : plan.files) request.files.push_back({file.name, file.text, false});
  const auto sources = request.files.size();
  request.collect = {std::string(output_folder) + "/"};

  compiled result;
  std::vector<collected_file> outputs;
  for (const auto& command : plan.compile) {
    // A later command sees what the earlier ones made.
    request.files.resize(sources);
    for (const auto& file : outputs) request.files.push_back({file.name, file.bytes, true});
    request.what.command = command;
    auto run = sandbox_.run(request);
    if (!run) return std::move(run).failure();
    const auto& said = run->standard_error.empty() ? run->standard_output : run->standard_error;
    auto stopped = why_stopped(*run, request.limits, said);
    const bool failed = !stopped.empty() || run->code != 0;
    if (failed && stopped.empty() && trimmed(said).empty()) {
      stopped =
          fmt::format("{} failed with exit code {} and said nothing", command.front(), run->code);
    }
    result.message = presentable(said, stopped.empty() ? message_limit : aside_limit);
    if (!stopped.empty()) {
      result.message = stopped + (result.message.empty() ? "" : "\n") + result.message;
    }
    if (failed) return result;
    outputs = std::move(run->files);
  }
  result.files = kept_files(plan, std::move(outputs));
  result.accepted = !result.files.empty();
  if (!result.accepted) result.message = "the compiler ended well, but made no program";
  return result;
}

result<std::vector<language_state>> compiler::survey() {
  std::vector<language_state> states;
  for (const auto& one : languages_.all()) {
    auto version = tools_.version_of(one);
    if (!version) return std::move(version).failure();
    states.push_back(
        {one.key, one.name, version->text.has_value(), version->first_line(), version->why_not});
  }
  return states;
}

}  // namespace judge
