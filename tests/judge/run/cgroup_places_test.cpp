// Where the groups of this process are, from the texts that the kernel gives.
#include <gtest/gtest.h>

#include <string>
#include <variant>

#include "judge/run/cgroup/cgroup.hpp"

namespace judge {
namespace {

TEST(CgroupPlaces, PreferVersion1WhereItHasTheControllers) {
  const auto found = find_cgroups(
      "tmpfs /sys/fs/cgroup tmpfs rw,mode=755 0 0\n"
      "cgroup2 /sys/fs/cgroup/unified cgroup2 rw,nsdelegate 0 0\n"
      "cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0\n"
      "cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,nosuid,cpu,cpuacct 0 0\n"
      "cgroup /sys/fs/cgroup/pids cgroup rw,pids 0 0\n",
      "12:pids:/user.slice/user-0.slice\n"
      "9:cpu,cpuacct:/\n"
      "4:memory:/user.slice\n"
      "0::/user.slice/session-1.scope\n");
  ASSERT_TRUE(found) << found.failure().message;
  const auto* places = std::get_if<cgroup_v1_places>(&*found);
  ASSERT_NE(places, nullptr);
  EXPECT_EQ(places->memory, "/sys/fs/cgroup/memory/user.slice");
  EXPECT_EQ(places->cpuacct, "/sys/fs/cgroup/cpu,cpuacct/");
  EXPECT_EQ(places->pids, "/sys/fs/cgroup/pids/user.slice/user-0.slice");
}

TEST(CgroupPlaces, AreThoseOfVersion2WhereVersion1LacksOne) {
  // memory_recursiveprot is an option of the mount, not the controller.
  const std::string mounts =
      "cgroup2 /sys/fs/cgroup/unified cgroup2 rw,nsdelegate,memory_recursiveprot 0 0\n"
      "cgroup /sys/fs/cgroup/systemd cgroup rw,xattr,name=systemd 0 0\n"
      "cgroup /sys/fs/cgroup/pids cgroup rw,pids 0 0\n";
  const auto found = find_cgroups(mounts,
                                  "3:pids:/a\n"
                                  "1:name=systemd:/b\n"
                                  "0::/user.slice/user-1000.slice/session-2.scope\n");
  ASSERT_TRUE(found) << found.failure().message;
  const auto* place = std::get_if<cgroup_v2_place>(&*found);
  ASSERT_NE(place, nullptr);
  EXPECT_EQ(place->own, "/sys/fs/cgroup/unified/user.slice/user-1000.slice/session-2.scope");
}

TEST(CgroupPlaces, AreThoseOfVersion2WhereThatIsAll) {
  const std::string mounts = "cgroup2 /sys/fs/cgroup cgroup2 rw,nsdelegate 0 0\n";
  for (const auto& [groups, own] : {std::pair{"0::/a/b.scope\n", "/sys/fs/cgroup/a/b.scope"},
                                    std::pair{"0::/\n", "/sys/fs/cgroup/"},
                                    // In a group that lies outside of what is mounted here.
                                    std::pair{"0::/../../x.scope\n", "/sys/fs/cgroup"}}) {
    const auto found = find_cgroups(mounts, groups);
    ASSERT_TRUE(found) << groups;
    const auto* place = std::get_if<cgroup_v2_place>(&*found);
    ASSERT_NE(place, nullptr) << groups;
    EXPECT_EQ(place->own, own);
  }
}

TEST(CgroupPlaces, AreMissingWithAReason) {
  const auto nothing = find_cgroups("proc /proc proc rw 0 0\n", "");
  ASSERT_FALSE(nothing);
  EXPECT_NE(nothing.failure().message.find("'memory'"), std::string::npos)
      << nothing.failure().message;

  const auto one_lacks = find_cgroups(
      "cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0\n"
      "cgroup /sys/fs/cgroup/cpu cgroup rw,cpu,cpuacct 0 0\n",
      "2:memory:/\n1:cpu,cpuacct:/\n");
  ASSERT_FALSE(one_lacks);
  EXPECT_NE(one_lacks.failure().message.find("'pids'"), std::string::npos)
      << one_lacks.failure().message;
}

}  // namespace
}  // namespace judge
