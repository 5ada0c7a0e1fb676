// Local type inference for the fast copy of a function. Nothing here has to be right, only likely and consistent: the fast copy checks.
//
// Evidence comes from numeric constants, range(), len(), items and attributes that are stored raw, and from what type inference says of
// values (Value::guess). It flows forward through arithmetic, comparisons and block parameters
// (optimistic iteration: parameters of loop headers start out as whatever their updates make of them). A value without evidence (a
// parameter of the function, an item, a call's result) is unboxed where a raw partner asks for it and it is worth it:
//   * beside a raw float always, because the alternative is to allocate a float object;
//   * beside a raw int when the value comes from outside the loop, so that the check is made once before the loop, or when the result
//     flows into a raw variable of a loop. Otherwise a tagged int does as well as a raw one.
// Backwards, a raw variable of a loop asks for what it is made from ("demand"); operations that nobody asks for go back to dynamic.
#include "ir/passes/type_guess.h"

#include <algorithm>
#include <cassert>

namespace trivium::ir {

bool isComparison(Opcode op) { return op >= Opcode::Lt && op <= Opcode::Ge; }

bool isArithmetic(Opcode op) {
  switch (op) {
    case Opcode::MatMul:
    case Opcode::IMatMul: return false;
    default: return op >= Opcode::Add && op <= Opcode::Invert;
  }
}

namespace {
bool isUnary(Opcode op) { return op == Opcode::Neg || op == Opcode::Pos || op == Opcode::Invert; }

bool isIntOnly(Opcode op) {
  switch (op) {
    case Opcode::LShift:
    case Opcode::RShift:
    case Opcode::And:
    case Opcode::Or:
    case Opcode::Xor:
    case Opcode::ILShift:
    case Opcode::IRShift:
    case Opcode::IAnd:
    case Opcode::IOr:
    case Opcode::IXor:
    case Opcode::Invert: return true;
    default: return false;
  }
}
}  // namespace

bool rawConstant(const Value* value, Type* type, int64_t* bits) {
  const Instruction* inst = asInstruction(value);
  if (!inst || inst->op != Opcode::Const || inst->attrs[0] < 0) return false;
  const Constant& c = inst->block->parent->module->constants[static_cast<size_t>(inst->attrs[0])];
  if (c.kind == Constant::Kind::Int) {
    if (c.integer > (int64_t{1} << 62) - 1 || c.integer < -(int64_t{1} << 62)) return false;
    *type = Type::I64;
    *bits = c.integer;
    return true;
  }
  if (c.kind != Constant::Kind::Float) return false;
  *type = Type::F64;
  static_assert(sizeof c.real == sizeof *bits);
  __builtin_memcpy(bits, &c.real, sizeof *bits);
  return true;
}

bool rawOperands(Opcode op, Type lhs, Type rhs, Type* operandType) {
  if (lhs == Type::I64 && rhs == Type::I64) {
    *operandType = Type::I64;
    return true;
  }
  if (isIntOnly(op) || lhs == Type::I1 || rhs == Type::I1) return false;
  // Python compares an int with a float exactly, which the conversion does not.
  if (isComparison(op) && lhs != rhs) return false;
  *operandType = Type::F64;
  return true;
}

namespace {

class Guesser {
 public:
  explicit Guesser(const Cfg& cfg) : cfg_(cfg), state_(cfg.valueCount), values_(cfg.valueCount), mayBeUnbound_(findUnbound(cfg)), forced_(cfg.valueCount), demanded_(cfg.valueCount) {
    guess_.isLenCall.assign(cfg.valueCount, 0);
    for (const BasicBlock* b : cfg.order) {
      for (auto& p : b->params) values_[p->id] = p.get();
      for (auto& i : b->insts) values_[i->id] = i.get();
    }
  }

  TypeGuess run() {
    findPatterns();
    for (int round = 0; round < 8; ++round) {
      infer();
      demand();
      if (!dropUnwanted()) break;
    }
    settle();
    finish();
    return std::move(guess_);
  }

