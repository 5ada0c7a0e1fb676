// typeLocals: builds the fast copy of a function from a TypeGuess, and turns the code that was there into what the fast copy leaves to.
//
//   1. critical edges are split, so that conversions have a place on every edge;
//   2. guessTypes says which values are raw;
//   3. the fast copy is emitted block by block in reverse postorder. Where something has to hold (a guess about a value, no overflow), the
//      instruction's overflow edge goes to an *exit block*, which boxes what lives there and jumps to the same point of the old code;
//   4. the old code is cut open at these points and its SSA form repaired: what can still be reached has several definitions now.
//
// Loops over range() keep their position in a raw block parameter of the header; an exit makes a range iterator of what is left.
// A check on a value from outside a loop is made once before the loop.
#include <algorithm>
#include <cassert>
#include <map>
#include <unordered_map>

#include "ir/passes.h"
#include "ir/passes/ssa_repair.h"
#include "ir/passes/type_guess.h"

namespace trivium::ir {

namespace {

constexpr size_t kMaxInstructions = 6000;  ///< larger functions would cost more to compile twice than they gain

/// Gives every edge from a block with several successors to a block with several predecessors a block of its own.
void splitCriticalEdges(Function& function) {
  std::unordered_map<const BasicBlock*, unsigned> predCount;
  for (auto& b : function.blocks)
    forEachEdge(*b, [&](const Instruction&, const Edge& e) { ++predCount[e.target]; });
  const size_t count = function.blocks.size();
  for (size_t i = 0; i < count; ++i) {
    Instruction* last = function.blocks[i]->terminator();
    if (last->successors.size() < 2) continue;
    for (Edge& e : last->successors) {
      if (predCount[e.target] < 2) continue;
      BasicBlock* middle = function.addBlock();
      Builder builder(middle);
      builder.setLoc(last->loc);
      builder.br(e.target, std::move(e.args));
      e = {middle, {}};
    }
  }
}

/// Lets edges skip blocks that only jump on. A block keeps at most one edge to another, so that each passes one set of values.
void skipEmptyBlocks(Function& function) {
  std::unordered_map<const BasicBlock*, unsigned> preds;
  for (auto& b : function.blocks)
    forEachEdge(*b, [&](const Instruction&, const Edge& e) { ++preds[e.target]; });
  for (auto& b : function.blocks)
    for (Edge& e : b->terminator()->successors)
      for (int steps = 0; steps < 8; ++steps) {
        const BasicBlock* middle = e.target;
        if (!middle->params.empty() || middle->insts.size() != 1 || middle->insts[0]->op != Opcode::Br) break;
        const Edge& on = middle->insts[0]->successors[0];
        if (on.target == middle || std::any_of(b->terminator()->successors.begin(), b->terminator()->successors.end(), [&](const Edge& other) { return other.target == on.target; })) break;
        --preds[middle];
        ++preds[on.target];
        e = on;
      }
  BasicBlock* entry = function.blocks.front().get();
  std::erase_if(function.blocks, [&](const auto& b) {
    return b.get() != entry && preds[b.get()] == 0 && b->insts.size() == 1 && b->insts[0]->op == Opcode::Br;
  });
}

bool hasLoop(const Function& function) {
  // Blocks are in reverse postorder, so a loop has an edge that goes back.
  std::unordered_map<const BasicBlock*, size_t> position;
  for (auto& b : function.blocks) position.emplace(b.get(), position.size());
  bool found = false;
  for (auto& b : function.blocks)
    forEachEdge(*b, [&](const Instruction&, const Edge& e) { found |= position[e.target] <= position[b.get()]; });
  return found;
}

class FastCopy {
 public:
  explicit FastCopy(Function& function) : function_(function), cfg_(function), liveness_(cfg_), guess_(guessTypes(cfg_)) {}

  bool pays() const { return guess_.pays; }

  void run() {
    prepare();
    isReached_[cfg_.order.front()->id] = 1;
    for (const BasicBlock* b : cfg_.order)
      if (isReached_[b->id]) emitBlock(*b);
    cutSlowCode();
    arrangeBlocks();
    repairSsa(function_, slowCuts_, slowValues_);
  }

 private:
  /// The position of a range or list loop while it runs.
  struct LoopState {
    Value *start = nullptr, *stop = nullptr, *step = nullptr;  ///< raw, where the loop is entered
    BlockParameter* current = nullptr;        ///< header parameter: the next item
    Value* following = nullptr;               ///< current + step
    Value *list = nullptr, *length = nullptr; ///< of a list loop; the length where the loop begins an iteration
  };
  struct Unboxed {
    Opcode op;
    uint32_t validFrom;  ///< original block; valid where it dominates
    Value* value;
  };
  struct Exit {
    BasicBlock* block;  ///< of the fast copy: boxes and jumps
    Instruction* jump;  ///< its br, without target until the old code is cut
    std::vector<Value*> live;  ///< original values that are passed on
  };

