// tests/support/fake_observer.hpp - an observer that only writes down what it hears.
#pragma once

#include <string>
#include <vector>

#include "judge/model/ports.hpp"

namespace judge::testing {

/// "built a.cpp 3", "1 AC", "finished AC", "remark ...", in the order heard.
class fake_observer final : public observer {
 public:
  void submission_built(const submission& what, const build_outcome&,
                        const std::vector<test_case>& cases) override {
    heard.push_back("built " + what.source.name + " " + std::to_string(cases.size()));
  }
  void case_finished(const submission&, const case_result& one) override {
    heard.push_back(one.name + " " + std::string(short_name(one.is)));
  }
  void submission_finished(const submission&, const submission_result& judged) override {
    heard.push_back("finished " + std::string(short_name(judged.is)));
  }
  void remark(const std::string& line) override { heard.push_back("remark " + line); }

  std::vector<std::string> heard;
};

}  // namespace judge::testing
