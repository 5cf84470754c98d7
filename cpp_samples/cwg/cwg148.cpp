// CWG148 (TC1): pointers to members are scalars, and may be members of a POD.
// podcheck: std=c++98..c++26

struct Class { int a; int f(); };
struct Pointers { int Class::* data; int (Class::* function)(); };
