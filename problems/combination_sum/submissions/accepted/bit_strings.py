# Why it is here: Python; the sums that each suffix can make as bits of one large integer, and the
# counts of all sums in another.
import sys

SLOT = 72  # bits of each count: 64, and room for a carry


def count(candidates, target):
    """The number of combinations; the other sums may have more than 64 bits, which are dropped."""
    mask = int.from_bytes((b"\xff" * 8 + b"\0") * (target + 1), "little")
    ways = 1
    for value in candidates:
        step = value  # with up to 1, 3, 7, ... of this candidate
        while step <= target:
            ways = (ways + (ways << SLOT * step)) & mask
            step *= 2
    return ways >> SLOT * target


def main():
    words = sys.stdin.read().split()
    n, target, listed = map(int, words[:3])
    candidates = sorted({int(word) for word in words[3 : 3 + n] if int(word) <= target})

    everything = (1 << (target + 1)) - 1
    made = 1
    reach = []  # reach[i][s] is "1" when the candidates from i on can make s
    for value in reversed(candidates):
        step = value
        while step <= target:
            made |= (made << step) & everything
            step *= 2
        reach.append(format(made, "b").zfill(target + 1)[::-1])
    reach.reverse()

    out = [str(count(candidates, target))]
    chosen, places, rest, place = [], [], target, 0
    while len(out) <= listed:
        if rest == 0:
            out.append(" ".join(map(str, [len(chosen)] + chosen)))
        else:
            while place < len(candidates):
                value = candidates[place]
                if value > rest:
                    place = len(candidates)
                elif reach[place][rest - value] == "1":
                    break
                else:
                    place += 1
        if rest > 0 and place < len(candidates):
            chosen.append(candidates[place])
            places.append(place)
            rest -= candidates[place]
        else:
            if not chosen:
                break
            rest += chosen.pop()
            place = places.pop() + 1
    print("\n".join(out))


main()
