// judge/package/statement_samples.hpp - samples that are written into a statement.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "judge/package/validate.hpp"

namespace judge {
namespace package {

/// The text of a sample as a statement shows it.
struct shown_sample {
  int number = 1;
  bool is_input = true;
  int line = 1;  ///< of its first line of text
  std::string text;
};

/// The code blocks of a Markdown or LaTeX text (``` or ~~~, verbatim, lstlisting) behind a heading
/// or a line of bold text that speaks of a sample: "Sample Input 1", "Example", "样例输出 1". One
/// that names neither input nor output has an input first and then an output; without a number the
/// samples are counted.
[[nodiscard]] std::vector<shown_sample> samples_in(std::string_view statement);

}  // namespace package

/// Holds every sample written into a statement against data/sample, up to white space at line ends
/// and empty lines at the end. The n-th sample is data/sample/<n>.in, or else the n-th in order;
/// .in.statement and .ans.statement go before .in and .ans. A statement without samples is fine:
/// judges put them in. A warning, with the statement's line, for each that differs.
[[nodiscard]] std::vector<finding> check_statement_samples(const problem& whole);

}  // namespace judge
