// A message that crosses a wire: holes, bit-fields, a type that is not the same size everywhere.
// podcheck: std=c++11..c++23
namespace wire {

struct Stamp {
    unsigned seconds;
    unsigned short millis;
};

struct Header {
    char version;
    bool urgent : 1;
    bool last : 1;
    unsigned length;
    char kind;
    long serial;
    Stamp sent;
    char tag[3];
};

static_assert(__is_trivially_copyable(Header), "");
static_assert(__is_standard_layout(Header), "");

}
