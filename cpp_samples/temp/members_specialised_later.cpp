// [dcl.fct.def.default]/5 of a member of a class template's instance that is specialised behind the template: it is declared there already, without
// a body, so that `= default` and `= delete` come too late. [temp.expl.spec]: the specialisation names the instance.
// podcheck: std=c++11..c++26

// expect DefaultedLater<int>: trivial=no nontrivial-default-constructor; pod=no not-trivial; trivially_copyable=yes
// expect template: any
template<class T> struct DefaultedLater { DefaultedLater(); T value; };
template<> inline DefaultedLater<int>::DefaultedLater() = default;

// expect[c++11..c++17] DeletedLater<int>: aggregate=no user-provided-constructor; trivially_copyable=yes
// expect[c++20..] DeletedLater<int>: aggregate=no user-declared-constructor; trivially_copyable=yes
// expect template: any
// differs DeletedLater<int>: trivial,trivially_copyable,pod,has_unique_object_representations g++ PR98936
// differs DeletedLater<int>: trivial,trivially_copyable,pod,has_unique_object_representations clang++ llvm#59624
template<class T> struct DeletedLater { DeletedLater() = default; DeletedLater(const DeletedLater&); T value; };
template<> inline DeletedLater<int>::DeletedLater(const DeletedLater&) = delete;

// A member that is not special names the instance too.
// expect template: any
template<class T> struct Named { void use(); static int count; T value; };
template<> inline void Named<char>::use() {}
template<> int Named<long>::count = 1;
