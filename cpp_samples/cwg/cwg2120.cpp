// CWG2120: an array as first member brings its element type, and what that brings, into M(S). g++ does not implement it.
// podcheck: std=c++11..c++26

struct Q {};
struct First { Q q; };
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ CWG1672
struct Array : Q { Q q[2]; };
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ CWG1672
struct TwoDimensions : Q { Q q[2][3]; int i; };
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ CWG1672
struct ArrayOfFirst : Q { First f[2]; };
struct OtherFirst : Q { int i; Q q[2]; };
struct OtherType : Q { int a[2]; };
struct Pointers : Q { Q* q[2]; };
struct NoBase { Q q[2]; };
