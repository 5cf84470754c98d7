// Closure types: where the compilers part, or leave the standard.
// podcheck: std=c++14..c++26

namespace lambda_capture_int {

// expect: trivial=no no-eligible-default-constructor; trivially_copyable=unknown unspecified; standard_layout=unknown unspecified; pod=no not-trivial; has_unique_object_representations=unknown not-trivially-copyable unspecified
// differs[c++17..]: trivial,pod g++<=14 CWG1496
static auto mk2(int v) { return [v] { return v; }; }
typedef decltype(mk2(1)) L_t; static L_t* Lp;
}  // namespace lambda_capture_int
