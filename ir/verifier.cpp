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
// Not checked: that raw values hold what their type says (passes guarantee it), reachability, that a generator frame slot is stored
// before it is loaded.
#include <algorithm>
#include <cassert>
#include <unordered_set>

#include "ir/ir.h"

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

  template <class F> static void forEachEdge(const BasicBlock& b, F&& f) {
    for (auto& inst : b.insts) {
      for (const Edge& e : inst->successors) f(*inst, e);
      if (inst->unwind) f(*inst, inst->unwind);
      if (inst->overflow) f(*inst, inst->overflow);
    }
  }

  // Immediate dominators by Cooper, Harvey & Kennedy 2001, "A Simple, Fast Dominance Algorithm".
  void checkDominance() {
    const size_t n = function_.blocks.size();
    std::vector<int> order;  // reverse postorder
    std::vector<int> position(n, -1);
    std::vector<char> seen(n, 0);
    std::vector<std::vector<int>> preds(n), succs(n);
    for (auto& b : function_.blocks)
      forEachEdge(*b, [&](const Instruction&, const Edge& e) {
        succs[b->id].push_back(static_cast<int>(e.target->id));
        preds[e.target->id].push_back(static_cast<int>(b->id));
      });
    std::vector<std::pair<int, size_t>> stack{{0, 0}};
    seen[0] = 1;
    while (!stack.empty()) {
      auto& [b, next] = stack.back();
      if (next < succs[b].size()) {
        const int s = succs[b][next++];
        if (!seen[s]) {
          seen[s] = 1;
          stack.push_back({s, 0});
        }
      } else {
        order.push_back(b);
        stack.pop_back();
      }
    }
    std::reverse(order.begin(), order.end());
    for (size_t i = 0; i < order.size(); ++i) position[order[i]] = static_cast<int>(i);
    std::vector<int> idom(n, -1);
    idom[0] = 0;
    for (bool changed = true; changed;) {
      changed = false;
      for (size_t i = 1; i < order.size(); ++i) {
        const int b = order[i];
        int dominator = -1;
        for (int p : preds[b]) {
          if (idom[p] < 0) continue;
          if (dominator < 0) {
            dominator = p;
            continue;
          }
          int x = p, y = dominator;
          while (x != y) {
            while (position[x] > position[y]) x = idom[x];
            while (position[y] > position[x]) y = idom[y];
          }
          dominator = x;
        }
        if (dominator != idom[b]) {
          idom[b] = dominator;
          changed = true;
        }
      }
    }
    // Numbering of the dominator tree makes each query constant time.
    std::vector<std::vector<int>> children(n);
    for (int b : order)
      if (b != 0) children[idom[b]].push_back(b);
    std::vector<int> enter(n, 0), leave(n, 0);
    int clock = 0;
    stack.assign(1, {0, 0});
    enter[0] = clock++;
    while (!stack.empty()) {
      auto& [b, next] = stack.back();
      if (next < children[b].size()) {
        const int c = children[b][next++];
        enter[c] = clock++;
        stack.push_back({c, 0});
      } else {
        leave[b] = clock++;
        stack.pop_back();
      }
    }
    const auto dominates = [&](uint32_t a, uint32_t b) { return enter[a] <= enter[b] && leave[b] <= leave[a]; };
    std::vector<uint32_t> definedIn;
    std::unordered_set<const Value*> known;
    for (auto& b : function_.blocks) {
      for (auto& p : b->params) known.insert(p.get());
      for (auto& i : b->insts) known.insert(i.get());
    }
    for (auto& b : function_.blocks) {
      if (!seen[b->id]) continue;
      for (auto& inst : b->insts) {
        const auto check = [&](const Value* v, bool isSideExit) {
          if (!known.count(v)) return report(inst.get(), "uses a value that is not in the function");
          const BasicBlock* home = v->kind == Value::Kind::Parameter ? static_cast<const BlockParameter*>(v)->block
                                                                      : static_cast<const Instruction*>(v)->block;
          bool good = home == b.get() ? v->kind == Value::Kind::Parameter || v->id < inst->id : dominates(home->id, b->id);
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
  for (auto& f : module.functions) FunctionVerifier(*f, errors).run();
  return errors;
}

}  // namespace trivium::ir
