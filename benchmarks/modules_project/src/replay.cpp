#include <cstdio>
#include <cstring>
#include <string>

#include "clock.h"
import frame;

struct Options {
    std::string path;
    clock_stamp from;
};

int main(int count, char** words) {
    Options options{count > 1 ? words[1] : "-", {}};
    std::FILE* file = std::fopen(options.path.c_str(), "rb");
    frame::Header header;
    while (file && std::fread(&header, sizeof header, 1, file) == 1) {
        if (header.at.seconds >= options.from.seconds) std::printf("%u\n", unsigned(header.length));
        std::fseek(file, long(header.length), SEEK_CUR);
    }
    if (file) std::fclose(file);
}
