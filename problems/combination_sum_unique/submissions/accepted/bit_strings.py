# Why it is here: Python; the sums that each suffix can make as bits of one large integer, and the
# counts of all sums in another.
import sys
from collections import Counter

SLOT = 72  # bits of each count: 64, and room for a carry


def count(elements, target):
    """The number of combinations; the other sums may have more than 64 bits, which are dropped."""
    mask = int.from_bytes((b"\xff" * 8 + b"\0") * (target + 1), "little")
    ways = 1
    for value, copies in Counter(elements).items():
        before, used = ways, value
        for _ in range(min(copies, target // value)):
            ways = (ways + (before << SLOT * used)) & mask
            used += value
    return ways >> SLOT * target


def main():
    words = sys.stdin.read().split()
    n, target, listed = map(int, words[:3])
    elements = sorted(int(word) for word in words[3 : 3 + n] if int(word) <= target)

    everything = (1 << (target + 1)) - 1
    made = 1
    reach = [format(made, "b").zfill(target + 1)[::-1]]
    for value in reversed(elements):
        made |= (made << value) & everything
        reach.append(format(made, "b").zfill(target + 1)[::-1])
    reach.reverse()  # reach[i][s] is "1" when the elements from i on can make s

    out = [str(count(elements, target))]
    chosen, rest, place, fresh = [], target, 0, True
    while len(out) <= listed:
        if rest == 0:
            out.append(" ".join(map(str, [len(chosen)] + [elements[i] for i in chosen])))
            place = len(elements)
        found = -1
        while place < len(elements) and elements[place] <= rest:
            again = not fresh and elements[place] == elements[place - 1]
            if not again and reach[place + 1][rest - elements[place]] == "1":
                found = place
                break
            fresh = False
            place += 1
        if found >= 0:
            chosen.append(found)
            rest -= elements[found]
            place, fresh = found + 1, True
        else:
            if not chosen:
                break
            place = chosen.pop()
            rest += elements[place]
            place, fresh = place + 1, False
    print("\n".join(out))


main()
