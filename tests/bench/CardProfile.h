#pragma once
// What a card was busy with while this lived, by kernel.

namespace espalier::bench {

class CardProfile {
public:
    CardProfile();
    ~CardProfile();
    CardProfile(const CardProfile&) = delete;
    CardProfile& operator=(const CardProfile&) = delete;

    void print(); // ends it: seconds, share of the card's busy time and calls of the longest, to stderr

private:
    bool running_ = true;
};

} // namespace espalier::bench
