#include "judge/run/sandbox.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "judge/run/worker.hpp"

namespace judge {

struct sandbox::state {
  seccomp_filters filters;
  std::stop_token stop;
  isolation level = isolation::none;
  unsigned unstarted = 0;  ///< workers that nobody has needed so far
  std::vector<std::unique_ptr<worker>> workers;

  std::mutex lock;
  std::condition_variable_any freed;
  std::vector<worker*> free;

  [[nodiscard]] status start_worker() {
    const std::unique_lock hold(lock);
    return start_worker_locked();
  }

  /// A free one, or another one as long as there may be more.
  result<worker*> take() {
    std::unique_lock hold(lock);
    const bool there = freed.wait(hold, stop, [this] { return !free.empty() || unstarted > 0; });
    if (!there || stop.stop_requested()) return error{"interrupted", fault::interrupted};
    if (free.empty()) {
      if (auto started = start_worker_locked(); !started) return std::move(started).failure();
    }
    worker* const one = free.back();
    free.pop_back();
    return one;
  }

  void give_back(worker* one) {
    {
      const std::lock_guard hold(lock);
      free.push_back(one);
    }
    freed.notify_one();
  }

 private:
  /// Some milliseconds, during which others wait: that happens once a worker.
  status start_worker_locked() {
    auto started = worker::start(static_cast<unsigned>(workers.size()), level, filters);
    if (!started) return std::move(started).failure();
    --unstarted;
    workers.push_back(*std::move(started));
    free.push_back(workers.back().get());
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
  auto filters = make_seccomp_filters();
  if (!filters) return std::move(filters).failure();
  auto made = std::make_unique<state>();
  made->filters = *std::move(filters);
  made->stop = std::move(stop);

  // The first worker shows what there is; the others are started when they are needed.
  made->unstarted = std::max(1U, options.workers);
  std::string missing;
  for (const auto level : {isolation::l0, isolation::l1}) {
    if (level < options.strongest || level > options.required) continue;
    made->level = level;
    auto started = made->start_worker();
    if (started) return std::unique_ptr<sandbox>(new sandbox(std::move(made)));
    missing += fmt::format("; {}: {}", short_name(level), started.failure().message);
  }
  return environment_error(fmt::format("no sandbox of level {}{}; see 'judge doctor'",
                                       short_name(options.required), missing));
}

isolation sandbox::level() const { return state_->level; }

result<run_outcome> sandbox::run(const run_request& request) {
  auto one = state_->take();
  if (!one) return std::move(one).failure().in(request.what.name);
  auto outcome = (*one)->run(request, state_->stop);
  state_->give_back(*one);
  return outcome;
}

}  // namespace judge
