#include "core/tensorio/Pickle.h"

#include "core/base/Text.h"
#include "core/tensorio/Refusal.h"

#include <bit>
#include <cstring>

namespace espalier {

static_assert(std::endian::native == std::endian::little, "pickles are little-endian");

namespace {
constexpr std::size_t maxOperations = 4'000'000; // 20,000 tensors take one million
constexpr std::size_t maxDimensions = 16;        // as in Safetensors.cpp
constexpr unsigned newestProtocol = 5;
} // namespace

class PickleMachine {
public:
    PickleMachine(std::string_view bytes, const fs::path& file, Pickle& into)
        : bytes_(bytes), file_(file), into_(into) {}

    void run();

private:
    using Items = std::vector<PickledValue>;

    [[noreturn]] void fail(const Message& why) const { refuseFile(file_, why); }
    [[noreturn]] void failDamaged() const {
        fail(message("tensorio", "its pickle is damaged at byte {0}.", at_));
    }

    // The bytes.
    std::string_view take(std::uint64_t count);
    template<class T>
    T number();
    std::string_view line();
    PickledValue text(std::uint64_t count);
    PickledValue integer(std::uint64_t count);

    // The stack; what lies below the last mark is out of reach.
    void push(PickledValue value) { stack_.push_back(value); }
    PickledValue pop();
    PickledValue& top();
    Items popToMark();
    Items popCount(std::size_t count);
    template<class T>
    T as(const PickledValue& value) const;

    // What the operations do.
    void step(unsigned char operation);
    void pushSequence(Items items);
    void pushDict();
    void append(const Items& items);
    void setItems(const Items& keysAndValues);
    void pushName(std::string_view module, std::string_view name);
    void pushMemo(std::uint32_t index);
    void pushStorage();
    void call();
    void build();
    const PickledTensor* tensorOf(const Items& arguments);
    std::vector<std::uint64_t> countsOf(const PickledValue& value) const;
    std::uint64_t countOf(const PickledValue& value) const;

