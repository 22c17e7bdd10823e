// Packets between the judge and what is inside the sandbox; see protocol.hpp.
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "judge/run/zygote/run.hpp"

namespace judge::zygote {
namespace {

constexpr std::size_t max_pointers = 8192;

alignas(wire::run_header) char buffer[sizeof(wire::run_header) + wire::max_words];
char* pointers[max_pointers];

}  // namespace

bool receive(int socket, packet& got) {
  got = {};
  iovec part{buffer, sizeof buffer};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int) * max_fds)];
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  ssize_t size = 0;
  do {
    size = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  } while (size < 0 && errno == EINTR);
  for (cmsghdr* one = size < 0 ? nullptr : CMSG_FIRSTHDR(&message); one != nullptr;
       one = CMSG_NXTHDR(&message, one)) {
    if (one->cmsg_level != SOL_SOCKET || one->cmsg_type != SCM_RIGHTS) continue;
    got.fd_count = static_cast<int>((one->cmsg_len - CMSG_LEN(0)) / sizeof(int));
    std::memcpy(got.fds, CMSG_DATA(one), sizeof(int) * static_cast<std::size_t>(got.fd_count));
  }
  if (size < static_cast<ssize_t>(sizeof got.what)) return false;
  if ((message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0) return false;
  got.bytes = buffer;
  got.size = static_cast<std::size_t>(size);
  std::memcpy(&got.what, buffer, sizeof got.what);
  return true;
}

void close_all(const packet& got) {
  for (int i = 0; i < got.fd_count; ++i) ::close(got.fds[i]);
}

bool reply(const wire::answer& answer, int fd) {
  iovec part{const_cast<wire::answer*>(&answer), sizeof answer};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  if (fd >= 0) {
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    cmsghdr* rights = CMSG_FIRSTHDR(&message);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(rights), &fd, sizeof(int));
  }
  return ::sendmsg(wire::control_fd, &message, MSG_NOSIGNAL) >= 0;
}

bool parse(const packet& got, run& one) {
  if (got.what != wire::kind::run || got.fd_count != 3) return false;
  const auto* header = reinterpret_cast<const wire::run_header*>(buffer);
  if (got.size < sizeof *header || got.size != sizeof *header + header->words_size) return false;
  if (header->filter >= wire::filter_count || header->arguments == 0) return false;
  if (std::size_t{header->arguments} + header->variables + 2 > max_pointers) return false;
  one.header = header;
  for (int i = 0; i < 3; ++i) one.standard[i] = got.fds[i];
  char* word = buffer + sizeof *header;
  char* const end = word + header->words_size;
  const auto next = [&]() -> char* {
    char* const stop = static_cast<char*>(std::memchr(word, 0, static_cast<size_t>(end - word)));
    char* const found = word;
    if (stop != nullptr) word = stop + 1;
    return stop == nullptr ? nullptr : found;
  };
  if (header->has_box != 0 && (one.box = next()) == nullptr) return false;
  char** at = pointers;
  one.arguments = at;
  for (std::uint32_t i = 0; i < header->arguments; ++i) {
    if ((*at++ = next()) == nullptr) return false;
  }
  *at++ = nullptr;
  one.environment = at;
  for (std::uint32_t i = 0; i < header->variables; ++i) {
    if ((*at++ = next()) == nullptr) return false;
  }
  *at = nullptr;
  return true;
}

}  // namespace judge::zygote
