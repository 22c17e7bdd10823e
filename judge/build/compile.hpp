// judge/build/compile.hpp - the builder: source text in, a program in the cache out.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "judge/build/cache.hpp"
#include "judge/build/language.hpp"
#include "judge/build/plan.hpp"
#include "judge/build/sources.hpp"
#include "judge/build/toolchain.hpp"
#include "judge/model/ports.hpp"

namespace judge {

struct compiler_options {
  std::filesystem::path cache;  ///< programs are kept below it, in build/; usually cache_folder()
  include_options includes;
  run_limits limits = compile_limits();
};

/// One line of `judge doctor`.
struct language_state {
  std::string key;
  std::string name;
  bool available = false;
  std::string version;  ///< the first line of what the tool prints
  std::string why_not;  ///< where it is not available: what is missing and how to get it
};

/// Compiles in the sandbox, each program once: the result is cached by everything that it depends
/// on. What compilers refuse, or need too much for, is a compile error and is not cached.
class compiler final : public builder {
 public:
  compiler(language_table languages, runner& sandbox, compiler_options options);

  result<build_outcome> build(const program_source& source) override;

  [[nodiscard]] const language_table& languages() const { return languages_; }
  /// Asks every tool for its version. Errors are those of the sandbox.
  [[nodiscard]] result<std::vector<language_state>> survey();

 private:
  struct compiled {
    bool accepted = false;
    std::string message;
    std::vector<built_file> files;
  };
  result<compiled> compile(const build_plan& plan, const std::string& name,
                           const run_limits& limits);

  language_table languages_;
  runner& sandbox_;
  compiler_options options_;
  toolchain tools_;
  build_cache cache_;
};

}  // namespace judge
