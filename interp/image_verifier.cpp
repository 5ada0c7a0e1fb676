// Walks over a program image (layout in runtime/abi/program.h) as runtime/program_image.cpp reads it, with every length and index checked.
//
// Checked: numbers and texts end inside the image; texts are UTF-8 (surrogates included, as Python has them); indices of constants,
// modules, globals and functions are in range and constants are made of earlier ones; counts of parameters and variables agree; names of
// attributes are texts.
#include "interp/image_verifier.h"

#include "runtime/abi/program.h"

namespace trivium::interp {

namespace {

/// Well-formed UTF-8 but for surrogates.
bool isText(const uint8_t* p, const uint8_t* end) {
  for (;;) {
    while (end - p >= 8) {
      uint64_t word;
      std::memcpy(&word, p, sizeof word);
      if (word & 0x8080808080808080) break;
      p += sizeof word;
    }
    if (p == end) return true;
    const uint8_t lead = *p++;
    if (lead < 0x80) continue;
    const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4 || end - p < more) return false;
    uint32_t c = lead & (0x3Fu >> more);
    for (int i = 0; i < more; ++i) {
      if ((*p & 0xC0) != 0x80) return false;
      c = c << 6 | (*p++ & 0x3Fu);
    }
    if (c > 0x10FFFF || (more == 2 && c < 0x800) || (more == 3 && c < 0x10000)) return false;
  }
}

class ImageVerifier {
 public:
  ImageVerifier(const BytecodeProgram& program, ImageFacts& facts)
      : at_(program.image.data()), end_(at_ + program.image.size()), program_(program), facts_(facts) {}

  std::string run() {
    if (left() < 4 || std::memcmp(at_, "TRVI", 4) != 0) return "not an image";
    at_ += 4;
    if (u() != runtime::kImageVersion) return "image of another version";
    if (!constants()) return "constants of the image";
    if (!modules()) return "modules of the image";
    if (!globals()) return "globals of the image";
    if (!functions()) return "functions of the image";
    if (!storageKinds()) return "storage kinds of the image";
    return isGood_ && at_ == end_ ? "" : "length of the image";
  }

 private:
  size_t left() const { return static_cast<size_t>(end_ - at_); }
  bool bad() {
    isGood_ = false;
    at_ = end_;
    return false;
  }

  uint64_t u() { return at_ < end_ && *at_ < 0x80 ? *at_++ : longNumber(); }
  uint64_t longNumber() {
    uint64_t n = 0;
    for (int shift = 0; at_ < end_ && shift < 64; shift += 7) {
      const uint8_t b = *at_++;
      n |= uint64_t{b & 0x7Fu} << shift;
      if (!(b & 0x80)) return n;
    }
    bad();
    return 0;
  }
  int64_t s() {
    const uint64_t n = u();
    return static_cast<int64_t>(n >> 1) ^ -static_cast<int64_t>(n & 1);
  }
  /// A number that the runtime keeps in 32 bits.
  uint32_t u32() {
    const uint64_t n = u();
    if (n > UINT32_MAX) bad();
    return static_cast<uint32_t>(n);
  }
  /// A count of things that take a byte each at least.
  uint64_t count() {
    const uint64_t n = u();
    if (n > left()) bad();
    return isGood_ ? n : 0;
  }
  bool skip(uint64_t bytes) {
    if (bytes > left()) return bad();
    at_ += bytes;
    return true;
  }
  bool text() {
    const uint64_t n = u();
    const uint8_t* p = at_;
    return skip(n) && (isText(p, at_) || bad());
  }

  bool constants() {
    const uint64_t n = count();
    if (n != program_.constantCount) return false;
    facts_.constants.reserve(n);
    for (uint64_t i = 0; i < n && isGood_; ++i)
      if (!constant(i)) return false;
    return isGood_;
  }
  bool constant(uint64_t index) {
    if (!left()) return false;
    const uint8_t kind = *at_++;
    if (kind > static_cast<uint8_t>(ir::Constant::Kind::Ellipsis)) return false;
    facts_.constants.push_back(static_cast<ir::Constant::Kind>(kind));
    switch (facts_.constants.back()) {
      case ir::Constant::Kind::None:
      case ir::Constant::Kind::Ellipsis: return true;
      case ir::Constant::Kind::Bool:
      case ir::Constant::Kind::Int: s(); return isGood_;
      case ir::Constant::Kind::Float: return skip(8);
      case ir::Constant::Kind::Complex: return skip(16);
      case ir::Constant::Kind::Str: return text();
      case ir::Constant::Kind::Bytes: return skip(u());
      case ir::Constant::Kind::BigInt: {
        const uint64_t n = u();
        const uint8_t* p = at_;
        if (!skip(n)) return false;
        if (p < at_ && *p == '-') ++p;
        if (p == at_) return false;
        for (; p < at_; ++p)
          if (*p < '0' || *p > '9') return false;
        return true;
      }
      case ir::Constant::Kind::Tuple:
      case ir::Constant::Kind::FrozenSet:
        for (uint64_t n = count(); n > 0; --n)
          if (u() >= index) return false;
        return isGood_;
    }
    return false;
  }

