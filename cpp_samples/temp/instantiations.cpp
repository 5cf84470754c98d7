// [temp.inst], [temp.expl.spec], [temp.spec.partial]: instances are judged each for itself, the pattern only as far as it does not depend on
// its parameters.
// podcheck: std=c++11..c++26

struct NotTrivial { NotTrivial(); ~NotTrivial(); int a; };  // expect: trivially_copyable=no; trivial=no; pod=no

template<class A, class B> struct Pair { A first; B second; };  // expect Pair<int, NotTrivial>: trivially_copyable=no nontrivial-destructor; trivial=no; pod=no
Pair<int, char> pair;
Pair<int, NotTrivial>* pointer_to_pair;

// expect template: trivial=no not-trivially-copyable nontrivial-default-constructor; trivially_copyable=no nontrivial-destructor; standard_layout=unknown; pod=no not-trivial
// expect Certain<int>: trivially_copyable=no nontrivial-destructor; trivial=no; pod=no
template<class T> struct Certain { T a; Certain(); ~Certain(); };
Certain<int>* certain;
// expect template: standard_layout=no mixed-access; trivially_copyable=unknown; trivial=unknown; pod=no
// expect Mixed<int>: standard_layout=no mixed-access; pod=no
template<class T> struct Mixed { T a; private: T b; };
Mixed<int>* mixed;

template<class T> struct Special { T a; };
template<> struct Special<int> { int a; private: int b; };  // expect: standard_layout=no mixed-access; pod=no
template<class T> struct Special<T*> { Special(); T* a; };  // expect Special<int *>: trivial=no nontrivial-default-constructor; pod=no
Special<char> special_char;
Special<int> special_int;
extern Special<int*> special_pointer;

template<class T> struct FromParameter : T { int a; };  // expect FromParameter<Data>: standard_layout=no data-in-several-classes; pod=no
struct Empty {};
struct Data { int d; };
FromParameter<Empty> from_empty;
FromParameter<Data> from_data;

template<class T> using Alias = Pair<T, T>;
Alias<int> alias;
template<class T, int N> struct Array { T elements[N]; };
Array<int, 4> array;
template<class T> struct Outer { struct Inner { T a; }; Inner inner; };
Outer<int> outer;
template<class... T> struct Inherits : T... {};
struct OtherEmpty {};
Inherits<Empty, OtherEmpty> inherits;
