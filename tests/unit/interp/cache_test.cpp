// Stored bytecode: what was written reads back; what is damaged behind a fitting checksum is refused or reaches nothing outside of it.
#include "interp/cache.h"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include <gtest/gtest.h>

namespace trivium::interp {
namespace {

namespace fs = std::filesystem;

std::vector<uint8_t> storedForm(const std::string& name) {
  std::ifstream in(fs::path(__FILE__).parent_path().parent_path().parent_path() / "ir" / (name + ".tir"), std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  std::string error;
  const auto module = ir::parse(text.str(), error);
  EXPECT_TRUE(module) << error;
  for (uint32_t i = 0; i < module->constants.size(); ++i)
    if (module->constants[i].kind == ir::Constant::Kind::Str) {
      module->floatAttributes.push_back(i);
      module->layouts.push_back({{{i, 0, true}, {i, 1, false}}});
    }
  BytecodeProgram program;
  EXPECT_TRUE(compileProgram(*module, program, error)) << error;
  EXPECT_EQ(verifyBytecode(program), "");
  support::SourceList sources;
  sources.files = {{"main.py", 1}};
  sources.absent = {"absent.py"};
  return serialise(program, sources);
}

/// The header: magic, hash of the tables, hash and length of what follows.
constexpr size_t kHashAt = 16, kLengthAt = 24, kHeaderBytes = 32;

void fitHeader(std::vector<uint8_t>& bytes) {
  const uint64_t length = bytes.size() - kHeaderBytes, hash = support::contentHash(bytes.data() + kHeaderBytes, length);
  std::memcpy(bytes.data() + kHashAt, &hash, sizeof hash);
  std::memcpy(bytes.data() + kLengthAt, &length, sizeof length);
}

bool isAccepted(const std::vector<uint8_t>& bytes) {
  // In a block of its own size, so that the address sanitizer sees a read past the end.
  const std::vector<uint8_t> exact(bytes);
  BytecodeProgram program;
  support::SourceList sources;
  return deserialise(exact.data(), exact.size(), program, sources);
}

class StoredBytecode : public testing::TestWithParam<const char*> {};

TEST_P(StoredBytecode, ReadsBack) {
  const std::vector<uint8_t> bytes = storedForm(GetParam());
  BytecodeProgram program;
  support::SourceList sources;
  ASSERT_TRUE(deserialise(bytes.data(), bytes.size(), program, sources));
  EXPECT_EQ(sources.files.size(), 1u);
  EXPECT_EQ(sources.absent, std::vector<std::string>{"absent.py"});
  EXPECT_EQ(serialise(program, sources), bytes);
}

TEST_P(StoredBytecode, DamageIsRefused) {
  std::vector<uint8_t> bytes = storedForm(GetParam());
  for (size_t at = 0; at < bytes.size(); at += 1 + at / 16) {
    bytes[at] ^= 0x40;
    EXPECT_FALSE(isAccepted(bytes)) << at;
    bytes[at] ^= 0x40;
  }
}

TEST_P(StoredBytecode, CutOffIsRefused) {
  const std::vector<uint8_t> bytes = storedForm(GetParam());
  for (size_t length = 0; length < bytes.size(); length += 1 + length / 64) {
    std::vector<uint8_t> part(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
    if (length >= kHeaderBytes) fitHeader(part);
    EXPECT_FALSE(isAccepted(part)) << length;
  }
}

TEST_P(StoredBytecode, DamageBehindAFittingChecksumIsHandled) {
  const std::vector<uint8_t> bytes = storedForm(GetParam());
  std::mt19937 random(1);
  const auto below = [&](size_t n) { return random() % n; };
  constexpr uint8_t kEdges[] = {0, 1, 2, 0x7F, 0x80, 0xFE, 0xFF};
  int accepted = 0;
  for (int round = 0; round < 4000; ++round) {
    std::vector<uint8_t> damaged = bytes;
    for (size_t changes = 1 + below(3); changes > 0; --changes) {
      const size_t at = kHeaderBytes + below(damaged.size() - kHeaderBytes);
      switch (below(4)) {
        case 0: damaged[at] = static_cast<uint8_t>(random()); break;
        case 1: damaged[at] = kEdges[below(sizeof kEdges)]; break;
        case 2: damaged[at] ^= static_cast<uint8_t>(1u << below(8)); break;
        default: {  // a whole number
          const uint64_t n = below(2) ? ~uint64_t{0} << below(64) : below(70000);
          std::memcpy(damaged.data() + at, &n, std::min<size_t>(sizeof n, damaged.size() - at));
        }
      }
    }
    fitHeader(damaged);
    accepted += isAccepted(damaged);
  }
  // Most of the file is positions, texts and registers, where another value is as good: the walk must not stop early.
  EXPECT_GT(accepted, 0);
}

INSTANTIATE_TEST_SUITE_P(Programs, StoredBytecode, testing::Values("classes", "exceptions", "generators"));

}  // namespace
}  // namespace trivium::interp
