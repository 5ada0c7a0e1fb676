// Checks that a module is well formed. Invariants, in the order they are tested per function:
//
//   1. There is an entry block; it is nobody's successor; every block ends with exactly one terminator, its last instruction.
//   2. Operand counts, operand types, attribute counts and result types are those of the op's row; attributes are in range.
//   3. An edge passes one value per parameter of its target, of the parameter's type.
//   4. Only an instruction that may raise has an unwind edge; only one that may overflow has an overflow edge, and it must have one.
//      Unless it is a terminator, such an instruction is the last but one of its block, before a `br`.
//   5. Every use is dominated by its definition (a side exit sees the values before its instruction).
//   6. exc.catch begins a block entered by unwind edges only; generator ops stand in generator functions only.
//
// Of the module: floats and layouts name constants that are texts, and there are none if objects hold words only.
//
// Not checked: that raw values hold what their type says (passes guarantee it), reachability, that a generator frame slot is stored
// before it is loaded.
#include <cassert>
#include <unordered_set>

#include "ir/cfg.h"

namespace trivium::ir {
namespace {

class FunctionVerifier {
 public:
  FunctionVerifier(const Function& f, std::vector<std::string>& errors) : function_(f), errors_(errors) {}

  void run() {
    if (function_.blocks.empty()) return report(nullptr, "the function has no entry block");
    const_cast<Function&>(function_).renumber();
    bool shapesGood = true;
    for (auto& block : function_.blocks) {
      if (block->insts.empty() || !infoOf(block->terminator()->op).has(kTerminator)) {
        report(nullptr, "block ^" + std::to_string(block->id) + " does not end with a terminator");
        shapesGood = false;
      }
      for (auto& inst : block->insts) shapesGood &= checkInstruction(*block, *inst);
    }
    if (shapesGood) checkDominance();
  }

 private:
  const Function& function_;
  std::vector<std::string>& errors_;

  void report(const Instruction* inst, const std::string& what) {
    std::string where = "$" + std::to_string(function_.index) + " " + function_.qualname;
    if (inst) {
      where += " ^" + std::to_string(inst->block->id) + " %" + std::to_string(inst->id) + " " + std::string(infoOf(inst->op).mnemonic);
      if (inst->loc) where += " line " + std::to_string(function_.locs[inst->loc].line);
    }
    errors_.push_back(where + ": " + what);
  }

  static bool accepts(OperandKind kind, Type type) {
    switch (kind) {
      case OperandKind::Any:
      case OperandKind::AnyList: return type == Type::Any;
      case OperandKind::I64: return type == Type::I64;
      case OperandKind::F64: return type == Type::F64;
      case OperandKind::I1: return type == Type::I1;
      case OperandKind::Num:
      case OperandKind::Val: return type != Type::Void;
      default: return false;
    }
  }

  bool attributeInRange(OperandKind kind, int64_t a) const {
    const Module& m = *function_.module;
    const auto below = [a](size_t n, int64_t low = 0) { return a >= low && a < static_cast<int64_t>(n); };
    switch (kind) {
      case OperandKind::Const: return below(m.constants.size(), -1);
      case OperandKind::Func: return below(m.functions.size());
      case OperandKind::Global: return below(m.globals.size(), -1);
      case OperandKind::Module: return below(m.modules.size());
      case OperandKind::Slot: return a >= 0;
      case OperandKind::Bool: return a == 0 || a == 1;
      default: return true;
    }
  }

  bool checkEdge(const Instruction& inst, const Edge& e) {
    if (e.target->parent != &function_) return report(&inst, "an edge leaves the function"), false;
    if (e.target == function_.blocks.front().get()) return report(&inst, "an edge enters the entry block"), false;
    if (e.args.size() != e.target->params.size())
      return report(&inst, "an edge to ^" + std::to_string(e.target->id) + " passes " + std::to_string(e.args.size()) + " values, the block has " +
                               std::to_string(e.target->params.size()) + " parameters"),
             false;
    for (size_t i = 0; i < e.args.size(); ++i)
      if (!e.args[i] || e.args[i]->type != e.target->params[i]->type)
        return report(&inst, "value " + std::to_string(i) + " of an edge to ^" + std::to_string(e.target->id) + " has another type than the parameter"), false;
    return true;
  }