  /// What is known of a list all through a loop.
  struct Hoisted {
    const Value* list;
    Opcode get;                         ///< list.get of its kind
    Value *items = nullptr, *length = nullptr;
  };

  // ---- preparation

  void prepare() {
    any_.assign(cfg_.valueCount, nullptr);
    raw_.assign(cfg_.valueCount, nullptr);
    unboxed_.resize(cfg_.valueCount);
    values_.assign(cfg_.valueCount, nullptr);
    fast_.assign(function_.blocks.size(), nullptr);
    isReached_.assign(function_.blocks.size(), 0);
    loops_.resize(guess_.rangeLoops.size());
    lists_.resize(guess_.listLoops.size());
    for (const BasicBlock* b : cfg_.order) {
      for (auto& p : b->params) values_[p->id] = p.get();
      for (auto& i : b->insts) values_[i->id] = i.get();
      BasicBlock* copy = function_.addBlock();
      fast_[b->id] = copy;
      for (auto& p : b->params) {
        const Type type = guess_.typeOf[p->id];
        Value* param = copy->addParam(type);
        param->guess = p->guess;
        (type == Type::Any ? any_ : raw_)[p->id] = param;
      }
      for (size_t i = 0; i < loops_.size(); ++i)
        if (guess_.rangeLoops[i].header == b->id) loops_[i].current = copy->addParam(Type::I64);
      for (size_t i = 0; i < lists_.size(); ++i)
        if (guess_.listLoops[i].header == b->id) lists_[i].current = copy->addParam(Type::I64);
      for (auto& inst : b->insts) {
        if (guess_.isRawOp[inst->id]) findHoists(*inst);
        if (const TypedForm& form = guess_.typed[inst->id]; form.isUsed && form.op >= Opcode::ListGet && form.op <= Opcode::ListSetBool) hoistList(*inst->block, inst->operands[0], getOf(form.op));
      }
    }
    for (const ListLoop& loop : guess_.listLoops) hoistList(*loop.iterNext->block, loop.iterGet->operands[0], loop.get);
    for (auto& [header, lists] : hoisted_) {
      // The loop is entered through a block that looks at these lists, after a poll too.
      const BasicBlock* inner = fast_[header];
      BasicBlock* entry = function_.addBlock();
      for (auto& p : inner->params) entry->addParam(p->type)->guess = p->guess;
      entries_[header] = entry;
    }
  }

  /// list.get for lists of the kind that a typed access is for.
  static Opcode getOf(Opcode access) {
    switch (access) {
      case Opcode::ListSet: return Opcode::ListGet;
      case Opcode::ListSetF64: return Opcode::ListGetF64;
      case Opcode::ListSetBool: return Opcode::ListGetBool;
      default: return access;
    }
  }

  /// A list from outside a loop that changes no list: kind, place and length are looked up when the loop is entered.
  void hoistList(const BasicBlock& user, const Value* list, Opcode get) {
    uint32_t outermost = Cfg::kNone;
    for (uint32_t loop = cfg_.loopOf[user.id]; loop != Cfg::kNone && guess_.isQuiet[loop] && !cfg_.isInLoop(blockOf(list), loop); loop = cfg_.outerLoop[loop]) outermost = loop;
    if (outermost == Cfg::kNone) return;
    auto& lists = hoisted_[outermost];
    if (std::none_of(lists.begin(), lists.end(), [&](const Hoisted& h) { return h.list == list && h.get == get; })) lists.push_back({list, get});
  }

  const Hoisted* hoistedFor(const Value* list, Opcode get) const {
    for (uint32_t loop = cfg_.loopOf[original_->id]; loop != Cfg::kNone; loop = cfg_.outerLoop[loop])
      if (auto found = hoisted_.find(loop); found != hoisted_.end())
        for (const Hoisted& h : found->second)
          if (h.list == list && h.get == get && h.items) return &h;
    return nullptr;
  }

  /// The block through which a loop with hoisted lists is entered.
  void emitLoopEntry(const BasicBlock& header, std::vector<Hoisted>& lists) {
    BasicBlock *entry = entries_.at(header.id), *inner = fast_[header.id];
    std::vector<Value*> args;
    for (auto& p : entry->params) args.push_back(p.get());
    enterWith(header, entry);
    emitted_.push_back(entry);
    builder_.setBlock(entry);
    const Instruction* first = header.insts.front().get();
    builder_.setLoc(first->loc);
    for (Hoisted& h : lists) {
      const auto look = [&](Opcode op, std::vector<int64_t> attrs) {
        Instruction* inst = builder_.add(op, {anyOf(h.list)}, std::move(attrs));
        inst->overflow = exitTo(first);
        goOn();
        return inst;
      };
      Value* items = look(Opcode::ListItems, {h.get == Opcode::ListGet ? 0 : h.get == Opcode::ListGetF64 ? 1 : 2});
      h.length = look(Opcode::ListLen, {});
      h.items = items;
    }
    builder_.br(inner, std::move(args));
    enterWith(header, inner);
    constants_.clear();
    rawConstants_.clear();
    boxed_.clear();
  }