 private:
  /// Unknown: still optimistic. Otherwise what the value is in the fast copy; Any may be unboxed at a use.
  enum class State : uint8_t { Unknown, I64, F64, I1, Any };

  static State stateOf(Type t) { return t == Type::I64 ? State::I64 : t == Type::F64 ? State::F64 : t == Type::I1 ? State::I1 : State::Any; }
  static Type typeOf(State s) { return s == State::I64 ? Type::I64 : s == State::F64 ? Type::F64 : s == State::I1 ? Type::I1 : Type::Any; }
  static bool isRaw(State s) { return s == State::I64 || s == State::F64 || s == State::I1; }
  static bool isNumber(State s) { return s == State::I64 || s == State::F64; }

  State stateOf(const Value* v) const {
    Type type;
    int64_t bits;
    if (rawConstant(v, &type, &bits)) return stateOf(type);
    return state_[v->id];
  }
  static bool isConstant(const Value* v) {
    Type type;
    int64_t bits;
    return rawConstant(v, &type, &bits);
  }
  /// Certainly no number (guessing a type for it would only leave the fast copy), or perhaps the word 0, which must not be unboxed.
  bool isNoNumber(const Value* v) const {
    if (mayBeUnbound_[v->id]) return true;
    const Instruction* inst = asInstruction(v);
    if (!inst) return false;
    switch (inst->op) {
      case Opcode::Const: return !isConstant(v);
      case Opcode::Unbound:
      case Opcode::ListNew:
      case Opcode::TupleNew:
      case Opcode::DictNew:
      case Opcode::SetNew:
      case Opcode::StrJoin:
      case Opcode::FormatValue:
      case Opcode::FuncNew:
      case Opcode::ClassBuild:
      case Opcode::BuiltinGet:
      case Opcode::IterGet: return true;
      default: return false;
    }
  }

  bool isRangeItem(const Instruction& inst) const {
    for (const RangeLoop& loop : guess_.rangeLoops)
      if (loop.iterNext == &inst) return true;
    return false;
  }

  const ListLoop* listLoopOf(const Instruction& inst) const {
    for (const ListLoop& loop : guess_.listLoops)
      if (loop.iterNext == &inst || loop.iterGet == &inst) return &loop;
    return nullptr;
  }

  // ---- patterns

  const Instruction* builtinCall(const Value* v, const char* name, size_t least, size_t most) const {
    const Instruction* call = asInstruction(v);
    if (!call || call->op != Opcode::Call || call->attrs[0] != -1) return nullptr;
    const Instruction* callee = asInstruction(call->operands[0]);
    if (!callee || callee->op != Opcode::BuiltinGet) return nullptr;
    const size_t count = call->operands.size() - 1;
    if (count < least || count > most) return nullptr;
    return cfg_.function.module->constants[static_cast<size_t>(callee->attrs[0])].text == name ? call : nullptr;
  }

  void findPatterns() {
    uses_.resize(cfg_.valueCount);
    for (const BasicBlock* b : cfg_.order)
      for (auto& inst : b->insts) {
        for (const Value* v : inst->operands) uses_[v->id].push_back(inst.get());
        forEachEdgeOf(*inst, [&](const Edge& e) {
          for (const Value* v : e.args) uses_[v->id].push_back(inst.get());
        });
      }
    for (const BasicBlock* b : cfg_.order)
      for (auto& inst : b->insts) {
        if (inst->op == Opcode::Call && builtinCall(inst.get(), "len", 1, 1)) guess_.isLenCall[inst->id] = 1;
        if (inst->op == Opcode::IterGet) findRangeLoop(*inst);
      }
    for (const BasicBlock* b : cfg_.order) {
      const Instruction* last = b->terminator();
      const Instruction* test = last->op == Opcode::CondBr ? asInstruction(last->operands[0]) : nullptr;
      if (test && test->op == Opcode::CalleeIs && cfg_.preds[last->successors[1].target->id].size() == 1) coldRoots_.push_back(last->successors[1].target->id);
    }
    guess_.typed.resize(cfg_.valueCount);
    for (const BasicBlock* b : cfg_.order)
      for (auto& inst : b->insts) {
        if (inst->op == Opcode::IterGet) findListLoop(*inst);
        guess_.typed[inst->id] = typedFormOf(*inst);
      }
  }

