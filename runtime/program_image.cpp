// Reads a program image (layout in abi/program.h) into the tables the rest of the runtime uses. What is read lives as long as the
// process. Names are interned, hence never collected; the other Values are constants, which are roots.
#include <stdlib.h>

#include "runtime/detail/containers.h"
#include "runtime/detail/program.h"

namespace trivium::runtime {

namespace {

/// Kinds of constants, in the order of ir::Constant::Kind.
enum class ConstantKind : uint8_t { None, Bool, Int, BigInt, Float, Complex, Str, Bytes, Tuple, FrozenSet, Ellipsis };

constexpr int64_t kLongestInterned = 4096;  ///< bytes; a longer constant is nobody's name

class Reader {
 public:
  explicit Reader(const uint8_t* image) : at_(image) {}

  uint64_t u() {
    uint64_t n = 0;
    for (int shift = 0;; shift += 7) {
      const uint8_t b = *at_++;
      n |= uint64_t{b & 0x7Fu} << shift;
      if (!(b & 0x80)) return n;
    }
  }
  uint32_t u32() { return static_cast<uint32_t>(u()); }
  int64_t s() {
    const uint64_t n = u();
    return static_cast<int64_t>(n >> 1) ^ -static_cast<int64_t>(n & 1);
  }
  uint8_t byte() { return *at_++; }
  double real() {
    double d;
    memcpy(&d, at_, sizeof d);
    at_ += sizeof d;
    return d;
  }
  const char* text(int64_t* bytes) {
    *bytes = static_cast<int64_t>(u());
    auto* t = reinterpret_cast<const char*>(at_);
    at_ += *bytes;
    return t;
  }
  StrObj* name() {
    int64_t bytes;
    const char* t = text(&bytes);
    return intern(newStr(t, bytes));
  }
  const char* cString() {
    int64_t bytes;
    const char* t = text(&bytes);
    return strndup(t, static_cast<size_t>(bytes));
  }

