// [class.mem], [class.local], [class.pre]: every class definition is found, wherever it stands.
// podcheck: std=c++11..c++26

namespace { struct InUnnamedNamespace { int a; }; }
namespace outer { namespace inner { struct InNamespace { int a; private: int b; }; } }  // expect: standard_layout=no mixed-access; pod=no not-standard-layout
inline namespace inlined { struct InInlineNamespace { int a; }; }
extern "C" { struct InExternC { int a; }; }

struct Outer {  // expect: standard_layout=no mixed-access; pod=no
    struct Nested { int a; private: int b; };  // expect: standard_layout=no mixed-access; pod=no
    enum { constant };
    int first;
private:
    struct PrivateNested { ~PrivateNested(); int a; };  // expect: trivially_copyable=no nontrivial-destructor; trivial=no; pod=no
    class PrivateTrivial { int a; };
    int second;
};
struct Outer2 { struct Later; int a; };
struct Outer2::Later { Later(); int b; };  // expect: trivial=no nontrivial-default-constructor; pod=no

// Unnamed classes, by the variable, member or typedef that has them.
struct { int a; } variable;
typedef struct { int a; int b; } TypedefName;
struct Holder {
    struct { int a; } member;
    union { int c; float d; } choice;
};
struct { int a; } one, *two;

int function() {
    struct Local { int a; private: int b; };  // expect: standard_layout=no mixed-access; pod=no
    struct LocalTwo { LocalTwo() : a(0) {} int a; };  // expect: trivial=no nontrivial-default-constructor; pod=no
    return int(sizeof(Local) + sizeof(LocalTwo));
}
template<class T> int function_template(T) {
    return 0;
}
struct Method {
    int f() {
        struct InMethod { int a; };
        return int(sizeof(InMethod));
    }
    int a;
};