  // ---- typed forms of instructions

  static bool isOnly(const Value* v, Kinds kinds) { return v->guess.kinds && !(v->guess.kinds & ~kinds); }

  bool isInt(const Value* v) const {
    Type type;
    int64_t bits;
    if (rawConstant(v, &type, &bits)) return type == Type::I64;
    return v->type == Type::I64 || (v->type == Type::Any && v->guess.kinds == kInt);
  }
  bool isFloat(const Value* v) const {
    Type type;
    int64_t bits;
    if (rawConstant(v, &type, &bits)) return type == Type::F64;
    return v->type == Type::F64 || (v->type == Type::Any && v->guess.kinds == kFloat);
  }

  /// list.get for the items that the list seems to have; Unreachable where lists of several kinds are to be expected.
  static Opcode listGetFor(const Value* list) {
    const Guess& guess = list->guess;
    if (guess.kinds != kList || list->type != Type::Any) return Opcode::Unreachable;
    if (guess.items == kFloat) return Opcode::ListGetF64;
    if (guess.items == kBool) return Opcode::ListGetBool;
    return guess.items & (kFloat | kBool) ? Opcode::Unreachable : Opcode::ListGet;
  }

  TypedForm typedFormOf(const Instruction& inst) const {
    switch (inst.op) {
      case Opcode::AttrGet:
      case Opcode::AttrSet: {
        const Value* object = inst.operands[0];
        if (object->guess.layout < 0 || !isOnly(object, kInstance | kNone)) return {};
        for (const LayoutField& field : cfg_.function.module->layouts[static_cast<size_t>(object->guess.layout)].fields) {
          if (static_cast<int64_t>(field.name) != inst.attrs[0]) continue;
          if (inst.op == Opcode::AttrSet && field.isFloat && !isFloat(inst.operands[1])) return {};
          const Opcode op = inst.op == Opcode::AttrGet ? (field.isFloat ? Opcode::SlotGetF64 : Opcode::SlotGet) : field.isFloat ? Opcode::SlotSetF64 : Opcode::SlotSet;
          return {true, op, object->guess.layout, static_cast<int16_t>(field.slot)};
        }
        return {};
      }
      case Opcode::ItemGet:
        if (const Opcode op = listGetFor(inst.operands[0]); op != Opcode::Unreachable && isInt(inst.operands[1])) return {true, op};
        return {};
      case Opcode::ItemSet: {
        const Opcode get = listGetFor(inst.operands[0]);
        if (get == Opcode::Unreachable || !isInt(inst.operands[1])) return {};
        if (get == Opcode::ListGetF64) return isFloat(inst.operands[2]) ? TypedForm{true, Opcode::ListSetF64} : TypedForm{};
        if (get == Opcode::ListGetBool) return isOnly(inst.operands[2], kBool) ? TypedForm{true, Opcode::ListSetBool} : TypedForm{};
        return {true, Opcode::ListSet};
      }
      case Opcode::Call:
        if (guess_.isLenCall[inst.id] && inst.operands[1]->guess.kinds == kList) return {true, Opcode::ListLen};
        [[fallthrough]];
      case Opcode::CallMethod: return {inst.guess.math >= 0 && (isFloat(inst.operands[1]) || isInt(inst.operands[1])), Opcode::MathCall};
      default: return {};
    }
  }

  static Type resultOf(Opcode typed) { return resultType(typed, {}); }