  /// Makes the parameters of `block` those that the header's values stand for.
  void enterWith(const BasicBlock& header, const BasicBlock* block) {
    size_t k = 0;
    for (auto& p : header.params) {
      Value* param = block->params[k++].get();
      (param->type == Type::Any ? any_ : raw_)[p->id] = param;
    }
    for (size_t i = 0; i < loops_.size(); ++i)
      if (guess_.rangeLoops[i].header == header.id) loops_[i].current = block->params[k++].get();
    for (size_t i = 0; i < lists_.size(); ++i)
      if (guess_.listLoops[i].header == header.id) lists_[i].current = block->params[k++].get();
  }

  /// Checks of values from outside the loop go before it, where one jump leads there.
  void findHoists(const Instruction& inst) {
    uint32_t loop = cfg_.loopOf[inst.block->id];
    if (loop == Cfg::kNone) return;
    for (size_t k = 0; k < inst.operands.size(); ++k) {
      const Value* v = inst.operands[k];
      if (typeOf(v) != Type::Any || cfg_.isInLoop(blockOf(v), loop)) continue;
      uint32_t outermost = loop;
      while (cfg_.outerLoop[outermost] != Cfg::kNone && !cfg_.isInLoop(blockOf(v), cfg_.outerLoop[outermost])) outermost = cfg_.outerLoop[outermost];
      unsigned outside = 0;
      bool isJump = true;
      for (const IncomingEdge& in : cfg_.preds[outermost]) {
        if (cfg_.isInLoop(in.inst->block->id, outermost)) continue;
        ++outside;
        isJump &= in.inst->op == Opcode::Br && in.edge == &in.inst->successors[0];
      }
      if (outside != 1 || !isJump) continue;
      auto& wanted = hoists_[outermost];
      const std::pair<const Value*, Opcode> check{v, unboxOp(inst, k)};
      if (std::find(wanted.begin(), wanted.end(), check) == wanted.end()) wanted.push_back(check);
    }
  }

  // ---- types

  Type typeOf(const Value* v) const {
    Type type;
    int64_t bits;
    if (rawConstant(v, &type, &bits)) return type;
    return guess_.typeOf[v->id];
  }

  /// Raw type an operand of a raw operation is brought to.
  Type operandType(const Instruction& inst) const { return guess_.operandType[inst.id]; }

  /// How operand k of a raw operation is unboxed. Beside a float that is one, an int counts as a float.
  Opcode unboxOp(const Instruction& inst, size_t k) const {
    if (operandType(inst) == Type::I64) return Opcode::UnboxInt;
    if (inst.operands[k]->guess.kinds == kFloat) return Opcode::UnboxFloat;
    const bool besideFloat = inst.operands.size() > 1 && !isComparison(inst.op);
    return besideFloat ? Opcode::UnboxNumber : Opcode::UnboxFloat;
  }

  const RangeLoop* rangeLoopOf(const Instruction& inst, size_t* index) const {
    for (size_t i = 0; i < guess_.rangeLoops.size(); ++i) {
      const RangeLoop& loop = guess_.rangeLoops[i];
      if (loop.call != &inst && loop.iterGet != &inst && loop.iterNext != &inst) continue;
      *index = i;
      return &loop;
    }
    return nullptr;
  }

  const ListLoop* listLoopOf(const Instruction& inst, size_t* index) const {
    for (size_t i = 0; i < guess_.listLoops.size(); ++i) {
      const ListLoop& loop = guess_.listLoops[i];
      if (loop.iterGet != &inst && loop.iterNext != &inst) continue;
      *index = i;
      return &loop;
    }
    return nullptr;
  }

  // ---- values of the fast copy

  Value* constant(const Value* v) {
    Value*& cached = constants_[v];
    if (!cached) cached = builder_.add(Opcode::Const, {}, static_cast<const Instruction*>(v)->attrs);
    return cached;
  }

  Value* anyOf(const Value* v) {
    Type type;
    int64_t bits;
    if (rawConstant(v, &type, &bits)) return constant(v);
    if (any_[v->id]) return any_[v->id];
    assert(raw_[v->id] && "a value is used before the fast copy has it");
    Value*& cached = boxed_[v];
    if (!cached) cached = builder_.add(Opcode::Box, {raw_[v->id]});
    return cached;
  }

