// judge/package/digests.hpp - what tells cases apart: a hash of everything that belongs to one.
#pragma once

#include "judge/model/problem.hpp"

namespace judge {

/// Fills in the digest of every case, from the bytes of its files and from its settings. A case
/// whose files cannot be read gets none; whoever runs it will say why. O(bytes of data), on several
/// cores.
void add_digests(problem& of, unsigned jobs);

}  // namespace judge
