// 200 MiB of System V shared memory, which no limit of a process counts. Expected at 64 MiB: killed
// for memory at L0; refused at L1 (exit 9).
#include <sys/shm.h>

#include <cstring>

int main() {
  constexpr std::size_t size = 200 << 20;
  const int segment = ::shmget(IPC_PRIVATE, size, 0600);
  if (segment < 0) return 9;
  void* memory = ::shmat(segment, nullptr, 0);
  if (memory == reinterpret_cast<void*>(-1)) return 9;
  std::memset(memory, 1, size);
  return 0;
}
