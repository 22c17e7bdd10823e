// judge/run/zygote_image.hpp - the zygote's executable, kept inside the judge's own.
#pragma once

#include <string_view>

namespace judge {

[[nodiscard]] std::string_view zygote_image();

}  // namespace judge
