// Accepts exactly the inputs the statement allows. Exit 42 = valid, 43 = invalid.
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

namespace {

int line_number = 1;

[[noreturn]] void reject(const std::string& why) {
  std::fprintf(stderr, "line %d: %s\n", line_number, why.c_str());
  std::exit(43);
}

// One integer in canonical form, then exactly the character `after`.
long long integer(const char* what, long long low, long long high, int after) {
  std::string text;
  int c = std::getchar();
  while (c >= '0' && c <= '9') {
    if (text.size() == 18) reject(std::string(what) + " is too long");
    text += static_cast<char>(c);
    c = std::getchar();
  }
  if (text.empty()) reject(std::string(what) + " is not a number without sign");
  if (text.size() > 1 && text[0] == '0') reject(std::string(what) + " has a leading zero");
  const long long value = std::atoll(text.c_str());
  if (value < low || high < value) reject(std::string(what) + " is out of range");
  if (c != after) {
    reject(std::string(after == ' ' ? "no single space after " : "no end of line after ") + what);
  }
  if (after == '\n') ++line_number;
  return value;
}

void rules() {
  std::string text;
  for (int c = std::getchar(); c != '\n'; c = std::getchar()) {
    if (c == EOF || text.size() == 7) reject("the rules are not coco, voc2007 or voc2010");
    text += static_cast<char>(c);
  }
  if (text != "coco" && text != "voc2007" && text != "voc2010") {
    reject("the rules are not coco, voc2007 or voc2010");
  }
  ++line_number;
}

// Image, class and box; returns the image.
long long object(long long classes) {
  const long long image = integer("the image", 1, {{image_max}}, ' ');
  integer("the class", 1, classes, ' ');
  for (const char* what : {"x", "y", "the width", "the height"}) {
    integer(what, 0, {{coordinate_max}}, ' ');
  }
  return image;
}

}  // namespace

int main() {
  rules();
  const long long thresholds = integer("the number of thresholds", 1, {{thresholds_max}}, ' ');
  long long before = 0;
  for (long long i = 0; i < thresholds; ++i) {
    const long long next = integer("a threshold", 1, 100, i + 1 < thresholds ? ' ' : '\n');
    if (next <= before) reject("the thresholds do not rise");
    before = next;
  }
  const long long classes = integer("the number of classes", 1, {{classes_max}}, ' ');
  const long long truths = integer("the number of truths", 0, {{truths_max}}, ' ');
  const long long detections = integer("the number of detections", 0, {{detections_max}}, '\n');
  std::map<long long, int> truths_of;
  for (long long i = 0; i < truths; ++i) {
    const long long image = object(classes);
    if (++truths_of[image] > {{image_truths_max}}) reject("the image has too many truths");
    integer("the mark", 0, 1, '\n');
  }
  for (long long i = 0; i < detections; ++i) {
    object(classes);
    integer("the score", 0, {{score_max}}, '\n');
  }
  if (std::getchar() != EOF) reject("more input than announced");
  return 42;
}
