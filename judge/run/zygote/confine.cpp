// Landlock, and what it does not do yet on older kernels.
#include <linux/seccomp.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

#include "judge/run/zygote/run.hpp"

namespace judge::zygote {
namespace {

constexpr sock_filter load(std::size_t offset) {
  return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset));
}

/// Jumps over so many instructions where the loaded word is, or is not, this value.
constexpr sock_filter jump(std::uint32_t value, unsigned char equal, unsigned char different) {
  return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, equal, different);
}

constexpr sock_filter end(std::uint32_t with) { return BPF_STMT(BPF_RET | BPF_K, with); }

/// Signals go to this very process or to nobody. Its number is known only now, so this filter is
/// not among those that the judge compiled; they refuse the calls of foreign architectures.
bool keep_signals_to_itself() {
  // The kernel looks at the lower half of a process number only.
  constexpr std::size_t lower = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? 0 : 4;
  const auto self = static_cast<std::uint32_t>(::getpid());
  sock_filter code[] = {
      load(offsetof(seccomp_data, nr)),
      jump(SYS_kill, 5, 0),
      jump(SYS_tkill, 4, 0),
      jump(SYS_tgkill, 3, 0),
      jump(SYS_rt_sigqueueinfo, 2, 0),
      jump(SYS_rt_tgsigqueueinfo, 1, 0),
      end(SECCOMP_RET_ALLOW),
      load(offsetof(seccomp_data, args) + lower),
      jump(self, 0, 1),
      end(SECCOMP_RET_ALLOW),
      end(SECCOMP_RET_ERRNO | EPERM),
  };
  const sock_fprog filter{sizeof code / sizeof code[0], code};
  return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) == 0;
}

}  // namespace

bool confine(const worker& self) {
  if (self.ruleset >= 0 && ::syscall(SYS_landlock_restrict_self, self.ruleset, 0) != 0) {
    return false;
  }
  return !self.own_signals_only || keep_signals_to_itself();
}

}  // namespace judge::zygote
