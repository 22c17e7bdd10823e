# The definition: sort, then look at all neighbours.
import sys

values = sorted(map(int, sys.stdin.read().split()[1:]))
print(max((high - low for low, high in zip(values, values[1:])), default=0))
