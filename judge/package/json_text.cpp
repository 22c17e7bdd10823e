#include "judge/package/json_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace judge::package {

result<boost::json::value> parse_json(const std::string& name, std::string_view text) {
  boost::json::parser parser;
  boost::system::error_code failed;
  const auto read = parser.write_some(text.data(), text.size(), failed);
  const auto rest = text.substr(std::min(read, text.size()));
  const bool more = rest.find_first_not_of(" \t\r\n") != std::string_view::npos;
  if (!failed && !more) return parser.release();
  const auto line = 1 + std::count(text.begin(), text.end() - static_cast<long>(rest.size()), '\n');
  return error{fmt::format("{}:{}: not JSON: {}", name, line,
                           failed ? failed.message() : "something stands behind its end")};
}

}  // namespace judge::package