  Value* rawConst(Type type, int64_t bits) {
    Value*& cached = rawConstants_[{type, bits}];
    if (!cached) cached = builder_.add(type == Type::I64 ? Opcode::ConstInt : Opcode::ConstFloat, {}, {bits});
    return cached;
  }

  /// `v` as a raw value of the type; `resume` is where the old code goes on if it turns out to be something else.
  Value* rawOf(const Value* v, Type type, Opcode unbox, const Instruction* resume) {
    Type has;
    int64_t bits;
    if (rawConstant(v, &has, &bits)) {
      if (has == Type::I64 && type == Type::F64) {
        const double real = static_cast<double>(bits);
        __builtin_memcpy(&bits, &real, sizeof bits);
      }
      return rawConst(type, bits);
    }
    has = guess_.typeOf[v->id];
    if (has == type) return raw_[v->id];
    if (has == Type::I64 && type == Type::F64) return builder_.add(Opcode::IntToFloat, {raw_[v->id]});
    assert(has == Type::Any && "a raw value of another type");
    for (const Unboxed& u : unboxed_[v->id])
      if (u.op == unbox && cfg_.dominates(u.validFrom, original_->id)) return u.value;
    Value* value = guard(unbox, v, resume);
    if (resume->op != Opcode::Br) unboxed_[v->id].push_back({unbox, original_->id, value});
    return value;
  }

  Value* guard(Opcode unbox, const Value* v, const Instruction* resume) {
    Instruction* inst = builder_.add(unbox, {anyOf(v)});
    inst->overflow = exitTo(resume);
    goOn();
    return inst;
  }

  /// Goes on only if the condition holds, else in the old code before `resume`.
  void leaveUnless(Value* condition, const Instruction& resume) {
    BasicBlock* next = function_.addBlock();
    builder_.condBr(condition, {next, {}}, exitTo(&resume));
    builder_.setBlock(next);
    emitted_.push_back(next);
  }

  /// Ends the current block behind an instruction with a side exit and goes on in a new one.
  void goOn() {
    BasicBlock* next = function_.addBlock();
    builder_.br(next);
    builder_.setBlock(next);
    emitted_.push_back(next);
  }

  // ---- exits

  static bool canBeMadeAgain(const Value* v) {
    const Instruction* inst = asInstruction(v);
    return inst && inst->operands.empty() && infoOf(inst->op).effects == kPure;
  }

  Edge exitTo(const Instruction* resume) {
    auto [at, isNew] = exits_.try_emplace(resume);
    Exit& exit = at->second;
    std::vector<Value*> args;
    if (isNew) {
      exit.block = function_.addBlock();
      exitOrder_.push_back(resume);
    }
    Builder builder(exit.block);
    builder.setLoc(resume->loc);
    std::vector<Value*> passed;
    const auto receive = [&](Value* v) -> Value* {
      args.push_back(v);
      if (!isNew) return nullptr;
      Value* param = exit.block->addParam(v->type);
      param->guess = v->guess;
      return param;
    };
    for (uint32_t id : liveness_.before(resume)) {
      Value* v = values_[id];
      if (canBeMadeAgain(v)) continue;
      size_t index;
      const Instruction* inst = asInstruction(v);
      if (const RangeLoop* loop = inst ? rangeLoopOf(*inst, &index) : nullptr; loop && loop->iterGet == inst) {
        Value* next = receive(positionOf(index));
        Value* stop = receive(loops_[index].stop);
        Value* step = receive(loops_[index].step);
        if (isNew) passed.push_back(builder.add(Opcode::RangeIter, {next, stop, step}));
      } else if (const ListLoop* over = inst ? listLoopOf(*inst, &index) : nullptr; over && over->iterGet == inst) {
        Value* list = receive(lists_[index].list);
        Value* next = receive(listPositionOf(index, resume));
        if (isNew) passed.push_back(builder.add(Opcode::ListIter, {list, next}));
      } else {
        Value* received = receive(any_[id] ? any_[id] : raw_[id]);
        if (isNew && v->type == Type::Any) passed.push_back(received->type == Type::Any ? received : builder.add(Opcode::Box, {received}));
        else if (isNew) passed.push_back(received);
      }
      if (isNew) exit.live.push_back(v);
    }
    if (isNew) {
      exit.jump = builder.add(Opcode::Br);
      exit.jump->successors.push_back({nullptr, std::move(passed)});
    }
    return {exit.block, std::move(args)};
  }

  /// Where the loop's iterator stands now: behind the current item inside the loop, at the start before it.
  Value* positionOf(size_t index) {
    LoopState& state = loops_[index];
    if (state.following && cfg_.dominates(guess_.rangeLoops[index].iterNext->block->id, original_->id)) return state.following;
    return original_->id == guess_.rangeLoops[index].header ? state.current : state.start;
  }

