// Boost.JSON is used header-only: this file is its compiled part, once.
#include <boost/json/src.hpp>