  /// iter.get of a list whose iterator only one iter.next in a loop header uses.
  void findListLoop(const Instruction& iterGet) {
    for (const RangeLoop& loop : guess_.rangeLoops)
      if (loop.iterGet == &iterGet) return;
    const Opcode get = listGetFor(iterGet.operands[0]);
    if (get == Opcode::Unreachable || uses_[iterGet.id].size() != 1) return;
    const Instruction* next = uses_[iterGet.id][0];
    const BasicBlock* body = next->op == Opcode::IterNext ? bodyOf(*next) : nullptr;
    if (!body || !isPlainHeader(iterGet, *next)) return;
    guess_.listLoops.push_back({&iterGet, next, get, next->block->id, body});
  }

  /// Whether `next` begins each iteration of a loop that is entered once for `iterGet`.
  bool isPlainHeader(const Instruction& iterGet, const Instruction& next) const {
    const uint32_t header = next.block->id;
    if (!cfg_.isHeader(header) || cfg_.isInLoop(iterGet.block->id, header) || !cfg_.dominates(iterGet.block->id, header)) return false;
    for (auto& inst : next.block->insts) {
      if (inst.get() == &next) break;
      if (mayRaise(*inst) || infoOf(inst->op).has(kWrites)) return false;
    }
    return true;
  }

  template <class F> static void forEachEdgeOf(const Instruction& inst, F&& f) {
    for (const Edge& e : inst.successors) f(e);
    if (inst.unwind) f(inst.unwind);
    if (inst.overflow) f(inst.overflow);
  }

  /// iter.get of a range() call directly before it, whose iterator only one iter.next in a loop header uses.
  void findRangeLoop(const Instruction& iterGet) {
    const Instruction* call = builtinCall(iterGet.operands[0], "range", 1, 3);
    if (!call || uses_[call->id].size() != 1 || uses_[iterGet.id].size() != 1 || !follows(*call, iterGet)) return;
    const Instruction* next = uses_[iterGet.id][0];
    if (next->op != Opcode::IterNext || !bodyOf(*next) || !isPlainHeader(iterGet, *next)) return;
    const uint32_t header = next->block->id;
    RangeLoop loop{call, &iterGet, next, nullptr, call->operands[1], nullptr, 1, header};
    if (call->operands.size() > 2) {
      loop.start = call->operands[1];
      loop.stop = call->operands[2];
    }
    if (call->operands.size() > 3) {
      loop.step = call->operands[3];
      loop.constantStep = 0;
    }
    for (const Value* argument : {loop.start, loop.stop, loop.step}) {
      if (!argument) continue;
      Type type;
      int64_t bits;
      if (isNoNumber(argument)) return;
      if (!rawConstant(argument, &type, &bits)) continue;
      if (type != Type::I64) return;
      if (argument != loop.step) continue;
      if (bits == 0) return;
      loop.constantStep = bits;
    }
    guess_.rangeLoops.push_back(loop);
  }

  /// The block entered with an item, if the item is looked at only after a test for the end, which becomes a comparison; else null.
  const BasicBlock* bodyOf(const Instruction& next) const {
    const BasicBlock* body = nullptr;
    for (const Instruction* user : uses_[next.id]) {
      if (user->op != Opcode::IsEnd) continue;
      const Instruction* last = user->block->terminator();
      if (body || last->op != Opcode::CondBr || last->operands[0] != user) return nullptr;
      body = last->successors[1].target;
      if (cfg_.preds[body->id].size() != 1) return nullptr;
    }
    if (!body) return nullptr;
    for (const Instruction* user : uses_[next.id])
      if (user->op != Opcode::IsEnd && !cfg_.dominates(body->id, user->block->id)) return nullptr;
    return body;
  }

