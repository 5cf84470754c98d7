// A constructor template is never a copy constructor ([class.copy.ctor]/5), but overload resolution may select it to copy.
// podcheck: std=c++11..c++26

// Copying a const object can only take the template.
// expect: trivially_copyable=no nontrivial-copy-constructor; trivial=no; pod=no; trivially_copy_constructible=no nontrivial-selected
struct OnlyFromNonConst {
    OnlyFromNonConst(OnlyFromNonConst&);
    template<class T> OnlyFromNonConst(const T&);
    int a;
};

// A constructor template that needs no argument, and can't be called without one, is no default constructor by any reading (CWG1630).
template<bool, class T = int> struct OnlyIf {};
template<class T> struct OnlyIf<true, T> { typedef T type; };
// differs: trivial clang++ CWG1630
struct NeverWithout { NeverWithout() = default; template<class... T, typename OnlyIf<sizeof...(T) != 0>::type = 0> NeverWithout(T...); };
// expect: trivial=unknown; pod=unknown
struct PerhapsWithout { PerhapsWithout() = default; template<class... T, typename OnlyIf<sizeof...(T) < 9>::type = 0> PerhapsWithout(T...); };
