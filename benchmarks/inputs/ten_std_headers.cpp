// Ten standard headers and a few classes that use them.
#include <algorithm>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <regex>
#include <string>
#include <unordered_map>
#include <vector>

struct Point {
    double x, y;
};

struct Customer {
    std::string name;
    std::vector<Point> visits;
    std::optional<int> discount;
};

class Directory {
public:
    std::shared_ptr<Customer> find(const std::string& name) const;

private:
    std::unordered_map<std::string, std::shared_ptr<Customer>> by_name_;
    std::map<int, std::function<void(Customer&)>> hooks_;
};

struct Entry {
    std::pair<int, std::string> key;
    std::unique_ptr<Entry> next;
};

inline int count(const Directory& directory) {
    struct Tally {
        int found = 0;
    } tally;
    auto add = [&tally](int n) { tally.found += n; };
    add(directory.find("x") != nullptr);
    return tally.found;
}
