// [class.dtor]/4 and [class.prop]/9: of several prospective destructors that which is selected at the end of the class decides implicit lifetime.
// podcheck: std=c++20..c++26

// expect Frees<true>: trivial=no; trivially_copyable=no nontrivial-destructor; pod=no; implicit_lifetime=no user-provided-destructor nontrivial-destructor
// expect Frees<false>: implicit_lifetime=yes
// expect template: any
// differs Frees<true>: trivial,trivially_copyable,pod,trivially_default_constructible,trivially_copy_constructible,trivially_move_constructible,trivially_destructible,has_unique_object_representations clang++<=14 P0848R3
template<bool Owner> struct Frees { int* p; ~Frees() = default; ~Frees() requires Owner {} };
typedef Frees<true> Frees_true;
typedef Frees<false> Frees_false;
// expect Skips<true>: implicit_lifetime=yes
// expect Skips<false>: trivial=no; trivially_copyable=no nontrivial-destructor; pod=no; implicit_lifetime=no user-provided-destructor nontrivial-destructor
// expect template: any
// differs Skips<true>: trivial,trivially_copyable,pod,trivially_default_constructible,trivially_copy_constructible,trivially_move_constructible,trivially_destructible,has_unique_object_representations clang++<=14 P0848R3
template<bool Plain> struct Skips { int* p; ~Skips() {} ~Skips() requires Plain = default; };
typedef Skips<true> Skips_true;
typedef Skips<false> Skips_false;
// Two are satisfied: the more constrained one is selected.
template<class T> concept Small = sizeof(T) < 8;
template<class T> concept Tiny = Small<T> && sizeof(T) == 1;
// expect Sized<char>: trivial=no; trivially_copyable=no nontrivial-destructor; pod=no; implicit_lifetime=no user-provided-destructor nontrivial-destructor
// expect Sized<int>: implicit_lifetime=yes
// expect template: any
// differs Sized<char>: trivial,trivially_copyable,pod,trivially_default_constructible,trivially_copy_constructible,trivially_move_constructible,trivially_destructible,has_unique_object_representations clang++<=14 P0848R3
template<class T> struct Sized { T value; ~Sized() requires Small<T> = default; ~Sized() requires Tiny<T> {} };
typedef Sized<char> Sized_char;
typedef Sized<int> Sized_int;
