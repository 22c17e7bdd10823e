// judge/package/data.hpp - the folders of data/: cases, and data that validators are tested with.
#pragma once

#include <set>
#include <string>

#include "judge/model/problem.hpp"
#include "judge/package/folder.hpp"
#include "judge/package/settings.hpp"

namespace judge::package {

/// Adds what lies in data/ to the problem: cases (samples first, then secret, bytewise by name),
/// invalid inputs, valid and invalid outputs. A case of `planned` may be incomplete, it is left
/// out then. Gives the folders below sample and secret, themselves too ("secret/group1").
std::set<std::string> read_data(const package_folder& folder, const std::set<std::string>& planned,
                                settings_book& book, problem& into, complaints& notes);

/// Samples first, then bytewise by name.
void sort_cases(std::vector<test_case>& cases);

/// Moves what all cases agree on from the cases to the problem.
void settle(problem& whole, const settings& top, bool custom_validator);

}  // namespace judge::package
