#include "ui/charts/ConfusionOrder.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace espalier {
namespace {

std::int64_t mixedUp(const Confusion& confusion, std::int64_t a, std::int64_t b) {
    return confusion.at(a, b) + confusion.at(b, a);
}

// Sums over every other class of how often the two were mixed up.
std::vector<std::int64_t> errorsOf(const Confusion& confusion) {
    std::vector<std::int64_t> errors(static_cast<std::size_t>(confusion.classes), 0);
    for (std::int64_t a = 0; a < confusion.classes; ++a)
        for (std::int64_t b = 0; b < confusion.classes; ++b)
            if (a != b) errors[static_cast<std::size_t>(a)] += mixedUp(confusion, a, b);
    return errors;
}

std::vector<std::int64_t> rowSums(const Confusion& confusion) {
    std::vector<std::int64_t> sums(static_cast<std::size_t>(confusion.classes), 0);
    for (std::int64_t a = 0; a < confusion.classes; ++a)
        for (std::int64_t b = 0; b < confusion.classes; ++b)
            sums[static_cast<std::size_t>(a)] += confusion.at(a, b);
    return sums;
}

// Greedy: starts at the class with most errors and always takes the one most mixed up with those taken, so
// that what belongs together stands together; O(classes²).
std::vector<std::int64_t> byConfusion(const Confusion& confusion) {
    const std::vector<std::int64_t> errors = errorsOf(confusion);
    std::vector<std::int64_t> left(errors.size()), order;
    std::iota(left.begin(), left.end(), 0);
    std::vector<std::int64_t> ties(errors.size(), 0); // with those taken
    while (!left.empty()) {
        const auto next = std::max_element(left.begin(), left.end(), [&](std::int64_t a, std::int64_t b) {
            const auto i = static_cast<std::size_t>(a), j = static_cast<std::size_t>(b);
            return std::tuple(ties[i], errors[i], -a) < std::tuple(ties[j], errors[j], -b);
        });
        const std::int64_t taken = *next;
        order.push_back(taken);
        left.erase(next);
        for (const std::int64_t other : left)
            ties[static_cast<std::size_t>(other)] += mixedUp(confusion, taken, other);
    }
    return order;
}

} // namespace

std::vector<std::int64_t> orderClasses(const Confusion& confusion, ConfusionOrder order) {
    if (order == ConfusionOrder::Confused) return byConfusion(confusion);
    std::vector<std::int64_t> classes(static_cast<std::size_t>(confusion.classes));
    std::iota(classes.begin(), classes.end(), 0);
    if (order == ConfusionOrder::Frequent) {
        const std::vector<std::int64_t> sums = rowSums(confusion);
        std::stable_sort(classes.begin(), classes.end(), [&](std::int64_t a, std::int64_t b) {
            return sums[static_cast<std::size_t>(a)] > sums[static_cast<std::size_t>(b)];
        });
    }
    return classes;
}

} // namespace espalier
