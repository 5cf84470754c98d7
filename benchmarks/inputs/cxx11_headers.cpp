// Ten headers of C++11, and classes that use them.
#include <array>
#include <atomic>
#include <chrono>
#include <deque>
#include <list>
#include <mutex>
#include <set>
#include <string>
#include <tuple>
#include <vector>

struct Reading {
    std::array<double, 4> values;
    std::chrono::system_clock::time_point when;
};

class Log {
public:
    void add(const Reading& reading);

private:
    mutable std::mutex mutex_;
    std::deque<Reading> readings_;
    std::set<std::string> sources_;
    std::atomic<unsigned> dropped_;
};

typedef std::tuple<int, std::string, std::list<Reading>> Row;
