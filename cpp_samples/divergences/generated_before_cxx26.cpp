// What generated classes found in unions as they were before C++26 (P3074R7).
// podcheck: std=c++11..c++23

// A deleted move function is passed over, and the copy constructor takes the rvalue.
// expect: trivial=no; trivially_copyable=no; pod=no; trivially_move_constructible=no
union MovedByCode { MovedByCode(const MovedByCode&) = default; MovedByCode(MovedByCode&&); };
// expect: trivial=no; pod=no; trivially_move_constructible=yes
// differs: trivially_copyable g++ PR98936
// differs: trivially_copyable clang++ llvm#59624
// differs: trivially_move_constructible clang++ CWG1402
union OfAnonymous { union { MovedByCode m; int n; }; };

// Unique representations ask for a trivially copyable class, not for members of such classes.
// expect: trivial=no; trivially_copyable=no; pod=no; has_unique_object_representations=no
// differs: trivially_copy_assignable,trivially_move_assignable g++ [class.copy.ctor]/11
union AssignedByCode { int i; AssignedByCode& operator=(const AssignedByCode&) = default; AssignedByCode& operator=(const AssignedByCode&) volatile; };
// expect: pod=no non-pod-member; has_unique_object_representations=yes
// differs: trivial,trivially_copyable,trivially_copy_assignable,trivially_move_assignable,has_unique_object_representations g++ [class.copy.ctor]/11
// differs: has_unique_object_representations clang++<=13 llvm#47066
// differs: has_unique_object_representations clang++>=14 [meta.unary.prop]/10
// differs: pod clang++ [depr.meta.types]/6
struct HoldsAssigned { AssignedByCode m; };
