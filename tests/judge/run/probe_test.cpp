#include "judge/run/probe.hpp"

#include <gtest/gtest.h>

#include "judge/run/sandbox.hpp"

namespace judge {
namespace {

const layer_finding* find(const sandbox_report& report, const std::string& layer) {
  for (const auto& one : report.layers) {
    if (one.layer == layer) return &one;
  }
  return nullptr;
}

TEST(Probe, AgreesWithTheSandbox) {
  const auto report = probe_sandbox();
  const auto started = sandbox::start({}, {});
  ASSERT_TRUE(started) << started.failure().message;
  EXPECT_EQ(report.level, (*started)->level());
}

TEST(Probe, NamesEveryLayerAndSaysWhy) {
  const auto report = probe_sandbox();
  for (const char* layer : {"bubblewrap", "user namespaces", "seccomp", "cgroup v1", "cgroup v2",
                            "Landlock", "sandbox L0", "sandbox L1", "sandbox L2"}) {
    const auto* found = find(report, layer);
    ASSERT_NE(found, nullptr) << layer;
    EXPECT_NE(found->detail, "") << layer;
  }
  EXPECT_TRUE(find(report, "bubblewrap")->available);
  EXPECT_TRUE(find(report, "seccomp")->available);
  EXPECT_EQ(find(report, "sandbox L0")->available, report.level == isolation::l0);
}

}  // namespace
}  // namespace judge