  /// Whether `second` comes right after `first`, maybe behind a jump.
  bool follows(const Instruction& first, const Instruction& second) const {
    const BasicBlock* b = first.block;
    size_t k = 0;
    while (b->insts[k].get() != &first) ++k;
    for (++k; b->insts[k]->op == Opcode::Br; k = 0) {
      b = b->insts[k]->successors[0].target;
      if (cfg_.preds[b->id].size() != 1) return false;
    }
    return b->insts[k].get() == &second;
  }

  // ---- forward

  void infer() {
    for (uint32_t id = 0; id < values_.size(); ++id) {
      const Value* v = values_[id];
      if (!v) continue;
      state_[id] = State::Any;
      if (v->kind == Value::Kind::Parameter) {
        if (blockOf(v) != cfg_.order[0]->id) state_[id] = State::Unknown;
      } else {
        const auto& inst = *static_cast<const Instruction*>(v);
        if (inst.type != Type::Any && inst.type != Type::Void) state_[id] = stateOf(inst.type);
        else if (isArithmetic(inst.op) || isComparison(inst.op)) state_[id] = State::Unknown;
        else if (isRangeItem(inst) || guess_.isLenCall[id]) state_[id] = State::I64;
        else if (guess_.typed[id].isUsed) state_[id] = stateOf(resultOf(guess_.typed[id].op));
        else if (const ListLoop* loop = listLoopOf(inst); loop && loop->iterNext == &inst) state_[id] = stateOf(resultOf(loop->get));
      }
    }
    for (bool changed = true; changed;) {
      changed = false;
      for (const BasicBlock* b : cfg_.order) {
        if (b != cfg_.order[0])
          for (size_t i = 0; i < b->params.size(); ++i) changed |= update(*b->params[i], joinOf(*b, i));
        for (auto& inst : b->insts)
          if (inst->type == Type::Any && (isArithmetic(inst->op) || isComparison(inst->op))) changed |= update(*inst, resultOf(*inst));
      }
    }
  }

  bool update(const Value& v, State now) {
    if (forced_[v.id]) now = State::Any;
    State& was = state_[v.id];
    // Down only: Unknown, raw, Any. A raw type that changes to another one was a wrong guess.
    if (was == now || was == State::Any || now == State::Unknown) return false;
    if (isRaw(was) && isRaw(now)) now = State::Any;
    was = now;
    return true;
  }

  /// Whether the block is only reached when a callee is another than expected: the fast copy leaves there.
  bool isCold(const BasicBlock* b) const {
    return std::any_of(coldRoots_.begin(), coldRoots_.end(), [&](uint32_t root) { return cfg_.dominates(root, b->id); });
  }

  State joinOf(const BasicBlock& b, size_t index) {
    const bool isHeader = cfg_.isHeader(b.id);
    State joined = State::Unknown;
    bool anyVariable = false;  // a raw value that is no constant
    for (const IncomingEdge& in : cfg_.preds[b.id]) {
      const Value* arg = in.edge->args[index];
      if (arg == b.params[index].get() || isCold(in.inst->block)) continue;
      const State s = stateOf(arg);
      if (s == State::Unknown) continue;
      const bool isSideExit = in.edge == &in.inst->unwind || in.edge == &in.inst->overflow;
      if (s == State::Any && !isSideExit && in.inst->op == Opcode::Br && arg->guess.kinds == kFloat && !isNoNumber(arg)) {
        // Checked on the way.
        if (joined != State::Unknown && joined != State::F64) return State::Any;
        joined = State::F64;
        continue;
      }
      if (s == State::Any) {
        // Before a loop a value can be checked once; arithmetic inside it can be asked to give the type.
        const bool outside = isHeader && !cfg_.isInLoop(in.inst->block->id, b.id);
        if (isSideExit || isNoNumber(arg) || !mayBeNumber(arg) || in.inst->op != Opcode::Br || !(outside || isArithmetic(opOf(arg)) || arg->guess.kinds == kInt)) return State::Any;
        continue;
      }
      if (s == State::I1) return State::Any;
      anyVariable |= !isConstant(arg);
      if (joined != State::Unknown && joined != s) return State::Any;
      joined = s;
    }
    if (joined == State::Unknown) return joined;
    // Constants alone prove nothing that would be used raw, unless the loop computes with them.
    return anyVariable || isHeader ? joined : State::Any;
  }

