// What contest code does before it includes anything of ours. It must not matter.
#include <bits/stdc++.h>

using namespace std;

#define rep(i, n) for (int i = 0; i < (n); ++i)
#define all(x) (x).begin(), (x).end()
#define rall(x) (x).rbegin(), (x).rend()
#define sz(x) static_cast<int>((x).size())
#define ll long long
#define ull unsigned long long
#define ld long double
#define pb push_back
#define eb emplace_back
#define mp make_pair
#define fi first
#define se second
#define ff first
#define ss second
#define vi vector<int>
#define pii pair<int, int>
#define db double
#define each(a, x) for (auto& a : x)
#define endl '\n'
#define INF 1000000000
#define MOD 998244353
#define chmin(a, b) ((a) = min((a), (b)))
#define N 200005
#define M 200005
#define K 20
#define R 1000
#define C 1000
#define F first
#define S second
#define X first
#define Y second
#define P pair
#define V vector
#define G(i, j) grid[i][j]
#define L long
#define D double
#define chmax(a, b) ((a) = max((a), (b)))

#include <gavel/all.hpp>

signed main() {
  vi values{3, 6, 9, 1};
  rep(i, 2) values.pb(i);
  sort(all(values));
  cout << gavel::maximum_gap(values) << endl;

  const gavel::combination_sums ways(values, 9);
  mt19937_64 engine(1);
  for (auto one : ways) cout << sz(one) << ways.rank(one) << ways.sample(engine)->size() << endl;
  cout << ways.for_each([](auto one) { return one.size() < 3; }) << ways.count<unsigned>() << endl;
  cout << gavel::combination_sum_unique(values, 9).size() << gavel::combination_sum_k(3, 7).size()
       << gavel::ordered_combination_sum_count(values, 9) << endl;

  gavel::hierarchy classes;
  classes.add("A", {});
  cout << gavel::linearize(vector<vector<gavel::class_id>>{{}, {0}}).orders.size() << endl;

  gavel::ngram_counter bigrams(2);
  bigrams.add("abracadabra");
  gavel::ngram_language_model model(2);
  model.train(vector<string>{"a", "b"});
  cout << sz(bigrams.top(3)) << model.probability("b", {"a"}) << endl;

  const vector<gavel::ground_truth> truths(1);
  const vector<gavel::detection> detections(1);
  cout << *gavel::evaluate(truths, detections, gavel::voc_options{}).mean_average_precision
       << *gavel::evaluate(truths, detections).average_precision() << endl;
}
