// Instruction formats and the readable listing of bytecode.
#include <cstdio>

#include "interp/bytecode.h"

namespace trivium::interp {
namespace {

struct Row {
  std::string_view name, format;
};

char letterOf(ir::OperandKind kind) {
  switch (kind) {
    case ir::OperandKind::AnyList: return 'l';
    case ir::OperandKind::Const: return 'K';
    case ir::OperandKind::Global: return 'G';
    case ir::OperandKind::Func: return 'f';
    default: return ir::isAttribute(kind) ? 'n' : 'r';
  }
}

const Row* rows() {
  static const auto table = [] {
    static std::vector<std::string> formats;  // generic formats follow from the IR rows
    std::vector<Row> t;
    formats.reserve(ir::kOpcodeCount);
    for (unsigned i = 0; i < ir::kOpcodeCount; ++i) {
      const ir::OpInfo& info = ir::infoOf(static_cast<ir::Opcode>(i));
      std::string format = info.result == "void" ? "" : "d";
      for (const ir::OperandInfo& o : info.operands)
        format += letterOf(o.kind);
      formats.push_back(format);
      t.push_back({info.mnemonic, formats.back()});
    }
#define TRV_BC(name, format, origin) t.push_back({#name, format});
#include "interp/bytecode.def"
#undef TRV_BC
    return t;
  }();
  return table.data();
}

}  // namespace

std::string_view formatOf(Op op) { return rows()[static_cast<unsigned>(op)].format; }
std::string_view nameOf(Op op) { return rows()[static_cast<unsigned>(op)].name; }

uint32_t lengthOf(const Word* inst) {
  const auto* unit = reinterpret_cast<const uint16_t*>(inst);
  uint32_t at = 1;
  for (char letter : formatOf(static_cast<Op>(unit[0]))) {
    if (letter == 'd' || letter == 'r' || letter == 'u') at += 1;
    else if (letter == 'l' || letter == 's') at += 1u + unit[at];
    else at += 2;
  }
  return (at + 3) / 4;
}

std::string disassemble(const BytecodeProgram& program, const ir::Module& module, int64_t function) {
  std::string out;
  char buffer[64];
  const auto add = [&](const char* format, auto... args) {
    std::snprintf(buffer, sizeof buffer, format, args...);
    out += buffer;
  };
  for (const BytecodeFunction& fn : program.functions) {
    if (function >= 0 && fn.index != function) continue;
    const ir::Function& source = *module.functions[fn.index];
    out += "function " + source.qualname + (fn.isResume ? " (resumed)" : "");
    add(": %u parameters, %u registers, %zu constants, %u caches, %zu bytes\n", fn.paramCount, fn.registerCount, fn.constants.size(), fn.cacheCount,
        fn.code.size() * sizeof(Word));
    for (size_t i = 0; i < fn.constants.size(); ++i)
      add("  r%zu = %s%lld\n", fn.paramCount + i, fn.constants[i].isRaw ? "raw " : "constant #", static_cast<long long>(fn.constants[i].value));
    size_t nextLoc = 0;
    uint32_t line = 0;
    for (uint32_t at = 0; at < fn.code.size(); at += lengthOf(&fn.code[at])) {
      while (nextLoc < fn.locs.size() && fn.locs[nextLoc].first <= at) line = source.locs[fn.locs[nextLoc++].loc].line;
      const auto* unit = reinterpret_cast<const uint16_t*>(&fn.code[at]);
      const Op op = static_cast<Op>(unit[0]);
      add("%6u %5u  ", line, at);
      out += nameOf(op);
      uint32_t u = 1;
      for (char letter : formatOf(op)) {
        switch (letter) {
          case 'd':
          case 'r': add(" r%u", unit[u++]); break;
          case 'u': add(" #%u", unit[u++]); break;
          case 'k':
          case 'K': add(" constant#%d", read32(unit + u)), u += 2; break;
          case 'g':
          case 'G': add(" global#%d", read32(unit + u)), u += 2; break;
          case 'f': add(" function#%d", read32(unit + u)), u += 2; break;
          case 'n': add(" #%d", read32(unit + u)), u += 2; break;
          case 'c': add(" cache%d", read32(unit + u)), u += 2; break;
          case 'j': add(" ->%d", static_cast<int32_t>(at) + read32(unit + u)), u += 2; break;
          case 's': {
            const unsigned n = unit[u++];
            out += " (";
            for (unsigned k = 0; k < n; k += 2) add(k ? " ->%d" : "->%d", static_cast<int32_t>(at) + read32(unit + u + k));
            u += n;
            out += ')';
            break;
          }
          case 'l': {
            const unsigned n = unit[u++];
            out += " (";
            for (unsigned k = 0; k < n; ++k) add(k ? " r%u" : "r%u", unit[u + k]);
            u += n;
            out += ')';
          }
        }
      }
      out += '\n';
    }
    for (const HandlerRange& h : fn.handlers) add("  handler [%u, %u) -> %u\n", h.first, h.last, h.target);
    out += '\n';
  }
  return out;
}

}  // namespace trivium::interp
