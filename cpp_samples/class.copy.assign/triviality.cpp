// [class.copy.assign]/9: when a copy or move assignment operator is trivial.
// podcheck: std=c++11..c++26

struct Implicit { int a; };
struct Defaulted { Defaulted& operator=(const Defaulted&) = default; Defaulted& operator=(Defaulted&&) = default; Defaulted() = default; Defaulted(const Defaulted&) = default; int a; };
struct RefQualified { RefQualified& operator=(const RefQualified&) & = default; int a; };
struct Volatile { volatile int a; };

// expect: trivially_copyable=no nontrivial-copy-assignment; trivial=no not-trivially-copyable; pod=no not-trivial; trivially_copy_assignable=no nontrivial-selected
struct User { User& operator=(const User&); int a; };
// expect: trivially_copyable=no nontrivial-copy-assignment; trivial=no not-trivially-copyable; pod=no not-trivial; trivially_copy_assignable=no nontrivial-selected
struct ByValue { ByValue& operator=(ByValue); int a; };
// expect: trivially_copyable=no nontrivial-move-assignment; trivial=no not-trivially-copyable; pod=no not-trivial; trivially_move_assignable=no nontrivial-selected
struct UserMove { UserMove(const UserMove&) = default; UserMove() = default; UserMove& operator=(const UserMove&) = default; UserMove& operator=(UserMove&&); int a; };
struct FromInt { FromInt& operator=(int); int a; };
struct Template { template<class T> Template& operator=(const T&); int a; };
struct Compound { Compound& operator+=(const Compound&); int a; };

namespace virtuals {  // 9.1

// The operator itself is the virtual function.
// expect: trivially_copyable=no nontrivial-copy-constructor nontrivial-copy-assignment; trivial=no; standard_layout=no virtual-function; pod=no
struct Virtual { virtual Virtual& operator=(const Virtual&) = default; int a; };

}  // namespace virtuals

namespace selected {  // 9.2, 9.3: the operators selected for bases and members

// expect: trivially_copyable=no nontrivial-copy-assignment; trivial=no; pod=no
struct User { User& operator=(const User&); };
// expect: trivially_copyable=no nontrivial-copy-assignment nontrivial-move-assignment; trivial=no; pod=no
struct Base : User { int a; };
// expect: trivially_copyable=no nontrivial-copy-assignment nontrivial-move-assignment; trivial=no; pod=no
struct Member { User m; };
// expect: trivially_copyable=no nontrivial-copy-assignment nontrivial-move-assignment; trivial=no; pod=no
struct Array { User m[2]; };
struct Pointer { User* p; };

// expect: trivially_copyable=no nontrivial-copy-assignment; trivial=no; pod=no; trivially_copy_assignable=yes; trivially_move_assignable=yes
// differs: trivially_copy_assignable,trivially_move_assignable g++ [class.copy.ctor]/11
struct Two { Two& operator=(Two&); Two& operator=(const Two&) = default; int a; };

}  // namespace selected
