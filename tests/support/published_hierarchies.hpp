// Class hierarchies that have been published together with their outcome.
#pragma once

namespace gavel::testing {

/// `outcome`: the order of the last class, or CPython's message; "conflict X, Y" is short for its
/// sentence on an inconsistent order.
struct published_case {
  const char* source;
  const char* classes;
  const char* outcome;
};

/// `O` stands for Python's `object`.
inline const published_case published[] = {
    {"CPython test_descr, diamond", "O A(O) B(A) C(A) D(B,C)", "D B C A O"},
    {"CPython test_descr, crossed diamond", "O A(O) B(A) C(A) D(B,C) E(C,B) F(D,E)",
     "conflict B, C"},
    {"CPython test_descr, ex5", "O A(O) B(O) C(O) X(A) Y(A) Z(X,B,Y,C)", "Z X B Y A C O"},
    {"CPython test_descr, monotonicity (Dylan's pedalo)",
     "O Boat(O) DayBoat(Boat) WheelBoat(Boat) EngineLess(DayBoat) SmallMultihull(DayBoat) "
     "PedalWheelBoat(EngineLess,WheelBoat) SmallCatamaran(SmallMultihull) "
     "Pedalo(PedalWheelBoat,SmallCatamaran)",
     "Pedalo PedalWheelBoat EngineLess SmallCatamaran SmallMultihull DayBoat WheelBoat Boat O"},
    {"CPython test_descr, consistency with the EPG (Dylan's pane)",
     "O Pane(O) ScrollingMixin(O) EditingMixin(O) ScrollablePane(Pane,ScrollingMixin) "
     "EditablePane(Pane,EditingMixin) EditableScrollablePane(ScrollablePane,EditablePane)",
     "EditableScrollablePane ScrollablePane EditablePane Pane ScrollingMixin EditingMixin O"},
    {"CPython test_descr, duplicate", "O A(O) X(A,A)", "duplicate base class A"},
    {"CPython test_descr, base before derived", "O A(O) B(A) X(A,B)", "conflict A, B"},
    {"CPython test_descr, base before derived, apart", "O A(O) B(A) C(O) X(A,C,B)",
     "conflict A, C, B"},
    {"CPython test_descr, confused grid",
     "O Grid(O) HGrid(Grid) VGrid(Grid) HVGrid(HGrid,VGrid) VHGrid(VGrid,HGrid) "
     "ConfusedGrid(HVGrid,VHGrid)",
     "conflict HGrid, VGrid"},
    {"CPython test_descr, redundant base", "O A(O) B(A) C(A) D(B,C) X(D,B,C,A)", "X D B C A O"},
    {"Simionato, serious order disagreement", "O X(O) Y(O) A(X,Y) B(Y,X) C(A,B)", "conflict X, Y"},
    {"Simionato, first example", "O F(O) E(O) D(O) C(D,F) B(D,E) A(B,C)", "A B C D E F O"},
    {"Simionato, second example", "O F(O) E(O) D(O) C(D,F) B(E,D) A(B,C)", "A B E C D F O"},
    {"Simionato, food and eggs", "O Food(O) Eggs(Food) GoodFood(Food,Eggs)", "conflict Food, Eggs"},
    {"Simionato, ex9", "O A(O) B(O) C(O) D(O) E(O) K1(A,B,C) K2(D,B,E) K3(D,A) Z(K1,K2,K3)",
     "Z K1 K2 K3 D A B C E O"},
    {"Wikipedia, C3 linearization",
     "O A(O) B(O) C(O) D(O) E(O) K1(C,A,B) K3(A,D) K2(B,D,E) Z(K1,K3,K2)",
     "Z K1 C K3 A K2 B D E O"},
    {"smallest hierarchy whose order is not breadth first", "A B C(A) D(C,B)", "D C A B"},
    {"Python: object comes last", "O X(O) Z(O,X)", "conflict O, X"},
    {"Python: an undefined base comes before all else", "O A(O) X(A,A,Q)",
     "name 'Q' is not defined"},
    {"Python: the first of several duplicates", "O X(O) Y(O) Z(X,Y,Y,X)", "duplicate base class X"},
    {"Python: the first, not the one found first", "O X(O) Y(O) Z(X,Y,X,Y)",
     "duplicate base class X"},
    {"Python: a failed class is never bound", "O X(O) Z(O,X) W(Z)", "name 'Z' is not defined"},
};

}  // namespace gavel::testing
