#include <cstdio>
#include <string>

import frame;
import sensor;

// Each program has its own
struct Options {
    const char* path;
    bool quiet;
};

int main(int count, char** words) {
    const Options options{count > 1 ? words[1] : "", count > 2};
    sensor::Sensor source(options.path);
    frame::Buffered out;
    sensor::Sample sample{};
    while (source.read(sample)) out.put(sample.header, &sample.value);
    if (!options.quiet) std::printf("%zu bytes\n", out.bytes().size());
}
