// The same in a program where `int` is no int.
#include <bits/stdc++.h>

#ifdef __clang__
#pragma clang diagnostic ignored "-Wkeyword-macro"
#endif
#define int long long

#include "contest_prologue.cpp"
