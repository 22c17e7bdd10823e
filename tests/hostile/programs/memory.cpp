// Memory beyond the limit, in all the places where one can put it. Expected: stopped for memory
// where a cgroup counts; else refused (exit 9) or bounded.
#include <fcntl.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "bounds.hpp"

namespace {

using namespace hostile;  // NOLINT(google-build-using-namespace)

constexpr std::size_t mebibyte = 1 << 20;
constexpr std::size_t page = 4096;

/// Volatile: nobody reads what is written, and a compiler would know.
void touch(void* memory, std::size_t size) {
  auto* const bytes = static_cast<volatile char*>(memory);
  for (std::size_t at = 0; at < size; at += page) bytes[at] = 1;
}

void* map(std::size_t size, int flags) {
  void* memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) ::_exit(refused);
  return memory;
}

int allocate() {
  for (long i = 0; i < most_mebibytes; ++i) {
    void* const block = std::malloc(mebibyte);
    if (block == nullptr) return refused;
    touch(block, mebibyte);
  }
  return 0;
}

int map_at_once(int flags) {
  touch(map(most_mebibytes * mebibyte, flags), most_mebibytes * mebibyte);
  return 0;
}

/// One mapping that is made larger and larger.
int remap() {
  std::size_t size = mebibyte;
  void* memory = map(size, MAP_PRIVATE);
  while (size < most_mebibytes * mebibyte) {
    memory = ::mremap(memory, size, 2 * size, MREMAP_MAYMOVE);
    if (memory == MAP_FAILED) return refused;
    size *= 2;
    touch(memory, size);
  }
  return 0;
}

/// A mapping that grows like a stack, beside the stack's own limit.
int grow_down() {
  constexpr std::size_t size = most_mebibytes * mebibyte;
  auto* const low = static_cast<char*>(map(size, MAP_PRIVATE | MAP_NORESERVE));
  ::munmap(low, size);
  void* const top = ::mmap(low + size - page, page, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_GROWSDOWN | MAP_FIXED, -1, 0);
  if (top == MAP_FAILED) return refused;
  for (std::size_t at = size; at >= page; at -= page) {
    static_cast<volatile char*>(low)[at - page] = 1;
  }
  return 0;
}

/// One byte every 2 MiB of a huge mapping: the tables cost as much as the pages.
int page_tables() {
  constexpr std::size_t step = 2 * mebibyte;
  constexpr std::size_t size = most_mebibytes * mebibyte / page / 2 * step;
  auto* const memory = static_cast<volatile char*>(map(size, MAP_PRIVATE | MAP_NORESERVE));
  for (std::size_t at = 0; at < size; at += step) memory[at] = 1;
  return 0;
}

int only_reserve() {
  map(2048 * mebibyte, MAP_PRIVATE | MAP_NORESERVE);
  return 0;
}

/// System V segments, which belong to no process.
int segments(long mebibytes) {
  const int segment = ::shmget(IPC_PRIVATE, static_cast<std::size_t>(mebibytes) * mebibyte, 0600);
  if (segment < 0) return refused;
  void* const memory = ::shmat(segment, nullptr, 0);
  if (memory == reinterpret_cast<void*>(-1)) return refused;
  touch(memory, static_cast<std::size_t>(mebibytes) * mebibyte);
  return 0;  // left behind
}

int messages() {
  static char message[sizeof(long) + 8000] = {1};
  long sent = 0;
  for (int queue = 0; queue < 200; ++queue) {
    const int id = ::msgget(IPC_PRIVATE, 0600);
    while (id >= 0 && sent < most_mebibytes * 128 &&
           ::msgsnd(id, message, sizeof message - sizeof(long), IPC_NOWAIT) == 0) {
      ++sent;
    }
  }
  return sent == 0 ? refused : 0;
}

/// So many children with so much each, at the same time; the parent exits 0.
int children(int count, std::size_t mebibytes) {
  int touched[2];  // closed by each child when its memory is in use
  int release[2];  // closed by the parent when all have come so far
  if (::pipe(touched) != 0 || ::pipe(release) != 0) return 65;
  int started = 0;
  for (int i = 0; i < count; ++i) {
    const pid_t child = ::fork();
    if (child > 0) ++started;
    if (child != 0) continue;
    ::close(release[1]);
    touch(map(mebibytes * mebibyte, MAP_PRIVATE), mebibytes * mebibyte);
    ::close(touched[1]);
    char byte = 0;
    ::_exit(::read(release[0], &byte, 1) == 0 ? 0 : 1);
  }
  ::close(touched[1]);
  char byte = 0;
  while (::read(touched[0], &byte, 1) > 0) {
  }
  ::close(release[1]);
  while (::wait(nullptr) > 0) {
  }
  return started == 0 ? refused : 0;
}

