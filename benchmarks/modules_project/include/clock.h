#pragma once

#include <cstdint>

/* Older than the modules, and shared with C. */
struct clock_stamp {
    std::int64_t seconds;
    std::int32_t nanoseconds;
};
