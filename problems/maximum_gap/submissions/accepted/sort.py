# The definition: sort, then look at all neighbours.
import operator
import sys

values = sorted(map(int, sys.stdin.buffer.read().split()[1:]))
print(max(map(operator.sub, values[1:], values), default=0))
