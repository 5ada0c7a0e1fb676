// The plan is made in three steps: what is known of objects along straight code (so that later accesses need no check), which blocks can
// still be reached then, and what is fused. A fused value is used once, so that nothing is computed twice.
#include "interp/fusion.h"

#include <bit>
#include <unordered_set>

namespace trivium::interp {

using ir::BasicBlock;
using ir::Edge;
using ir::Instruction;
using ir::Opcode;
using ir::Type;

Type rawKind(const Instruction& inst) {
  Type t = inst.operands[0]->type;
  for (const ir::Value* v : inst.operands)
    if (v->type != t) return Type::Any;
  return t;
}

const Instruction* asInstruction(const ir::Value* v) {
  return v->kind == ir::Value::Kind::Instruction ? static_cast<const Instruction*>(v) : nullptr;
}

bool isConstant(const Instruction& i) {
  return i.op == Opcode::Const || i.op == Opcode::Unbound || i.op == Opcode::ConstInt || i.op == Opcode::ConstFloat || i.op == Opcode::ConstBool;
}

bool smallConstant(const ir::Function& function, const ir::Value* v, int64_t& n) {
  const Instruction* i = asInstruction(v);
  if (!i || i->op != Opcode::Const) return false;
  const ir::Constant& c = function.module->constants[static_cast<size_t>(i->attrs[0])];
  if (c.kind != ir::Constant::Kind::Int || c.integer != static_cast<int32_t>(c.integer)) return false;
  n = c.integer;
  return true;
}

int powerOfTwo(const ir::Value* v) {
  const Instruction* i = asInstruction(v);
  if (!i || i->op != Opcode::ConstInt || i->attrs[0] <= 0) return -1;
  const auto n = static_cast<uint64_t>(i->attrs[0]);
  return std::has_single_bit(n) ? std::countr_zero(n) : -1;
}

namespace {

class Planner {
 public:
  Planner(const ir::Function& function, uint32_t valueCount) : function_(function) {
    plan_.uses.assign(valueCount, 0);
    plan_.absorbed.assign(valueCount, 0);
    plan_.late.assign(valueCount, 0);
    plan_.safe.assign(valueCount, 0);
    plan_.isImmediate.assign(valueCount, 0);
    plan_.isReachable.assign(function.blocks.size(), 0);
  }

  FusionPlan run(bool keepChecks) {
    findChains();
    if (!keepChecks) findSafe();
    findReachable();
    countUses();
    for (auto& b : function_.blocks) {
      if (!plan_.isReachable[b->id]) continue;
      planBranch(*b);
      planUpdates(*b);
    }
    planFloats();
    planImmediates();
    return std::move(plan_);
  }

 private:
  const ir::Function& function_;
  FusionPlan plan_;
  std::vector<char> continues_;   // [block] entered only from the end of the block before it, where nothing was exchanged
  std::vector<uint32_t> chain_;   // [value] number of the straight piece of code it stands in
  std::vector<uint32_t> epoch_;   // [value] how many stores into slots stand before it in the function's order

  void findChains() {
    const size_t n = function_.blocks.size();
    std::vector<uint32_t> edges(n);
    for (auto& b : function_.blocks)
      for (auto& i : b->insts) {
        for (const Edge& e : i->successors) ++edges[e.target->id];
        if (i->unwind) ++edges[i->unwind.target->id];
        if (i->overflow) ++edges[i->overflow.target->id];
      }
    continues_.assign(n, 0);
    for (size_t b = 1; b < n; ++b) {
      const Instruction* last = function_.blocks[b - 1]->terminator();
      continues_[b] = edges[b] == 1 && last && last->op == Opcode::Br && last->successors[0].target->id == b;
    }
    chain_.assign(plan_.uses.size(), 0);
    epoch_.assign(plan_.uses.size(), 0);
    uint32_t chain = 0, epoch = 0;
    for (auto& b : function_.blocks) {
      if (!continues_[b->id]) ++chain;
      for (auto& i : b->insts) {
        chain_[i->id] = chain;
        epoch_[i->id] = epoch;
        if (!isHarmless(*i) || i->op == Opcode::SlotSet || i->op == Opcode::SlotSetF64) ++epoch;
      }
    }
  }

  /// Whether no code of the program can run during the instruction and no object changes its Shape, no list its length.
  static bool isHarmless(const Instruction& i) {
    switch (i.op) {
      case Opcode::RangeNext: case Opcode::SlotGet: case Opcode::SlotGetF64: case Opcode::SlotSet: case Opcode::SlotSetF64:
      case Opcode::ListLen: case Opcode::ListGet: case Opcode::ListGetF64: case Opcode::ListGetBool: case Opcode::ListSet:
      case Opcode::ListSetF64: case Opcode::ListSetBool: case Opcode::MathCall: case Opcode::IntToFloat: case Opcode::BoolToInt:
      case Opcode::UnboxInt: case Opcode::UnboxFloat: case Opcode::UnboxNumber: case Opcode::UnboxBool: case Opcode::BoolNot:
      case Opcode::ListItems: case Opcode::ItemsGet: case Opcode::ItemsGetF64: case Opcode::ItemsGetBool: case Opcode::ItemsSet:
      case Opcode::ItemsSetF64: case Opcode::ItemsSetBool: case Opcode::CalleeIs: case Opcode::FrameCheck: case Opcode::PollPending:
      case Opcode::GlobalGet: case Opcode::BuiltinGet: case Opcode::Br: return true;
      default: break;
    }
    if (isConstant(i)) return true;
    const ir::OpInfo& info = ir::infoOf(i.op);
    if (info.operands.empty() || info.operands[0].kind != ir::OperandKind::Num) return false;
    for (const ir::Value* v : i.operands)
      if (v->type == Type::Any) return false;
    return true;
  }

