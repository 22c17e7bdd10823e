# Why it is here: Python; the sums that each suffix can make as bits of one large integer.
import sys


def main():
    words = sys.stdin.read().split()
    n, target, listed = map(int, words[:3])
    candidates = sorted({int(word) for word in words[3 : 3 + n] if int(word) <= target})

    ways = [1] + [0] * target
    for value in candidates:
        for total in range(value, target + 1):
            ways[total] += ways[total - value]

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

    out = [str(ways[target])]
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
