// P3074R7 (C++26): a union's default constructor and destructor are trivial and not deleted, whatever its members.
// podcheck: std=c++11..c++26

struct M { M(); int x; };  // expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct D { ~D(); int x; };  // expect: trivially_copyable=no nontrivial-destructor; trivial=no; pod=no

// expect[c++11..c++23]: trivial=no no-eligible-default-constructor; pod=no; trivially_default_constructible=no not-usable
// expect[c++26]: pod=no non-pod-member; trivially_default_constructible=yes
// differs[c++26]: trivial,trivially_default_constructible g++ clang++ P3074R7
union DefaultConstructor { M m; int a; };
// expect[c++11..c++23]: trivially_copyable=no deleted-destructor; trivial=no; pod=no; trivially_destructible=no deleted-destructor
// expect[c++26]: pod=no non-pod-member; trivially_destructible=yes
// differs[c++26]: trivial,trivially_copyable,trivially_default_constructible,trivially_copy_constructible,trivially_move_constructible,trivially_destructible,has_unique_object_representations g++ clang++ P3074R7
union Destructor { D m; int a; };
// The same for the variant members of an anonymous union.
// expect[c++11..c++23]: trivial=no no-eligible-default-constructor; pod=no; trivially_default_constructible=no not-usable
// expect[c++26]: pod=no non-pod-member; trivially_default_constructible=yes
// differs[c++26]: trivial,trivially_default_constructible g++ clang++ P3074R7
struct Anonymous { int k; union { M m; int a; }; };
// An initializer still makes the default constructor non-trivial.
// expect: trivial=no nontrivial-default-constructor; pod=no
union Initialised { M m; int a = 1; };
union Trivial { int a; float b; };  // expect: trivially_default_constructible=yes
// Members of a class are not variant members.
struct Member { M m; };  // expect: trivial=no nontrivial-default-constructor; pod=no