  void findSafe() {
    std::unordered_set<uint64_t> known;  // (object, layout), and (list, index) with the kind of list
    const auto access = [&](const Instruction& i, uint64_t kind, uint64_t which) {
      plan_.safe[i.id] = !known.insert(kind << 60 | uint64_t{i.operands[0]->id} << 30 | which).second;
    };
    for (auto& b : function_.blocks) {
      if (!continues_[b->id]) known.clear();
      for (auto& i : b->insts) {
        switch (i->op) {
          case Opcode::SlotGet:
          case Opcode::SlotGetF64:
          case Opcode::SlotSet:
          case Opcode::SlotSetF64: access(*i, 1, static_cast<uint64_t>(i->attrs[0])); break;
          case Opcode::ListGet:
          case Opcode::ListSet: access(*i, 2, i->operands[1]->id); break;
          case Opcode::ListGetF64:
          case Opcode::ListSetF64: access(*i, 3, i->operands[1]->id); break;
          case Opcode::ListGetBool:
          case Opcode::ListSetBool: access(*i, 4, i->operands[1]->id); break;
          default: {
            const Opcode op = plainOf(i->op);
            if ((op == Opcode::Mod || op == Opcode::FloorDiv) && rawKind(*i) == Type::I64 && powerOfTwo(i->operands[1]) >= 0) plan_.safe[i->id] = 1;
            if (!isHarmless(*i)) known.clear();
          }
        }
      }
    }
  }

  template <class F> void forEachTarget(const Instruction& i, F&& f) {
    for (const Edge& e : i.successors) f(e);
    if (i.unwind) f(i.unwind);
    if (plan_.takesOverflow(i)) f(i.overflow);
  }

  void findReachable() {
    std::vector<uint32_t> work = {0};
    plan_.isReachable[0] = 1;
    while (!work.empty()) {
      const BasicBlock& b = *function_.blocks[work.back()];
      work.pop_back();
      for (auto& i : b.insts)
        forEachTarget(*i, [&](const Edge& e) {
          if (plan_.isReachable[e.target->id]) return;
          plan_.isReachable[e.target->id] = 1;
          work.push_back(e.target->id);
        });
    }
  }

  void countUses() {
    for (auto& b : function_.blocks) {
      if (!plan_.isReachable[b->id]) continue;
      for (auto& i : b->insts) {
        for (const ir::Value* v : i->operands) ++plan_.uses[v->id];
        forEachTarget(*i, [&](const Edge& e) {
          for (const ir::Value* v : e.args) ++plan_.uses[v->id];
        });
      }
    }
  }

  // A switch takes the state of the generator along. A br.if may absorb the instructions that compute its condition when they stand directly before it and nothing else uses them.
  void planBranch(const BasicBlock& b) {
    auto& insts = b.insts;
    const Instruction& last = *insts.back();
    if (last.op == Opcode::Switch && insts.size() > 1 && insts[insts.size() - 2].get() == last.operands[0] &&
        insts[insts.size() - 2]->op == Opcode::GenState && plan_.uses[last.operands[0]->id] == 1) {
      plan_.late[last.operands[0]->id] = 1;
    }
    if (last.op != Opcode::CondBr) return;
    size_t at = insts.size() - 1;
    const auto previous = [&](const ir::Value* v) -> const Instruction* {
      while (at > 0 && insts[at - 1] && isConstant(*insts[at - 1]) && insts[at - 1].get() != v) --at;
      if (at == 0) return nullptr;
      const Instruction* p = insts[at - 1].get();
      if (p != v || plan_.uses[v->id] != 1 || p->unwind || p->overflow) return nullptr;
      --at;
      return p;
    };
    const Instruction* condition = previous(last.operands[0]);
    if (!condition) return;
    switch (condition->op) {
      case Opcode::Truth:
        if (condition->operands[0]->type != Type::Any) break;
        plan_.absorbed[condition->id] = 1;
        if (const Instruction* compare = previous(condition->operands[0]); compare && isCompare(compare->op)) plan_.absorbed[compare->id] = 1;
        break;
      case Opcode::PollPending:
      case Opcode::IsUnbound:
      case Opcode::IsEnd:
      case Opcode::Is: plan_.absorbed[condition->id] = 1; break;
      default:
        if (isCompare(condition->op) && rawKind(*condition) != Type::Any && rawKind(*condition) != Type::I1) plan_.absorbed[condition->id] = 1;
    }
  }

