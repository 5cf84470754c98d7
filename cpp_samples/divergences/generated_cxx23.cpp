// What generated classes with explicit object parameters found.
// podcheck: std=c++23..c++26

// A copy assignment operator is declared, so there is no implicit move constructor to fall back on.
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs: trivially_copyable clang++<=14 CWG2171
struct Moves { Moves(Moves&&) = default; Moves(Moves&) = delete; };
// expect: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no no-eligible-copy-or-move; pod=no not-trivial; trivially_move_constructible=yes
// differs: trivially_copyable g++ clang++ CWG1734
// differs: trivially_move_constructible g++ P0960R3
// rejected: g++<=13 clang++<=17
struct Assigns : Moves { Assigns& operator=(this Assigns&, const Assigns&) = default; };
