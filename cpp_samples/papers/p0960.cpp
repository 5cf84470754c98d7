// P0960R3: where no constructor is viable, parentheses initialise an aggregate: its first base from the whole.
// podcheck: std=c++20..c++26

// expect: any; trivially_copyable=yes
// differs: trivially_copyable clang++<=14 CWG2171
struct MoveOnly { MoveOnly(MoveOnly&&) = default; MoveOnly(MoveOnly&) = delete; };
// The operator suppresses the move constructor, and the copy constructor takes no rvalue.
// expect: any; trivially_move_constructible=yes; trivially_copy_constructible=no not-usable
// differs: trivially_copyable g++ clang++>=15 CWG1734
// differs: trivially_move_constructible g++ P0960R3
// differs: trivially_move_constructible clang++<=15 P0960R3
struct Whole : MoveOnly { Whole& operator=(const Whole&) = default; };
// expect: any; trivially_move_constructible=yes
// differs: trivially_copyable,has_unique_object_representations g++ clang++>=15 CWG1734
// differs: trivially_move_constructible g++ P0960R3
// differs: trivially_move_constructible clang++<=15 P0960R3
struct AndNumber : MoveOnly { AndNumber& operator=(const AndNumber&) = default; int count; };
// expect: any; trivially_move_constructible=no not-usable
// differs: trivially_copyable g++ clang++>=15 CWG1734
// differs: has_unique_object_representations clang++>=15 CWG1734, [meta.unary.prop]/10
struct AndReference : MoveOnly { AndReference& operator=(const AndReference&) = default; int& count; };
struct Number { int a; };
// expect: any; trivially_move_constructible=no not-usable
// differs: trivially_copyable g++ clang++>=15 CWG1734
// differs: has_unique_object_representations clang++>=15 CWG1734
struct OtherFirst : Number, MoveOnly { OtherFirst& operator=(const OtherFirst&) = default; };
// expect: any
// differs: implicit_lifetime clang++=21 CWG2605
struct WithCode { WithCode(WithCode&&); WithCode(WithCode&) = delete; };
// expect: any; trivially_move_constructible=no
// differs: trivially_copyable clang++>=15 CWG1734
struct FromWithCode : WithCode { FromWithCode& operator=(const FromWithCode&) = default; };