  bool isFloatOp(const Instruction* i, Opcode op) const { return i && plainOf(i->op) == op && rawKind(*i) == Type::F64; }
  /// Whether `v` is a slot's raw float that `at` can read itself: no check, no other use, no store in between.
  bool canReadAt(const ir::Value* v, const Instruction& at) const {
    const Instruction* load = asInstruction(v);
    return load && load->op == Opcode::SlotGetF64 && plan_.safe[load->id] && plan_.uses[load->id] == 1 && !plan_.absorbed[load->id] &&
           chain_[load->id] == chain_[at.id] && epoch_[load->id] == epoch_[at.id];
  }

  /// `o.slot op= value`: the load, the operation and the store as one instruction.
  void planUpdates(const BasicBlock& b) {
    for (size_t k = 1; k < b.insts.size(); ++k) {
      const Instruction& store = *b.insts[k];
      if (store.op != Opcode::SlotSetF64 || !plan_.safe[store.id]) continue;
      const Instruction& sum = *b.insts[k - 1];
      if (store.operands[1] != &sum || !(isFloatOp(&sum, Opcode::Add) || isFloatOp(&sum, Opcode::Sub))) continue;
      uint32_t uses = 1;
      for (const ir::Value* v : store.overflow.args) uses += v == &sum;
      if (plan_.uses[sum.id] != uses || !canReadAt(sum.operands[0], store)) continue;
      const Instruction& load = *asInstruction(sum.operands[0]);
      if (load.operands[0] != store.operands[0] || load.attrs != store.attrs) continue;
      plan_.late[sum.id] = 1;
      plan_.absorbed[load.id] = 1;
    }
  }

  /// Products into sums, slots into operations.
  void planFloats() {
    for (auto& b : function_.blocks) {
      if (!plan_.isReachable[b->id]) continue;
      for (auto& i : b->insts) {
        const bool isAdd = isFloatOp(i.get(), Opcode::Add), isSub = isFloatOp(i.get(), Opcode::Sub), isMul = isFloatOp(i.get(), Opcode::Mul);
        if (!isAdd && !isSub && !isMul) continue;
        const auto product = [&](const ir::Value* v) {
          const Instruction* p = asInstruction(v);
          if (!isFloatOp(p, Opcode::Mul) || plan_.uses[p->id] != 1 || chain_[p->id] != chain_[i->id]) return false;
          for (const ir::Value* o : p->operands)
            if (plan_.absorbed[o->id] && !isConstant(*asInstruction(o))) return false;
          plan_.absorbed[p->id] = 1;
          return true;
        };
        const auto slot = [&](const ir::Value* v) {
          if (!canReadAt(v, *i)) return false;
          plan_.absorbed[v->id] = 1;
          return true;
        };
        const ir::Value *a = i->operands[0], *c = i->operands[1];
        if (a == c) continue;
        if (!isMul && product(c)) continue;
        if (plan_.late[i->id]) continue;  // its first operand is the slot
        if (isAdd && product(a)) continue;
        if (slot(c)) continue;
        if (!isSub) slot(a);
      }
    }
  }

  bool isNone(const ir::Value* v) const {
    const Instruction* i = asInstruction(v);
    return i && i->op == Opcode::Const && function_.module->constants[static_cast<size_t>(i->attrs[0])].kind == ir::Constant::Kind::None;
  }

  void planImmediates() {
    for (auto& b : function_.blocks) {
      if (!plan_.isReachable[b->id]) continue;
      for (auto& i : b->insts) {
        bool fits = false;
        int64_t n;
        switch (i->op) {
          case Opcode::Add:
          case Opcode::Sub:
          case Opcode::IAdd:
          case Opcode::ISub:
          case Opcode::Mul:
          case Opcode::IMul:
          case Opcode::And: fits = i->operands[0]->type == Type::Any && smallConstant(function_, i->operands[1], n); break;
          case Opcode::RShift: fits = i->operands[0]->type == Type::Any && smallConstant(function_, i->operands[1], n) && n >= 0 && n < 62; break;
          case Opcode::Mod:
          case Opcode::IMod:
          case Opcode::FloorDiv:
          case Opcode::IFloorDiv:
            fits = plan_.safe[i->id] || (i->operands[0]->type == Type::Any && smallConstant(function_, i->operands[1], n) && n > 0);
            break;
          case Opcode::Is: fits = plan_.absorbed[i->id] && isNone(i->operands[1]); break;
          default: fits = isCompare(i->op) && plan_.absorbed[i->id] && rawKind(*i) == Type::Any && smallConstant(function_, i->operands[1], n);
        }
        if (!fits) continue;
        plan_.isImmediate[i->id] = 1;
        --plan_.uses[i->operands[1]->id];
      }
    }
  }
};

}  // namespace

FusionPlan planFusion(const ir::Function& function, uint32_t valueCount, bool keepChecks) {
  return Planner(function, valueCount).run(keepChecks);
}

}  // namespace trivium::interp
