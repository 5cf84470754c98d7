// CWG2799 (drafting): is an inherited constructor without parameters a default constructor? Open, so podcheck does not say.
// podcheck: std=c++11..c++26

struct Base { Base() = default; Base(int); };
// expect: any
struct OnlyInherited : Base { using Base::Base; };
// The constructor taking a char suppresses the implicit default constructor.
// expect: any; trivial=unknown no-eligible-default-constructor; trivially_default_constructible=unknown unspecified
struct WithAnother : Base { using Base::Base; WithAnother(char); };
