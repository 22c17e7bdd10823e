#include "judge/run/sandbox.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "judge/run/worker.hpp"

namespace judge {

struct sandbox::state {
  seccomp_filters filters;
  std::stop_token stop;
  isolation level = isolation::none;
  std::vector<std::unique_ptr<worker>> workers;

  std::mutex lock;
  std::condition_variable_any freed;
  std::vector<worker*> free;

  /// Null when the judge is interrupted.
  worker* take() {
    std::unique_lock hold(lock);
    if (!freed.wait(hold, stop, [this] { return !free.empty(); }) || stop.stop_requested()) {
      return nullptr;
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
};

namespace {

using workers = std::vector<std::unique_ptr<worker>>;

/// All at once: each waits some milliseconds for the kernel.
result<workers> start_workers(unsigned count, bool cgroups, const seccomp_filters& filters) {
  workers made(std::max(1U, count));
  std::vector<std::optional<error>> failures(made.size());
  {
    std::vector<std::jthread> starting;
    for (unsigned number = 0; number < made.size(); ++number) {
      starting.emplace_back([&made, &failures, number, cgroups, &filters] {
        auto started = worker::start(number, cgroups, filters);
        if (started) {
          made[number] = *std::move(started);
        } else {
          failures[number] = std::move(started).failure();
        }
      });
    }
  }
  for (auto& failure : failures) {
    if (failure) return *std::move(failure);
  }
  return made;
}

error not_isolated(const sandbox_options& options, const std::string& l0, const std::string& l1) {
  auto message = fmt::format("no sandbox of level {}", short_name(options.required));
  if (!l0.empty()) message += "; L0: " + l0;
  if (!l1.empty()) message += "; L1: " + l1;
  return environment_error(message + "; see 'judge doctor'");
}

}  // namespace

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

  std::string l0 = "not asked for";
  if (options.strongest == isolation::l0) {
    auto workers = start_workers(options.workers, true, made->filters);
    if (workers) {
      made->workers = *std::move(workers);
      made->level = isolation::l0;
    } else {
      l0 = workers.failure().message;
    }
  }
  std::string l1;
  if (made->workers.empty() && options.required >= isolation::l1 &&
      options.strongest <= isolation::l1) {
    auto workers = start_workers(options.workers, false, made->filters);
    if (workers) {
      made->workers = *std::move(workers);
      made->level = isolation::l1;
    } else {
      l1 = workers.failure().message;
    }
  }
  // L2 and none are not built yet: refusing is right where running weaker would be silent.
  if (made->workers.empty()) return not_isolated(options, l0, l1);
  for (const auto& one : made->workers) made->free.push_back(one.get());
  return std::unique_ptr<sandbox>(new sandbox(std::move(made)));
}

isolation sandbox::level() const { return state_->level; }

result<run_outcome> sandbox::run(const run_request& request) {
  worker* const one = state_->take();
  if (one == nullptr) return error{request.what.name + ": interrupted", fault::interrupted};
  auto outcome = one->run(request, state_->stop);
  state_->give_back(one);
  return outcome;
}

}  // namespace judge
