// CWG2084: a default member initializer in a union saves its default constructor from a member that has a non-trivial one.
// podcheck: std=c++11..c++23

struct M { M(); int x; };  // expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
// expect: trivial=no no-eligible-default-constructor; pod=no; trivially_default_constructible=no not-usable
union Deleted { M m; int a; };
// expect: trivial=no nontrivial-default-constructor; pod=no; trivially_default_constructible=no nontrivial-selected
union Saved { M m; int a = 1; };
// expect: trivial=no no-eligible-default-constructor; pod=no; trivially_default_constructible=no not-usable
struct InAnonymous { union { M m; int a; }; };
// expect: trivial=no nontrivial-default-constructor; pod=no; trivially_default_constructible=no nontrivial-selected
struct SavedInAnonymous { union { M m; int a = 1; }; };
union Trivial { int a; float b; };
