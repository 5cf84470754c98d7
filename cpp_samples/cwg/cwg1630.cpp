// CWG1630: whether a constructor template that needs no argument is a default constructor is unclear. One whose
// constraints leave nothing for a call without arguments is none by any reading.
// podcheck: std=c++20..c++26

template<class T> concept Never = false;

namespace pack {
// differs: trivial clang++ CWG1630
struct S { S() = default; template<class... A> requires (sizeof...(A) > 0) S(A&&...); };
struct Holder { S s; };
}  // namespace pack

namespace behind_the_parameters {
// differs: trivial clang++ CWG1630
struct S { template<class... A> explicit(sizeof...(A) == 1) S(A&&...) requires (sizeof...(A) > 0); S() = default; };
}  // namespace behind_the_parameters

namespace default_argument {
// differs: trivial clang++ CWG1630
struct S { S() = default; template<Never T = int> S(T = 0); };
}  // namespace default_argument

namespace near_miss {
// the empty pack is taken
// expect: trivial=unknown; pod=unknown
struct S { S() = default; template<class... A> requires (sizeof...(A) < 3) S(A&&...); };
// a name of the class's own is not looked up outside of it
// expect: trivial=unknown; pod=unknown
struct Own { static constexpr bool no = false; Own() = default; template<class... A> requires no Own(A&&...); };
}  // namespace near_miss

// expect template: trivial=unknown; pod=unknown
// expect X<true>: trivial=unknown; pod=unknown
// differs X<false>: trivial clang++ CWG1630
template<bool B> struct X { X() = default; template<class T = int> requires B X(T = {}); int a; };
X<false>* with_none;
X<true>* with_one;
