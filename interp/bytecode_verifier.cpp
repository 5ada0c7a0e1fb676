// Checks of bytecode that comes from a file, before it runs; see verifyBytecode in cache.h for what they cover.
#include "interp/cache.h"

#include <algorithm>
#include <array>

#include "interp/image_verifier.h"

namespace trivium::interp {

namespace {

/// Units of an instruction: `fixed`, and as many as unit `list` says if there is a list, which comes last.
struct Layout {
  uint8_t fixed = 1, list = 0;
  bool isStored = true;
};

Layout layoutOf(Op op) {
  Layout layout;
  const auto number = static_cast<unsigned>(op);
  if (number < ir::kOpcodeCount && ir::infoOf(static_cast<ir::Opcode>(number)).helper.empty()) layout.isStored = false;  // never emitted
  if (op == Op::CountEntry || op == Op::CountLoop) layout.isStored = false;  // CompileMode::Counting only
  for (char letter : formatOf(op)) {
    if (letter == 'l' || letter == 's') layout.list = layout.fixed;
    layout.fixed += letter == 'd' || letter == 'r' || letter == 'u' || letter == 'l' || letter == 's' ? 1 : 2;
  }
  return layout;
}

const Layout* layouts() {
  static const auto table = [] {
    std::array<Layout, kOpCount> t;
    for (unsigned op = 0; op < kOpCount; ++op) t[op] = layoutOf(static_cast<Op>(op));
    return t;
  }();
  return table.data();
}

class FunctionVerifier {
 public:
  /// `owner` is the generator whose resume function this is, null for any other function.
  FunctionVerifier(const BytecodeProgram& program, const ImageFacts& facts, const BytecodeFunction& fn, const ImageFunction* owner)
      : program_(program), facts_(facts), fn_(fn), owner_(owner) {}

