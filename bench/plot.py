#!/usr/bin/env python3
"""Plots time per element over n from a benchmark's JSON: one SVG a shape, one curve a method.

usage: plot.py RESULTS.json FOLDER

Benchmarks are named method/shape/n. Of a benchmark that was repeated, the median counts: Google
Benchmark's own, or that of the single runs. CPU time, or wall time where the name ends in
/real_time. Needs gnuplot.
"""
import json
import re
import statistics
import subprocess
import sys
from pathlib import Path

NANOSECONDS = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}
NAME = re.compile(r"(?P<method>[^/]+)/(?P<shape>.+?)/(?P<n>[1-9][0-9]*)(?P<wall>/real_time)?")


class Failure(Exception):
    """What ends the program, as one line."""


def read_runs(path):
    """The single runs and the medians; nothing of a file in which any benchmark failed."""
    try:
        results = json.loads(path.read_text())
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise Failure(f"{path}: not JSON, was the benchmark interrupted? {error}") from error
    runs = results.get("benchmarks") if isinstance(results, dict) else None
    if not runs:
        raise Failure(f"{path}: holds no benchmarks")
    for run in runs:
        if run.get("error_occurred"):
            why = run.get("error_message", "no reason given")
            raise Failure(f"{path}: {run['name']} failed: {why}")
    return runs


def times_per_element(path):
    """{shape: {method: {n: nanoseconds}}} and the names left out."""
    single, medians, left_out = {}, {}, []
    for run in read_runs(path):
        name = run.get("run_name", run["name"])
        match = NAME.fullmatch(name)
        if not match:
            if name not in left_out:
                left_out.append(name)
            continue
        time = run["real_time" if match["wall"] else "cpu_time"] * NANOSECONDS[run["time_unit"]]
        method = match["method"] + (" (wall)" if match["wall"] else "")
        key = (match["shape"], method, int(match["n"]))
        if run.get("run_type") != "aggregate":
            single.setdefault(key, []).append(time)
        elif run.get("aggregate_name") == "median":
            medians[key] = time
    curves = {}
    times = {key: statistics.median(several) for key, several in single.items()} | medians
    for (shape, method, n), time in times.items():
        if not time > 0:  # a logarithmic axis has no place for it
            raise Failure(f"{path}: {method}/{shape}/{n} took no time at all")
        curves.setdefault(shape, {}).setdefault(method, {})[n] = time / n
    if not curves:
        raise Failure(f"{path}: no benchmark is named method/shape/n")
    return curves, left_out


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def gnuplot_script(title, methods, colours, target):
    lines = [
        "set terminal svg size 960,640 dynamic noenhanced background 'white' font 'sans-serif,14'",
        f"set output {quoted(str(target))}",
        f"set title {quoted(title)}",
        "set xlabel 'n'",
        "set ylabel 'ns per element'",
        "set logscale xy",
        "set format x '1e%L'",
        "set grid",
        "set key outside right top",
    ]
    for number, points in enumerate(methods.values()):
        lines += [f"$curve{number} << end", *(f"{n} {points[n]!r}" for n in sorted(points)), "end"]
    parts = (
        f"$curve{number} with linespoints linetype {colours[method]} linewidth 2"
        f" title {quoted(method)}"
        for number, method in enumerate(methods)
    )
    return "\n".join([*lines, "plot " + ", ".join(parts)]) + "\n"


def plot(path, folder):
    """Writes the SVGs and returns their paths."""
    curves, left_out = times_per_element(path)
    if left_out:
        names = ", ".join(left_out)
        print(f"plot.py: left out, not named method/shape/n: {names}", file=sys.stderr)
    folder.mkdir(parents=True, exist_ok=True)
    # The same colour in every plot. By name: interleaved repetitions leave no order in the file.
    names = sorted({method for methods in curves.values() for method in methods})
    colours = {method: number for number, method in enumerate(names, start=1)}
    written = []
    for shape, methods in sorted(curves.items()):
        methods = dict(sorted(methods.items()))
        target = folder / (shape.replace("/", "_") + ".svg")
        script = gnuplot_script(f"{path.stem}: {shape}", methods, colours, target)
        try:
            done = subprocess.run(
                ["gnuplot"], input=script, capture_output=True, text=True, check=False
            )
        except FileNotFoundError as error:
            raise Failure("gnuplot is missing: ./setup installs it") from error
        if done.returncode != 0:
            raise Failure(f"gnuplot failed on {shape}: {' '.join(done.stderr.split())}")
        written.append(target)
    return written


def main():
    if len(sys.argv) != 3:
        print(__doc__.splitlines()[2], file=sys.stderr)
        return 2
    try:
        written = plot(Path(sys.argv[1]), Path(sys.argv[2]))
    except Failure as failure:
        print(f"plot.py: {failure}", file=sys.stderr)
        return 1
    print("plots of time per element over n:")
    for target in written:
        print(f"  {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
