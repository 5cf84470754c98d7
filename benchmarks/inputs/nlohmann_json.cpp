// nlohmann-json (Debian: nlohmann-json3-dev).
#include <nlohmann/json.hpp>

struct Setting {
    std::string name;
    nlohmann::json value;
};

struct Sample {
    double time;
    float value[4];
};