  /// The same of a list's iterator. Where the item is fetched the old code fetches it again.
  Value* listPositionOf(size_t index, const Instruction* resume) {
    LoopState& state = lists_[index];
    const ListLoop& loop = guess_.listLoops[index];
    if (resume == loop.iterNext) return state.current;
    if (state.following && cfg_.dominates(loop.iterNext->block->id, original_->id)) return state.following;
    return original_->id == loop.header ? state.current : state.start;
  }

  // ---- emission

  void emitBlock(const BasicBlock& b) {
    original_ = &b;
    constants_.clear();
    rawConstants_.clear();
    boxed_.clear();
    if (auto lists = hoisted_.find(b.id); lists != hoisted_.end()) emitLoopEntry(b, lists->second);
    emitted_.push_back(fast_[b.id]);
    builder_.setBlock(fast_[b.id]);
    pollAtEnd_ = nullptr;
    for (size_t i = 0; i < lists_.size(); ++i)
      if (guess_.listLoops[i].body == &b) emitItem(guess_.listLoops[i], lists_[i]);
    for (auto& inst : b.insts) {
      builder_.setLoc(inst->loc);
      if (infoOf(inst->op).has(kTerminator)) emitTerminator(*inst);
      else emitInstruction(*inst);
    }
  }

  void emitInstruction(const Instruction& inst) {
    Type type;
    int64_t bits;
    if (rawConstant(&inst, &type, &bits)) return;  // made where it is used
    size_t index;
    if (const RangeLoop* loop = rangeLoopOf(inst, &index)) return emitRange(inst, *loop, loops_[index]);
    if (const ListLoop* loop = listLoopOf(inst, &index)) return emitList(inst, *loop, lists_[index]);
    if (inst.op == Opcode::IsEnd) {
      const Instruction* item = asInstruction(inst.operands[0]);
      if (const RangeLoop* loop = item ? rangeLoopOf(*item, &index) : nullptr; loop && loop->iterNext == item) {
        LoopState& state = loops_[index];
        raw_[inst.id] = builder_.add(loop->constantStep >= 0 ? Opcode::Ge : Opcode::Le, {state.current, state.stop});
        return;
      }
      if (const ListLoop* loop = item ? listLoopOf(*item, &index) : nullptr; loop && loop->iterNext == item) {
        raw_[inst.id] = builder_.add(Opcode::Ge, {lists_[index].current, lists_[index].length});
        return;
      }
    }
    if (guess_.typed[inst.id].isUsed) return emitTyped(inst, guess_.typed[inst.id]);
    if (inst.op == Opcode::Poll && isBackEdgeOfEntry(*inst.block)) {
      pollAtEnd_ = &inst;
      return;
    }
    if (guess_.isLenCall[inst.id]) return finish(inst, Opcode::Len, {anyOf(inst.operands[1])}, {});
    if (guess_.isRawOp[inst.id]) {
      const Type wanted = operandType(inst);
      std::vector<Value*> operands;
      for (size_t k = 0; k < inst.operands.size(); ++k) operands.push_back(rawOf(inst.operands[k], wanted, unboxOp(inst, k), &inst));
      return finish(inst, inst.op, std::move(operands), {});
    }
    if (inst.op == Opcode::Truth && raw_[inst.operands[0]->id] && raw_[inst.operands[0]->id]->type == Type::I1) {
      raw_[inst.id] = raw_[inst.operands[0]->id];
      return;
    }
    finish(inst, inst.op, mapOperands(inst), inst.attrs);
  }

  std::vector<Value*> mapOperands(const Instruction& inst) {
    const OpInfo& info = infoOf(inst.op);
    std::vector<Value*> operands;
    size_t row = 0;
    for (const Value* v : inst.operands) {
      while (isAttribute(info.operands[row].kind)) ++row;
      const OperandKind kind = info.operands[row].kind;
      if (kind != OperandKind::AnyList) ++row;
      const bool isIndex = inst.op == Opcode::ItemGet || inst.op == Opcode::ItemSet;
      bool wantsRaw = false;
      switch (kind) {
        case OperandKind::I64:
        case OperandKind::F64:
        case OperandKind::I1: wantsRaw = true; break;
        case OperandKind::Num: wantsRaw = isIndex && guess_.typeOf[v->id] == Type::I64 && raw_[v->id]; break;
        case OperandKind::Val: wantsRaw = raw_[v->id] && inst.op != Opcode::Return; break;
        default: break;
      }
      operands.push_back(wantsRaw ? raw_[v->id] : anyOf(v));
    }
    return operands;
  }

