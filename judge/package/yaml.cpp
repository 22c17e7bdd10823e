#include "judge/package/yaml.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <exception>
#include <map>
#include <optional>
#include <sstream>
#include <utility>

#include "judge/base/text.hpp"

namespace judge::package {
namespace {

/// What the whole tree may weigh, aliases written out: a bomb of aliases doubles with every line.
constexpr std::size_t weight_limit = std::size_t{32} << 20;
constexpr std::size_t depth_limit = 100;

struct refused {
  place at;
  std::string what;
};

place place_of(const YAML::Mark& mark) { return {mark.line + 1, mark.column + 1}; }

class tree_builder final : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    put({.at = place_of(mark)}, anchor, node_weight);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    last_scalar_ = mark;
    // "?" marks a plain scalar and "!" a quoted one; "!!str" and the like make it text.
    put({.is = yaml_node::kind::scalar, .text = value, .plain = tag == "?", .at = place_of(mark)},
        anchor, node_weight + value.size());
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto known = anchors_.find(anchor);
    if (known == anchors_.end()) throw refused{place_of(mark), "an alias of itself: write it out"};
    // Before the copy is made: a copy may be as large as everything so far.
    grow(known->second.weight, place_of(mark));
    auto copy = known->second.node;
    copy.at = place_of(mark);
    attach(std::move(copy));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(yaml_node::kind::sequence, mark, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(yaml_node::kind::map, mark, anchor);
  }
  void OnMapEnd() override { close(); }

  [[nodiscard]] yaml_node take() { return std::move(root_); }
  [[nodiscard]] const YAML::Mark& last_scalar() const { return last_scalar_; }

 private:
  static constexpr std::size_t node_weight = 128;
  struct open_node {
    yaml_node node;
    YAML::anchor_t anchor;
    std::size_t weight_before;
  };
  struct anchored {
    yaml_node node;
    std::size_t weight;
  };

  void grow(std::size_t weight, place at) {
    weight_ += weight;
    if (weight_ > weight_limit) {
      throw refused{at, "the aliases multiply this file beyond all bounds: write it out"};
    }
  }
  void open(yaml_node::kind is, const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (stack_.size() >= depth_limit) {
      throw refused{place_of(mark), fmt::format("nested deeper than {} levels", depth_limit)};
    }
    const auto before = weight_;
    grow(node_weight, place_of(mark));
    stack_.push_back({{.is = is, .at = place_of(mark)}, anchor, before});
  }
  void close() {
    auto done = std::move(stack_.back());
    stack_.pop_back();
    remember(done.anchor, done.node, weight_ - done.weight_before);
    attach(std::move(done.node));
  }
  void put(yaml_node node, YAML::anchor_t anchor, std::size_t weight) {
    grow(weight, node.at);
    remember(anchor, node, weight);
    attach(std::move(node));
  }
  void remember(YAML::anchor_t anchor, const yaml_node& node, std::size_t weight) {
    if (anchor == YAML::NullAnchor) return;
    grow(weight, node.at);  // the copy kept for later
    anchors_[anchor] = {node, weight};
  }
  void attach(yaml_node node) {
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    auto& parent = stack_.back().node;
    const bool is_key =
        parent.is == yaml_node::kind::map && parent.keys.size() == parent.items.size();
    (is_key ? parent.keys : parent.items).push_back(std::move(node));
  }

  yaml_node root_;
  std::vector<open_node> stack_;
  std::map<YAML::anchor_t, anchored> anchors_;
  std::size_t weight_ = 0;
  YAML::Mark last_scalar_ = YAML::Mark::null_mark();
};

/// A quoted text that runs to the end of the file without its closing quote. yaml-cpp takes it,
/// with all keys behind it, where the file ends in a line end.
bool is_left_open(std::string_view text, const YAML::Mark& last_scalar) {
  if (last_scalar.is_null()) return false;
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  text = text.substr(std::min(static_cast<std::size_t>(last_scalar.pos), text.size()));
  while (text.starts_with('&') || text.starts_with('!')) {  // an anchor or a tag stands before
    text = text.substr(std::min(text.find_first_of(" \t\n"), text.size()));
    text = text.substr(std::min(text.find_first_not_of(" \t\n"), text.size()));
  }
  if (!text.starts_with('"') && !text.starts_with('\'')) return false;
  const char quote = text.front();
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '\\' && quote == '"') {
      ++i;
    } else if (text[i] == quote) {
      const bool doubled = quote == '\'' && text.substr(i + 1).starts_with(quote);
      if (!doubled) return false;
      ++i;
    }
  }
  return true;
}

place place_of_offset(std::string_view text, std::size_t offset) {
  const auto before = text.substr(0, offset);
  const auto line = std::count(before.begin(), before.end(), '\n');
  const auto start = before.rfind('\n');
  return {static_cast<int>(line) + 1,
          static_cast<int>(offset - (start == std::string_view::npos ? 0 : start + 1)) + 1};
}

/// What yaml-cpp must never see: it would guess an encoding, or stop reading.
std::optional<refused> ill_formed(std::string_view text) {
  if (text.size() > yaml_limit_bytes) {
    return refused{{},
                   fmt::format("{} bytes, more than the {} that a YAML file of a package may "
                               "have",
                               text.size(), yaml_limit_bytes)};
  }
  if (const auto nul = text.find('\0'); nul != std::string_view::npos) {
    return refused{place_of_offset(text, nul), "a NUL byte: save the file as UTF-8 text"};
  }
  if (const auto bad = ill_formed_at(text); bad != std::string_view::npos) {
    return refused{place_of_offset(text, bad), "not UTF-8: save the file as UTF-8 text"};
  }
  return std::nullopt;
}

}  // namespace

std::string where(const yaml_document& document, place at) {
  return fmt::format("{}:{}:{}", document.name, at.line, at.column);
}

result<yaml_document> parse_yaml(std::string name, const std::string& text) {
  yaml_document document{std::move(name), {}};
  const auto complain = [&](place at, const std::string& what) {
    return error{fmt::format("{}: {}", where(document, at), what)};
  };
  if (const auto bad = ill_formed(text)) return complain(bad->at, bad->what);
  std::istringstream stream(text);
  try {
    YAML::Parser parser(stream);
    tree_builder builder;
    if (parser.HandleNextDocument(builder)) document.root = builder.take();
    if (is_left_open(text, builder.last_scalar())) {
      return complain(
          place_of(builder.last_scalar()),
          "a quote that is never closed: close it, or put the text in the other quotes");
    }
    tree_builder rest;
    if (parser.HandleNextDocument(rest)) {
      return complain(rest.take().at, "a second YAML document: the file must hold one");
    }
  } catch (const refused& bad) {
    return complain(bad.at, bad.what);
  } catch (const YAML::Exception& bad) {
    const auto at = bad.mark.is_null() ? place{} : place_of(bad.mark);
    return complain(at, fmt::format("not YAML: {}: check the indentation, and quote texts that "
                                    "hold ': ' or ' #'",
                                    bad.msg));
  } catch (const std::exception& bad) {
    return complain({}, fmt::format("not YAML: {}", bad.what()));
  }
  return document;
}

}  // namespace judge::package
