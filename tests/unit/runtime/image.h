// Program images written by hand.
#pragma once
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace trivium::runtime {

/// Bytes of an image; see abi/program.h.
struct Image {
  std::vector<uint8_t> bytes;
  Image& u(uint64_t n) {
    for (; n >= 0x80; n >>= 7) bytes.push_back(static_cast<uint8_t>(n | 0x80));
    bytes.push_back(static_cast<uint8_t>(n));
    return *this;
  }
  Image& s(int64_t n) { return u((static_cast<uint64_t>(n) << 1) ^ static_cast<uint64_t>(n >> 63)); }
  Image& text(const std::string& t) {
    u(t.size());
    bytes.insert(bytes.end(), t.begin(), t.end());
    return *this;
  }
  Image& real(double d) {
    uint8_t raw[sizeof d];
    std::memcpy(raw, &d, sizeof d);
    bytes.insert(bytes.end(), raw, raw + sizeof d);
    return *this;
  }
};

enum Kind : uint64_t { kNone, kBool, kInt, kBigInt, kFloat, kComplex, kStr, kBytes, kTuple };

}  // namespace trivium::runtime