  static Opcode opOf(const Value* v) {
    const Instruction* inst = asInstruction(v);
    return inst ? inst->op : Opcode::Const;
  }

  /// Whether checking the value's type at `inst` can be done once before the loop.
  bool isFreeToUnbox(const Value* v, const Instruction& inst) const {
    const uint32_t loop = cfg_.loopOf[inst.block->id];
    return loop != Cfg::kNone && !cfg_.isInLoop(blockOf(v), loop) && !isNoNumber(v);
  }

  /// Whether inference expects a number, or nothing.
  static bool mayBeNumber(const Value* v) { return (v->guess.kinds & ~kUnknown) == 0 || (v->guess.kinds & (kInt | kFloat)); }

  /// What a dynamic operand beside `partner` (Any: dynamic too) should be unboxed to; Any if it should not.
  State assumed(const Value* v, const Instruction& inst, State partner) const {
    if (isNoNumber(v) || !mayBeNumber(v)) return State::Any;
    const Kinds numbers = v->guess.kinds & (kInt | kFloat);
    if (numbers == kFloat) return State::F64;
    if (partner == State::F64) return State::F64;
    if (numbers == (kInt | kFloat)) return State::Any;
    if (partner == State::I64) return State::I64;
    const Type wanted = demanded_[inst.id];
    if (wanted == Type::Any || wanted == Type::Void) return State::Any;
    return numbers == kInt ? State::I64 : stateOf(wanted);
  }

  State resultOf(const Instruction& inst) {
    Type operandType;
    return resultOf(inst, &operandType);
  }

  State resultOf(const Instruction& inst, Type* operandType) {
    const Value* lhs = inst.operands[0];
    const Value* rhs = isUnary(inst.op) ? lhs : inst.operands[1];
    State a = stateOf(lhs), b = stateOf(rhs);
    if (a == State::I1 || b == State::I1) return State::Any;
    if (a == State::Unknown || b == State::Unknown) {
      const State known = a == State::Unknown ? b : a;
      const Value* other = a == State::Unknown ? rhs : lhs;
      if (known == State::Any && (isNoNumber(other) || !mayBeNumber(other))) return State::Any;
      if (!isNumber(known)) return State::Unknown;
      a = b = known;
    }
    if (a == State::Any && b == State::Any) {
      a = assumed(lhs, inst, State::Any);
      b = assumed(rhs, inst, a);
      if (a == State::Any && b != State::Any) a = assumed(lhs, inst, b);
      if (isComparison(inst.op) && a != State::F64) return State::Any;
    } else if (a == State::Any || b == State::Any) {
      const bool isLeft = a == State::Any;
      const State raw = isLeft ? b : a;
      if (isComparison(inst.op) && raw == State::I64 && !isFreeToUnbox(isLeft ? lhs : rhs, inst)) return State::Any;
      (isLeft ? a : b) = assumed(isLeft ? lhs : rhs, inst, raw);
    }
    if (a == State::Any || b == State::Any) return State::Any;
    if (!rawOperands(inst.op, typeOf(a), typeOf(b), operandType)) return State::Any;
    if (isComparison(inst.op)) return State::I1;
    if ((inst.op == Opcode::TrueDiv || inst.op == Opcode::ITrueDiv)) return State::F64;
    return stateOf(*operandType);
  }

  // ---- backward

