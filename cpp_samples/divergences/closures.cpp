// Closure types: where the compilers part, or leave the standard.
// podcheck: std=c++11..c++26

namespace lambda_init_capture {
// expect: trivial=no no-eligible-default-constructor; trivially_copyable=unknown unspecified; standard_layout=unknown unspecified; pod=no not-trivial; has_unique_object_representations=unknown not-trivially-copyable unspecified
static auto L = [x = 1] { return x; };
}  // namespace lambda_init_capture

namespace lambda_mutable_init {
// expect: trivial=no no-eligible-default-constructor; trivially_copyable=unknown unspecified; standard_layout=unknown unspecified; pod=no not-trivial; has_unique_object_representations=unknown not-trivially-copyable unspecified
static auto L = [x = 1]() mutable { return x++; };
}  // namespace lambda_mutable_init
