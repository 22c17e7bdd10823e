// random <rules> <thresholds> <images> <image step> <classes> <truths> <detections> <grid> <levels>
//        <marked percent> <seed>
// Truths at random places, three of four detections are copies of a truth moved by a few cells.
//   thresholds      percentages with commas, such as 50,75
//   image step      image i (from 0) has the number 1 + i * step
//   classes         of three or more, the second has no truth at all
//   grid            coordinates are multiples of it: a coarse grid makes overlaps tie and meet
//                   thresholds; 0 means single pixels over the whole range
//   levels          number of different scores
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "problems/mean_average_precision/instance.hpp"

namespace package = problems::mean_average_precision;

namespace {

class source {
 public:
  source(int grid, std::uint64_t seed) : grid_(grid), engine_(seed) {}

  /// 0, ..., n - 1; not uniform_int_distribution: its results differ between libraries
  int below(int n) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(n)); }

  void place(auto& object) {
    if (grid_ == 0) {
      object.x = below(4000);
      object.y = below(4000);
      object.width = below(4) == 0 ? below(5001) : below(400);
      object.height = below(4) == 0 ? below(5001) : below(400);
    } else {
      object.x = below(4) * grid_;
      object.y = below(4) * grid_;
      object.width = (1 + below(4)) * grid_;
      object.height = (1 + below(4)) * grid_;
    }
  }

  /// A copy of `from` that is moved a little in some coordinates.
  void place_near(auto& object, const package::truth& from) {
    const auto moved = [this](int value) {
      const int step = grid_ == 0 ? std::max(1, value / 20) : grid_;
      return std::clamp(below(3) > 0 ? value : value + (below(3) - 1) * step, 0, 5000);
    };
    object.x = moved(from.x);
    object.y = moved(from.y);
    object.width = moved(from.width);
    object.height = moved(from.height);
  }

 private:
  int grid_;
  std::mt19937_64 engine_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 12) {
    std::cerr << "usage: random <rules> <thresholds> <images> <image step> <classes> <truths> "
                 "<detections> <grid> <levels> <marked percent> <seed>\n";
    return 2;
  }
  const auto number = [argv](int i) { return std::atoi(argv[i]); };
  const int images = number(3), step = number(4), levels = number(9);
  if (number(6) > 20 * images) {
    std::cerr << "random: more than 20 truths an image\n";
    return 2;
  }
  package::instance out;
  out.rules = argv[1];
  std::istringstream thresholds(argv[2]);
  for (std::string text; std::getline(thresholds, text, ',');)
    out.thresholds.push_back(std::stoi(text));
  out.categories = number(5);
  out.truths.resize(static_cast<std::size_t>(number(6)));
  out.detections.resize(static_cast<std::size_t>(number(7)));

  source draw(number(8), std::strtoull(argv[11], nullptr, 10));
  std::vector<int> used(static_cast<std::size_t>(images), 0);
  for (auto& truth : out.truths) {
    int image = draw.below(images);
    while (used[static_cast<std::size_t>(image)] == 20) image = (image + 1) % images;
    ++used[static_cast<std::size_t>(image)];
    truth.image = 1 + image * step;
    do {
      truth.category = 1 + draw.below(out.categories);
    } while (out.categories >= 3 && truth.category == 2);
    draw.place(truth);
    truth.marked = draw.below(100) < number(10);
  }
  for (auto& found : out.detections) {
    if (!out.truths.empty() && draw.below(4) > 0) {
      const auto& truth =
          out.truths[static_cast<std::size_t>(draw.below(static_cast<int>(out.truths.size())))];
      found.image = truth.image;
      found.category = truth.category;
      draw.place_near(found, truth);
    } else {
      found.image = 1 + draw.below(images) * step;
      found.category = 1 + draw.below(out.categories);
      draw.place(found);
    }
    found.score = levels == 1 ? 0
                              : static_cast<int>(static_cast<std::int64_t>(draw.below(levels)) *
                                                 1000000 / (levels - 1));
  }
  package::write(std::cout, out);
}