  void demand() {
    std::vector<std::pair<const Value*, Type>> work;
    const auto ask = [&](const Value* v, Type type) {
      if (demanded_[v->id] != Type::Void || isConstant(v)) return;
      demanded_[v->id] = type;
      work.push_back({v, type});
    };
    demanded_.assign(demanded_.size(), Type::Void);
    for (const BasicBlock* b : cfg_.order) {
      for (size_t i = 0; i < b->params.size(); ++i)
        if (const State s = state_[b->params[i]->id]; isNumber(s) && cfg_.isHeader(b->id))
          for (const IncomingEdge& in : cfg_.preds[b->id]) ask(in.edge->args[i], typeOf(s));
      for (auto& inst : b->insts) {
        if (const TypedForm& form = guess_.typed[inst->id]; form.isUsed) {
          if (form.op >= Opcode::ListGet && form.op <= Opcode::ListSetBool) ask(inst->operands[1], Type::I64);
          if (form.op == Opcode::ListSetF64) ask(inst->operands[2], Type::F64);
          if (form.op == Opcode::SlotSetF64 || form.op == Opcode::MathCall) ask(inst->operands[1], Type::F64);
        } else if (inst->op == Opcode::ItemGet || inst->op == Opcode::ItemSet) {
          if (state_[inst->operands[1]->id] == State::I64) ask(inst->operands[1], Type::I64);
        } else if (isComparison(inst->op) && state_[inst->id] == State::I1) {
          for (const Value* v : inst->operands)
            if (const State s = stateOf(v); isNumber(s)) ask(v, typeOf(s));
        }
      }
    }
    for (const RangeLoop& loop : guess_.rangeLoops)
      for (const Value* bound : {loop.start, loop.stop, loop.step})
        if (bound && isNumber(stateOf(bound))) ask(bound, Type::I64);
    while (!work.empty()) {
      const auto [v, type] = work.back();
      work.pop_back();
      if (v->kind == Value::Kind::Parameter) {
        if (!isNumber(state_[v->id])) continue;
        const auto* p = static_cast<const BlockParameter*>(v);
        size_t index = 0;
        while (p->block->params[index].get() != p) ++index;
        for (const IncomingEdge& in : cfg_.preds[p->block->id]) ask(in.edge->args[index], type);
        continue;
      }
      const auto& inst = *static_cast<const Instruction*>(v);
      if (!isArithmetic(inst.op)) continue;
      for (const Value* operand : inst.operands) ask(operand, type);
    }
  }

  /// Sends raw int operations back to dynamic that would unbox a value in the loop although nobody asks for the raw result.
  bool dropUnwanted() {
    bool changed = false;
    for (const BasicBlock* b : cfg_.order)
      for (auto& inst : b->insts) {
        if (state_[inst->id] == State::Any && isArithmetic(inst->op) && demanded_[inst->id] != Type::Void && !forced_[inst->id]) {
          changed |= !asked_[inst.get()];  // its result is asked for: look again
          asked_[inst.get()] = true;
          continue;
        }
        if (forced_[inst->id] || state_[inst->id] != State::I64 || !isArithmetic(inst->op) || demanded_[inst->id] != Type::Void) continue;
        for (const Value* v : inst->operands)
          if (stateOf(v) == State::Any && !isFreeToUnbox(v, *inst)) {
            forced_[inst->id] = 1;
            changed = true;
            break;
          }
      }
    return changed;
  }

  // ---- agreement

  /// What is still optimistic becomes Any, and everything is made to follow from its operands.
  void settle() {
    for (State& s : state_)
      if (s == State::Unknown) s = State::Any;
    for (bool changed = true; changed;) {
      changed = false;
      for (const BasicBlock* b : cfg_.order) {
        if (b != cfg_.order[0])
          for (size_t i = 0; i < b->params.size(); ++i) {
            State joined = joinOf(*b, i);
            if (joined != state_[b->params[i]->id]) joined = State::Any;
            changed |= update(*b->params[i], joined);
          }
        for (auto& inst : b->insts)
          if (inst->type == Type::Any && (isArithmetic(inst->op) || isComparison(inst->op))) {
            State result = resultOf(*inst);
            if (result != state_[inst->id]) result = State::Any;
            changed |= update(*inst, result);
          }
      }
    }
  }

