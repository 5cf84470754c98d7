module;
#include <array>
#include <cstddef>
#include <type_traits>

export module ring;

export template<class T, std::size_t Size>
class Ring {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    bool push(const T& value) {
        if (count_ == Size) return false;
        slots_[(first_ + count_++) % Size] = value;
        return true;
    }

    bool pop(T& value) {
        if (count_ == 0) return false;
        value = slots_[first_];
        first_ = (first_ + 1) % Size;
        --count_;
        return true;
    }

private:
    std::array<T, Size> slots_{};
    std::size_t first_ = 0;
    std::size_t count_ = 0;
};
