// P0624R2 (C++20): a closure type without captures has a default constructor and can be assigned to.
// podcheck: std=c++11..c++26

// expect[c++11..c++17]: any; aggregate=no closure-type; trivially_default_constructible=no not-usable; trivially_copy_assignable=no not-usable
// expect[c++20..]: any; aggregate=no closure-type; trivially_default_constructible=yes; trivially_copy_assignable=yes
auto without = [](int n) { return n + 1; };

int outside(int captured) {
    // expect: any; aggregate=no closure-type; trivially_default_constructible=no not-usable; trivially_copy_assignable=no not-usable
    auto with = [captured] { return captured; };
    return with();
}
