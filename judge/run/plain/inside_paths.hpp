// judge/run/plain/inside_paths.hpp - /box, /work and /tmp where there are no mounts of one's own.
#pragma once

#include <string>
#include <string_view>

namespace judge {

/// The word with `top` in front of each /box, /work and /tmp that is the beginning of a path: what
/// stands before it is no part of a name or path, or a one-letter option ("-I/box"); what stands
/// behind it is a '/' or no part of a name. "/usr/box", "./work" and "/boxes" stay as they are.
[[nodiscard]] std::string with_real_paths(std::string_view word, std::string_view top);

}  // namespace judge
