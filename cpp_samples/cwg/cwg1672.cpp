// CWG1672: M(S) goes on into the first member of the first member, and into every member of a union. g++ stops at the first.
// podcheck: std=c++11..c++26

struct Q {};
struct First { Q q; int i; };
struct Second { int i; Q q; };
struct FirstOfFirst { First f; };
union Union { int i; Q q; };

// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
struct Direct : Q { Q q; };
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ CWG1672
struct ByFirst : Q { First m; };
struct BySecond : Q { Second m; };
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ CWG1672
struct ByFirstOfFirst : Q { FirstOfFirst m; };
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ CWG1672
struct ByUnion : Q { Union m; };
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ CWG1672
struct ByAnonymousUnion : Q { union { int i; Q q; }; };
struct Between : Q { int i; First m; };
struct Indirect : Q {};
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ CWG1672
struct ByIndirectBase : Indirect { Q q; };
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ CWG1672
// differs: standard_layout,pod clang++ llvm#47741
struct ByInheritedMember : Q, First {};
