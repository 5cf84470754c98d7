// Boost (Debian: libboost-dev).
#include <boost/container/flat_map.hpp>
#include <boost/container/small_vector.hpp>
#include <boost/intrusive/list.hpp>
#include <boost/multi_index_container.hpp>
#include <boost/multi_index/ordered_index.hpp>
#include <boost/optional.hpp>
#include <boost/shared_ptr.hpp>
#include <boost/unordered_map.hpp>
#include <boost/variant.hpp>

struct Hook : boost::intrusive::list_base_hook<> {
    int value;
};

struct Bag {
    boost::container::small_vector<int, 8> numbers;
    boost::container::flat_map<int, boost::optional<double>> table;
    boost::variant<int, double> either;
    boost::shared_ptr<Hook> hook;
};
