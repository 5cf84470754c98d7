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
