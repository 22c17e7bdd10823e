#include "gavel/c3_linearization/hierarchy.hpp"

#include <gtest/gtest.h>  // before rapidcheck/gtest.h, which does not include it
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/hierarchies.hpp"
#include "support/published_hierarchies.hpp"

namespace {

using gavel::class_id;
using gavel::hierarchy;
using gavel::linearization_fault;
using gavel::linearize;
using gavel::testing::hierarchies;

std::string names(const hierarchy& h, std::span<const class_id> order) {
  std::string text;
  for (const class_id c : order) text += (text.empty() ? "" : " ") + h.name(c);
  return text;
}

/// Defines the classes of a text such as "O A(O) B(O) C(A,B)" and says what came of the last: its
/// order, or the error's message.
std::string outcome(const std::string& text) {
  hierarchy h;
  std::string result;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    std::replace_if(
        word.begin(), word.end(), [](char c) { return c == '(' || c == ')' || c == ','; }, ' ');
    std::istringstream parts(word);
    std::string name;
    parts >> name;
    std::vector<std::string> bases;
    for (std::string base; parts >> base;) bases.push_back(base);
    const auto defined = h.add(name, {bases.begin(), bases.end()});
    result = defined ? names(h, h.mro(defined.id)) : defined.error->message();
  }
  return result;
}

// ---- examples and edges

TEST(Hierarchy, KnowsItsClassesByIdAndByName) {
  hierarchy h;
  EXPECT_EQ(h.add("object", {}).id, 0U);
  EXPECT_EQ(h.add("A", {"object"}).id, 1U);
  EXPECT_EQ(h.add("B", {0U}).id, 2U);
  EXPECT_EQ(h.add("C", {"A", 2U}).id, 3U);
  EXPECT_EQ(h.size(), 4U);
  EXPECT_EQ(h.find("C"), 3U);
  EXPECT_EQ(h.find("D"), std::nullopt);
  EXPECT_EQ(h.find(4U), std::nullopt);
  EXPECT_EQ(h.name(2U), "B");
  EXPECT_EQ(names(h, h.bases("C")), "A B");
  EXPECT_EQ(names(h, h.mro("C")), "C A B object");
}

TEST(Hierarchy, FindsTheNextClassAndAttributes) {
  hierarchy h;
  for (const char* name : {"object", "A", "B", "C", "D"}) {
    ASSERT_TRUE(h.add(name, std::string(name) == "object"
                                ? std::vector<gavel::class_reference>{}
                                : std::vector<gavel::class_reference>{"object"}));
  }
  ASSERT_TRUE(h.add("E", {"A", "B", "C"}));
  EXPECT_EQ(h.next_in_mro("E", "E"), h.find("A"));
  EXPECT_EQ(h.next_in_mro("E", "A"), h.find("B"));  // not a base of A
  EXPECT_EQ(h.next_in_mro("A", "A"), h.find("object"));
  EXPECT_EQ(h.next_in_mro("E", "object"), std::nullopt);
  EXPECT_THROW(static_cast<void>(h.next_in_mro("E", "D")), std::invalid_argument);
  EXPECT_EQ(h.resolve("E", [&](class_id c) { return h.name(c) >= "B" && h.name(c) < "E"; }),
            h.find("B"));
  EXPECT_EQ(h.resolve("E", [](class_id) { return false; }), std::nullopt);
}

TEST(Hierarchy, StaysAsItIsWhenAClassFails) {
  hierarchy h;
  for (const char* name : {"X", "Y"}) ASSERT_TRUE(h.add(name, {}));
  ASSERT_TRUE(h.add("A", {"X", "Y"}));
  ASSERT_TRUE(h.add("B", {"Y", "X"}));
  using error = gavel::linearization_error<std::string>;
  EXPECT_EQ(h.add("C", {"A", "B"}).error,
            (error{linearization_fault::inconsistent, "C", "X", {"X", "Y"}}));
  EXPECT_EQ(h.add("C", {"A", "A"}).error,
            (error{linearization_fault::duplicate_base, "C", "A", {}}));
  EXPECT_EQ(h.add("C", {"A", "A", "C"}).error,
            (error{linearization_fault::unknown_base, "C", "C", {}}));
  EXPECT_EQ(h.add("C", {7U}).error, (error{linearization_fault::unknown_base, "C", "#7", {}}));
  EXPECT_FALSE(h.add("X", {"A", "B"}));  // the X that there is stays
  EXPECT_EQ(h.size(), 4U);
  EXPECT_EQ(h.find("C"), std::nullopt);
  EXPECT_EQ(h.find("X"), 0U);
  EXPECT_EQ(h.add("C", {"A"}).id, 4U);
}

TEST(Hierarchy, BindsANameAnewAsPythonDoes) {
  hierarchy h;
  ASSERT_TRUE(h.add("A", {}));
  ASSERT_TRUE(h.add("B", {"A"}));
  EXPECT_EQ(h.add("A", {"A"}).id, 2U);
  EXPECT_EQ(h.find("A"), 2U);
  EXPECT_EQ(h.mro("B")[1], 0U);
  EXPECT_EQ(names(h, h.mro("A")), "A A");
}

TEST(Hierarchy, SaysThatAClassDoesNotExist) {
  hierarchy h;
  EXPECT_THROW(static_cast<void>(h.mro("A")), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(h.mro(0)), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(h.name(0)), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(h.resolve("A", [](class_id) { return true; })),
               std::invalid_argument);
}

TEST(Hierarchy, TreatsPublishedHierarchiesAsPublished) {
  for (const auto& [source, classes, expected] : gavel::testing::published) {
    std::string text = expected;
    if (text.starts_with("conflict ")) {
      text.replace(0, 9, "Cannot create a consistent method resolution order (MRO) for bases ");
    }
    EXPECT_EQ(outcome(classes), text) << source;
  }
}

RC_GTEST_PROP(Hierarchy, AgreesWithLinearize, ()) {
  const auto bases = *hierarchies(false).as("bases");
  const auto expected = linearize(bases);
  hierarchy h;
  std::vector<class_id> id;  // in `h`, where failed classes have none
  for (class_id c = 0; c < bases.size(); ++c) {
    std::vector<gavel::class_reference> own;
    for (const class_id base : bases[c]) own.emplace_back(id[base]);
    const auto defined = h.add(std::to_string(c), own);
    id.push_back(defined.id);
    RC_ASSERT(defined.error.has_value() == expected.errors[c].has_value());
    std::string text;
    if (defined) {
      for (const class_id x : expected.orders[c])
        text += (text.empty() ? "" : " ") + std::to_string(x);
      RC_ASSERT(names(h, h.mro(defined.id)) == text);
    } else {
      const auto number = [](class_id x) { return std::to_string(x); };
      RC_ASSERT(defined.error->message() == expected.errors[c]->message(number));
    }
  }
}

}  // namespace