  bool checkInstruction(const BasicBlock& block, const Instruction& inst) {
    const OpInfo& info = infoOf(inst.op);
    bool good = true;
    auto fail = [&](const std::string& what) {
      report(&inst, what);
      good = false;
    };
    if (inst.block != &block) fail("the instruction names another block as its own");
    const bool isLast = block.insts.back().get() == &inst;
    if (info.has(kTerminator) && !isLast) fail("a terminator stands inside a block");
    size_t operand = 0, attr = 0;
    for (const OperandInfo& o : info.operands) {
      if (o.kind == OperandKind::AnyList) {
        for (; operand < inst.operands.size(); ++operand)
          if (!inst.operands[operand] || inst.operands[operand]->type != Type::Any) fail("operand `" + std::string(o.name) + "` is not any");
      } else if (!isAttribute(o.kind)) {
        if (operand >= inst.operands.size()) {
          fail("operand `" + std::string(o.name) + "` is missing");
          break;
        }
        if (!inst.operands[operand] || !accepts(o.kind, inst.operands[operand]->type)) fail("operand `" + std::string(o.name) + "` has the wrong type");
        ++operand;
      } else {
        if (attr >= inst.attrs.size()) fail("attribute `" + std::string(o.name) + "` is missing");
        else if (!attributeInRange(o.kind, inst.attrs[attr])) fail("attribute `" + std::string(o.name) + "` is out of range");
        ++attr;
      }
    }
    if (operand < inst.operands.size()) fail("too many operands");
    if (attr < inst.attrs.size()) fail("too many attributes");
    if (!good) return false;
    if (inst.type != resultType(inst.op, inst.operands)) fail("the result type does not follow from the operands");

    const size_t wanted = inst.op == Opcode::Br ? 1 : inst.op == Opcode::CondBr ? 2 : 0;
    if (inst.op == Opcode::Switch ? inst.successors.empty() : inst.successors.size() != wanted) fail("wrong number of successors");
    for (const Edge& e : inst.successors) good &= checkEdge(inst, e);
    if (inst.unwind) {
      good &= checkEdge(inst, inst.unwind);
      if (!mayRaise(inst)) fail("an unwind edge on an instruction that cannot raise");
    }
    if (inst.overflow) good &= checkEdge(inst, inst.overflow);
    if (mayOverflow(inst) != static_cast<bool>(inst.overflow)) fail(inst.overflow ? "an overflow edge on an instruction that cannot overflow" : "the overflow edge is missing");
    if ((inst.unwind || inst.overflow) && !info.has(kTerminator)) {
      const bool lastButOne = block.insts.size() >= 2 && block.insts[block.insts.size() - 2].get() == &inst;
      if (!lastButOne || block.terminator()->op != Opcode::Br) fail("an instruction with a side exit must stand before a closing br");
    }
    if (inst.op == Opcode::ExcCatch && block.insts.front().get() != &inst) fail("exc.catch must begin its block");
    switch (inst.op) {
      case Opcode::GenState:
      case Opcode::GenLoad:
      case Opcode::GenStore:
      case Opcode::GenSent:
      case Opcode::YieldFromStep:
      case Opcode::YieldFromResult:
      case Opcode::Yield:
        if (!function_.isResume) fail("a generator op outside a resume function");
        break;
      case Opcode::GenNew:
      case Opcode::GenInit:
        if (!function_.isGenerator) fail("a generator op outside a generator's entry");
        break;
      default: break;
    }
    return good;
  }

  void checkDominance() {
    const Cfg cfg(const_cast<Function&>(function_));
    std::unordered_set<const Value*> known;
    for (auto& b : function_.blocks) {
      for (auto& p : b->params) known.insert(p.get());
      for (auto& i : b->insts) known.insert(i.get());
    }
    for (auto& b : function_.blocks) {
      if (!cfg.isReachable(b.get())) continue;
      for (auto& inst : b->insts) {
        const auto check = [&](const Value* v, bool isSideExit) {
          if (!known.count(v)) return report(inst.get(), "uses a value that is not in the function");
          const BasicBlock* home = v->kind == Value::Kind::Parameter ? static_cast<const BlockParameter*>(v)->block
                                                                      : static_cast<const Instruction*>(v)->block;
          bool good = home == b.get() ? v->kind == Value::Kind::Parameter || v->id < inst->id : cfg.dominates(home->id, b->id);
          if (isSideExit && v == inst.get()) good = false;
          if (!good) report(inst.get(), "uses %" + std::to_string(v->id) + ", which is not defined on every way here");
        };
        for (const Value* v : inst->operands) check(v, false);
        for (const Edge& e : inst->successors)
          for (const Value* v : e.args) check(v, false);
        for (const Value* v : inst->unwind.args) check(v, true);
        for (const Value* v : inst->overflow.args) check(v, true);
      }
    }
  }
};

}  // namespace

std::vector<std::string> verify(const Function& function) {
  std::vector<std::string> errors;
  FunctionVerifier(function, errors).run();
  return errors;
}

std::vector<std::string> verify(const Module& module) {
  std::vector<std::string> errors;
  const auto checkName = [&](uint32_t name) {
    if (name >= module.constants.size() || module.constants[name].kind != Constant::Kind::Str)
      errors.push_back("constant #" + std::to_string(name) + " is no name; floats and layouts are about attributes");
  };
  for (uint32_t name : module.floatAttributes) checkName(name);
  for (const Layout& layout : module.layouts)
    for (const LayoutField& f : layout.fields) checkName(f.name);
  if (!module.storageKinds && !(module.floatAttributes.empty() && module.layouts.empty()))
    errors.push_back("there are floats or layouts though objects hold words only");
  for (auto& f : module.functions) FunctionVerifier(*f, errors).run();
  return errors;
}

}  // namespace trivium::ir
