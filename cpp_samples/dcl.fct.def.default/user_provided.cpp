// [dcl.fct.def.default]/5: a function is user-provided if it is user-declared and not explicitly defaulted or deleted on its
// first declaration. Only then is it never trivial.
// podcheck: std=c++11..c++26

struct First { First() = default; First(const First&) = default; ~First() = default; int a; };
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct Later { Later(); int a; };
inline Later::Later() = default;
// expect: trivially_copyable=no nontrivial-copy-constructor; trivial=no; pod=no
struct LaterCopy { LaterCopy() = default; LaterCopy(const LaterCopy&); int a; };
inline LaterCopy::LaterCopy(const LaterCopy&) = default;
// expect: trivially_copyable=no nontrivial-destructor; trivial=no; pod=no
struct LaterDestructor { ~LaterDestructor(); int a; };
inline LaterDestructor::~LaterDestructor() = default;
// Never defined, user-provided all the same.
// expect: trivial=no nontrivial-default-constructor; pod=no
struct Undefined { Undefined(); int a; };
// A function template is not a special member function, deleted or not.
struct DeletedTemplate { DeletedTemplate() = default; template<class T> DeletedTemplate(const T&) = delete; int a; };
// P1286R2: an exception specification of one's own matters to nobody.
struct Noexcept { Noexcept() noexcept(false) = default; Noexcept(const Noexcept&) noexcept(false) = default; int a; };
struct Constexpr { constexpr Constexpr(const Constexpr&) = default; Constexpr() = default; int a; };
