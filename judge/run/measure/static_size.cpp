#include "judge/run/measure/static_size.hpp"

#include <elf.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstring>

#include "judge/base/unique_fd.hpp"

namespace judge {

std::uint64_t static_size(const std::filesystem::path& executable) {
  const unique_fd file(::open(executable.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  Elf64_Ehdr header;
  if (!file || ::pread(file.get(), &header, sizeof header, 0) != sizeof header ||
      std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_ident[EI_CLASS] != ELFCLASS64 ||
      header.e_phentsize != sizeof(Elf64_Phdr)) {
    return 0;
  }
  std::uint64_t sum = 0;
  for (unsigned i = 0; i < header.e_phnum; ++i) {
    Elf64_Phdr part;
    const auto place = static_cast<off_t>(header.e_phoff + i * sizeof part);
    if (::pread(file.get(), &part, sizeof part, place) != sizeof part) return 0;
    if (part.p_type == PT_LOAD && __builtin_add_overflow(sum, part.p_memsz, &sum)) return 0;
  }
  return sum;
}

}  // namespace judge
