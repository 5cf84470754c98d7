// [over.match.viable]/4, [over.ics.rank]/3.2: which object an explicit object parameter (C++23) takes decides whether the operator is a candidate.
// podcheck: std=c++23..c++26

// `this X&&` does not take an lvalue, so that nothing is ambiguous.
// expect: trivially_copy_assignable=yes; trivially_move_assignable=yes
// rejected: g++ clang++<=17
struct ForBoth { ForBoth& operator=(this ForBoth& self, const ForBoth&) = default; ForBoth& operator=(this ForBoth&& self, const ForBoth&) = default; int a; };
// expect: trivially_copy_assignable=yes; trivially_move_assignable=yes
// rejected: g++ clang++<=17
struct HoldsForBoth { ForBoth part; };
// The one with code is selected for rvalues alone; it is eligible all the same.
// expect: trivially_copyable=no nontrivial-copy-assignment; trivial=no; pod=no; trivially_copy_assignable=yes
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++>=14 [class.copy.assign]/1
// rejected: g++<=13 clang++<=17
struct CodeForRvalues { CodeForRvalues& operator=(this CodeForRvalues& self, const CodeForRvalues&) = default; CodeForRvalues& operator=(this CodeForRvalues&& self, const CodeForRvalues&); int a; };
// expect: trivially_copyable=yes; trivially_copy_assignable=yes
// rejected: g++<=13 clang++<=17
struct FromCodeForRvalues : CodeForRvalues { };
// expect: trivially_copyable=yes; trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable
// rejected: g++ clang++<=17
struct RvaluesOnly { RvaluesOnly& operator=(this RvaluesOnly&& self, const RvaluesOnly&) = default; int a; };
// expect: trivially_copyable=yes; trivially_copy_assignable=no not-usable
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++ llvm#59624
// rejected: g++ clang++<=17
struct FromRvaluesOnly : RvaluesOnly { };
// A const object and a copy of it are fit to be assigned to.
// expect: any; trivially_copyable=no nontrivial-copy-assignment; trivially_copy_assignable=no nontrivial-selected
// differs: trivial,trivially_copyable,pod,has_unique_object_representations,trivially_copy_assignable,trivially_move_assignable g++>=14 [class.copy.assign]/1
// rejected: g++<=13 clang++<=17
struct ConstObject { ConstObject& operator=(this const ConstObject& self, const ConstObject&); int a; };
// expect: any; trivially_copyable=no nontrivial-copy-assignment; trivially_copy_assignable=no nontrivial-selected
// rejected: g++ clang++<=17
struct CopyOfObject { CopyOfObject& operator=(this CopyOfObject self, const CopyOfObject&); int a; };
// expect: any; trivially_copyable=no; trivially_copy_assignable=no nontrivial-selected
// rejected: g++ clang++<=17
struct HoldsConst { const CopyOfObject part; };
// A template wins no tie.
// expect: trivially_copyable=yes; trivially_copy_assignable=yes; trivially_move_assignable=yes
// rejected: g++<=13 clang++<=17
struct BesideTemplate { template<class Self> BesideTemplate& operator=(this Self&& self, const BesideTemplate&); BesideTemplate& operator=(const BesideTemplate&) = default; int a; };
// A template takes an rvalue as it is.
// expect: trivially_copyable=yes; trivially_copy_assignable=yes; trivially_move_assignable=no nontrivial-selected
// rejected: g++<=13 clang++<=17
struct TemplateForRvalues { template<class Self> TemplateForRvalues& operator=(this Self&& self, TemplateForRvalues&&); TemplateForRvalues& operator=(const TemplateForRvalues&) = default; int a; };
