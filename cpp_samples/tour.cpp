// A dozen everyday classes, and what podcheck says about them:
//
//     podcheck check cpp_samples/tour.cpp
//     podcheck explain Employee cpp_samples/tour.cpp
//
// The `expect` comments are there for podcheck's own tests: they name what a class is not, and the reason's code.
// podcheck: std=c++20..c++23

#include <memory>
#include <string>
#include <utility>

// A plain struct: trivial, trivially copyable, standard-layout, POD. It can be copied with memcpy and shared with C.
struct Point {
    double x, y;
};

// Its private members are all alike, so the layout is still standard.
class Counter {
public:
    int next() { return ++count_; }

private:
    int count_;
};

// A std::string owns memory: copying and destroying it takes code.
struct Person {  // expect: trivially_copyable=no; trivial=no; pod=no
    std::string name;
    int age;
};

// Public and private data mixed: a compiler may order them as it likes.
class Account {  // expect: standard_layout=no mixed-access; pod=no
public:
    int number;
    int balance() const { return balance_; }

private:
    int balance_;
};

// An empty base takes no room and changes nothing.
struct Tag {};
struct Tagged : Tag {
    int value;
};

// Data in two classes of one hierarchy: no longer standard-layout.
struct Employee : Point {  // expect: standard_layout=no data-in-several-classes; pod=no
    int desk;
};

// Virtual functions need a hidden pointer in each object.
struct Shape {  // expect: trivially_copyable=no; trivial=no; standard_layout=no virtual-function; pod=no
    virtual double area() const { return 0; }
};

// A constructor written by hand, even one that does nothing, and one that is defaulted.
struct ByHand {  // expect: trivial=no nontrivial-default-constructor; pod=no
    ByHand() {}
    int value;
};
struct Defaulted {
    Defaulted() = default;
    int value;
};

// It can be moved, not copied, and its destructor has work to do.
struct Owner {  // expect: trivially_copyable=no; trivial=no; pod=no; standard_layout=no  // differs: standard_layout g++ [class.prop]/3.6
    std::unique_ptr<int> resource;
};

// Unions and bit-fields, as C has them.
union Number {
    int integer;
    float real;
};
struct Flags {
    unsigned ready : 1;
    unsigned error : 1;
};

// std::pair assigns member by member with code of its own, so that it is not trivially copyable.
struct Range {  // expect: trivially_copyable=no; trivial=no; pod=no  // expect std::pair<int, int>: trivially_copyable=no; trivial=no; pod=no
    std::pair<int, int> bounds;
};

// Each instance of a template is judged for itself.
template<class T>
struct Box {  // expect Box<std::basic_string<char>>: trivially_copyable=no; trivial=no; pod=no
    T content;
};
using IntBox = Box<int>;
struct Boxes {  // expect: trivially_copyable=no; trivial=no; pod=no
    Box<int> numbers;
    Box<std::string> words;
};

// What a lambda's type is, the standard leaves to the compiler.
inline auto doubled = [](int n) { return 2 * n; };  // expect: any
