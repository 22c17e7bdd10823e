// Asking systemd for a group: what is said where it cannot be asked. That it gives one is seen
// wherever an ordinary user gets a sandbox of level L0.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "judge/base/files.hpp"
#include "judge/run/cgroup/cgroup.hpp"
#include "judge/run/cgroup/cgroup_home.hpp"
#include "judge/run/cgroup/delegation.hpp"

namespace judge {
namespace {

/// Sets a variable of the environment for as long as it lives.
class changed_variable {
 public:
  changed_variable(const char* name, const std::string& value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    ::setenv(name, value.c_str(), 1);
  }
  changed_variable(const changed_variable&) = delete;
  changed_variable& operator=(const changed_variable&) = delete;
  ~changed_variable() {
    if (before_.empty()) {
      ::unsetenv(name_);
    } else {
      ::setenv(name_, before_.c_str(), 1);
    }
  }

 private:
  const char* name_;
  std::string before_;
};

TEST(Delegation, SaysWhatIsMissing) {
  if (::geteuid() == 0) {
    if (std::filesystem::exists("/run/systemd/system")) GTEST_SKIP() << "systemd runs here";
    const auto asked = ask_for_delegation();
    ASSERT_FALSE(asked);
    EXPECT_NE(asked.failure().message.find("no systemd"), std::string::npos);
    return;
  }
  auto runtime = temporary_folder::make();
  ASSERT_TRUE(runtime);
  const changed_variable without("XDG_RUNTIME_DIR", runtime->path().string());
  auto asked = ask_for_delegation();
  ASSERT_FALSE(asked);
  EXPECT_NE(asked.failure().message.find("enable-linger"), std::string::npos)
      << asked.failure().message;

  std::filesystem::create_directory(runtime->path() / "systemd");
  asked = ask_for_delegation();
  ASSERT_FALSE(asked);
  EXPECT_NE(asked.failure().message.find("dbus-user-session"), std::string::npos)
      << asked.failure().message;
}

TEST(Delegation, FailsWhereNobodyListens) {
  if (::geteuid() == 0) GTEST_SKIP() << "root asks the machine's own systemd";
  auto runtime = temporary_folder::make();
  ASSERT_TRUE(runtime);
  std::filesystem::create_directory(runtime->path() / "systemd");
  ASSERT_TRUE(write_file(runtime->path() / "bus", ""));
  const changed_variable without("XDG_RUNTIME_DIR", runtime->path().string());
  const auto groups = read_file("/proc/self/cgroup");
  const auto asked = ask_for_delegation();
  ASSERT_FALSE(asked);
  EXPECT_NE(asked.failure().message.find("systemd gives no other one: busctl: "), std::string::npos)
      << asked.failure().message;
  const auto after = read_file("/proc/self/cgroup");
  ASSERT_TRUE(groups && after);
  EXPECT_EQ(*groups, *after);
}

TEST(CgroupHome, IsNotForMachinesOfVersion1) {
  const auto places = find_cgroups();
  if (!places || !std::holds_alternative<cgroup_v1_places>(*places)) {
    GTEST_SKIP() << "no version 1 here";
  }
  ASSERT_FALSE(cgroup_home::get());
  EXPECT_NE(cgroup_home::get().failure().message.find("version 1"), std::string::npos);
}

}  // namespace
}  // namespace judge
