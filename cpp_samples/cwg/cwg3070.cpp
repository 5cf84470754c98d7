// CWG3070 (December 2025): an assignment operator that is selected for a base must be a direct member of that base, else the
// defaulted operator is not trivial. No compiler has it yet; podcheck applies it in C++26.
// podcheck: std=c++11..c++26

struct A { int a; };
// expect: standard_layout=no data-in-several-classes; pod=no not-standard-layout
// differs: trivial,trivially_copyable,has_unique_object_representations clang++<=14 CWG2171
struct B : A { using A::operator=; B& operator=(B&) = default; int b; };
// Moving the base selects the inherited A::operator=(A&&).
// expect[c++11..c++23]: standard_layout=no; pod=no
// expect[c++26]: trivially_copyable=no nontrivial-move-assignment; trivial=no; standard_layout=no; pod=no; trivially_move_assignable=no nontrivial-selected
// differs: trivial,trivially_copyable,has_unique_object_representations clang++<=14 CWG2171
// differs[c++26]: trivial,trivially_copyable,trivially_move_assignable,has_unique_object_representations g++ clang++ CWG3070
struct Skips : B {};
// expect: standard_layout=no data-in-several-classes; pod=no not-standard-layout
struct Plain : A { int b; };
struct HidesNothing : Plain {};  // expect: standard_layout=no; pod=no
