// Checks of bytecode that comes from a file, before it runs; see verifyBytecode in cache.h for what they cover.
#include "interp/cache.h"

namespace trivium::interp {

namespace {

class FunctionVerifier {
 public:
  FunctionVerifier(const BytecodeProgram& program, const BytecodeFunction& fn) : program_(program), fn_(fn) {}

  std::string run() {
    if (fn_.registerCount > 65535 || fn_.paramCount + fn_.constants.size() > fn_.registerCount) return "registers do not fit the frame";
    if (fn_.resumeIndex >= static_cast<int64_t>(program_.functions.size())) return "resume function out of range";
    for (const auto& c : fn_.constants)
      if (!c.isRaw && (c.value < 0 || c.value >= program_.constantCount)) return "constant register out of range";
    if (!findStarts()) return error_;
    for (uint32_t at = 0; at < fn_.code.size() && error_.empty(); at = next_[at])
      if (!checkOperands(at)) return error_.empty() ? "operand out of range" : error_;
    uint32_t previous = 0;
    for (const HandlerRange& h : fn_.handlers) {
      if (h.first < previous || h.last < h.first || h.last > fn_.code.size() || !isStart(h.target)) return "handler out of range";
      previous = h.last;
    }
    return error_;
  }

 private:
  /// Walks once over the instructions; whether each lies whole inside the code and the last one does not fall through.
  bool findStarts() {
    const size_t words = fn_.code.size();
    next_.assign(words, 0);
    if (words == 0) return bad("no code");
    Op last = Op::Trap;
    for (uint32_t at = 0; at < words;) {
      const auto* unit = reinterpret_cast<const uint16_t*>(&fn_.code[at]);
      if (unit[0] >= kOpCount) return bad("unknown opcode");
      const Op op = static_cast<Op>(unit[0]);
      if (unit[0] < ir::kOpcodeCount && ir::infoOf(static_cast<ir::Opcode>(unit[0])).helper.empty()) return bad("opcode without a helper");
      if (op == Op::CountEntry || op == Op::CountLoop) return bad("counting bytecode is never stored");
      const size_t unitsLeft = (words - at) * 4;
      uint32_t u = 1;
      for (char letter : formatOf(op)) {
        if (u >= unitsLeft) return bad("instruction cut off");
        if (letter == 'l' || letter == 's') u += 1u + unit[u];
        else u += letter == 'd' || letter == 'r' ? 1 : 2;
      }
      if (u > unitsLeft) return bad("instruction cut off");
      const uint32_t length = (u + 3) / 4;
      next_[at] = at + length;
      at += length;
      last = op;
    }
    switch (last) {
      case Op::Jump: case Op::LoopJump: case Op::Ret: case Op::RetGenerator: case Op::YieldValue: case Op::RaiseValue:
      case Op::ReraiseValue: case Op::Trap: case Op::SwitchTable: return true;
      default: return bad("control runs off the end");
    }
  }

  bool isStart(int64_t word) const { return word >= 0 && word < static_cast<int64_t>(next_.size()) && next_[static_cast<size_t>(word)] != 0; }

  bool checkOperands(uint32_t at) {
    const auto* unit = reinterpret_cast<const uint16_t*>(&fn_.code[at]);
    const auto inRange = [](int64_t n, size_t count) { return n >= 0 && n < static_cast<int64_t>(count); };
    uint32_t u = 1;
    for (char letter : formatOf(static_cast<Op>(unit[0]))) {
      switch (letter) {
        case 'd':
        case 'r':
          if (unit[u++] >= fn_.registerCount) return bad("register out of range");
          continue;
        case 'l': {
          const unsigned n = unit[u++];
          for (unsigned k = 0; k < n; ++k)
            if (unit[u + k] >= fn_.registerCount) return bad("register out of range");
          u += n;
          continue;
        }
        case 's': {
          const unsigned n = unit[u++];
          if (n < 2 || n % 2 || read32(unit + 2) != static_cast<int32_t>(n / 2)) return bad("malformed jump table");
          for (unsigned k = 0; k < n; k += 2)
            if (!isStart(int64_t{at} + read32(unit + u + k))) return bad("jump into an instruction");
          u += n;
          continue;
        }
        default: break;
      }
      const int64_t n = read32(unit + u);
      u += 2;
      switch (letter) {
        case 'j':
          if (!isStart(at + n)) return bad("jump into an instruction");
          break;
        case 'c':
          if (!inRange(n, fn_.cacheCount)) return bad("cache out of range");
          break;
        case 'K':
        case 'k':
          if (!(letter == 'K' && n == -1) && !inRange(n, program_.constantCount)) return bad("constant out of range");
          break;
        case 'G':
        case 'g':
          if (!(letter == 'G' && n == -1) && !inRange(n, program_.globalCount)) return bad("global out of range");
          break;
        case 'f':
          if (!inRange(n, program_.functions.size())) return bad("function out of range");
          break;
        default: break;
      }
    }
    return true;
  }

  bool bad(const char* what) {
    error_ = what;
    return false;
  }

  const BytecodeProgram& program_;
  const BytecodeFunction& fn_;
  std::vector<uint32_t> next_;  ///< [word]: start of the following instruction, 0 = not a start
  std::string error_;
};

}  // namespace

std::string verifyBytecode(const BytecodeProgram& program) {
  if (program.functions.empty()) return "no functions";
  for (size_t i = 0; i < program.functions.size(); ++i) {
    if (program.functions[i].index != i) return "functions out of order";
    std::string error = FunctionVerifier(program, program.functions[i]).run();
    if (!error.empty()) return "function " + std::to_string(i) + ": " + error;
  }
  return {};
}

}  // namespace trivium::interp
