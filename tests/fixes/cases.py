"""One class for each kind of fix: before, after, and what the fix gives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """A class, and what fixes it."""

    name: str
    before: str
    title: str
    """The fix's title, or its beginning."""

    after: str
    """The whole text after the fix."""

    gains: str
    """One of the traits that the class `S` gains."""

    effort: str = "mechanical"
    std: str = "c++20"


MEMCPY = 'using size_t = decltype(sizeof 0);\nextern "C" void* memcpy(void*, const void*, size_t);\n'

CASES = (
    Case(
        "an empty default constructor",
        "struct S { S() {} int a; };\n",
        "default the default constructor of 'S' where it is declared",
        "struct S { S() = default; int a; };\n",
        "trivial",
    ),
    Case(
        "a default constructor that initialises",
        "struct S {\n    S() : a(1) { /* no code */ }\n    int a;\n};\n",
        "default the default constructor of 'S' where it is declared, without its initializers",
        "struct S {\n    S() = default;\n    int a;\n};\n",
        "trivial",
        "small",
    ),
    Case(
        "copy functions member by member",
        "struct S {\n"
        "    S(const S& o) noexcept : a(o.a), b{o.b} {}\n"
        "    S& operator=(const S& o)\n    {\n"
        "        if (this != &o) { a = o.a; this->b = o.b; }\n        return *this;\n    }\n"
        "    int a, b;\n};\n",
        "default the copy constructor and the copy assignment of 'S' where they are declared",
        "struct S {\n"
        "    S(const S& o) noexcept = default;\n    S& operator=(const S& o) = default;\n    int a, b;\n};\n",
        "trivially_copyable",
    ),
    Case(
        "a loop that copies an array",
        "struct S {\n    S(const S& o) { for (int i = 0; i < 3; ++i) a[i] = o.a[i]; b = o.b; }\n    int a[3], b;\n};\n",
        "default the copy constructor of 'S' where it is declared",
        "struct S {\n    S(const S& o) = default;\n    int a[3], b;\n};\n",
        "trivially_copyable",
    ),
    Case(
        "a loop behind initialisers",
        "struct S {\n    S(const S& o) : b(o.b) { for (int i = 0; i < 3; ++i) a[i] = o.a[i]; c = o.c; }\n"
        "    float a[3];\n    int b, c;\n};\n",
        "default the copy constructor of 'S' where it is declared",
        "struct S {\n    S(const S& o) = default;\n    float a[3];\n    int b, c;\n};\n",
        "trivially_copyable",
    ),
    Case(
        "a loop up to the bound, with its step behind",
        "struct S {\n    S& operator=(const S& o) {\n        for (unsigned i = 0; i != 3; i++) { a[i] = o.a[i]; }\n"
        "        return *this;\n    }\n    int a[3];\n};\n",
        "default the copy assignment of 'S' where it is declared",
        "struct S {\n    S& operator=(const S& o) = default;\n    int a[3];\n};\n",
        "trivially_copyable",
    ),
    Case(
        "a copy from volatile",
        "struct S {\n    S(const S&) = default;\n    S(const volatile S& o) : a(o.a) {}\n    int a;\n};\n",
        "make the copy constructor of 'S' for volatile objects a template",
        "struct S {\n    S(const S&) = default;\n"
        "    template<int = 0> S(const volatile S& o) : a(o.a) {}\n    int a;\n};\n",
        "trivially_copyable",
        "small",
    ),
    Case(
        "an assignment to volatile",
        "struct S {\n    S& operator=(const S&) = default;\n"
        "    void operator=(const S& o) volatile { a = o.a; }\n    int a;\n};\n",
        "make the copy assignment of 'S' for volatile objects a template",
        "struct S {\n    S& operator=(const S&) = default;\n"
        "    template<int = 0> void operator=(const S& o) volatile { a = o.a; }\n    int a;\n};\n",
        "trivially_copyable",
        "small",
    ),
    Case(
        "an assignment that returns nothing",
        "struct S {\n    void operator=(const S& o) { a = o.a; b = o.b; }\n    int a, b;\n};\n",
        "default the copy assignment of 'S' where it is declared, returning 'S&'",
        "struct S {\n    S& operator=(const S& o) = default;\n    int a, b;\n};\n",
        "trivially_copyable",
        "small",
    ),
    Case(
        "an assignment that returns a const reference",
        "struct S {\n    const S& operator=(const S& o) { a = o.a; return *this; }\n    int a;\n};\n",
        "default the copy assignment of 'S' where it is declared, returning 'S&'",
        "struct S {\n    S& operator=(const S& o) = default;\n    int a;\n};\n",
        "trivially_copyable",
        "small",
    ),
    Case(
        "an assignment of a template that is defined behind it",
        "template<class T> struct S { T a; const S& operator=(const S& o); };\n"
        "template<class T> const S<T>& S<T>::operator=(const S& o) { a = o.a; return *this; }\n"
        "template struct S<int>;\n",
        "default the copy assignment of 'S<T>' where it is declared, returning 'S&'",
        "template<class T> struct S { T a; S& operator=(const S& o) = default; };\ntemplate struct S<int>;\n",
        "trivially_copyable",
        "small",
    ),
    Case(
        "copy functions by memcpy",
        "using size_t = decltype(sizeof 0);\n"
        'extern "C" void* memcpy(void*, const void*, size_t);\n'
        "class S {\npublic:\n    S(const S& o) { memcpy(this, &o, sizeof(*this)); }\n    int a[4];\n};\n",
        "default the copy constructor of 'S' where it is declared",
        "using size_t = decltype(sizeof 0);\n"
        'extern "C" void* memcpy(void*, const void*, size_t);\n'
        "class S {\npublic:\n    S(const S& o) = default;\n    int a[4];\n};\n",
        "trivially_copyable",
    ),
    Case(
        "copy functions by memcpy of one member",
        MEMCPY + "struct S {\n    S(const S& o) { memcpy(a, o.a, sizeof a); n = o.n; }\n    int a[4], n;\n};\n",
        "default the copy constructor of 'S' where it is declared",
        MEMCPY + "struct S {\n    S(const S& o) = default;\n    int a[4], n;\n};\n",
        "trivially_copyable",
    ),
    Case(
        "an assignment by memcpy of each member",
        MEMCPY + "struct P { int x; };\nstruct S {\n    S& operator=(const S& o) {\n"
        "        if (this == &o) return *this;\n        memcpy(this->a, o.a, 4 * sizeof(float));\n"
        "        memcpy(&p, &o.p, sizeof(p));\n        return *this;\n    }\n"
        "    float a[4];\n    P p;\n};\n",
        "default the copy assignment of 'S' where it is declared",
        MEMCPY + "struct P { int x; };\nstruct S {\n    S& operator=(const S& o) = default;\n"
        "    float a[4];\n    P p;\n};\n",
        "trivially_copyable",
    ),
    Case(
        "an assignment that takes its argument by value",
        "struct S {\n    S& operator=(S o) { a = o.a; return *this; }\n    int a;\n};\n",
        "default the copy assignment of 'S' where it is declared, taking 'const S&'",
        "struct S {\n    S& operator=(const S&) = default;\n    int a;\n};\n",
        "trivially_copyable",
        "small",
    ),
    Case(
        "an assignment by value that returns nothing and is defined behind the class",
        "struct S { int a; void operator=(const S other); };\n"
        "inline void S::operator=(const S other) { a = other.a; }\n",
        "default the copy assignment of 'S' where it is declared, taking 'const S&'",
        "struct S { int a; S& operator=(const S&) = default; };\n",
        "trivially_copyable",
        "small",
    ),
    Case(
        "move functions and a base",
        "namespace std { template<class T> T&& move(T& t) { return static_cast<T&&>(t); } }\n"
        "struct B { int x; };\n"
        "struct S : B { S(S&& o) : B(std::move(o)), y(std::move(o.y)) {} int y; };\n",
        "default the move constructor of 'S' where it is declared",
        "namespace std { template<class T> T&& move(T& t) { return static_cast<T&&>(t); } }\n"
        "struct B { int x; };\n"
        "struct S : B { S(S&& o) = default; int y; };\n",
        "trivially_copyable",
    ),
    Case(
        "an empty destructor",
        "struct S {\n    ~S() {}\n    int a;\n};\n",
        "default the destructor of 'S' where it is declared",
        "struct S {\n    ~S() = default;\n    int a;\n};\n",
        "trivially_copyable",
    ),
    Case(
        "an empty destructor that is dropped",
        "struct S {\n    ~S() {}  // nothing to do\n    int a;\n};\n",
        "drop the destructor of 'S'",
        "struct S {\n    // nothing to do\n    int a;\n};\n",
        "trivially_copyable",
    ),
    Case(
        "before C++11 there is no = default",
        "struct S {\n    S() {}\n    ~S() {}\n    int a;\n};\n",
        "drop the default constructor of 'S'",
        "struct S {\n    int a;\n};\n",
        "pod",
        std="c++98",
    ),
    Case(
        "defaulted behind the class",
        "namespace n {\nstruct S {\n    S(const S&);\n    int a;\n};\nS::S(const S&) = default;\n}\nint x;\n",
        "default the copy constructor of 'n::S' where it is declared",
        "namespace n {\nstruct S {\n    S(const S&) = default;\n    int a;\n};\n}\nint x;\n",
        "trivially_copyable",
    ),
    Case(
        "a template's member behind the template",
        "template<class T> struct S {\n    ~S();\n    T t;\n};\n\ntemplate<class T>\nS<T>::~S()\n{\n}\nS<int> s;\n",
        "default the destructor of 'S<T>' where it is declared",
        "template<class T> struct S {\n    ~S() = default;\n    T t;\n};\n\nS<int> s;\n",
        "trivially_copyable",
    ),
    Case(
        "mixed access",
        "class S {\npublic:\n    int a;\n    int b() const { return b_; }\n\nprivate:\n    int b_;\n    int c_;\n};\n",
        "make 'b_', 'c_' public, as the other members are",
        "class S {\npublic:\n    int a;\n    int b() const { return b_; }\n\npublic:\n    int b_;\n    int c_;\n};\n",
        "standard_layout",
    ),
    Case(
        "mixed access, made private",
        "class S {\npublic:\n    int a;\n    int b() const { return b_; }\n\nprivate:\n    int b_;\n    int c_;\n};\n",
        "make 'a' private, as the other members are",
        "class S {\nprivate:\n    int a;\npublic:\n"
        "    int b() const { return b_; }\n\nprivate:\n    int b_;\n    int c_;\n};\n",
        "standard_layout",
        "small",
    ),
    Case(
        "mixed access on one line",
        "struct S { int a; private: int b; void f(); };\n",
        "make 'b' public, as the other members are",
        "struct S { int a; public: int b; private: void f(); };\n",
        "standard_layout",
    ),
    Case(
        "data in the base as a member",
        "struct B { int x; };\nstruct E {};\nstruct S : E, public B {\n    int y;\n};\n",
        "'B' as a member of 'S' in place of a base",
        "struct B { int x; };\nstruct E {};\nstruct S : E {\n    B b;\n    int y;\n};\n",
        "standard_layout",
        "design",
    ),
    Case(
        "data moved into the base",
        "struct B {\n    int x;\n};\nstruct S : B {\n    int y;\n};\n",
        "move 'y' into 'B'",
        "struct B {\n    int x;\n    int y;\n};\nstruct S : B {\n};\n",
        "standard_layout",
        "design",
    ),
    Case(
        "virtual functions",
        "struct B {\n    virtual int f() const = 0;\n};\n"
        "struct S final : B {\n    int f() const override { return a; }\n    int a;\n};\n",
        "no virtual function in 'B', 'S'",
        "struct B {\n    int f() const;\n};\nstruct S final : B {\n    int f() const { return a; }\n    int a;\n};\n",
        "trivially_copyable",
        "design",
    ),
    Case(
        "a virtual base",
        "struct A { int a; };\nstruct S : public virtual A { int b; };\n",
        "'A' as a base that is not virtual",
        "struct A { int a; };\nstruct S : public A { int b; };\n",
        "trivially_copyable",
        "design",
    ),
    Case(
        "default member initializers",
        "struct S { int a = 1, b{2}; int* p = nullptr; int c; unsigned d : 3; };\n",
        "drop the initializers of 'a', 'b', 'p' in 'S'",
        "struct S { int a, b; int* p; int c; unsigned d : 3; };\n",
        "trivial",
        "small",
    ),
    Case(
        "a reference member",
        "struct S {\n    explicit S(int& x) : r(x) {}\n    int get() const { return r; }\n    int& r;\n};\n",
        "a pointer in place of the reference 'r' in 'S'",
        "struct S {\n    explicit S(int& x) : r(&x) {}\n    int get() const { return (*r); }\n    int* r;\n};\n",
        "standard_layout",
        "design",
    ),
    Case(
        "a const member",
        "struct S { const int a; int b; };\n",
        "member 'a' of 'S' without const",
        "struct S { int a; int b; };\n",
        "trivial",
        "small",
    ),
    Case(
        "no default constructor",
        "struct S {\n    explicit S(int x) : a(x) {}\n    int a;\n};\n",
        "declare 'S() = default;' in 'S'",
        "struct S {\n    S() = default;\n    explicit S(int x) : a(x) {}\n    int a;\n};\n",
        "trivial",
        "small",
    ),
    Case(
        "nothing can copy or move it",
        "struct S { S(); S(const S&) = delete; S& operator=(const S&) = delete; int a; };\n",
        "declare 'S(S&&) = default;' in 'S'",
        "struct S { S(S&&) = default; S(); S(const S&) = delete; S& operator=(const S&) = delete; int a; };\n",
        "trivially_copyable",
        "small",
    ),
    Case(
        "a deleted copy constructor",
        "struct S { S(); S(const S&) = delete; S& operator=(const S&) = delete; int a; };\n",
        "default the copy constructor of 'S' in place of deleting it",
        "struct S { S(); S(const S&) = default; S& operator=(const S&) = delete; int a; };\n",
        "trivially_copyable",
        "small",
    ),
    Case(
        "std::string",
        "#include <string>\nstruct S { std::string names[2]; int a; };\n",
        "an array of char in place of the std::string 'names' in 'S'",
        "#include <string>\nstruct S { char names[2][32]; int a; };\n",
        "trivially_copyable",
        "design",
    ),
    Case(
        "std::vector",
        "#include <vector>\nstruct S { std::vector<double> v; };\n",
        "an array of double in place of the std::vector 'v' in 'S'",
        "#include <vector>\nstruct S { double v[16]; };\n",
        "trivially_copyable",
        "design",
    ),
    Case(
        "std::pair",
        "#include <utility>\n"
        "struct S { std::pair<int, float> bounds; float high() const { return bounds.second; } };\n",
        "a struct of its own in place of the std::pair 'bounds' in 'S'",
        "#include <utility>\n"
        "struct S { struct { int first; float second; } bounds; float high() const { return bounds.second; } };\n",
        "trivially_copyable",
        "design",
    ),
    Case(
        "std::vector of std::pair with std::string",
        "#include <string>\n#include <vector>\nstruct S { std::vector<std::pair<int, std::string>> v; };\n",
        "an array of plain elements in place of the std::vector 'v' in 'S'",
        "#include <string>\n#include <vector>\nstruct S { struct { int first; char second[32]; } v[16]; };\n",
        "trivially_copyable",
        "design",
    ),
    Case(
        "std::unique_ptr",
        "#include <memory>\nstruct S { std::unique_ptr<int> p; };\n",
        "a plain pointer in place of the std::unique_ptr 'p' in 'S'",
        "#include <memory>\nstruct S { int *p; };\n",
        "trivially_copyable",
        "design",
    ),
    Case(
        "std::function",
        "#include <functional>\nstruct S { std::function<int(char, long)> f; };\n",
        "a function pointer in place of the std::function 'f' in 'S'",
        "#include <functional>\nstruct S { int (*f)(char, long); };\n",
        "trivially_copyable",
        "design",
    ),
    Case(
        "std::atomic",
        "#include <atomic>\nstruct S { std::atomic<int> n; };\n",
        "a plain int in place of the std::atomic 'n' in 'S'",
        "#include <atomic>\nstruct S { int n; };\n",
        "trivially_copyable",
        "design",
    ),
    Case(
        "down the chain, in a member's class",
        "struct In { ~In() {} int a; };\nstruct S { In one, two; };\n",
        "default the destructor of 'In' where it is declared",
        "struct In { ~In() = default; int a; };\nstruct S { In one, two; };\n",
        "trivially_copyable",
    ),
)