  /// Adds the instruction with its side exits and notes its result.
  void finish(const Instruction& inst, Opcode op, std::vector<Value*> operands, std::vector<int64_t> attrs) {
    Edge unwind;
    if (inst.unwind) unwind = mapEdge(inst.unwind, nullptr, /*isInLoop=*/false);
    Instruction* copy = builder_.add(op, std::move(operands), std::move(attrs));
    copy->loc = inst.loc;
    copy->guess = inst.guess;
    if (inst.unwind && mayRaise(*copy)) copy->unwind = std::move(unwind);
    if (mayOverflow(*copy)) copy->overflow = exitTo(&inst);
    if (copy->type != Type::Void) (copy->type == Type::Any ? any_ : raw_)[inst.id] = copy;
    if (copy->unwind || copy->overflow) goOn();
  }

  void emitRange(const Instruction& inst, const RangeLoop& loop, LoopState& state) {
    if (&inst == loop.call) {
      state.start = loop.start ? rawOf(loop.start, Type::I64, Opcode::UnboxInt, &inst) : rawConst(Type::I64, 0);
      state.stop = rawOf(loop.stop, Type::I64, Opcode::UnboxInt, &inst);
      state.step = loop.step ? rawOf(loop.step, Type::I64, Opcode::UnboxInt, &inst) : rawConst(Type::I64, 1);
      if (loop.constantStep == 0) leaveUnless(builder_.add(Opcode::Gt, {state.step, rawConst(Type::I64, 0)}), inst);
    } else if (&inst == loop.iterNext) {
      raw_[inst.id] = state.current;
      state.following = builder_.add(Opcode::RangeNext, {state.current, state.step});
    }
  }

  /// Whether the block goes back to the start of a loop with hoisted lists.
  bool isBackEdgeOfEntry(const BasicBlock& b) const {
    const Instruction* last = b.terminator();
    return last->op == Opcode::Br && entries_.count(last->successors[0].target->id) && cfg_.isInLoop(b.id, last->successors[0].target->id) &&
           b.insts.size() > 1 && b.insts[b.insts.size() - 2]->op == Opcode::Poll;
  }

  /// A poll that has something to do may change lists: the loop is entered again.
  void emitPolledBackEdge(const Instruction& jump) {
    const uint32_t header = jump.successors[0].target->id;
    Edge back = mapEdge(jump.successors[0], &jump, /*isJump=*/true);
    Edge unwind;
    if (pollAtEnd_->unwind) unwind = mapEdge(pollAtEnd_->unwind, nullptr, /*isJump=*/false);
    Value* isPending = builder_.add(Opcode::PollPending);
    BasicBlock* polls = function_.addBlock();
    builder_.condBr(isPending, {polls, {}}, {fast_[header], back.args});
    builder_.setBlock(polls);
    emitted_.push_back(polls);
    Instruction* poll = builder_.add(Opcode::Poll);
    poll->loc = pollAtEnd_->loc;
    poll->unwind = std::move(unwind);
    builder_.br(entries_.at(header), std::move(back.args));
  }

  void emitList(const Instruction& inst, const ListLoop& loop, LoopState& state) {
    const auto length = [&]() -> Value* {
      if (const Hoisted* h = &inst == loop.iterNext ? hoistedFor(loop.iterGet->operands[0], loop.get) : nullptr) return h->length;
      Instruction* len = builder_.add(Opcode::ListLen, {anyOf(loop.iterGet->operands[0])});
      len->loc = inst.loc;
      len->overflow = exitTo(&inst);
      goOn();
      return len;
    };
    if (&inst == loop.iterGet) {
      state.list = anyOf(inst.operands[0]);
      state.start = rawConst(Type::I64, 0);
      length();
    } else {
      state.length = length();
      state.following = builder_.add(Opcode::RangeNext, {state.current, rawConst(Type::I64, 1)});
    }
  }

  /// At the start of the loop's body: the item.
  void emitItem(const ListLoop& loop, LoopState& state) {
    builder_.setLoc(loop.iterNext->loc);
    const Hoisted* h = hoistedFor(loop.iterGet->operands[0], loop.get);
    Instruction* item = h ? builder_.add(itemsForm(loop.get), {h->items, h->length, state.current}) : builder_.add(loop.get, {state.list, state.current});
    item->guess = loop.iterNext->guess;
    item->overflow = exitTo(loop.iterNext);
    (item->type == Type::Any ? any_ : raw_)[loop.iterNext->id] = item;
    goOn();
  }

  /// The form of a list access for when place and length are known.
  static Opcode itemsForm(Opcode access) {
    constexpr int kDistance = static_cast<int>(Opcode::ItemsGet) - static_cast<int>(Opcode::ListGet);
    static_assert(static_cast<int>(Opcode::ItemsSetBool) - static_cast<int>(Opcode::ListSetBool) == kDistance);
    return static_cast<Opcode>(static_cast<int>(access) + kDistance);
  }

