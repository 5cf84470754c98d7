// [class.copy.ctor]/11: when a copy or move constructor is trivial.
// podcheck: std=c++11..c++26

struct Implicit { int a; float b[2]; };
struct Defaulted { Defaulted() = default; Defaulted(const Defaulted&) = default; Defaulted(Defaulted&&) = default; int a; };
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=14 CWG2171
struct NonConst { NonConst() = default; NonConst(NonConst&) = default; int a; };  // expect: trivially_copy_constructible=no not-usable
// An initializer does not matter for copying.
struct Initialised { int a = 1; };  // expect: trivial=no; pod=no; trivially_copy_constructible=yes
struct Volatile { volatile int a; };
struct Mutable { mutable int a; };
struct Explicit { Explicit() = default; explicit Explicit(const Explicit&) = default; int a; };

// expect: trivially_copyable=no nontrivial-copy-constructor; trivial=no; pod=no; trivially_copy_constructible=no nontrivial-selected
struct User { User() = default; User(const User&); int a; };
// A copy constructor may have more parameters, with default arguments, or an ellipsis.
// expect: trivially_copyable=no nontrivial-copy-constructor; trivial=no; pod=no; trivially_copy_constructible=no nontrivial-selected
struct MoreParameters { MoreParameters() = default; MoreParameters(const MoreParameters&, int = 0); int a; };
// expect: trivially_copyable=no nontrivial-copy-constructor; trivial=no; pod=no; trivially_copy_constructible=no nontrivial-selected
struct WithEllipsis { WithEllipsis() = default; WithEllipsis(const WithEllipsis&, ...); int a; };
struct NotACopy { NotACopy() = default; NotACopy(const NotACopy&, int); int a; };
// expect: trivially_copyable=no nontrivial-move-constructor; trivial=no; pod=no; trivially_move_constructible=no nontrivial-selected
struct UserMove { UserMove() = default; UserMove(const UserMove&) = default; UserMove(UserMove&&); int a; };
// A template is never a copy constructor, yet it may be selected.
struct Greedy { Greedy() = default; template<class T> Greedy(T&&); int a; };
struct HasGreedy { Greedy m; };

namespace virtuals {  // 11.1: no virtual functions, no virtual bases

// expect: trivially_copyable=no nontrivial-copy-constructor nontrivial-move-constructor nontrivial-copy-assignment nontrivial-move-assignment; trivial=no; standard_layout=no virtual-function; pod=no
struct Function { virtual void f() const; };
struct Base { int a; };
// expect: trivially_copyable=no nontrivial-copy-constructor nontrivial-move-constructor nontrivial-copy-assignment nontrivial-move-assignment; trivial=no; standard_layout=no virtual-base; pod=no
struct Virtual : virtual Base {};
// expect: trivially_copyable=no nontrivial-copy-constructor nontrivial-move-constructor nontrivial-copy-assignment nontrivial-move-assignment; trivial=no; standard_layout=no non-standard-layout-base virtual-base; pod=no
struct Indirect : Virtual {};

}  // namespace virtuals

namespace selected {  // 11.2, 11.3: the constructors selected for bases and members

// expect: trivially_copyable=no nontrivial-copy-constructor; trivial=no; pod=no
struct User { User() = default; User(const User&); };
// expect: trivially_copyable=no nontrivial-copy-constructor nontrivial-move-constructor; trivial=no; pod=no
struct Base : User { int a; };
// expect: trivially_copyable=no nontrivial-copy-constructor nontrivial-move-constructor; trivial=no; pod=no
struct Member { User m; };
// expect: trivially_copyable=no nontrivial-copy-constructor nontrivial-move-constructor; trivial=no; pod=no
struct Array { User m[2]; };
struct Pointer { User* p; };

// Of several overloads it is the selected one that counts.
// expect: trivially_copyable=no nontrivial-copy-constructor; trivial=no; pod=no; trivially_copy_constructible=yes
// differs: trivially_copy_constructible,trivially_move_constructible g++ [class.copy.ctor]/11
struct Two { Two() = default; Two(const Two&) = default; Two(Two&); int a; };
// expect: pod=no non-pod-member
// differs: trivial,trivially_copyable,trivially_copy_constructible,trivially_move_constructible,has_unique_object_representations g++ [class.copy.ctor]/11
// differs: pod clang++ [depr.meta.types]/6
// differs: has_unique_object_representations clang++<=13 llvm#47066
struct SelectsConst { Two m; };
// expect: trivially_copyable=no nontrivial-copy-constructor; trivial=no; pod=no; trivially_move_constructible=yes
// differs: trivially_move_constructible g++ [class.copy.ctor]/11
struct SelectsOther { mutable Two m; };
// Moving a class without a move constructor, by template.
// expect: pod=yes
struct GreedyBoth { GreedyBoth() = default; GreedyBoth(const GreedyBoth&) = default; GreedyBoth& operator=(const GreedyBoth&) = default; template<class T> GreedyBoth(T&&); int a; };
// expect: trivially_copyable=no nontrivial-move-constructor; trivial=no; pod=no
// differs: trivial,trivially_copyable,pod g++<=14 PR110938
struct MovesByTemplate { GreedyBoth m; };

}  // namespace selected
