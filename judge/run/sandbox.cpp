#include "judge/run/sandbox.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "judge/run/core_lease.hpp"
#include "judge/run/pair/pair.hpp"
#include "judge/run/plain/landlock.hpp"
#include "judge/run/worker.hpp"

namespace judge {

struct sandbox::state {
  seccomp_filters filters;
  std::stop_token stop;
  isolation level = isolation::none;
  unsigned landlock = 0;   ///< version to use
  unsigned unstarted = 0;  ///< workers that nobody has needed so far
  std::vector<std::unique_ptr<worker>> workers;

  std::mutex lock;
  std::condition_variable_any freed;
  std::set<std::size_t> free;  ///< by number: those that came first have cores of their own

  /// The first worker, at this level.
  [[nodiscard]] status start_at(isolation wanted) {
    const std::unique_lock hold(lock);
    level = wanted;
    if (level == isolation::l2 && landlock == 0) {
      return environment_error("this kernel has no Landlock, or does not use it");
    }
    auto made = make_seccomp_filters(level < isolation::l2 ? surroundings::namespaces
                                                           : surroundings::landlock);
    if (!made) return std::move(made).failure();
    filters = *std::move(made);
    auto started = start_worker_locked();
    if (!started) return started;
    auto tried = try_out(*workers.front());
    if (tried) return tried;
    free.clear();
    workers.clear();
    ++unstarted;
    return tried;
  }

  /// A free one, or another one as long as there may be more.
  result<std::size_t> take() {
    std::unique_lock hold(lock);
    for (;;) {
      const bool there = freed.wait(hold, stop, [this] { return !free.empty() || unstarted > 0; });
      if (!there || stop.stop_requested()) return error{"interrupted", fault::interrupted};
      if (!free.empty()) break;
      // Where the machine has no room for another one, those that there are must do.
      if (!start_worker_locked()) unstarted = 0;
    }
    const auto one = *free.begin();
    free.erase(free.begin());
    return one;
  }

  void give_back(std::size_t one) {
    {
      const std::lock_guard hold(lock);
      free.insert(one);
    }
    freed.notify_one();
  }

  /// A worker that was taken: free again at the end, whatever that is.
  struct use {
    use(state& from, std::size_t number) : from_(from), number_(number) {
      const std::lock_guard hold(from.lock);
      of = from.workers[number].get();
    }
    use(const use&) = delete;
    use& operator=(const use&) = delete;
    ~use() {
      // An exception leaves a run in hand: the worker begins anew.
      if (std::uncaught_exceptions() > exceptions_) of->hang_up();
      from_.give_back(number_);
    }

    worker* of;

   private:
    state& from_;
    std::size_t number_;
    int exceptions_ = std::uncaught_exceptions();
  };

 private:
  /// A greeting is not enough: the first run shows whether everything works that runs need.
  [[nodiscard]] status try_out(worker& one) const {
    run_request request;
    request.what.name = "a trial run";
    request.what.command = {"true"};
    const auto outcome = one.run(request, stop);
    if (!outcome) return outcome.failure();
    if (outcome->how == ending::exited && outcome->code == 0) return done();
    return environment_error(fmt::format("a trial run of 'true' ends with {} {}",
                                         outcome->how == ending::exited ? "exit code" : "signal",
                                         outcome->code));
  }

  /// Some milliseconds, during which others wait: that happens once a worker.
  status start_worker_locked() {
    auto started = worker::start(static_cast<unsigned>(workers.size()), level, filters, landlock,
                                 core_lease::take());
    if (!started) return std::move(started).failure();
    --unstarted;
    workers.push_back(*std::move(started));
    free.insert(workers.size() - 1);
    return done();
  }
};

sandbox::sandbox(std::unique_ptr<state> made) : state_(std::move(made)) {}

sandbox::~sandbox() {
  // All are told to go before the first is waited for.
  for (const auto& one : state_->workers) one->hang_up();
}

result<std::unique_ptr<sandbox>> sandbox::start(const sandbox_options& options,
                                                std::stop_token stop) {
  auto made = std::make_unique<state>();
  made->landlock = std::min(options.newest_landlock, landlock_version());
  made->stop = std::move(stop);

  // The first worker shows what there is; the others are started when they are needed.
  made->unstarted = std::max(1U, options.workers);
  std::string missing;
  for (const auto level : {isolation::l0, isolation::l1, isolation::l2, isolation::none}) {
    if (level < options.strongest || level > options.required) continue;
    auto started = made->start_at(level);
    if (started) return std::unique_ptr<sandbox>(new sandbox(std::move(made)));
    if (started.failure().whose == fault::interrupted) return std::move(started).failure();
    missing += fmt::format("; {}: {}", short_name(level), started.failure().message);
  }
  const bool usual = options.required == isolation::l1 && options.strongest == isolation::l0;
  const auto* const hint =
      usual ? " (--require-isolation=L2 would do with Landlock and seccomp)" : "";
  return environment_error(fmt::format("no sandbox of level {}{}; see 'judge doctor'{}",
                                       short_name(options.required), missing, hint));
}

isolation sandbox::level() const { return state_->level; }

result<run_outcome> sandbox::run(const run_request& request) {
  const auto number = state_->take();
  if (!number) return error(number.failure()).in(request.what.name);
  const state::use one(*state_, *number);
  return one.of->run(request, state_->stop);
}

result<pair_outcome> sandbox::run_pair(const pair_request& request) {
  const auto number = state_->take();
  if (!number) return error(number.failure()).in(request.submission.what.name);
  const state::use one(*state_, *number);
  return judge::run_pair(*one.of, request, state_->stop);
}

}  // namespace judge