  void emitTyped(const Instruction& inst, const TypedForm& form) {
    const auto index = [&] { return rawOf(inst.operands[1], Type::I64, Opcode::UnboxInt, &inst); };
    const auto real = [&](size_t k) { return rawOf(inst.operands[k], Type::F64, inst.operands[k]->guess.kinds == kFloat ? Opcode::UnboxFloat : Opcode::UnboxNumber, &inst); };
    const std::vector<int64_t> place{form.layout, form.slot};
    switch (form.op) {
      case Opcode::SlotGet:
      case Opcode::SlotGetF64: return finish(inst, form.op, {anyOf(inst.operands[0])}, place);
      case Opcode::SlotSet: return finish(inst, form.op, {anyOf(inst.operands[0]), anyOf(inst.operands[1])}, place);
      case Opcode::SlotSetF64: {
        Value* value = real(1);
        return finish(inst, form.op, {anyOf(inst.operands[0]), value}, place);
      }
      case Opcode::MathCall: {
        Value* value = real(1);
        return finish(inst, form.op, {anyOf(inst.operands[0]), value}, {inst.guess.math, inst.op == Opcode::CallMethod});
      }
      case Opcode::ListLen: return finish(inst, form.op, {anyOf(inst.operands[1])}, {});
      default: break;
    }
    Value* at = index();
    Value* value = nullptr;
    if (form.op == Opcode::ListSet) value = anyOf(inst.operands[2]);
    else if (form.op == Opcode::ListSetF64) value = real(2);
    else if (form.op == Opcode::ListSetBool) value = truthOf(inst.operands[2], inst);
    const Hoisted* h = hoistedFor(inst.operands[0], getOf(form.op));
    std::vector<Value*> operands;
    if (h) operands = {h->items, h->length, at};
    else operands = {anyOf(inst.operands[0]), at};
    if (value) operands.push_back(value);
    finish(inst, h ? itemsForm(form.op) : form.op, std::move(operands), {});
  }

  Value* truthOf(const Value* v, const Instruction& inst) {
    const Instruction* made = asInstruction(v);
    if (made && made->op == Opcode::Const) return builder_.add(Opcode::ConstBool, {}, {function_.module->constants[static_cast<size_t>(made->attrs[0])].integer});
    return rawOf(v, Type::I1, Opcode::UnboxBool, &inst);
  }

  void emitTerminator(const Instruction& inst) {
    if (pollAtEnd_) return emitPolledBackEdge(inst);
    if (inst.op == Opcode::Br) {
      const uint32_t target = inst.successors[0].target->id;
      if (cfg_.isHeader(target) && !cfg_.isInLoop(original_->id, target))
        for (const auto& [v, op] : hoists_[target]) emitHoist(v, op, inst, target);
    }
    if (inst.op == Opcode::CondBr)
      if (const Instruction* test = asInstruction(inst.operands[0]); test && test->op == Opcode::CalleeIs) {
        Edge expected = mapEdge(inst.successors[0], nullptr, true);
        builder_.condBr(raw_[test->id], std::move(expected), exitTo(&inst));
        return;
      }
    std::vector<Value*> operands = mapOperands(inst);
    std::vector<Edge> successors;
    for (const Edge& e : inst.successors) successors.push_back(mapEdge(e, inst.op == Opcode::Br ? &inst : nullptr, true));
    Edge unwind;
    if (inst.unwind) unwind = mapEdge(inst.unwind, nullptr, false);
    Instruction* copy = builder_.add(inst.op, std::move(operands), inst.attrs);
    copy->loc = inst.loc;
    copy->successors = std::move(successors);
    copy->unwind = std::move(unwind);
  }

  void emitHoist(const Value* v, Opcode op, const Instruction& jump, uint32_t header) {
    for (const Unboxed& u : unboxed_[v->id])
      if (u.op == op && cfg_.dominates(u.validFrom, original_->id)) return;
    unboxed_[v->id].push_back({op, header, guard(op, v, &jump)});
  }

  /// The edge in the fast copy. Conversions are emitted now; only a br can bring values of another type than guessed.
  Edge mapEdge(const Edge& e, const Instruction* resume, bool isJump) {
    isReached_[e.target->id] = 1;
    const auto entry = entries_.find(e.target->id);
    Edge result{entry == entries_.end() ? fast_[e.target->id] : entry->second, {}};
    for (size_t i = 0; i < e.args.size(); ++i) {
      const Type type = guess_.typeOf[e.target->params[i]->id];
      if (type == Type::Any) result.args.push_back(anyOf(e.args[i]));
      else result.args.push_back(rawOf(e.args[i], type, type == Type::F64 ? Opcode::UnboxFloat : Opcode::UnboxInt, resume));
    }
    if (isJump)
      for (size_t i = 0; i < loops_.size(); ++i)
        if (guess_.rangeLoops[i].header == e.target->id)
          result.args.push_back(cfg_.isInLoop(original_->id, e.target->id) ? loops_[i].following : loops_[i].start);
    if (isJump)
      for (size_t i = 0; i < lists_.size(); ++i)
        if (guess_.listLoops[i].header == e.target->id)
          result.args.push_back(cfg_.isInLoop(original_->id, e.target->id) ? lists_[i].following : lists_[i].start);
    return result;
  }

