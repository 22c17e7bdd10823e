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
#define chmax(a, b) ((a) = max((a), (b)))

#include <gavel/all.hpp>

int main() {
  vi values{3, 6, 9, 1};
  rep(i, 2) values.pb(i);
  sort(all(values));
  cout << gavel::maximum_gap(values) << endl;
}
