#include "judge/package/generators.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "judge/package/numbering.hpp"
#include "judge/package/plan_roots.hpp"
#include "judge/package/planned_cases.hpp"
#include "judge/package/sums.hpp"

namespace judge::package {
namespace {

/// Name and value of one child, as dictionaries and lists both give them.
struct child {
  const yaml_node* key;
  const yaml_node* value;
};

class plan_reader {
 public:
  plan_reader(const plan_sources& from, const yaml_document& document, package_plan& into)
      : from_(from), document_(document), into_(into), cases_(from, document, into) {}

  void read() {
    fields root(document_, document_.root, from_.notes);
    check_roots(root, from_.folder);
    if (auto generators = root.map("generators")) {
      const auto& map = generators->node();
      for (std::size_t i = 0; i < map.keys.size(); ++i) {
        cases_.name_generator(*generators, map.keys[i], map.items[i]);
      }
    }
    numbered_ = count_numbered(document_.root);
    read_group(root, "", {});
    drop_unused_roots(into_, document_.name, from_.notes);
    find_doubles();
  }

 private:
  using indices = std::vector<std::size_t>;

  /// How many cases in lists there are: their numbers all have as many digits as this one.
  std::size_t count_numbered(const yaml_node& group) {
    const auto* data = data_of(group);
    if (data == nullptr) return 0;
    std::size_t total = 0;
    const bool list = data->is == yaml_node::kind::sequence;
    for (const auto& one : children(*data)) {
      if (!is_case(*one.value)) {
        total += count_numbered(*one.value);
      } else if (list) {
        complaints silent;  // said when the case itself is read
        const yaml_node nothing{};
        fields entry(document_, one.value->is == yaml_node::kind::map ? *one.value : nothing,
                     silent);
        total += read_counts(entry).size();
      }
    }
    return total;
  }

  /// Dictionaries by name, lists in their order.
  static std::vector<child> children(const yaml_node& data) {
    std::vector<child> all;
    const auto add = [&](const yaml_node& map) {
      std::vector<child> some;
      for (std::size_t i = 0; i < map.keys.size(); ++i)
        some.push_back({&map.keys[i], &map.items[i]});
      std::sort(some.begin(), some.end(),
                [](const child& a, const child& b) { return a.key->text < b.key->text; });
      all.insert(all.end(), some.begin(), some.end());
    };
    if (data.is == yaml_node::kind::map) add(data);
    if (data.is == yaml_node::kind::sequence)
      std::for_each(data.items.begin(), data.items.end(), add);
    return all;
  }

  /// One folder of data/; what lies in it, included cases too.
  indices read_group(fields& group, const std::string& path, case_context context) {
    context.folder = path;
    context.take(group);
    for (const auto* key : case_keys()) {
      if (const auto* node = group.take(key)) {
        group.fail(*node, key, "belongs to a case, and this is a group");
      }
    }
    const auto folder = below("data", path);
    if (const auto* given = group.take("test_group.yaml")) {
      fields configuration(document_, *given, from_.notes, "test_group.yaml.");
      into_.folders[folder] = read_group_settings(configuration, from_.rules);
    }
    const auto included = read_includes(group);
    indices inside;
    if (const auto* data = group.take("data")) inside = read_data(group, *data, context);
    for (const auto one : included) {
      if (const auto copy = include(group, one, path)) inside.push_back(*copy);
    }
    group.finish("a group in generators.yaml");
    return inside;
  }

  indices read_data(fields& group, const yaml_node& data, const case_context& context) {
    const bool list = data.is == yaml_node::kind::sequence;
    const bool root = context.folder.empty();
    if (data.is == yaml_node::kind::scalar || (root && list)) {
      group.fail(data, "data", fmt::format("{} where named cases and groups belong", shown(data)));
      return {};
    }
    for (const auto& item : data.items) {
      if (list && (item.is != yaml_node::kind::map || item.keys.size() != 1)) {
        group.fail(item, "data", "each item of a list is one case: write '- name: command'");
        return {};
      }
    }
    auto all = children(data);
    if (root) all = in_root_order(all);
    const auto groups = std::count_if(all.begin(), all.end(),
                                      [](const child& one) { return !is_case(*one.value); });
    std::size_t next_group = 1;
    indices inside;
    for (const auto& [key, value] : all) {
      indices added;
      const auto named = [&, key = key](std::size_t& next, std::size_t total) {
        if (!list) return key->text;
        const auto number = zero_padded(static_cast<std::int64_t>(next++), width_of(total));
        return key->text.empty() ? number : fmt::format("{}-{}", number, key->text);
      };
      look_at_key(group, *key);
      if (!list && key->text.empty()) {
        group.fail(*key, "data", "a case without a name: only cases in a list get numbers");
      } else if (is_case(*value) && !root) {
        added = cases_.read(*key, *value, context, [&] { return named(next_case_, numbered_); });
      } else {
        added = read_child_group(group, *key, *value, context,
                                 named(next_group, static_cast<std::size_t>(groups)));
      }
      inside.insert(inside.end(), added.begin(), added.end());
      known_[key->text].push_back(added);
    }
    return inside;
  }

