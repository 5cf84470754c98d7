module;
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

module frame;

namespace frame {

void Buffered::put(const Header& header, const void* body) {
    append(header);
    const std::size_t before = bytes_.size();
    bytes_.resize(before + header.length);
    std::memcpy(bytes_.data() + before, body, header.length);
    append(Trailer{header.length});
}

}  // namespace frame
