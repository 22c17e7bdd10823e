# The definition, class by class, in plain Python.
import sys


def overlaps_of(box, truths, coco):
    x, y, w, h = box
    extra = 0 if coco else 1
    right, bottom, own = x + w, y + h, (w + extra) * (h + extra)
    out = []
    for i, (tx, ty, tw, th, marked) in enumerate(truths):
        common_w = min(right, tx + tw) - max(x, tx) + extra
        if common_w <= 0:
            continue
        common_h = min(bottom, ty + th) - max(y, ty) + extra
        if common_h <= 0:
            continue
        common = common_w * common_h
        whole = own if coco and marked else own + (tw + extra) * (th + extra) - common
        out.append((common / whole, i, marked))
    return out


def match_coco(candidates, taken, threshold):
    best, best_truth = threshold, -1
    for overlap, i, marked in candidates:
        if not marked and i not in taken and overlap >= best:
            best, best_truth = overlap, i
    if best_truth >= 0:
        taken.add(best_truth)
        return 1
    return None if any(marked and o >= threshold for o, i, marked in candidates) else 0


def match_voc(candidates, taken, threshold):
    best, best_truth, best_marked = 0, -1, False
    for overlap, i, marked in candidates:
        if overlap > best:
            best, best_truth, best_marked = overlap, i, marked
    if best < threshold:
        return 0
    if best_marked:
        return None
    if best_truth in taken:
        return 0
    taken.add(best_truth)
    return 1


def average_precision(flags, positives, rules):
    curve = []  # (recall, precision) at each true positive
    right = 0
    for counted, flag in enumerate(flags, 1):
        if flag:
            right += 1
            curve.append((right / positives, right / counted))
    best = [0.0] * (len(curve) + 1)
    for k in range(len(curve) - 1, -1, -1):
        best[k] = max(best[k + 1], curve[k][1])
    if rules == "voc2010":
        return sum(best) / positives
    recalls = [i * 0.01 for i in range(101)] if rules == "coco" else [i * 0.1 for i in range(11)]
    total, k = 0.0, 0
    for recall in recalls:
        while k < len(curve) and curve[k][0] < recall:
            k += 1
        total += best[k]
    return total / len(recalls)


def evaluate_class(truths, found, thresholds, rules):
    coco = rules == "coco"
    by_image = {}
    for image, x, y, w, h, marked in truths:
        by_image.setdefault(image, []).append((x, y, w, h, marked))
    positives = sum(not t[5] for t in truths)
    if positives == 0:
        return None
    found.sort(key=(lambda d: (-d[5], d[0])) if coco else (lambda d: -d[5]))
    seen = {}
    listed = []
    for image, x, y, w, h, score in found:
        if coco:
            seen[image] = seen.get(image, 0) + 1
            if seen[image] > 100:
                continue
        listed.append((image, overlaps_of((x, y, w, h), by_image.get(image, ()), coco)))
    match = match_coco if coco else match_voc
    total = 0.0
    for percent in thresholds:
        taken = {image: set() for image in by_image}
        flags = []
        for image, candidates in listed:
            flag = match(candidates, taken[image], percent / 100) if candidates else 0
            if flag is not None:
                flags.append(flag)
        total += average_precision(flags, positives, rules)
    return total / len(thresholds)


def main():
    lines = sys.stdin.read().split("\n")
    rules = lines[0]
    thresholds = list(map(int, lines[1].split()))[1:]
    classes, g, d = map(int, lines[2].split())
    truths = [[] for _ in range(classes + 1)]
    found = [[] for _ in range(classes + 1)]
    for into, first, count in ((truths, 3, g), (found, 3 + g, d)):
        for line in lines[first : first + count]:
            image, category, x, y, w, h, last = map(int, line.split())
            into[category].append((image, x, y, w, h, last))
    values = [evaluate_class(truths[k], found[k], thresholds, rules) for k in range(1, classes + 1)]
    present = [v for v in values if v is not None]
    values.append(sum(present) / len(present) if present else None)
    print("\n".join("-" if v is None else "%.12f" % v for v in values))


main()