 private:
  const uint8_t* at_;
};

/// `count` zeroed entries, at least one, kept for ever.
template <class T> T* permanent(uint64_t count) { return static_cast<T*>(calloc(count ? count : 1, sizeof(T))); }

Value readConstant(Reader& in, const Value* earlier) {
  switch (static_cast<ConstantKind>(in.byte())) {
    case ConstantKind::None: return none();
    case ConstantKind::Ellipsis: return ellipsis();
    case ConstantKind::Bool: return fromBool(in.s() != 0);
    case ConstantKind::Int: return newInt(in.s());
    case ConstantKind::Float: return newFloat(in.real());
    case ConstantKind::Complex: {
      const double re = in.real();
      return newComplex(re, in.real());
    }
    case ConstantKind::BigInt: {
      int64_t bytes;
      const char* digits = in.text(&bytes);
      return intFromText(digits, static_cast<size_t>(bytes), 10);
    }
    case ConstantKind::Str: {
      int64_t bytes;
      const char* text = in.text(&bytes);
      StrObj* s = newStr(text, bytes);
      return toValue(bytes <= kLongestInterned ? intern(s) : s);
    }
    case ConstantKind::Bytes: {
      int64_t bytes;
      const char* data = in.text(&bytes);
      return newBytes(data, bytes);
    }
    case ConstantKind::Tuple: {
      TupleObj* t = newTuple(static_cast<int64_t>(in.u()));
      for (int64_t i = 0; i < t->length; ++i) t->items[i] = earlier[in.u()];
      return toValue(t);
    }
    case ConstantKind::FrozenSet: {
      SetObj* set = newSet(/*frozen=*/true);
      for (uint64_t n = in.u(); n > 0; --n) setAdd(set, earlier[in.u()]);
      // CPython's compiler makes the constant, then once more from what that one yields, and programs see the order of the second.
      SetObj* again = newSet(/*frozen=*/true);
      for (int64_t position = 0; SetEntry* e = setNextEntry(set, &position);) setAddHashed(again, e->key, e->hash);
      return toValue(again);
    }
  }
  return 0;
}

void readModules(Reader& in) {
  gProgram.moduleCount = static_cast<int64_t>(in.u());
  gProgram.modules = permanent<ModuleImage>(static_cast<uint64_t>(gProgram.moduleCount));
  gcAddRoots(reinterpret_cast<Value*>(gProgram.modules), static_cast<size_t>(gProgram.moduleCount) * sizeof(ModuleImage) / sizeof(Value));
  for (int64_t i = 0; i < gProgram.moduleCount; ++i) {
    ModuleImage& m = gProgram.modules[i];
    m.name = in.name();
    m.file = in.cString();
    m.isPackage = in.u() != 0;
    m.body = in.s();
    m.globalCount = static_cast<int64_t>(in.u());
    m.globals = permanent<uint32_t>(static_cast<uint64_t>(m.globalCount));
    for (int64_t k = 0; k < m.globalCount; ++k) m.globals[k] = in.u32();
  }
}

void readGlobals(Reader& in) {
  gProgram.globalCount = static_cast<int64_t>(in.u());
  gProgram.globalNames = permanent<StrObj*>(static_cast<uint64_t>(gProgram.globalCount));
  gProgram.globalModules = permanent<uint32_t>(static_cast<uint64_t>(gProgram.globalCount));
  for (int64_t i = 0; i < gProgram.globalCount; ++i) {
    gProgram.globalNames[i] = in.name();
    gProgram.globalModules[i] = in.u32();
  }
}

void readFunction(Reader& in, uint32_t index, int64_t* resumeFunction) {
  const ProgramDescriptor* program = gProgram.descriptor;
  FunctionInfo& f = program->infos[index];
  f.name = toValue(in.name());
  f.qualname = toValue(in.name());
  const int64_t doc = in.s();
  f.doc = doc < 0 ? none() : program->constants[doc];
  f.moduleIndex = in.u32();
  f.file = gProgram.modules[f.moduleIndex].file;
  f.firstLine = in.u32();
  f.flags = in.u32();
  f.posOnlyCount = in.u32();
  f.posCount = in.u32();
  f.kwOnlyCount = in.u32();
  f.paramCount = in.u32();
  f.paramNames = permanent<Value>(f.paramCount);
  for (uint32_t i = 0; i < f.paramCount; ++i) f.paramNames[i] = toValue(in.name());
  *resumeFunction = in.s();
  f.slotCount = in.u32();
  f.localCount = in.u();
  auto** locals = permanent<const char*>(f.localCount);
  for (uint64_t i = 0; i < f.localCount; ++i) locals[i] = in.cString();
  f.localNames = locals;
  f.capturedCount = in.u32();
  f.freeCount = in.u32();
  f.selfAttributes = in.u32();
  f.locCount = in.u32();
  auto* locs = permanent<SourcePos>(f.locCount);
  for (uint32_t i = 0; i < f.locCount; ++i) {
    SourcePos& p = locs[i];
    p.line = in.u32();
    p.col = in.u32();
    p.endLine = in.u32();
    p.endCol = in.u32();
    p.inlined = in.u32();
    p.outer = in.u32();
  }
  f.locs = locs;
  f.index = index;
  f.entry = program->entries[index];
  f.resume = program->resumes[index];
  f.engineData = program->engineData ? program->engineData[index] : nullptr;
}

/// What the compiler guessed of attributes. All of it lives as long as the process, the names because they are interned.
void readStorageKinds(Reader& in) {
  const auto name = [&] { return intern(as<StrObj>(gProgram.descriptor->constants[in.u()])); };
  trv_storage_kinds = in.u() != 0;
  for (uint64_t n = in.u(); n > 0; --n) setFloatAttribute(name());
  const uint32_t count = in.u32();
  auto* layouts = permanent<Layout>(count);
  for (uint32_t i = 0; i < count; ++i) {
    layouts[i].count = in.u32();
    auto* fields = permanent<LayoutField>(layouts[i].count);
    for (uint32_t k = 0; k < layouts[i].count; ++k) {
      fields[k].name = name();
      fields[k].slot = in.u32();
      fields[k].isFloat = in.u() != 0;
    }
    layouts[i].fields = fields;
  }
  setLayouts(layouts, count);
}

}  // namespace

bool loadProgram(const ProgramDescriptor* program) {
  gProgram = {};
  gProgram.descriptor = program;
  Reader in(program->image);
  if (program->imageBytes < 5 || memcmp(program->image, "TRVI", 4)) return false;
  for (int i = 0; i < 4; ++i) in.byte();
  if (in.u() != kImageVersion) return false;

  gProgram.constantCount = static_cast<int64_t>(in.u());
  gcAddRoots(program->constants, static_cast<size_t>(gProgram.constantCount));
  for (int64_t i = 0; i < gProgram.constantCount; ++i) program->constants[i] = readConstant(in, program->constants);
  readModules(in);
  readGlobals(in);
  gcAddRoots(program->globals, static_cast<size_t>(gProgram.globalCount));

  gProgram.functionCount = static_cast<int64_t>(in.u());
  auto* resumes = permanent<int64_t>(static_cast<uint64_t>(gProgram.functionCount));
  for (int64_t i = 0; i < gProgram.functionCount; ++i) readFunction(in, static_cast<uint32_t>(i), &resumes[i]);
  for (int64_t i = 0; i < gProgram.functionCount; ++i) {
    if (resumes[i] < 0) continue;
    program->infos[i].resume = program->resumes[resumes[i]];
    // Tracebacks are about the resume part, whose variables are those of the whole generator.
    const FunctionInfo& whole = program->infos[i];
    FunctionInfo& part = program->infos[resumes[i]];
    part.localNames = whole.localNames;
    part.localCount = whole.localCount;
    part.capturedCount = whole.capturedCount;
    part.freeCount = whole.freeCount;
  }
  free(resumes);
  readStorageKinds(in);
  return true;
}

}  // namespace trivium::runtime