  // ---- the old code

  /// Cuts the old code where exits enter it.
  void cutSlowCode() {
    // Later points of a block first, so that a cut moves nothing that is still to be cut.
    std::sort(exitOrder_.begin(), exitOrder_.end(), [](const Instruction* a, const Instruction* b) { return a->id > b->id; });
    for (const Instruction* resume : exitOrder_) {
      Exit& exit = exits_[resume];
      BasicBlock* block = resume->block;
      size_t at = 0;
      while (block->insts[at].get() != resume) ++at;
      BasicBlock* rest = function_.addBlock();
      for (size_t k = at; k < block->insts.size(); ++k) {
        block->insts[k]->block = rest;
        rest->insts.push_back(std::move(block->insts[k]));
      }
      block->insts.resize(at);
      Builder builder(block);
      builder.setLoc(resume->loc);
      builder.br(rest, exit.live);
      SlowCut cut{rest, {}};
      for (Value* v : exit.live) {
        rest->addParam(v->type)->guess = v->guess;
        cut.values.push_back(v);
      }
      exit.jump->successors[0].target = rest;
      slowCuts_.push_back(std::move(cut));
    }
    for (Value* v : values_)
      if (v) slowValues_.push_back(v);
  }

  /// The fast copy first, then the exit blocks, then the old code.
  void arrangeBlocks() {
    std::unordered_map<const BasicBlock*, size_t> rank;
    for (const BasicBlock* b : emitted_) rank.emplace(b, rank.size());
    for (const Instruction* resume : exitOrder_) rank.emplace(exits_[resume].block, rank.size());
    std::stable_sort(function_.blocks.begin(), function_.blocks.end(), [&](const auto& a, const auto& b) {
      const auto x = rank.find(a.get()), y = rank.find(b.get());
      return (x == rank.end() ? SIZE_MAX : x->second) < (y == rank.end() ? SIZE_MAX : y->second);
    });
  }

  Function& function_;
  Cfg cfg_;
  Liveness liveness_;
  TypeGuess guess_;
  Builder builder_;
  const BasicBlock* original_ = nullptr;       ///< whose copy is being emitted
  std::vector<Value*> values_;                 ///< [id] original values
  std::vector<Value*> any_, raw_;              ///< [id] the copy's value, boxed or raw
  std::vector<std::vector<Unboxed>> unboxed_;  ///< [id] checks made so far
  std::vector<BasicBlock*> fast_;              ///< [block id]
  std::unordered_map<uint32_t, std::vector<Hoisted>> hoisted_;  ///< by loop header
  std::unordered_map<uint32_t, BasicBlock*> entries_;           ///< of the loops with hoisted lists, by header
  const Instruction* pollAtEnd_ = nullptr;     ///< of the block being emitted: goes with its back edge
  std::vector<char> isReached_;                ///< [block id] the fast copy has a way there
  std::vector<BasicBlock*> emitted_;
  std::vector<LoopState> loops_;               ///< as guess_.rangeLoops
  std::vector<LoopState> lists_;               ///< as guess_.listLoops
  std::unordered_map<uint32_t, std::vector<std::pair<const Value*, Opcode>>> hoists_;  ///< by loop header
  std::unordered_map<const Value*, Value*> constants_, boxed_;  ///< of the block being emitted
  std::map<std::pair<Type, int64_t>, Value*> rawConstants_;
  std::unordered_map<const Instruction*, Exit> exits_;
  std::vector<const Instruction*> exitOrder_;
  std::vector<SlowCut> slowCuts_;
  std::vector<Value*> slowValues_;
};

size_t instructionCount(const Function& function) {
  size_t count = 0;
  for (auto& b : function.blocks) count += b->insts.size();
  return count;
}

}  // namespace

void typeLocals(Function& function) {
  if (function.isClassBody || instructionCount(function) > kMaxInstructions || !hasLoop(function)) return;
  splitCriticalEdges(function);
  if (FastCopy copy(function); copy.pays()) copy.run();
  skipEmptyBlocks(function);
}

void typeLocals(Module& module) {
  for (auto& function : module.functions) typeLocals(*function);
}

}  // namespace trivium::ir
