"""Tests of plot.py: made-up JSON through the program, as ctest runs it."""
import json
import math
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from xml.etree import ElementTree

PLOT = Path(__file__).with_name("plot.py")
SVG = "{http://www.w3.org/2000/svg}"


def run(name, cpu_time, unit="ns", **more):
    return {"name": name, "run_name": name, "run_type": "iteration", "cpu_time": cpu_time,
            "real_time": 7 * cpu_time, "time_unit": unit} | more


def aggregate(name, kind, cpu_time, unit="ns"):
    return run(name, cpu_time, unit) | {
        "name": f"{name}_{kind}", "run_type": "aggregate", "aggregate_name": kind}


class Plot(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)
        self.results = self.folder / "gap_bench.json"
        self.plots = self.folder / "plots"

    def run_plot(self):
        return subprocess.run([sys.executable, PLOT, self.results, self.plots],
                              capture_output=True, text=True, check=False)

    def plot(self, *runs):
        self.results.write_text(json.dumps({"context": {}, "benchmarks": runs}))
        done = self.run_plot()
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def curves(self, shape):
        """{method: [(x, y), ...]} in the SVG's own units; y grows downwards."""
        curves = {}
        root = ElementTree.parse(self.plots / f"{shape}.svg").getroot()
        for group in root.iter(f"{SVG}g"):
            if not group.get("id", "").startswith("gnuplot_plot_"):
                continue
            method = next(group.iter(f"{SVG}text")).text
            places = [use.get("transform").split("(")[1].split(")")[0].split(",")
                      for use in group.iter(f"{SVG}use")]
            curves[method] = [(float(x), float(y)) for x, y in places[:-1]]  # the last: the key's
        return curves

    def refuse(self, *words):
        done = self.run_plot()
        self.assertEqual(done.returncode, 1)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)
        self.assertFalse(self.plots.exists())

    def test_one_file_a_shape_one_curve_a_method_one_point_a_size(self):
        done = self.plot(run("ours_now/uniform/1024", 1000), run("ours_now/uniform/4096", 9000),
                         run("peer's/uniform/1024", 3000), run("ours_now/exact/grid/10", 5))
        self.assertEqual(sorted(file.name for file in self.plots.iterdir()),
                         ["exact_grid.svg", "uniform.svg"])
        points = {method: len(places) for method, places in self.curves("uniform").items()}
        self.assertEqual(points, {"ours_now": 2, "peer's": 1})
        self.assertEqual(list(self.curves("exact_grid")), ["ours_now"])
        self.assertIn(str(self.plots / "uniform.svg"), done.stdout)

    def test_points_stand_at_time_divided_by_n_on_logarithmic_axes(self):
        # 1, 10 and 100 ns an element at n = 10, 100 and 1000; the units differ.
        self.plot(run("a/s/10", 10), run("a/s/100", 1, "us"), run("a/s/1000", 0.1, "ms"))
        (x1, y1), (x2, y2), (x3, y3) = self.curves("s")["a"]
        self.assertTrue(x1 < x2 < x3 and y1 > y2 > y3)
        self.assertTrue(math.isclose(x2 - x1, x3 - x2, abs_tol=0.1))
        self.assertTrue(math.isclose(y2 - y1, y3 - y2, abs_tol=0.1))

    def test_the_median_counts_given_or_of_single_runs(self):
        given = [aggregate("a/s/10", kind, time)
                 for kind, time in [("mean", 77), ("median", 10), ("stddev", 99)]]
        single = [run("b/s/10", time) for time in [900, 10, 1]]
        self.plot(*given, *single, run("c/s/100", 5000))
        curves = self.curves("s")
        self.assertEqual(curves["a"], curves["b"])
        self.assertNotEqual(curves["a"], curves["c"])

    def test_a_method_has_one_colour_in_all_plots(self):
        self.plot(run("b/s/10", 10), run("b/t/10", 10), run("a/t/10", 10))
        colours = []
        for shape in "st":
            root = ElementTree.parse(self.plots / f"{shape}.svg").getroot()
            group = [group for group in root.iter(f"{SVG}g")
                     if group.get("id", "").startswith("gnuplot_plot_")][-1]
            self.assertEqual(next(group.iter(f"{SVG}text")).text, "b")
            colours.append({use.get("color") for use in group.iter(f"{SVG}use")})
        self.assertEqual(len(colours[0]), 1)
        self.assertEqual(colours[0], colours[1])

    def test_wall_time_where_the_name_says_so(self):
        self.plot(run("a/s/10/real_time", 10), run("a/s/10", 70), run("b/s/100", 10))
        curves = self.curves("s")
        self.assertEqual(curves["a (wall)"], curves["a"])

    def test_names_of_another_form_are_named(self):
        done = self.plot(run("a/s/10", 10), run("count/small", 10))
        self.assertIn("count/small", done.stderr)

    def test_without_json(self):
        self.refuse("gap_bench.json", "No such file")

    def test_empty_file(self):
        self.results.write_text("")
        self.refuse("gap_bench.json", "not JSON")

    def test_cut_off_json(self):
        self.results.write_text('{"benchmarks": [')
        self.refuse("gap_bench.json", "not JSON")

    def test_no_benchmarks(self):
        for text in ('{"benchmarks": []}', "{}", "[]"):
            self.results.write_text(text)
            self.refuse("gap_bench.json", "holds no benchmarks")

    def test_no_benchmark_with_a_size(self):
        self.results.write_text(json.dumps({"benchmarks": [run("count/small", 10)]}))
        self.refuse("no benchmark is named method/shape/n")

    def test_failed_benchmark(self):
        failed = run("a/s/100", 0, error_occurred=True, error_message="wrong answer")
        self.results.write_text(json.dumps({"benchmarks": [run("a/s/10", 10), failed]}))
        self.refuse("a/s/100", "wrong answer")

    def test_without_gnuplot(self):
        self.results.write_text(json.dumps({"benchmarks": [run("a/s/10", 10)]}))
        done = subprocess.run([sys.executable, PLOT, self.results, self.plots], env={"PATH": ""},
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr, "plot.py: gnuplot is missing: ./setup installs it\n")


if __name__ == "__main__":
    unittest.main()