  std::string run() {
    if (fn_.registerCount > 65535 || fn_.paramCount + fn_.constants.size() > fn_.registerCount) return "registers do not fit the frame";
    const ImageFunction& image = facts_.functions[fn_.index];
    if (fn_.resumeIndex != image.resumeFunction) return "resume function is not the image's";
    if (fn_.resumeIndex >= 0 && !program_.functions[static_cast<size_t>(fn_.resumeIndex)].isResume) return "resume function is an ordinary one";
    if (fn_.isResume != (owner_ != nullptr)) return "resume function of no generator";
    if (fn_.paramCount != (fn_.isResume ? 0 : image.paramCount)) return "parameters are not the image's";
    if (fn_.cacheCount > fn_.code.size()) return "more caches than instructions";
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

  /// Cells of its function object that the code uses.
  size_t cellCount() const { return cellCount_; }
  /// The function objects it makes: with how many cells, of which function.
  const std::vector<std::pair<size_t, size_t>>& functionsMade() const { return functionsMade_; }

 private:
  /// Walks once over the instructions; whether each lies whole inside the code and the last one does not fall through.
  bool findStarts() {
    const size_t words = fn_.code.size();
    next_.assign(words, 0);
    if (words == 0) return bad("no code");
    const Layout* table = layouts();
    Op last = Op::Trap;
    for (uint32_t at = 0; at < words;) {
      const auto* unit = reinterpret_cast<const uint16_t*>(&fn_.code[at]);
      if (unit[0] >= kOpCount) return bad("unknown opcode");
      const Layout layout = table[unit[0]];
      if (!layout.isStored) return bad("opcode that is never stored");
      const size_t unitsLeft = (words - at) * 4;
      uint32_t u = layout.fixed;
      if (layout.list && u <= unitsLeft) u += unit[layout.list];
      if (u > unitsLeft) return bad("instruction cut off");
      const uint32_t length = (u + 3) / 4;
      next_[at] = at + length;
      at += length;
      last = static_cast<Op>(unit[0]);
    }
    switch (last) {
      case Op::Jump: case Op::LoopJump: case Op::Ret: case Op::RetGenerator: case Op::YieldValue: case Op::RaiseValue:
      case Op::ReraiseValue: case Op::Trap: case Op::SwitchTable: case Op::StateTable: return true;
      default: return bad("control runs off the end");
    }
  }

  bool isStart(int64_t word) const { return word >= 0 && word < static_cast<int64_t>(next_.size()) && next_[static_cast<size_t>(word)] != 0; }

  bool checkOperands(uint32_t at) {
    const auto* unit = reinterpret_cast<const uint16_t*>(&fn_.code[at]);
    const auto inRange = [](int64_t n, size_t count) { return n >= 0 && n < static_cast<int64_t>(count); };
    const Op op = static_cast<Op>(unit[0]);
    uint32_t u = 1;
    size_t listed = 0;
    int64_t function = -1;
    for (char letter : formatOf(op)) {
      switch (letter) {
        case 'd':
        case 'r':
          if (unit[u++] >= fn_.registerCount) return bad("register out of range");
          continue;
        case 'u':
          if (!checkUnsigned(op, unit[u++])) return false;
          continue;
        case 'l': {
          const unsigned n = unit[u++];
          for (unsigned k = 0; k < n; ++k)
            if (unit[u + k] >= fn_.registerCount) return bad("register out of range");
          u += n;
          listed = n;
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
          if (letter == 'K' && n == -1) break;
          if (!inRange(n, program_.constantCount)) return bad("constant out of range");
          if (!fitsConstant(op, letter, facts_.constants[static_cast<size_t>(n)])) return bad("constant of another kind");
          break;
        case 'G':
        case 'g':
          if (!(letter == 'G' && n == -1) && !inRange(n, program_.globalCount)) return bad("global out of range");
          break;
        case 'f':
          if (!inRange(n, program_.functions.size())) return bad("function out of range");
          function = n;
          break;
        case 'n':
          if (!checkNumber(op, n)) return false;
          break;
        default: break;
      }
    }
    if (usesGenerator(op) && !owner_) return bad("only a resume function has a generator");
    return function < 0 || checkFunction(op, static_cast<size_t>(function), listed);
  }

  /// Numbers that are indices.
  bool checkNumber(Op op, int64_t n) {
    const auto inRange = [n](uint64_t count) { return n >= 0 && static_cast<uint64_t>(n) < count; };
    switch (op) {
      case Op::Generic_Import:
      case Op::Generic_ImportStar: return inRange(facts_.moduleCount) || bad("module out of range");
      case Op::GeneratorInit: return inRange(facts_.functions[fn_.index].slotCount) || bad("slot out of range");
      case Op::SlotLoad:
      case Op::SlotStore: return inRange(owner_ ? owner_->slotCount : 0) || bad("slot out of range");
      case Op::LoadClosureCell:
        if (n < 0) return bad("cell out of range");
        cellCount_ = std::max(cellCount_, static_cast<size_t>(n) + 1);
        return true;
      case Op::FieldLoad:
      case Op::FieldLoadF64:
      case Op::FieldStore:
      case Op::FieldStoreF64: {
        const bool isFloat = op == Op::FieldLoadF64 || op == Op::FieldStoreF64;
        const auto layout = static_cast<size_t>(n >> 16);
        if (n < 0 || layout >= facts_.layouts.size()) return bad("layout out of range");
        for (const auto& field : facts_.layouts[layout])
          if (field == std::pair{static_cast<uint32_t>(n & 0xFFFF), isFloat}) return true;
        return bad("no such field in the layout");
      }
      case Op::ListItemsOf: return inRange(3) || bad("kind out of range");
      case Op::MathF64: return (n >= 0 && (n & 0xFFFF) > 0 && (n & 0xFFFF) <= runtime::kMathFunctionCount && n >> 17 == 0) || bad("function out of range");
      case Op::ModSmall:
      case Op::IModSmall:
      case Op::FloorDivSmall:
      case Op::IFloorDivSmall: return n > 0 || bad("divisor out of range");
      case Op::RShiftSmall: return inRange(62) || bad("shift out of range");
      case Op::TupleLoad: return n >= 0 || bad("item out of range");
      default: return true;
    }
  }

  /// The numbers without sign: powers of two, and slots of an object whose layout an instruction before has found out.
  bool checkUnsigned(Op op, uint32_t n) {
    if (op == Op::ModPowerI64 || op == Op::FloorDivPowerI64) return n < 63 || bad("shift out of range");
    for (const auto& layout : facts_.layouts)
      for (const auto& field : layout)
        if (field.first == n && (field.second || op == Op::FieldGet || op == Op::FieldPut)) return true;
    return bad("no such field in any layout");
  }

  /// Whether the constant is what the instruction takes it for: names of keywords, or the name of a variable or attribute.
  static bool fitsConstant(Op op, char letter, ir::Constant::Kind kind) {
    if (op == Op::CallKw || (op == Op::MethodCall && letter == 'K')) return kind == ir::Constant::Kind::Tuple;
    return op == Op::LoadConst || static_cast<unsigned>(op) < ir::kOpcodeCount || kind == ir::Constant::Kind::Str;
  }

  static bool usesGenerator(Op op) {
    switch (op) {
      case Op::GeneratorState: case Op::StateTable: case Op::SlotLoad: case Op::SlotStore: case Op::Sent: case Op::DelegateStep: case Op::DelegateResult:
      case Op::YieldValue: case Op::RetGenerator: return true;
      default: return false;
    }
  }

  bool checkFunction(Op op, size_t index, size_t listed) {
    const BytecodeFunction& f = program_.functions[index];
    if (op == Op::GeneratorNew) return (index == fn_.index && f.resumeIndex >= 0) || bad("generator of another function");
    if (f.isResume) return bad("resume function called");
    if (op == Op::CallKnown) return listed == f.paramCount || bad("wrong number of arguments");
    functionsMade_.emplace_back(listed, index);
    return true;
  }

  bool bad(const char* what) {
    error_ = what;
    return false;
  }

  const BytecodeProgram& program_;
  const ImageFacts& facts_;
  const BytecodeFunction& fn_;
  const ImageFunction* owner_;
  size_t cellCount_ = 0;
  std::vector<std::pair<size_t, size_t>> functionsMade_;
  std::vector<uint32_t> next_;  ///< [word]: start of the following instruction, 0 = not a start
  std::string error_;
};

}  // namespace

std::string verifyBytecode(const BytecodeProgram& program) {
  const size_t n = program.functions.size();
  if (n == 0) return "no functions";
  for (size_t i = 0; i < n; ++i)
    if (program.functions[i].index != i) return "functions out of order";
  ImageFacts facts;
  if (std::string error = verifyImage(program, facts); !error.empty()) return error;
  std::vector<const ImageFunction*> owners(n, nullptr);
  for (const ImageFunction& f : facts.functions) {
    if (f.resumeFunction < 0) continue;
    if (owners[static_cast<size_t>(f.resumeFunction)]) return "resume function of two generators";
    owners[static_cast<size_t>(f.resumeFunction)] = &f;
  }
  std::vector<size_t> cells(n);
  std::vector<std::pair<size_t, size_t>> made;
  for (size_t i = 0; i < n; ++i) {
    FunctionVerifier verifier(program, facts, program.functions[i], owners[i]);
    if (std::string error = verifier.run(); !error.empty()) return "function " + std::to_string(i) + ": " + error;
    cells[i] = verifier.cellCount();
    made.insert(made.end(), verifier.functionsMade().begin(), verifier.functionsMade().end());
  }
  for (const BytecodeFunction& fn : program.functions)  // a generator's parts share the function object
    if (fn.resumeIndex >= 0) cells[fn.index] = std::max(cells[fn.index], cells[static_cast<size_t>(fn.resumeIndex)]);
  for (const auto& [count, index] : made)
    if (count < cells[index]) return "function " + std::to_string(index) + " is made with too few cells";
  for (const size_t body : facts.bodies)
    if (cells[body] > 0) return "module body with cells";
  return {};
}

}  // namespace trivium::interp