/// Files in memory, each below the largest size of a file.
int memory_files(int count, long mebibytes) {
  const std::string block(mebibyte, 'x');
  for (int i = 0; i < count; ++i) {
    const int file = ::memfd_create("x", 0);
    if (file < 0) return refused;
    for (long part = 0; part < mebibytes; ++part) {
      if (::write(file, block.data(), block.size()) != static_cast<ssize_t>(mebibyte)) {
        return refused;
      }
    }
  }
  return 0;
}

/// As much as pipes hold: bounded by the number of descriptors and the user's share.
int pipes() {
  static const char block[65536] = {};
  std::size_t held = 0;
  int ends[2];
  while (held < most_mebibytes * mebibyte && ::pipe2(ends, O_NONBLOCK) == 0) {
    ::fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
    for (ssize_t put = 0; (put = ::write(ends[1], block, sizeof block)) > 0;) {
      held += static_cast<std::size_t>(put);
    }
  }
  return held > 200 * mebibyte ? went_too_far : 0;
}

int sockets() {
  static const char block[65536] = {};
  std::size_t held = 0;
  int ends[2];
  const int kind = SOCK_STREAM | SOCK_NONBLOCK;
  while (held < most_mebibytes * mebibyte && ::socketpair(AF_UNIX, kind, 0, ends) == 0) {
    for (const int end : ends) {
      const int large = 1 << 30;
      ::setsockopt(end, SOL_SOCKET, SO_SNDBUF, &large, sizeof large);
      for (ssize_t put = 0; (put = ::send(end, block, sizeof block, 0)) > 0;) {
        held += static_cast<std::size_t>(put);
      }
    }
  }
  return held > 200 * mebibyte ? went_too_far : 0;
}

/// Large pages, each held by one byte of it in a pipe after the mapping is gone.
int gifts() {
  constexpr std::size_t large = 2 * mebibyte;
  std::size_t held = 0;
  int ends[2];
  while (held < most_mebibytes * mebibyte && ::pipe2(ends, O_NONBLOCK) == 0) {
    for (int slot = 0; slot < 16; ++slot) {
      auto* const memory = static_cast<char*>(map(2 * large, MAP_PRIVATE));
      const auto rest = reinterpret_cast<std::uintptr_t>(memory) % large;
      char* const start = memory + (rest == 0 ? 0 : large - rest);
      ::madvise(start, large, MADV_HUGEPAGE);
      touch(start, large);
      iovec part{start, 1};
      if (::vmsplice(ends[1], &part, 1, 0) != 1) return refused;
      ::munmap(memory, 2 * large);
      held += large;
    }
  }
  return went_too_far;
}

/// Stack frames of 64 KiB.
int recurse(long depth) {
  volatile char frame[65536];
  frame[0] = static_cast<char>(depth);
  frame[sizeof frame - 1] = frame[0];
  return depth == 0 ? 0 : recurse(depth - 1) + (frame[0] - frame[sizeof frame - 1]);
}

int attack(std::string_view what) {
  if (what == "allocate") return allocate();
  if (what == "map-unreserved") return map_at_once(MAP_PRIVATE | MAP_NORESERVE);
  if (what == "map-shared") return map_at_once(MAP_SHARED);
  if (what == "map-populated") return map_at_once(MAP_PRIVATE | MAP_POPULATE);
  if (what == "remap") return remap();
  if (what == "grow-down") return grow_down();
  if (what == "page-tables") return page_tables();
  if (what == "only-reserve") return only_reserve();
  if (what == "segment") return segments(200);
  if (what == "leave-a-segment") return segments(100);
  if (what == "messages") return messages();
  if (what == "eight-children") return children(8, 40);
  if (what == "three-children") return children(3, 30);
  if (what == "memory-file") return memory_files(1, most_mebibytes);
  if (what == "memory-files") return memory_files(most_mebibytes / 16, 16);
  if (what == "leave-a-memory-file") return memory_files(7, 15);
  if (what == "pipes") return pipes();
  if (what == "sockets") return sockets();
  if (what == "gifts") return gifts();
  if (what == "recurse") return recurse(most_mebibytes * 16);
  if (what == "recurse-a-little") return recurse(40 * 16);
  return 64;
}

}  // namespace

int main(int argc, char** argv) { return attack(argc > 1 ? argv[1] : ""); }
