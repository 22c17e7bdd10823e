// problems/mean_average_precision/instance.hpp - the problem's data as types, with one reader and
// one writer. Shared by submissions, generators, tests and benches; the input validator does not
// use it, so that the two disagree when one of them is wrong.
#pragma once

#include <cstddef>
#include <cstdio>
#include <istream>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace problems::mean_average_precision {

struct truth {
  int image = 0, category = 0;
  int x = 0, y = 0, width = 0, height = 0;
  bool marked = false;
};

struct detection {
  int image = 0, category = 0;
  int x = 0, y = 0, width = 0, height = 0;
  int score = 0;
};

struct instance {
  std::string rules;            ///< coco, voc2007 or voc2010
  std::vector<int> thresholds;  ///< percent
  int categories = 0;
  std::vector<truth> truths;
  std::vector<detection> detections;
};

/// Average precision of each class, absent without unmarked truths, and their mean.
struct answer {
  std::vector<std::optional<double>> classes;
  std::optional<double> mean;
};

inline instance read(std::istream& in) {
  std::ios::sync_with_stdio(false);
  instance out;
  std::size_t thresholds = 0, truths = 0, detections = 0;
  in >> out.rules >> thresholds;
  out.thresholds.resize(thresholds);
  for (int& threshold : out.thresholds) in >> threshold;
  in >> out.categories >> truths >> detections;
  out.truths.resize(truths);
  out.detections.resize(detections);
  for (truth& t : out.truths) {
    in >> t.image >> t.category >> t.x >> t.y >> t.width >> t.height >> t.marked;
  }
  for (detection& d : out.detections) {
    in >> d.image >> d.category >> d.x >> d.y >> d.width >> d.height >> d.score;
  }
  return out;
}

inline void write(std::ostream& out, const instance& what) {
  out << what.rules << '\n' << what.thresholds.size();
  for (const int threshold : what.thresholds) out << ' ' << threshold;
  out << '\n'
      << what.categories << ' ' << what.truths.size() << ' ' << what.detections.size() << '\n';
  const auto box = [&out](const auto& b) {
    out << b.image << ' ' << b.category << ' ' << b.x << ' ' << b.y << ' ' << b.width << ' '
        << b.height;
  };
  for (const truth& t : what.truths) {
    box(t);
    out << ' ' << (t.marked ? 1 : 0) << '\n';
  }
  for (const detection& d : what.detections) {
    box(d);
    out << ' ' << d.score << '\n';
  }
}

inline void write(std::ostream& out, const answer& what) {
  const auto line = [&out](const std::optional<double>& value) {
    char text[40] = "-";
    if (value) std::snprintf(text, sizeof text, "%.12f", *value);
    out << text << '\n';
  };
  for (const auto& value : what.classes) line(value);
  line(what.mean);
}

}  // namespace problems::mean_average_precision
