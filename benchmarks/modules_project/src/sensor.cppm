module;
#include <cstdint>
#include <string>

export module sensor;

import frame;
import ring;

export namespace sensor {

union Value {
    std::int64_t whole;
    double real;
};

// podcheck: require trivially_copyable
struct Sample {
    frame::Header header;
    Value value;
};

class Sensor {
public:
    explicit Sensor(std::string name);
    bool read(Sample& sample);

private:
    std::string name_;
    Ring<Sample, 64> waiting_;
};

}  // namespace sensor
