// [expr.prim.lambda.closure]: whether a closure type is trivially copyable, standard-layout and so on is left to the implementation.
// podcheck: std=c++11..c++26

// expect: any; trivially_copyable=unknown unspecified; standard_layout=unknown unspecified; aggregate=no closure-type; polymorphic=no
auto without_captures = [](int a) { return a; };

struct NotTrivial { NotTrivial(const NotTrivial&); NotTrivial(); ~NotTrivial(); };  // expect: trivially_copyable=no; trivial=no; pod=no

int function(int a) {
    // expect: any; trivially_copyable=unknown unspecified; standard_layout=unknown unspecified; aggregate=no closure-type
    auto by_copy = [a] { return a; };
    // expect: any; trivially_copyable=unknown unspecified; standard_layout=unknown unspecified; aggregate=no closure-type
    auto by_reference = [&a] { return a; };
    return by_copy() + by_reference();
}

// What is left open of a closure type is open of each class that holds one.
// expect: any; trivially_copyable=unknown unspecified; standard_layout=unknown non-standard-layout-member; has_unique_object_representations=unknown not-trivially-copyable non-unique-member
struct HoldsClosure { decltype(without_captures) call; };
// expect: any; trivially_copyable=unknown unspecified; standard_layout=unknown non-standard-layout-base; has_unique_object_representations=unknown
struct FromClosure : decltype(without_captures) { int a; };
// expect: any; trivially_copyable=unknown unspecified; standard_layout=unknown non-standard-layout-member; implicit_lifetime=yes
struct HoldsItDeep { HoldsClosure inner[2]; char c; };
// A copy constructor with code settles it.
// expect: any; trivially_copyable=no nontrivial-copy-constructor; standard_layout=unknown
struct HoldsWithCode { HoldsWithCode(const HoldsWithCode&); decltype(without_captures) call; };
struct PointsToClosure { decltype(without_captures)* call; };
