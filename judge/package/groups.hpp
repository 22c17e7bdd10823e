// judge/package/groups.hpp - the groups that the cases of a problem are graded in.
#pragma once

#include <set>
#include <string>

#include "judge/model/problem.hpp"
#include "judge/package/folder.hpp"
#include "judge/package/settings.hpp"

namespace judge::package {

/// Checks the groups of the problem's cases, planned ones too, and fills its `groups` where it is
/// a scoring one. `seen`: the folders below data/sample and data/secret that are there, as
/// "secret/group1", with cases or not.
void read_groups(const package_folder& folder, std::set<std::string> seen, settings_book& book,
                 problem& into, complaints& notes);

}  // namespace judge::package
