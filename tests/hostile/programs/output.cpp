// Misuse of standard output and error. Expected: what is written arrives byte by byte up to the
// limit, what is beyond it is discarded and counted, and the judge neither blocks nor grows.
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <string_view>

#include "bounds.hpp"

namespace {

using namespace hostile;  // NOLINT(google-build-using-namespace)

constexpr std::size_t block_size = 65536;

int flood(int fd, long mebibytes) {
  const std::string block(block_size, 'x');
  for (long i = 0; i < mebibytes * 16 && in_bounds(); ++i) {
    if (::write(fd, block.data(), block.size()) < 0) return refused;
  }
  return 0;
}

/// As many system calls as possible, for as little as possible.
int drip() {
  while (in_bounds()) ::write(1, "x", 1);
  return 0;
}

/// What works on files only.
int treat_as_a_file() {
  int worked = 0;
  if (::ftruncate(1, 1L << 40) == 0) ++worked;
  if (::pwrite(1, "x", 1, 1L << 40) >= 0) ++worked;
  if (::lseek(1, 1L << 40, SEEK_SET) >= 0) ++worked;
  if (::fallocate(1, 0, 0, 1L << 40) == 0) ++worked;
  if (::read(1, &worked, 1) >= 0) ++worked;
  std::puts("42");
  return worked == 0 ? 0 : went_too_far;
}

/// The flags of a pipe's end, which lie in the description that both sides could share.
int change_the_flags() {
  ::fcntl(1, F_SETFL, O_NONBLOCK | O_DIRECT | O_ASYNC | O_APPEND);
  ::fcntl(1, F_SETOWN, 1);
  ::fcntl(1, F_SETSIG, SIGKILL);
  ::fcntl(1, F_SETPIPE_SZ, 4096);
  ::fcntl(1, F_SETLEASE, F_WRLCK);
  const int on = 1;
  ::ioctl(1, FIOASYNC, &on);
  ::ioctl(1, FIONBIO, &on);
  const std::string line(999, 'x');
  long written = 0;
  while (written < 300 && in_bounds()) {
    if (::write(1, (line + "\n").data(), 1000) == 1000) ++written;
  }
  return written == 300 ? 0 : refused;
}

/// Pages that can change after they were "written".
int write_pages_and_change_them() {
  static char page[4096];
  for (int i = 0; i < 8192 && in_bounds(); ++i) {
    iovec part{page, sizeof page};
    page[0] = static_cast<char>(i);
    if (::vmsplice(1, &part, 1, SPLICE_F_GIFT) < 0) return refused;
  }
  return 0;
}

/// Its own output, doubled from one pipe into another.
int splice_in_circles() {
  int ends[2];
  if (::pipe(ends) != 0 || ::write(ends[1], "42\n", 3) != 3) return 65;
  if (::tee(ends[0], 1, 3, 0) != 3) return refused;
  return ::splice(ends[0], nullptr, 1, nullptr, 3, 0) == 3 ? 0 : refused;
}

int close_all_and(int code) {
  for (int fd = 0; fd < 3; ++fd) ::close(fd);
  return code;
}

/// Keeps its end open in a message that nobody receives.
int hide_the_pipe_in_a_socket() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) != 0) return refused;
  alignas(cmsghdr) char control[CMSG_SPACE(2 * sizeof(int))] = {};
  char byte = 'x';
  iovec part{&byte, 1};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  auto* rights = CMSG_FIRSTHDR(&message);
  rights->cmsg_level = SOL_SOCKET;
  rights->cmsg_type = SCM_RIGHTS;
  rights->cmsg_len = CMSG_LEN(2 * sizeof(int));
  auto* sent = reinterpret_cast<int*>(CMSG_DATA(rights));
  sent[0] = 1;
  sent[1] = ends[1];  // and the socket in itself
  if (::sendmsg(ends[0], &message, 0) != 1) return refused;
  std::puts("42");
  return 0;
}

int bytes_of_all_kinds() {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  bytes += "\r\n\xff\xfe";
  bytes.append(3, '\0');
  bytes += "no newline";
  return ::write(1, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) ? 0 : refused;
}

int attack(std::string_view what) {
  if (what == "flood") return flood(1, 1L << 20);
  if (what == "flood-errors") return flood(2, 1L << 20);
  if (what == "flood-a-little") return flood(1, 20);
  if (what == "flood-errors-a-little") return flood(2, 20);
  if (what == "flood-deaf") {
    ::signal(SIGXFSZ, SIG_IGN);
    ::signal(SIGPIPE, SIG_IGN);
    return flood(1, 20);
  }
  if (what == "drip") return drip();
  if (what == "treat-as-a-file") return treat_as_a_file();
  if (what == "change-the-flags") return change_the_flags();
  if (what == "change-pages") return write_pages_and_change_them();
  if (what == "splice") return splice_in_circles();
  if (what == "close-all") return close_all_and(0);
  if (what == "close-all-and-burn") {
    close_all_and(0);
    burn(10'000);
    return 0;
  }
  if (what == "hide-the-pipe") return hide_the_pipe_in_a_socket();
  if (what == "bytes") return bytes_of_all_kinds();
  return 64;
}

}  // namespace

int main(int argc, char** argv) {
  elapsed();
  return attack(argc > 1 ? argv[1] : "");
}