  bool modules() {
    facts_.moduleCount = count();
    if (facts_.moduleCount == 0) return false;
    for (uint64_t i = 0; i < facts_.moduleCount && isGood_; ++i) {
      text();
      text();
      u();
      const int64_t body = s();
      if (i == 0 && body < 0) return false;
      if (body >= 0) {
        if (body >= static_cast<int64_t>(program_.functions.size())) return false;
        const BytecodeFunction& fn = program_.functions[static_cast<size_t>(body)];
        if (fn.isResume || fn.paramCount != 0) return false;
        facts_.bodies.push_back(fn.index);
      }
      for (uint64_t n = count(); n > 0; --n)
        if (u() >= program_.globalCount) return false;
    }
    return isGood_;
  }

  bool globals() {
    const uint64_t n = count();
    if (n != program_.globalCount) return false;
    for (uint64_t i = 0; i < n && isGood_; ++i)
      if (!text() || u() >= facts_.moduleCount) return false;
    return isGood_;
  }

  bool functions() {
    const uint64_t n = count();
    if (n != program_.functions.size()) return false;
    facts_.functions.resize(n);
    for (uint64_t i = 0; i < n && isGood_; ++i)
      if (!function(i)) return false;
    return isGood_;
  }
  bool function(uint64_t index) {
    ImageFunction& f = facts_.functions[index];
    const auto functionCount = static_cast<int64_t>(facts_.functions.size());
    text();
    text();
    const int64_t doc = s();
    if (doc < -1 || doc >= int64_t{program_.constantCount} || u() >= facts_.moduleCount) return false;
    u32();  // line
    const uint32_t flags = u32(), posOnly = u32(), pos = u32(), kwOnly = u32();
    f.paramCount = u32();
    const uint64_t starred = ((flags & runtime::kHasVarArgs) != 0) + ((flags & runtime::kHasVarKeywords) != 0);
    if (posOnly > pos || uint64_t{pos} + kwOnly + starred != f.paramCount) return false;
    for (uint32_t i = 0; i < f.paramCount && isGood_; ++i) text();
    f.resumeFunction = s();
    if (f.resumeFunction < -1 || f.resumeFunction >= functionCount) return false;
    f.slotCount = u32();
    const uint64_t locals = count();
    for (uint64_t i = 0; i < locals && isGood_; ++i) text();
    const uint64_t captured = u32(), free = u32();
    if (captured + free > locals) return false;
    if constexpr (runtime::kImageVersion >= 4) u32();  // attributes
    const uint64_t locs = count();
    if (locs > UINT32_MAX) return false;
    for (uint64_t i = 0; i < locs && isGood_; ++i) {
      for (int k = 0; k < 4; ++k)  // cut to 32 bits by the reader, and nothing relies on them
        u();
      const uint32_t inlined = u32(), outer = u32();
      if (inlined >= runtime::kFirstInlinedFunction && inlined - runtime::kFirstInlinedFunction >= facts_.functions.size()) return false;
      if (inlined && outer >= i) return false;  // ends at a position that is in no comprehension
    }
    return isGood_;
  }

  bool name() {
    const uint64_t index = u();
    return index < facts_.constants.size() && facts_.constants[index] == ir::Constant::Kind::Str;
  }
  bool storageKinds() {
    u();  // whether there are any
    for (uint64_t n = count(); n > 0; --n)
      if (!name()) return false;
    const uint64_t layouts = count();
    if (layouts > ir::kMaxLayouts) return false;
    for (uint64_t i = 0; i < layouts; ++i) {
      facts_.layouts.emplace_back();
      for (uint64_t n = count(); n > 0; --n) {
        if (!name()) return false;
        const uint32_t slot = u32();
        facts_.layouts.back().push_back({slot, u() != 0});
      }
    }
    return isGood_;
  }

  const uint8_t *at_, *end_;
  bool isGood_ = true;
  const BytecodeProgram& program_;
  ImageFacts& facts_;
};

}  // namespace

std::string verifyImage(const BytecodeProgram& program, ImageFacts& facts) { return ImageVerifier(program, facts).run(); }

}  // namespace trivium::interp
