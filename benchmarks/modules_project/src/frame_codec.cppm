module;
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

export module frame:codec;

import :header;

namespace frame {

// Nobody outside of the module sees it
struct Trailer {
    std::uint32_t sum;
    std::uint32_t magic = 0x46524d45;
};

export class Encoder {
public:
    virtual ~Encoder() = default;
    virtual void put(const Header& header, const void* body) = 0;
};

export class Buffered : public Encoder {
public:
    void put(const Header& header, const void* body) override;
    const std::vector<std::byte>& bytes() const { return bytes_; }

private:
    template<class T>
    void append(const T& value) {
        const std::size_t before = bytes_.size();
        bytes_.resize(before + sizeof value);
        std::memcpy(bytes_.data() + before, &value, sizeof value);
    }

    std::vector<std::byte> bytes_;
};

}  // namespace frame
