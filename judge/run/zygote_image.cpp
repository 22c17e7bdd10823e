// GAVEL_ZYGOTE is the path of the built zygote; the build makes it first.
#include "judge/run/zygote_image.hpp"

asm(".section .rodata\n"
    ".global gavel_zygote_begin\n"
    ".global gavel_zygote_end\n"
    "gavel_zygote_begin:\n"
    ".incbin \"" GAVEL_ZYGOTE
    "\"\n"
    "gavel_zygote_end:\n"
    ".byte 0\n"
    ".previous\n");

extern "C" {
extern const char gavel_zygote_begin[];  // NOLINT: defined above
extern const char gavel_zygote_end[];    // NOLINT
}

namespace judge {

std::string_view zygote_image() {
  return {gavel_zygote_begin, static_cast<std::size_t>(gavel_zygote_end - gavel_zygote_begin)};
}

}  // namespace judge
