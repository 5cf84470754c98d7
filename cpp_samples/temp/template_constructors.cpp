// A constructor template is never a copy constructor ([class.copy.ctor]/5), but overload resolution may select it to copy.
// podcheck: std=c++11..c++26

// Copying a const object can only take the template.
// expect: trivially_copyable=no nontrivial-copy-constructor; trivial=no; pod=no; trivially_copy_constructible=no nontrivial-selected
struct OnlyFromNonConst {
    OnlyFromNonConst(OnlyFromNonConst&);
    template<class T> OnlyFromNonConst(const T&);
    int a;
};
