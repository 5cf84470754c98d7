module;
#include <string>
#include <utility>

module sensor;

namespace sensor {

Sensor::Sensor(std::string name) : name_(std::move(name)) {}

bool Sensor::read(Sample& sample) { return waiting_.pop(sample); }

}  // namespace sensor
