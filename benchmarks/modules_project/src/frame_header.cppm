module;
#include <cstdint>
#include "clock.h"

export module frame:header;

export namespace frame {

enum class Kind : std::uint8_t { sample, gap, end };

// podcheck: require trivially_copyable, standard_layout, size == 24
struct Header {
    clock_stamp at;
    std::uint32_t length;
    Kind kind;
    std::uint8_t channel;
    std::uint16_t check;
};

}  // namespace frame
