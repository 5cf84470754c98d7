// [over.ics.rank]/3.2.6: an assignment template may be better than the class's own operator, and is never trivial ([meta.unary.prop]).
// podcheck: std=c++11..c++26

// expect: any; trivially_copyable=yes; trivially_copy_assignable=no nontrivial-selected; trivially_move_assignable=no nontrivial-selected
// differs: trivially_copyable,has_unique_object_representations clang++<=14 CWG2171
struct AnyOther { int v; AnyOther(const AnyOther&) = default; template<class U> AnyOther& operator=(const U& o) { v = o.v; return *this; } void operator=(const volatile AnyOther&) = delete; };
// expect: any; trivially_copy_assignable=no nontrivial-selected; trivially_move_assignable=no nontrivial-selected
// differs: trivially_copyable clang++<=14 CWG2171
struct Several { Several(const Several&) = default; template<class U> Several& operator=(const U&); template<class U> Several& operator=(U&&); Several& operator=(const volatile Several&) = delete; };
// expect: any; trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable
// differs: trivially_copyable clang++<=14 CWG2171
struct Undecided { Undecided(const Undecided&) = default; template<class U> Undecided& operator=(U); template<class U> Undecided& operator=(const U&); Undecided& operator=(const volatile Undecided&) = delete; };
template<class T> struct Only { typedef T type; };
// expect: any; trivially_copy_assignable=no nontrivial-selected
// differs: trivially_copyable clang++<=14 CWG2171
struct NotDeduced { NotDeduced(const NotDeduced&) = default; template<class U = NotDeduced> NotDeduced& operator=(typename Only<const U&>::type); void operator=(const volatile NotDeduced&) = delete; };