  /// The format wants texts; BAPCtools leaves out what a whole number names, with a warning.
  static void look_at_key(fields& group, const yaml_node& key) {
    if (key.is == yaml_node::kind::null || is_text(key)) return;
    const bool whole = key.text.find_first_not_of("-+0123456789") == std::string::npos;
    if (whole) {
      group.warn(key, key.text, "a number as a name, which other tools leave out: quote it");
    } else {
      group.fail(key, key.text, fmt::format("{} is no text: quote it", shown(key)));
    }
  }

  indices read_child_group(fields& group, const yaml_node& key, const yaml_node& value,
                           const case_context& context, const std::string& name) {
    if (!is_file_name(name)) {
      group.fail(key, "data", fmt::format("{} cannot be the name of a folder", shown(key)));
      return {};
    }
    const auto path = below(context.folder, name);
    fields inner(document_, value, from_.notes, fmt::format("{}.", with_all(path, "/", ".")));
    return read_group(inner, path, context);
  }

  static std::vector<child> in_root_order(const std::vector<child>& all) {
    std::vector<child> ordered;
    for (const auto* name : plan_roots) {
      const auto same = [&](const child& one) { return one.key->text == name; };
      std::copy_if(all.begin(), all.end(), std::back_inserter(ordered), same);
    }
    return ordered;
  }

  /// The cases that `include:` names, each the key of a case or group further up.
  indices read_includes(fields& group) {
    indices included;
    const auto* node = group.take("include");
    if (node == nullptr) return included;
    for (const auto* name : text_nodes(group, *node, "include")) {
      const auto known = known_.find(name->text);
      if (known == known_.end() || known->second.size() != 1) {
        group.fail(*name, "include",
                   fmt::format("{} names {} above this line: write the key of one", shown(*name),
                               known == known_.end() ? "no case or group" : "several cases"));
        continue;
      }
      const auto& cases = known->second.front();
      included.insert(included.end(), cases.begin(), cases.end());
    }
    return included;
  }

  std::optional<std::size_t> include(fields& group, std::size_t one, const std::string& path) {
    auto copy = into_.plan.cases[one];
    const auto original = copy.name;
    copy.name = below(path, original.substr(original.rfind('/') + 1));
    for (const auto& other : into_.plan.cases) {
      if (other.name != copy.name) continue;
      const bool same = other.line == copy.line && other.command == copy.command;
      if (!same) {
        group.fail(group.node(), "include",
                   fmt::format("{} would stand where {} is", original, other.name));
      }
      return {};
    }
    into_.plan.cases.push_back(std::move(copy));
    into_.own.push_back(into_.own[one]);
    return into_.plan.cases.size() - 1;
  }

  void find_doubles() {
    std::map<std::string, int> lines;
    for (const auto& one : into_.plan.cases) {
      const auto [first, fresh] = lines.emplace(one.name, one.line);
      if (!fresh) {
        from_.notes.fail(fmt::format("{}:{}: {}: also made by line {}: give it another name",
                                     document_.name, one.line, one.name, first->second));
      }
    }
  }

  const plan_sources& from_;
  const yaml_document& document_;
  package_plan& into_;
  case_reader cases_;
  std::size_t numbered_ = 0;
  std::size_t next_case_ = 1;
  std::map<std::string, std::vector<indices>> known_;  ///< key -> what each entry of it made
};

}  // namespace

std::optional<package_plan> read_plan(const plan_sources& from) {
  if (!from.folder.has(generators_file, from.notes)) return {};
  const auto document = from.notes.keep(from.folder.read_yaml(generators_file));
  if (!document) return {};
  package_plan made;
  made.plan.file = from.folder.full(generators_file);
  made.plan.sums_file = from.folder.full(sums_file);
  plan_reader(from, *document, made).read();
  if (from.folder.has(sums_file, from.notes)) {
    constexpr std::uintmax_t limit = std::uintmax_t{16} << 20;
    const auto text = from.notes.keep(from.folder.read(sums_file, limit));
    if (!text) return {};
    auto sums = from.notes.keep(parse_sums(from.folder.shown(sums_file), *text));
    if (sums) made.plan.sums = std::move(*sums);
  }
  if (from.notes.failed()) return {};
  return made;
}

}  // namespace judge::package
