# Asks CPython itself (3.6 or later: the names in its message are then in the order of the lists).
# The bounds keep that message below the 999 bytes at which CPython cuts it off: at most 71 names of
# at most 10 letters, 12 with their comma, behind 68 bytes of text.
import sys


def outcome(classes, name, bases):
    for base in bases:
        if base not in classes:
            return "ERROR name " + base
    try:
        classes[name] = type(name, tuple(classes[base] for base in bases), {})
    except TypeError as error:
        text = " ".join(str(error).split())
        if text.startswith("duplicate base class "):
            return "ERROR duplicate " + text.split()[-1]
        return "ERROR mro " + text.split(" for bases ")[1].replace(",", "")
    return " ".join([c.__name__ for c in classes[name].__mro__])


def main():
    classes = {"object": object}
    lines = sys.stdin.read().split("\n")
    for line in lines[1:int(lines[0]) + 1]:
        name, _, *bases = line.split()
        print(outcome(classes, name, bases))


main()
