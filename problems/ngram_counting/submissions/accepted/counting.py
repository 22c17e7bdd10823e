# The definition in a few lines of Python.
import sys
from collections import Counter

first, second = sys.stdin.buffer.read().split(b"\n")[:2]
length, n, threshold, shown = map(int, first.split())
text = bytes.fromhex(second.decode())
counts = Counter(text[i : i + n] for i in range(length - n + 1))
key_grams = sorted(gram for gram, count in counts.items() if count >= threshold)
key_grams.sort(key=counts.__getitem__, reverse=True)  # stable, in reverse too
print(max(0, length - n + 1), len(counts), len(key_grams))
for gram in key_grams[:shown]:
    print(gram.hex(), counts[gram])
