// [depr.meta.types] (C++11: [class]/10): a POD class is trivial and standard-layout, and so are the classes of its members.
// podcheck: std=c++11..c++26

struct Plain { int a; double b; };
union Union { int a; Plain p; };
struct Nested { Plain p[2]; Union u; };
struct WithFunctions { int a; int get() const; static int count; };
class AllPrivate { int a; public: int get() const; };

struct TrivialOnly { int a; private: int b; };  // expect: standard_layout=no mixed-access; pod=no not-standard-layout
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct LayoutOnly { LayoutOnly(); int a; };
// expect: trivial=no nontrivial-default-constructor; standard_layout=no mixed-access; pod=no not-trivial not-standard-layout
struct Neither { Neither(); int a; private: int b; };
// expect: pod=no non-pod-member not-standard-layout; standard_layout=no non-standard-layout-member
struct HasTrivialOnly { TrivialOnly m; };
// expect: pod=no non-pod-member not-trivial; trivial=no nontrivial-default-constructor
struct HasLayoutOnly { LayoutOnly m[2]; };
struct PointsToNeither { Neither* p; };
struct Derived : Plain {};
