// CWG1658: an abstract class never constructs its virtual bases, so that they can't delete its constructors or destructor.
// podcheck: std=c++11..c++26

struct NoDefault { NoDefault(int); NoDefault(const NoDefault&) = default; int a; };  // expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// expect: trivially_copyable=no deleted-destructor; trivial=no; pod=no
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct Indestructible { Indestructible() = default; Indestructible(const Indestructible&) = default; ~Indestructible() = delete; int a; };

// expect: any; abstract=yes; trivially_destructible=yes
// differs[c++11]: trivially_destructible g++ CWG1658
struct Abstract : virtual Indestructible { virtual void f() = 0; };
// expect: any; abstract=no no-pure-virtual-function; trivially_destructible=no deleted-destructor
struct Concrete : virtual Indestructible { virtual void f(); };
// expect: any; abstract=yes; trivially_destructible=no deleted-destructor
struct NotVirtual : Indestructible { virtual void f() = 0; };
// expect: any; abstract=yes; trivially_default_constructible=no abstract-class nontrivial-selected
struct AbstractNoDefault : virtual NoDefault { virtual void f() = 0; };
