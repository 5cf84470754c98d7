// P0017R1 (C++17): an aggregate may have public base classes that are not virtual.
// podcheck: std=c++11..c++26

struct Base { int a; };  // expect: aggregate=yes
// expect[c++11..c++14]: aggregate=no has-base
// expect[c++17..]: aggregate=yes
struct Public : Base {};
// expect[c++11..c++14]: aggregate=no has-base
// expect[c++17..]: aggregate=no non-public-base
struct Private : private Base {};
// expect[c++11..c++14]: any; aggregate=no has-base
// expect[c++17..]: any; aggregate=no virtual-base
struct Virtual : virtual Base {};
struct NotAggregate { NotAggregate(int); int a; };  // expect: any; aggregate=no
// A base need not be an aggregate itself.
// expect[c++11..c++14]: any; aggregate=no has-base
// expect[c++17..]: any; aggregate=yes
struct FromNotAggregate : NotAggregate {};
// expect[c++11..c++14]: any; aggregate=no has-base inherited-constructor
// expect[c++17..]: any; aggregate=no inherited-constructor
struct Inheriting : NotAggregate { using NotAggregate::NotAggregate; };
struct Member { Base b; };  // expect: aggregate=yes
