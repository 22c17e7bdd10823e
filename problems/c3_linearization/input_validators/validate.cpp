// Accepts exactly the inputs that the statement allows. Exit 42: valid; 43: not, and stderr says
// why.
//
// The bound on the total length of the orders needs the orders, so this computes them as well, by
// the statement's own rule.
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

int line = 1;

[[noreturn]] void reject(const std::string& why) {
  std::fprintf(stderr, "line %d: %s\n", line, why.c_str());
  std::exit(43);
}

bool letter(int c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool digit(int c) { return c >= '0' && c <= '9'; }

// Everything up to the next character that no token has; that one goes to `after`.
std::string token(int& after) {
  std::string text;
  for (after = std::getchar(); letter(after) || digit(after); after = std::getchar()) {
    if (text.size() == 20) reject("token is too long");
    text += static_cast<char>(after);
  }
  return text;
}

void expect(int found, int wanted) {
  if (found == wanted) return;
  reject(wanted == '\n' ? "expected the end of the line" : "expected a single blank");
}

int integer(int low, int high, int& after) {
  const std::string text = token(after);
  int value = 0;
  for (const char c : text) {
    if (!digit(c) || value > 100000000) reject("not an integer: " + text);
    value = value * 10 + (c - '0');
  }
  if (text.empty() || text != std::to_string(value)) reject("not an integer in its usual form");
  if (value < low || value > high) reject("out of range: " + text);
  return value;
}

std::string name(int& after) {
  std::string text = token(after);
  if (text.empty() || !letter(text[0])) reject("not a name: '" + text + "'");
  if (text.size() > {{name_length_max}}) reject("name is too long: " + text);
  if (text == "ERROR") reject("ERROR is not a name");
  return text;
}

std::map<std::string, int> number{{"object", 0}};  // of the classes that have an order
std::vector<std::vector<int>> orders{{0}};

// The order of a class without the class itself; empty if there is none.
std::vector<int> merged(const std::vector<int>& bases) {
  std::vector<const std::vector<int>*> lists;
  for (const int base : bases) lists.push_back(&orders[static_cast<std::size_t>(base)]);
  lists.push_back(&bases);
  std::vector<std::size_t> head(lists.size());
  std::vector<int> in_tails(orders.size());
  std::size_t left = 0;
  for (const auto* list : lists) {
    left += list->size();
    for (std::size_t i = 1; i < list->size(); ++i) ++in_tails[static_cast<std::size_t>((*list)[i])];
  }
  std::vector<int> order;
  while (left > 0) {
    int good = -1;
    for (std::size_t i = 0; i < lists.size() && good < 0; ++i) {
      if (head[i] == lists[i]->size()) continue;
      const int first = (*lists[i])[head[i]];
      if (in_tails[static_cast<std::size_t>(first)] == 0) good = first;
    }
    if (good < 0) return {};
    order.push_back(good);
    for (std::size_t i = 0; i < lists.size(); ++i) {
      if (head[i] == lists[i]->size() || (*lists[i])[head[i]] != good) continue;
      --left;
      if (++head[i] < lists[i]->size()) --in_tails[static_cast<std::size_t>((*lists[i])[head[i]])];
    }
  }
  return order;
}

// How long the order of the class is that lists these bases; 0 if it has none.
int define(const std::string& derived, const std::vector<std::string>& names) {
  std::vector<int> bases;
  for (const std::string& base : names) {
    const auto found = number.find(base);
    if (found == number.end()) return 0;
    bases.push_back(found->second);
  }
  if (std::set<int>(bases.begin(), bases.end()).size() != bases.size()) return 0;
  if (bases.empty()) bases.push_back(0);
  std::vector<int> order = merged(bases);
  if (order.empty()) return 0;
  const int c = static_cast<int>(orders.size());
  order.insert(order.begin(), c);
  number[derived] = c;
  orders.push_back(order);
  return static_cast<int>(order.size());
}

}  // namespace

int main() {
  int after = 0;
  const int n = integer(1, {{class_count_max}}, after);
  expect(after, '\n');
  std::set<std::string> seen{"object"};
  int base_total = 0;
  int order_total = 0;
  for (int i = 0; i < n; ++i) {
    ++line;
    const std::string derived = name(after);
    if (!seen.insert(derived).second) reject("defined before: " + derived);
    expect(after, ' ');
    const int k = integer(0, {{base_count_max}}, after);
    std::vector<std::string> bases;
    for (int j = 0; j < k; ++j) {
      expect(after, ' ');
      bases.push_back(name(after));
    }
    expect(after, '\n');
    base_total += k;
    if (base_total > {{base_total_max}}) reject("too many bases in total");
    order_total += define(derived, bases);
    if (order_total > {{order_total_max}}) reject("the orders are too long in total");
  }
  ++line;
  if (std::getchar() != EOF) reject("more than n classes");
  return 42;
}