    std::string_view bytes_;
    const fs::path& file_;
    Pickle& into_;
    std::size_t at_ = 0;
    Items stack_;
    std::vector<std::size_t> marks_;
    std::map<std::uint32_t, PickledValue> memo_; // not a vector: a file may name any index
};

std::string_view PickleMachine::take(std::uint64_t count) {
    if (count > bytes_.size() - at_)
        fail(message("tensorio", "its pickle is cut off at byte {0}.", bytes_.size()));
    const auto taken = bytes_.substr(at_, count);
    at_ += count;
    return taken;
}

template<class T>
T PickleMachine::number() {
    T value;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
}

std::string_view PickleMachine::line() {
    const auto end = bytes_.find('\n', at_);
    if (end == std::string_view::npos) failDamaged();
    const auto line = take(end - at_);
    ++at_;
    return line;
}

PickledValue PickleMachine::text(std::uint64_t count) {
    const auto text = take(count);
    if (!isValidUtf8(text)) failDamaged();
    return text;
}

// Two's complement of any length; one too long for 64 bits is no size.
PickledValue PickleMachine::integer(std::uint64_t count) {
    const auto digits = take(count);
    if (count > 8) return {};
    std::int64_t value = count > 0 && (digits.back() & 0x80) ? -1 : 0;
    std::memcpy(&value, digits.data(), count);
    return value;
}

PickledValue PickleMachine::pop() {
    const auto value = top();
    stack_.pop_back();
    return value;
}

PickledValue& PickleMachine::top() {
    if (stack_.size() <= (marks_.empty() ? 0 : marks_.back())) failDamaged();
    return stack_.back();
}

PickleMachine::Items PickleMachine::popToMark() {
    if (marks_.empty()) failDamaged();
    const auto count = stack_.size() - marks_.back();
    auto items = popCount(count);
    marks_.pop_back();
    return items;
}

PickleMachine::Items PickleMachine::popCount(std::size_t count) {
    if (count > stack_.size() - (marks_.empty() ? 0 : marks_.back())) failDamaged();
    const auto first = stack_.end() - static_cast<std::ptrdiff_t>(count);
    Items items(first, stack_.end());
    stack_.erase(first, stack_.end());
    return items;
}

template<class T>
T PickleMachine::as(const PickledValue& value) const {
    const auto* held = std::get_if<T>(&value);
    if (!held) failDamaged();
    return *held;
}

void PickleMachine::pushSequence(Items items) {
    push(&into_.sequences_.emplace_back(PickledSequence{std::move(items)}));
}

void PickleMachine::pushDict() {
    push(&into_.dicts_.emplace_back());
}

void PickleMachine::append(const Items& items) {
    auto& list = as<PickledSequence*>(top())->items;
    list.insert(list.end(), items.begin(), items.end());
}

void PickleMachine::setItems(const Items& keysAndValues) {
    if (keysAndValues.size() % 2 != 0) failDamaged();
    auto& dict = *as<PickledDict*>(top());
    for (std::size_t i = 0; i < keysAndValues.size(); i += 2)
        if (const auto* key = std::get_if<std::string_view>(&keysAndValues[i]))
            dict.items.emplace_back(*key, keysAndValues[i + 1]);
}

void PickleMachine::pushName(std::string_view module, std::string_view name) {
    const auto known = pickleName(module, name);
    if (!known)
        refuseFile(file_,
                   message("tensorio",
                           "it asks for {0}.{1}, which no state dict needs and other programs would run.",
                           shown(module), shown(name)),
                   message("tensorio",
                           "Nothing of it was run. If you trust who made it, load it with PyTorch and "
                           "save its state_dict() alone."));
    push(*known);
}

void PickleMachine::pushMemo(std::uint32_t index) {
    const auto it = memo_.find(index);
    if (it == memo_.end()) failDamaged();
    push(it->second);
}

// ("storage", its type, key, device, number of elements, None)
void PickleMachine::pushStorage() {
    const auto& id = as<PickledSequence*>(pop())->items;
    if (id.size() < 5 || as<std::string_view>(id[0]) != "storage") failDamaged();
    const auto type = as<PickleName>(id[1]);
    if (type.meaning != PickleName::Meaning::Storage) failDamaged();
    const PickledStorage storage{as<std::string_view>(id[2]), type.type, countOf(id[4])};
    if (id.size() > 5 && !std::holds_alternative<std::monostate>(id[5]))
        refuseFile(file_, message("tensorio", "storage \"{0}\" is a part of another.", shown(storage.key)),
                   saveAgain());
    const auto& kept = into_.storages_.emplace(storage.key, storage).first->second;
    if (kept.type != storage.type || kept.elements != storage.elements)
        fail(message("tensorio", "storage \"{0}\" is described in two ways.", shown(storage.key)));
    push(&kept);
}

std::uint64_t PickleMachine::countOf(const PickledValue& value) const {
    const auto count = as<std::int64_t>(value);
    if (count < 0) fail(message("tensorio", "its pickle has a negative size at byte {0}.", at_));
    return static_cast<std::uint64_t>(count);
}

std::vector<std::uint64_t> PickleMachine::countsOf(const PickledValue& value) const {
    const auto& items = as<PickledSequence*>(value)->items;
    if (items.size() > maxDimensions)
        fail(message("tensorio", "a tensor has {0} dimensions at byte {1}.", items.size(), at_));
    std::vector<std::uint64_t> counts;
    for (const auto& item : items) counts.push_back(countOf(item));
    return counts;
}

// (storage, offset, sizes, strides, and what only PyTorch needs)
const PickledTensor* PickleMachine::tensorOf(const Items& arguments) {
    if (arguments.size() < 4) failDamaged();
    PickledTensor tensor{as<const PickledStorage*>(arguments[0]),
                         {countOf(arguments[1]), countsOf(arguments[2]), countsOf(arguments[3])}};
    if (!tensor.view.liesWithin(tensor.storage->elements))
        fail(message("tensorio", "a tensor at byte {0} reaches beyond its storage \"{1}\" of {2} elements.",
                     at_, shown(tensor.storage->key), tensor.storage->elements));
    return &into_.tensors_.emplace_back(std::move(tensor));
}

void PickleMachine::call() {
    const auto& arguments = as<PickledSequence*>(pop())->items;
    switch (as<PickleName>(pop()).meaning) {
    case PickleName::Meaning::Dict:
        if (!arguments.empty()) failDamaged();
        return pushDict();
    case PickleName::Meaning::Tensor: return push(tensorOf(arguments));
    case PickleName::Meaning::Parameter:
        if (arguments.empty()) failDamaged();
        return push(as<const PickledTensor*>(arguments[0]));
    case PickleName::Meaning::Plain: return push({});
    case PickleName::Meaning::Storage: failDamaged();
    }
}

// Attributes: a state dict's _metadata, versions of modules.
void PickleMachine::build() {
    pop();
    as<PickledDict*>(top());
}

void PickleMachine::step(unsigned char operation) {
    switch (operation) {
    case 0x80: // PROTO
        if (number<std::uint8_t>() > newestProtocol) failDamaged();
        return;
    case 0x95: take(8); return; // FRAME: its length matters to streams only

    case 'N': return push({});
    case 0x88: return push(true);
    case 0x89: return push(false);
    case 'K': return push(std::int64_t{number<std::uint8_t>()});
    case 'M': return push(std::int64_t{number<std::uint16_t>()});
    case 'J': return push(std::int64_t{number<std::int32_t>()});
    case 0x8a: return push(integer(number<std::uint8_t>()));  // LONG1
    case 0x8b: return push(integer(number<std::uint32_t>())); // LONG4
    case 'G': take(8); return push({});                       // BINFLOAT

    case 0x8c:                                                 // SHORT_BINUNICODE
    case 'U': return push(text(number<std::uint8_t>()));       // SHORT_BINSTRING: Python 2's str
    case 'X':                                                  // BINUNICODE
    case 'T': return push(text(number<std::uint32_t>()));      // BINSTRING
    case 0x8d: return push(text(number<std::uint64_t>()));     // BINUNICODE8
    case 'C': take(number<std::uint8_t>()); return push({});   // SHORT_BINBYTES
    case 'B': take(number<std::uint32_t>()); return push({});  // BINBYTES
    case 0x8e:                                                 // BINBYTES8
    case 0x96: take(number<std::uint64_t>()); return push({}); // BYTEARRAY8

    case '(': marks_.push_back(stack_.size()); return;
    case '0': pop(); return;
    case '1': popToMark(); return;
    case '}': return pushDict();
    case ']':                                    // EMPTY_LIST
    case 0x8f:                                   // EMPTY_SET
    case ')': return pushSequence({});           // EMPTY_TUPLE
    case 't':                                    // TUPLE
    case 0x91: return pushSequence(popToMark()); // FROZENSET
    case 0x85: return pushSequence(popCount(1)); // TUPLE1, 2, 3
    case 0x86: return pushSequence(popCount(2));
    case 0x87: return pushSequence(popCount(3));
    case 'a': return append(popCount(1));
    case 'e':                              // APPENDS
    case 0x90: return append(popToMark()); // ADDITEMS
    case 's': return setItems(popCount(2));
    case 'u': return setItems(popToMark());

    case 'q': memo_[number<std::uint8_t>()] = top(); return;                    // BINPUT
    case 'r': memo_[number<std::uint32_t>()] = top(); return;                   // LONG_BINPUT
    case 0x94: memo_[static_cast<std::uint32_t>(memo_.size())] = top(); return; // MEMOIZE
    case 'h': return pushMemo(number<std::uint8_t>());                          // BINGET
    case 'j': return pushMemo(number<std::uint32_t>());                         // LONG_BINGET

    case 'c': { // GLOBAL
        const auto module = line();
        return pushName(module, line());
    }
    case 0x93: { // STACK_GLOBAL
        const auto name = as<std::string_view>(pop());
        return pushName(as<std::string_view>(pop()), name);
    }
    case 'Q': return pushStorage(); // BINPERSID
    case 'R': return call();        // REDUCE
    case 'b': return build();
    default:
        refuseFile(file_,
                   message("tensorio", "its pickle has operation {0} at byte {1}, which no state dict needs.",
                           static_cast<int>(operation), at_ - 1),
                   saveAgain());
    }
}

void PickleMachine::run() {
    for (std::size_t operations = 0; operations < maxOperations; ++operations) {
        const auto operation = number<std::uint8_t>();
        if (operation != '.') {
            step(operation);
            continue;
        }
        into_.value_ = pop();
        into_.length_ = at_;
        return;
    }
    fail(message("tensorio", "its pickle has more than {0} operations.", maxOperations));
}

Pickle::Pickle(std::string_view bytes, const fs::path& file) {
    PickleMachine(bytes, file, *this).run();
}

} // namespace espalier
