// ir::Module to program image.
#include "engine/image.h"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "runtime/abi/program.h"

namespace trivium::engine {
namespace {

class Writer {
 public:
  std::vector<uint8_t> bytes;

  void byte(uint8_t b) { bytes.push_back(b); }
  void u(uint64_t n) {
    for (; n >= 0x80; n >>= 7) byte(static_cast<uint8_t>(n | 0x80));
    byte(static_cast<uint8_t>(n));
  }
  void s(int64_t n) { u((static_cast<uint64_t>(n) << 1) ^ static_cast<uint64_t>(n >> 63)); }
  void text(std::string_view t) {
    u(t.size());
    bytes.insert(bytes.end(), t.begin(), t.end());
  }
  void real(double d) {
    uint8_t raw[sizeof d];
    std::memcpy(raw, &d, sizeof d);
    bytes.insert(bytes.end(), raw, raw + sizeof d);
  }
};

void writeConstant(Writer& w, const ir::Constant& c) {
  using Kind = ir::Constant::Kind;
  w.byte(static_cast<uint8_t>(c.kind));
  switch (c.kind) {
    case Kind::None:
    case Kind::Ellipsis: break;
    case Kind::Bool:
    case Kind::Int: w.s(c.integer); break;
    case Kind::Float: w.real(c.real); break;
    case Kind::Complex:
      w.real(c.real);
      w.real(c.imag);
      break;
    case Kind::BigInt:
    case Kind::Str:
    case Kind::Bytes: w.text(c.text); break;
    case Kind::Tuple:
    case Kind::FrozenSet:
      w.u(c.items.size());
      for (uint32_t i : c.items) w.u(i);
      break;
  }
}

bool yieldsInsideTry(const ir::Function& resume) {
  for (const auto& block : resume.blocks)
    for (const auto& inst : block->insts)
      if ((inst->op == ir::Opcode::GenSent || inst->op == ir::Opcode::YieldFromStep) && inst->unwind) return true;
  return false;
}

bool handlesExceptions(const ir::Function& resume) {
  for (const auto& block : resume.blocks)
    for (const auto& inst : block->insts)
      if (inst->op == ir::Opcode::ExcCatch || inst->op == ir::Opcode::ExcHandled || inst->op == ir::Opcode::ExcRestore) return true;
  return false;
}

uint32_t flagsOf(const ir::Function& f) {
  uint32_t flags = 0;
  if (f.signature.hasVarArgs) flags |= runtime::kHasVarArgs;
  if (f.signature.hasVarKeywords) flags |= runtime::kHasVarKeywords;
  if (f.isGenerator) flags |= runtime::kIsGenerator;
  if (f.resume && yieldsInsideTry(*f.resume)) flags |= runtime::kHasCleanup;
  if (f.resume && handlesExceptions(*f.resume)) flags |= runtime::kHandlesExceptions;
  if (f.isModuleBody) flags |= runtime::kIsModuleBody;
  if (f.isClassBody) flags |= runtime::kIsClassBody;
  return flags;
}

/// Distinct attribute names that the function stores on its first parameter: how much room instances want if it is an __init__.
size_t selfAttributesOf(const ir::Function& f) {
  if (f.isResume || f.blocks.front()->params.empty()) return 0;
  const ir::Value* self = f.blocks.front()->params[0].get();
  std::vector<int64_t> names;
  for (const auto& block : f.blocks)
    for (const auto& inst : block->insts)
      if (inst->op == ir::Opcode::AttrSet && inst->operands[0] == self) names.push_back(inst->attrs[0]);
  std::sort(names.begin(), names.end());
  return static_cast<size_t>(std::unique(names.begin(), names.end()) - names.begin());
}

void writeFunction(Writer& w, const ir::Function& f) {
  w.text(f.name);
  w.text(f.qualname);
  w.s(f.docConst);
  w.u(f.moduleIndex);
  w.u(f.firstLine);
  w.u(flagsOf(f));
  w.u(f.signature.posOnlyCount);
  w.u(f.signature.posCount);
  w.u(f.signature.kwOnlyCount);
  w.u(f.signature.names.size());
  for (const std::string& name : f.signature.names) w.text(name);
  w.s(f.resume ? static_cast<int64_t>(f.resume->index) : -1);
  w.u(f.slotCount);
  w.u(f.localNames.size());
  for (const std::string& name : f.localNames) w.text(name);
  w.u(f.capturedNameCount);
  w.u(f.freeNameCount);
  w.u(selfAttributesOf(f));
  w.u(f.locs.size());
  for (const ir::Loc& l : f.locs) {
    w.u(l.line);
    w.u(l.col);
    w.u(l.endLine);
    w.u(l.endCol);
    w.u(l.inlined);
    w.u(l.outer);
  }
}

}  // namespace

std::vector<uint8_t> writeImage(const ir::Module& module) {
  Writer w;
  for (char c : {'T', 'R', 'V', 'I'}) w.byte(static_cast<uint8_t>(c));
  w.u(runtime::kImageVersion);
  w.u(module.constants.size());
  for (const ir::Constant& c : module.constants) writeConstant(w, c);
  w.u(module.modules.size());
  for (const ir::ModuleInfo& m : module.modules) {
    w.text(m.name);
    w.text(m.file);
    w.u(m.isPackage);
    w.s(m.bodyFunction);
    w.u(m.globals.size());
    for (uint32_t g : m.globals) w.u(g);
  }
  w.u(module.globals.size());
  for (const ir::Global& g : module.globals) {
    w.text(g.name);
    w.u(g.moduleIndex);
  }
  w.u(module.functions.size());
  for (auto& f : module.functions) writeFunction(w, *f);
  w.u(module.storageKinds);
  w.u(module.floatAttributes.size());
  for (uint32_t name : module.floatAttributes) w.u(name);
  const size_t layoutCount = std::min(module.layouts.size(), ir::kMaxLayouts);
  w.u(layoutCount);
  for (size_t i = 0; i < layoutCount; ++i) {
    w.u(module.layouts[i].fields.size());
    for (const ir::LayoutField& f : module.layouts[i].fields) {
      w.u(f.name);
      w.u(f.slot);
      w.u(f.isFloat);
    }
  }
  return w.bytes;
}

}  // namespace trivium::engine