  void finish() {
    guess_.typeOf.assign(values_.size(), Type::Any);
    guess_.isRawOp.assign(values_.size(), 0);
    guess_.operandType.assign(values_.size(), Type::Any);
    for (uint32_t id = 0; id < values_.size(); ++id) {
      const Value* v = values_[id];
      if (!v) continue;
      guess_.typeOf[id] = typeOf(state_[id]);
      const Instruction* inst = asInstruction(v);
      if (!inst || inst->type != Type::Any || !isRaw(state_[id])) continue;
      if (guess_.typed[id].isUsed && cfg_.loopOf[inst->block->id] != Cfg::kNone) guess_.pays = true;
      if (!isArithmetic(inst->op) && !isComparison(inst->op)) continue;
      guess_.isRawOp[id] = 1;
      resultOf(*inst, &guess_.operandType[id]);
      if (cfg_.loopOf[inst->block->id] != Cfg::kNone) guess_.pays = true;
    }
    guess_.pays |= !guess_.rangeLoops.empty() || !guess_.listLoops.empty();
    findQuietLoops();
  }

  /// Whether the instruction's form in the fast copy runs no code of the program and changes no list but its items.
  bool isQuiet(const Instruction& inst) const {
    if (guess_.typed[inst.id].isUsed || guess_.isRawOp[inst.id]) return true;
    for (const RangeLoop& loop : guess_.rangeLoops)
      if (loop.call == &inst || loop.iterGet == &inst || loop.iterNext == &inst) return true;
    if (listLoopOf(inst)) return true;
    switch (inst.op) {
      case Opcode::Const:
      case Opcode::Unbound:
      case Opcode::BuiltinGet:
      case Opcode::GlobalGet:
      case Opcode::CalleeIs:
      case Opcode::FrameCheck:
      case Opcode::CheckBound:
      case Opcode::BoolNot:
      case Opcode::IsUnbound:
      case Opcode::IsEnd:
      case Opcode::Is:
      case Opcode::TupleItem:
      case Opcode::Poll:
      case Opcode::Br:
      case Opcode::CondBr:
      case Opcode::Return: return true;
      case Opcode::Truth: return isRaw(stateOf(inst.operands[0])) || inst.operands[0]->type != Type::Any;
      default: return false;
    }
  }

  void findQuietLoops() {
    guess_.isQuiet.assign(cfg_.function.blocks.size(), 0);
    for (const BasicBlock* b : cfg_.order)
      if (cfg_.isHeader(b->id)) guess_.isQuiet[b->id] = 1;
    for (const BasicBlock* b : cfg_.order) {
      if (isCold(b) || std::all_of(b->insts.begin(), b->insts.end(), [&](const auto& inst) { return isQuiet(*inst); })) continue;
      for (uint32_t loop = cfg_.loopOf[b->id]; loop != Cfg::kNone; loop = cfg_.outerLoop[loop]) guess_.isQuiet[loop] = 0;
    }
  }

  const Cfg& cfg_;
  TypeGuess guess_;
  std::vector<State> state_;
  std::vector<const Value*> values_;
  std::vector<std::vector<const Instruction*>> uses_;  ///< [value]
  std::vector<uint32_t> coldRoots_;  ///< blocks, see isCold()
  std::vector<char> mayBeUnbound_; ///< [value] is the word 0 where the variable has no value
  std::vector<char> forced_;       ///< [value] stays dynamic whatever the evidence
  std::vector<Type> demanded_;     ///< [value] raw type that a raw variable asks for; Void = nobody asks
  std::unordered_map<const Instruction*, bool> asked_;
};

}  // namespace

TypeGuess guessTypes(const Cfg& cfg) { return Guesser(cfg).run(); }

}  // namespace trivium::ir
