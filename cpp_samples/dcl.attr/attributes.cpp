// Alignment, packing and attributes change sizes; of the traits only has_unique_object_representations asks for those.
// podcheck: std=c++11..c++26

struct alignas(16) Aligned { int a; };  // expect: has_unique_object_representations=no padding
struct AlignedMember { alignas(8) char a; };  // expect: has_unique_object_representations=no padding
struct __attribute__((packed)) Packed { char a; int b; };  // expect: has_unique_object_representations=yes
struct NotPacked { char a; int b; };  // expect: has_unique_object_representations=no padding
#pragma pack(push, 1)
struct PragmaPacked { char a; int b; };  // expect: has_unique_object_representations=yes
#pragma pack(pop)
struct [[gnu::may_alias]] MayAlias { int a; };
struct [[deprecated]] Deprecated { int a; };
// expect: trivially_copyable=no nontrivial-destructor; trivial=no; pod=no
struct __attribute__((packed)) PackedDestructor { ~PackedDestructor(); char a; };
