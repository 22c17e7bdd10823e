#include "judge/package/patterns.hpp"

#include <boost/regex.hpp>
#include <stdexcept>

namespace judge::package {
namespace {

/// Where Perl's spelling is another: \Z is \z there, and groups are named without the P.
std::string in_perl(std::string_view python) {
  std::string perl;
  while (!python.empty()) {
    if (python.front() == '\\' && python.size() > 1) {
      perl += python.substr(0, 1);
      perl += python[1] == 'Z' ? 'z' : python[1];
      python.remove_prefix(2);
    } else if (python.starts_with("(?P<")) {
      perl += "(?<";
      python.remove_prefix(4);
    } else {
      perl += python.front();
      python.remove_prefix(1);
    }
  }
  return perl;
}

/// Throws boost::regex_error.
boost::regex compiled(const std::string& expression) {
  return boost::regex(in_perl(expression), boost::regex::perl | boost::regex::mod_s);
}

}  // namespace

std::optional<std::string> pattern_fault(const std::string& expression) {
  try {
    static_cast<void>(compiled(expression));
  } catch (const std::runtime_error& bad) {
    // The first sentence says what; then Boost repeats the expression over several lines.
    const std::string_view all = bad.what();
    return std::string(all.substr(0, all.find_first_of(".\n")));
  }
  return std::nullopt;
}

result<bool> is_found(const std::string& expression, std::string_view text) {
  try {
    return boost::regex_search(text.begin(), text.end(), compiled(expression), boost::match_any);
  } catch (const std::runtime_error&) {
    return error{"takes too many steps to look for: write a simpler expression"};
  }
}

}  // namespace judge::package
