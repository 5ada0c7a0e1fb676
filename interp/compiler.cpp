// IR to bytecode, one function at a time:
//   1. liveness of values that cross blocks (backward data flow over bit sets);
//   2. linear scan over one interval per value; no spilling, a frame has up to 65,536 registers. Block parameters and the values passed
//      to them ask for the same register, so most edges need no moves (hints in the sense of Wimmer & Franz 2010);
//   3. emission in block order: compare-and-branch, for-loop steps and polls are fused, edges that still need moves get them before the
//      jump (or in a stub when the edge is a side exit or one of several), jumps are patched at the end.
#include <algorithm>
#include <cassert>
#include <unordered_map>

#include "engine/image.h"
#include "interp/bytecode.h"
#include "ir/passes/osr.h"

namespace trivium::interp {
namespace {

using ir::BasicBlock;
using ir::Edge;
using ir::Instruction;
using ir::Opcode;
using ir::Type;

constexpr uint32_t kNoRegister = UINT32_MAX;
constexpr size_t kMaxConstantRegisters = 120;  // entering a function copies them all

class FunctionCompiler {
 public:
  FunctionCompiler(const ir::Function& f, BytecodeFunction& out, CompileMode mode) : function_(f), out_(out), mode_(mode) {}

  bool run(std::string& error) {
    valueCount_ = const_cast<ir::Function&>(function_).renumber();
    out_.index = function_.index;
    out_.isResume = function_.isResume;
    if (function_.resume) out_.resumeIndex = function_.resume->index;
    out_.paramCount = static_cast<uint32_t>(function_.blocks.front()->params.size());
    const ir::Signature& s = function_.signature;
    out_.isSimple = !s.hasVarArgs && !s.hasVarKeywords && s.kwOnlyCount == 0 && !function_.isResume;
    countUses();
    planFusion();
    assignConstants();
    computeLiveness();
    allocate();
    if (registerCount_ > 65535) {
      error = "function " + function_.qualname + " needs " + std::to_string(registerCount_) + " registers, the interpreter has 65535";
      return false;
    }
    if (mode_ == CompileMode::Counting && !function_.isResume) findLoopPoints();
    emit();
    out_.registerCount = registerCount_;
    return true;
  }

 private:
  const ir::Function& function_;
  BytecodeFunction& out_;
  CompileMode mode_;
  std::vector<ir::OsrPoint> osrPoints_;  // Counting only
  uint32_t valueCount_ = 0, registerCount_ = 0;
  std::vector<uint32_t> uses_;
  std::vector<char> fused_;          // [value] emitted as part of a later instruction
  std::vector<uint32_t> register_;   // [value]
  std::vector<const ir::Value*> values_;

  // ---- uses and fusion

  template <class F> static void forEachUse(const Instruction& inst, F&& f) {
    for (const ir::Value* v : inst.operands) f(v);
    for (const Edge& e : inst.successors)
      for (const ir::Value* v : e.args) f(v);
    for (const ir::Value* v : inst.unwind.args) f(v);
    for (const ir::Value* v : inst.overflow.args) f(v);
  }

  void countUses() {
    uses_.assign(valueCount_, 0);
    values_.assign(valueCount_, nullptr);
    fused_.assign(valueCount_, 0);
    register_.assign(valueCount_, kNoRegister);
    for (auto& b : function_.blocks) {
      for (auto& p : b->params) values_[p->id] = p.get();
      for (auto& i : b->insts) {
        values_[i->id] = i.get();
        forEachUse(*i, [&](const ir::Value* v) { ++uses_[v->id]; });
      }
    }
  }

  static const Instruction* asInstruction(const ir::Value* v) {
    return v->kind == ir::Value::Kind::Instruction ? static_cast<const Instruction*>(v) : nullptr;
  }

  static bool isCompare(Opcode op) { return op >= Opcode::Lt && op <= Opcode::Ge; }

  // A br.if may absorb the instructions that compute its condition when they stand directly before it and nothing else uses them.
  // With a handler around them the condition ends its own block, so it is found there through single-predecessor blocks only when
  // it shares the block; otherwise it stays apart.
  void planFusion() {
    for (auto& b : function_.blocks) {
      auto& insts = b->insts;
      const Instruction& last = *insts.back();
      if (last.op != Opcode::CondBr) {
        continue;
      }
      size_t at = insts.size() - 1;
      const auto previous = [&](const ir::Value* v) -> const Instruction* {
        if (at == 0) return nullptr;
        const Instruction* p = insts[at - 1].get();
        if (p != v || uses_[v->id] != 1 || p->unwind || p->overflow) return nullptr;
        --at;
        return p;
      };
      const Instruction* condition = previous(last.operands[0]);
      if (!condition) continue;
      switch (condition->op) {
        case Opcode::Truth:
          if (condition->operands[0]->type != Type::Any) break;
          fused_[condition->id] = 1;
          if (const Instruction* compare = previous(condition->operands[0]); compare && isCompare(compare->op)) fused_[compare->id] = 1;
          break;
        case Opcode::IsUnbound:
        case Opcode::IsEnd:
        case Opcode::Is: fused_[condition->id] = 1; break;
        default:
          if (isCompare(condition->op) && rawKind(*condition) != Type::Any && rawKind(*condition) != Type::I1) fused_[condition->id] = 1;
      }
    }
  }

  /// Common raw type of the operands of a numeric op, Any when dynamic.
  static Type rawKind(const Instruction& inst) {
    Type t = inst.operands[0]->type;
    for (const ir::Value* v : inst.operands)
      if (v->type != t) return Type::Any;
    return t;
  }

  // ---- constants

  void assignConstants() {
    std::unordered_map<int64_t, uint32_t> seenPool, seenRaw;
    for (auto& b : function_.blocks)
      for (auto& i : b->insts) {
        const bool isRaw = i->op == Opcode::ConstInt || i->op == Opcode::ConstFloat || i->op == Opcode::ConstBool;
        if (i->op != Opcode::Const && i->op != Opcode::Unbound && !isRaw) continue;
        if (uses_[i->id] == 0) {
          fused_[i->id] = 1;
          continue;
        }
        const bool raw = isRaw || i->op == Opcode::Unbound;
        const int64_t value = i->op == Opcode::Unbound ? 0 : i->attrs[0];
        auto& seen = raw ? seenRaw : seenPool;
        auto [it, isNew] = seen.try_emplace(value, static_cast<uint32_t>(out_.paramCount + out_.constants.size()));
        if (isNew) {
          if (out_.constants.size() >= kMaxConstantRegisters && i->op == Opcode::Const) {
            seen.erase(it);
            continue;  // loaded where it is defined
          }
          out_.constants.push_back({value, raw});
        }
        register_[i->id] = it->second;
      }
    registerCount_ = static_cast<uint32_t>(out_.paramCount + out_.constants.size());
  }

  bool isPinned(const ir::Value* v) const { return register_[v->id] != kNoRegister || fused_[v->id]; }

  // ---- liveness and intervals. Position 2i is where instruction i reads, 2i+1 where it writes.

  struct Interval {
    uint32_t value, start, end;
  };
  std::vector<uint32_t> start_, end_;
  std::vector<std::pair<uint32_t, uint32_t>> blockRange_;

  void computeLiveness() {
    // Only values used outside their own block take part in the data flow.
    std::vector<uint32_t> denseIndex(valueCount_, UINT32_MAX), dense;
    for (auto& b : function_.blocks)
      for (auto& i : b->insts)
        forEachOperandFused(*i, [&](const ir::Value* v) {
          if (homeOf(v) != b.get() && denseIndex[v->id] == UINT32_MAX) {
            denseIndex[v->id] = static_cast<uint32_t>(dense.size());
            dense.push_back(v->id);
          }
        });
    const size_t words = (dense.size() + 63) / 64;
    const size_t n = function_.blocks.size();
    std::vector<uint64_t> liveIn(n * words), gen(n * words), kill(n * words);
    const auto set = [&](std::vector<uint64_t>& bits, uint32_t block, uint32_t value) {
      bits[block * words + denseIndex[value] / 64] |= uint64_t{1} << (denseIndex[value] % 64);
    };
    std::vector<std::vector<uint32_t>> succs(n);
    for (auto& b : function_.blocks) {
      for (auto& p : b->params)
        if (denseIndex[p->id] != UINT32_MAX) set(kill, b->id, p->id);
      for (auto& i : b->insts) {
        forEachOperandFused(*i, [&](const ir::Value* v) {
          if (homeOf(v) != b.get()) set(gen, b->id, v->id);
        });
        if (denseIndex[i->id] != UINT32_MAX) set(kill, b->id, i->id);
        for (const Edge& e : i->successors) succs[b->id].push_back(e.target->id);
        if (i->unwind) succs[b->id].push_back(i->unwind.target->id);
        if (i->overflow) succs[b->id].push_back(i->overflow.target->id);
      }
    }
    for (bool changed = true; changed;) {
      changed = false;
      for (size_t b = n; b-- > 0;) {
        for (size_t w = 0; w < words; ++w) {
          uint64_t out = 0;
          for (uint32_t s : succs[b]) out |= liveIn[s * words + w];
          const uint64_t in = gen[b * words + w] | (out & ~kill[b * words + w]);
          if (in != liveIn[b * words + w]) {
            liveIn[b * words + w] = in;
            changed = true;
          }
        }
      }
    }
    // Intervals.
    start_.assign(valueCount_, UINT32_MAX);
    end_.assign(valueCount_, 0);
    blockRange_.resize(n);
    uint32_t position = 2;
    const auto extend = [&](uint32_t value, uint32_t from, uint32_t to) {
      start_[value] = std::min(start_[value], from);
      end_[value] = std::max(end_[value], to);
    };
    for (auto& b : function_.blocks) {
      const uint32_t first = position;
      for (auto& p : b->params) extend(p->id, first, first);
      position += 2;
      for (auto& i : b->insts) {
        const bool hasSideExit = i->unwind || i->overflow;
        forEachOperandFused(*i, [&](const ir::Value* v) { extend(v->id, start_[v->id] == UINT32_MAX ? first : start_[v->id], position); });
        if (hasSideExit) {  // the edge's values must survive until after the result is written
          for (const ir::Value* v : i->unwind.args) extend(v->id, std::min(start_[v->id], position), position + 1);
          for (const ir::Value* v : i->overflow.args) extend(v->id, std::min(start_[v->id], position), position + 1);
        }
        extend(i->id, position + 1, position + 1);
        position += 2;
      }
      blockRange_[b->id] = {first, position};
    }
    for (size_t b = 0; b < n; ++b) {
      const auto [first, last] = blockRange_[b];
      for (size_t w = 0; w < words; ++w) {
        uint64_t out = 0;
        for (uint32_t s : succs[b]) out |= liveIn[s * words + w];
        for (uint64_t bits = out; bits; bits &= bits - 1) {
          const uint32_t v = dense[w * 64 + static_cast<size_t>(__builtin_ctzll(bits))];
          extend(v, start_[v], last);
        }
        for (uint64_t bits = liveIn[b * words + w]; bits; bits &= bits - 1) {
          const uint32_t v = dense[w * 64 + static_cast<size_t>(__builtin_ctzll(bits))];
          extend(v, first, first);
        }
      }
    }
  }

  /// Reads of an instruction, those of instructions it absorbed included (they read at its place).
  template <class F> void forEachOperandFused(const Instruction& inst, F&& f) {
    if (fused_[inst.id]) return;
    const auto operand = [&](const ir::Value* v, auto&& self) -> void {
      if (const Instruction* i = asInstruction(v); i && fused_[i->id] && !isConstant(*i)) {
        for (const ir::Value* o : i->operands) self(o, self);
      } else if (register_[v->id] == kNoRegister || !asInstruction(v)) {
        f(v);
      }
    };
    forEachUse(inst, [&](const ir::Value* v) { operand(v, operand); });
  }
  static bool isConstant(const Instruction& i) {
    return i.op == Opcode::Const || i.op == Opcode::Unbound || i.op == Opcode::ConstInt || i.op == Opcode::ConstFloat || i.op == Opcode::ConstBool;
  }
  static const BasicBlock* homeOf(const ir::Value* v) {
    return v->kind == ir::Value::Kind::Parameter ? static_cast<const ir::BlockParameter*>(v)->block : static_cast<const Instruction*>(v)->block;
  }

  void allocate() {
    std::vector<Interval> intervals;
    for (uint32_t v = 0; v < valueCount_; ++v) {
      if (isPinned(values_[v]) || values_[v]->type == Type::Void) continue;
      if (start_[v] != UINT32_MAX) intervals.push_back({v, start_[v], std::max(end_[v], start_[v])});
    }
    std::sort(intervals.begin(), intervals.end(), [](const Interval& a, const Interval& b) {
      return a.start != b.start ? a.start < b.start : a.value < b.value;
    });
    // Hints: parameter <-> arguments.
    std::vector<std::vector<uint32_t>> hints(valueCount_);
    for (auto& b : function_.blocks)
      for (auto& i : b->insts) {
        const auto edge = [&](const Edge& e) {
          for (size_t k = 0; k < e.args.size(); ++k) {
            const uint32_t p = e.target->params[k]->id, a = e.args[k]->id;
            if (hints[p].size() < 8) hints[p].push_back(a);
            if (hints[a].size() < 8) hints[a].push_back(p);
          }
        };
        for (const Edge& e : i->successors) edge(e);
        if (i->unwind) edge(i->unwind);
        if (i->overflow) edge(i->overflow);
      }
    std::vector<uint32_t> busyUntil(registerCount_, UINT32_MAX);  // [register]; constants are always busy
    // Function parameters keep their place.
    uint32_t paramRegister = 0;
    for (auto& p : function_.blocks.front()->params) {
      register_[p->id] = paramRegister;
      busyUntil[paramRegister++] = std::max(end_[p->id], start_[p->id] == UINT32_MAX ? 0 : start_[p->id]);
    }
    std::vector<std::pair<uint32_t, uint32_t>> active;  // heap by end: (end, register)
    std::vector<uint32_t> freeList;
    const auto later = [](auto& a, auto& b) { return a.first > b.first; };
    for (uint32_t r = 0; r < out_.paramCount; ++r) active.push_back({busyUntil[r], r});
    std::make_heap(active.begin(), active.end(), later);
    for (const Interval& interval : intervals) {
      if (register_[interval.value] != kNoRegister) continue;
      while (!active.empty() && active.front().first < interval.start) {
        freeList.push_back(active.front().second);
        std::pop_heap(active.begin(), active.end(), later);
        active.pop_back();
      }
      uint32_t chosen = kNoRegister;
      for (uint32_t h : hints[interval.value]) {
        const uint32_t r = register_[h];
        if (r == kNoRegister || isConstantRegister(r)) continue;
        if (auto it = std::find(freeList.rbegin(), freeList.rend(), r); it != freeList.rend()) {
          chosen = r;
          freeList.erase(std::next(it).base());
          break;
        }
      }
      if (chosen == kNoRegister) {
        if (!freeList.empty()) {
          chosen = freeList.back();
          freeList.pop_back();
        } else {
          chosen = registerCount_++;
        }
      }
      register_[interval.value] = chosen;
      active.push_back({interval.end, chosen});
      std::push_heap(active.begin(), active.end(), later);
    }
  }
  bool isConstantRegister(uint32_t r) const { return r >= out_.paramCount && r < out_.paramCount + out_.constants.size(); }

  // ---- emission

  struct Patch {
    uint32_t word, unit;        // where the 32-bit distance stands (unit counted from the instruction's start)
    uint32_t instruction;       // word the distance is measured from
    uint32_t label;
  };
  std::vector<Patch> patches_;
  std::vector<uint32_t> labelAt_;    // [label] word; labels 0..n-1 are the blocks
  struct Stub {
    uint32_t label;
    const Edge* edge;
    uint32_t loc;
  };
  std::vector<Stub> stubs_;
  std::vector<uint16_t> units_;      // instruction being written
  uint32_t begin_ = 0;
  struct PendingJump {
    uint32_t unit, label;
  };
  std::vector<PendingJump> pendingJumps_;
  uint32_t lastLoc_ = UINT32_MAX;

  uint32_t newLabel() {
    labelAt_.push_back(UINT32_MAX);
    return static_cast<uint32_t>(labelAt_.size() - 1);
  }

  void start(Op op) {
    units_.assign(1, static_cast<uint16_t>(op));
    pendingJumps_.clear();
  }
  void reg(const ir::Value* v) { reg(register_[v->id]); }
  void reg(uint32_t r) {
    assert(r != kNoRegister && "a value without a register is used");
    units_.push_back(static_cast<uint16_t>(r));
  }
  void number(int64_t n) {
    units_.push_back(0);
    units_.push_back(0);
    write32(&units_[units_.size() - 2], static_cast<int32_t>(n));
  }
  void jump(uint32_t label) {
    pendingJumps_.push_back({static_cast<uint32_t>(units_.size()), label});
    number(0);
  }
  void finish(uint32_t loc) {
    while (units_.size() % 4) units_.push_back(0);
    begin_ = static_cast<uint32_t>(out_.code.size());
    for (size_t i = 0; i < units_.size(); i += 4) out_.code.push_back({{units_[i], units_[i + 1], units_[i + 2], units_[i + 3]}});
    for (const PendingJump& j : pendingJumps_) patches_.push_back({begin_, j.unit, begin_, j.label});
    if (loc != lastLoc_) {
      out_.locs.push_back({begin_, loc});
      lastLoc_ = loc;
    }
  }

  /// Moves for an edge, as one parallel assignment.
  void emitMoves(const Edge& e, uint32_t loc) {
    struct Copy {
      uint32_t to, from;
    };
    std::vector<Copy> copies;
    for (size_t k = 0; k < e.args.size(); ++k) {
      if (uses_[e.target->params[k]->id] == 0) continue;
      const uint32_t to = register_[e.target->params[k]->id];
      const uint32_t from = operandRegister(e.args[k]);
      if (to != from) copies.push_back({to, from});
    }
    while (!copies.empty()) {
      bool progressed = false;
      for (size_t k = 0; k < copies.size(); ++k) {
        const bool isSource = std::any_of(copies.begin(), copies.end(), [&](const Copy& c) { return c.from == copies[k].to; });
        if (isSource) continue;
        move(copies[k].to, copies[k].from, loc);
        copies.erase(copies.begin() + static_cast<ptrdiff_t>(k));
        progressed = true;
        break;
      }
      if (progressed) continue;
      const uint32_t temporary = registerCount_++;  // a cycle: free one register
      move(temporary, copies[0].from, loc);
      const uint32_t freed = copies[0].from;
      for (Copy& c : copies)
        if (c.from == freed) c.from = temporary;
    }
  }
  void move(uint32_t to, uint32_t from, uint32_t loc) {
    start(Op::Move);
    reg(to);
    reg(from);
    finish(loc);
  }
  uint32_t operandRegister(const ir::Value* v) { return register_[v->id]; }

  bool needsMoves(const Edge& e) {
    for (size_t k = 0; k < e.args.size(); ++k)
      if (uses_[e.target->params[k]->id] && register_[e.target->params[k]->id] != operandRegister(e.args[k])) return true;
    return false;
  }
  /// Label to jump to for an edge; a stub when it needs moves.
  uint32_t labelOf(const Edge& e, uint32_t loc) {
    if (!needsMoves(e)) return e.target->id;
    const uint32_t label = newLabel();
    stubs_.push_back({label, &e, loc});
    return label;
  }

  void emit() {
    const size_t n = function_.blocks.size();
    labelAt_.assign(n, UINT32_MAX);
    struct HandlerPatch {
      uint32_t first, last, label;
    };
    std::vector<HandlerPatch> handlerPatches;
    for (size_t b = 0; b < n; ++b) {
      const BasicBlock& block = *function_.blocks[b];
      labelAt_[b] = static_cast<uint32_t>(out_.code.size());
      const BasicBlock* next = b + 1 < n ? function_.blocks[b + 1].get() : nullptr;
      if (mode_ == CompileMode::Counting) emitCounters(b);
      for (size_t k = 0; k < block.insts.size(); ++k) {
        const Instruction& inst = *block.insts[k];
        if (fused_[inst.id]) continue;
        const uint32_t first = static_cast<uint32_t>(out_.code.size());
        const uint32_t skipped = emitInstruction(block, k, next);
        if (inst.unwind && out_.code.size() > first)
          handlerPatches.push_back({first, static_cast<uint32_t>(out_.code.size()), labelOf(inst.unwind, inst.loc)});
        k += skipped;
      }
    }
    for (size_t i = 0; i < stubs_.size(); ++i) {  // may grow no further: stubs end in plain jumps
      const Stub stub = stubs_[i];
      labelAt_[stub.label] = static_cast<uint32_t>(out_.code.size());
      emitMoves(*stub.edge, stub.loc);
      start(Op::Jump);
      jump(stub.edge->target->id);
      finish(stub.loc);
    }
    for (const Patch& p : patches_) {
      uint16_t* units = out_.code[p.word].unit;  // contiguous: an instruction's words follow one another
      write32(units + p.unit, static_cast<int32_t>(labelAt_[p.label]) - static_cast<int32_t>(p.instruction));
    }
    for (const HandlerPatch& h : handlerPatches) out_.handlers.push_back({h.first, h.last, labelAt_[h.label]});
    std::sort(out_.handlers.begin(), out_.handlers.end(), [](auto& a, auto& b) { return a.first < b.first; });
  }

  /// The numbers are those of findOsrPoints, whose order is not the one in which blocks are emitted.
  void findLoopPoints() {
    osrPoints_ = ir::findOsrPoints(const_cast<ir::Function&>(function_));
    for (const ir::OsrPoint& point : osrPoints_) out_.loopPoints.push_back({point.block, point.outer});
  }

  void emitCounters(size_t block) {
    if (block == 0) {
      start(Op::CountEntry);
      finish(0);
    }
    for (size_t i = 0; i < osrPoints_.size(); ++i) {
      const ir::OsrPoint& point = osrPoints_[i];
      if (point.block != block) continue;
      start(Op::CountLoop);
      number(static_cast<int64_t>(i));
      units_.push_back(static_cast<uint16_t>(point.values.size()));
      for (const ir::Value* v : point.values) reg(v);
      finish(0);
    }
  }

  void jumpTo(const Edge& e, const BasicBlock* next, uint32_t loc, Op op = Op::Jump) {
    emitMoves(e, loc);
    if (e.target == next && op == Op::Jump) return;
    start(op);
    jump(e.target->id);
    finish(loc);
  }

  static Op offset(Op first, Opcode op, Opcode firstOpcode) {
    return static_cast<Op>(static_cast<unsigned>(first) + static_cast<unsigned>(op) - static_cast<unsigned>(firstOpcode));
  }

  void emitCondBr(const Instruction& inst, const BasicBlock* next) {
    const Edge *yes = &inst.successors[0], *no = &inst.successors[1];
    const Instruction* condition = asInstruction(inst.operands[0]);
    const bool isFused = condition && fused_[condition->id] && !isConstant(*condition);
    // Fall through to the next block where possible: jump on the opposite condition.
    const bool invert = yes->target == next && !needsMoves(*yes);
    const Edge& target = invert ? *no : *yes;
    const Edge& other = invert ? *yes : *no;
    uint32_t loc = inst.loc;
    if (!isFused) {
      start(invert ? Op::JumpIfNot : Op::JumpIf);
      reg(inst.operands[0]);
    } else {
      loc = condition->loc;
      const auto pair = [&](Op plain, Op inverted) { start(invert ? inverted : plain); };
      switch (condition->op) {
        case Opcode::IsUnbound:
          pair(Op::JumpIfUnbound, Op::JumpIfNotUnbound);
          reg(condition->operands[0]);
          break;
        case Opcode::IsEnd:
          pair(Op::JumpIfEnd, Op::JumpIfNotEnd);
          reg(condition->operands[0]);
          break;
        case Opcode::Is:
          pair(Op::JumpIfIs, Op::JumpIfIsNot);
          reg(condition->operands[0]);
          reg(condition->operands[1]);
          break;
        case Opcode::Truth: {
          const Instruction* compare = asInstruction(condition->operands[0]);
          if (compare && fused_[compare->id] && !isConstant(*compare)) {
            loc = compare->loc;
            start(offset(invert ? Op::JumpIfNotLt : Op::JumpIfLt, compare->op, Opcode::Lt));
            reg(compare->operands[0]);
            reg(compare->operands[1]);
          } else {
            pair(Op::JumpIfTruth, Op::JumpIfNotTruth);
            reg(condition->operands[0]);
          }
          break;
        }
        default: emitRawCompareBranch(*condition, invert);
      }
    }
    jump(labelOf(target, loc));
    finish(loc);
    jumpTo(other, next, loc);
  }

  /// JumpIf[Not]{Lt,Le,Eq,Ne}{I64,F64}; greater-than swaps the operands, a negated (in)equality becomes its opposite. A negated float
  /// order test is an instruction of its own because of NaN.
  void emitRawCompareBranch(const Instruction& compare, bool invert) {
    const bool isFloat = rawKind(compare) == Type::F64;
    const ir::Value *a = compare.operands[0], *b = compare.operands[1];
    Opcode op = compare.op;
    if (op == Opcode::Gt || op == Opcode::Ge) {
      std::swap(a, b);
      op = op == Opcode::Gt ? Opcode::Lt : Opcode::Le;
    }
    Op chosen;
    switch (op) {
      case Opcode::Lt: chosen = isFloat ? (invert ? Op::JumpIfNotLtF64 : Op::JumpIfLtF64) : (invert ? Op::JumpIfNotLtI64 : Op::JumpIfLtI64); break;
      case Opcode::Le: chosen = isFloat ? (invert ? Op::JumpIfNotLeF64 : Op::JumpIfLeF64) : (invert ? Op::JumpIfNotLeI64 : Op::JumpIfLeI64); break;
      default: {
        const bool equal = (op == Opcode::Eq) != invert;
        chosen = isFloat ? (equal ? Op::JumpIfEqF64 : Op::JumpIfNeF64) : (equal ? Op::JumpIfEqI64 : Op::JumpIfNeI64);
      }
    }
    start(chosen);
    reg(a);
    reg(b);
  }

  void binary(Op op, const Instruction& inst) {
    start(op);
    reg(&inst);
    reg(inst.operands[0]);
    reg(inst.operands[1]);
  }
  void unary(Op op, const Instruction& inst) {
    start(op);
    reg(&inst);
    reg(inst.operands[0]);
  }
  void overflowJump(const Instruction& inst) { jump(labelOf(inst.overflow, inst.loc)); }

  /// Dynamic op with a fast handler of its own, or Op::Count.
  static Op fastDynamic(Opcode op) {
    switch (op) {
      case Opcode::Add: return Op::AddAny;
      case Opcode::Sub: return Op::SubAny;
      case Opcode::Mul: return Op::MulAny;
      case Opcode::TrueDiv: return Op::TrueDivAny;
      case Opcode::FloorDiv: return Op::FloorDivAny;
      case Opcode::Mod: return Op::ModAny;
      case Opcode::And: return Op::AndAny;
      case Opcode::Or: return Op::OrAny;
      case Opcode::Xor: return Op::XorAny;
      case Opcode::LShift: return Op::LShiftAny;
      case Opcode::RShift: return Op::RShiftAny;
      case Opcode::IAdd: return Op::IAddAny;
      case Opcode::ISub: return Op::ISubAny;
      case Opcode::IMul: return Op::IMulAny;
      case Opcode::Lt: return Op::LtAny;
      case Opcode::Le: return Op::LeAny;
      case Opcode::Eq: return Op::EqAny;
      case Opcode::Ne: return Op::NeAny;
      case Opcode::Gt: return Op::GtAny;
      case Opcode::Ge: return Op::GeAny;
      default: return Op::Count;
    }
  }

  /// The plain form of an in-place op: raw values have no in-place behaviour of their own.
  static Opcode plainOf(Opcode op) {
    switch (op) {
      case Opcode::IAdd: return Opcode::Add;
      case Opcode::ISub: return Opcode::Sub;
      case Opcode::IMul: return Opcode::Mul;
      case Opcode::ITrueDiv: return Opcode::TrueDiv;
      case Opcode::IFloorDiv: return Opcode::FloorDiv;
      case Opcode::IMod: return Opcode::Mod;
      case Opcode::IPow: return Opcode::Pow;
      case Opcode::ILShift: return Opcode::LShift;
      case Opcode::IRShift: return Opcode::RShift;
      case Opcode::IAnd: return Opcode::And;
      case Opcode::IOr: return Opcode::Or;
      case Opcode::IXor: return Opcode::Xor;
      default: return op;
    }
  }

  static Op unboxing(Opcode op) {
    switch (op) {
      case Opcode::UnboxInt: return Op::UnboxI64;
      case Opcode::UnboxFloat: return Op::UnboxF64;
      case Opcode::UnboxNumber: return Op::UnboxNumber;
      default: return Op::UnboxI1;
    }
  }

  void emitRawArithmetic(const Instruction& inst) {
    const bool isFloat = inst.operands[0]->type == Type::F64;
    const Opcode op = plainOf(inst.op);
    const auto intOp = [&](Op o) {
      binary(o, inst);
      overflowJump(inst);
    };
    switch (op) {
      case Opcode::Add: isFloat ? binary(Op::AddF64, inst) : intOp(Op::AddI64); break;
      case Opcode::Sub: isFloat ? binary(Op::SubF64, inst) : intOp(Op::SubI64); break;
      case Opcode::Mul: isFloat ? binary(Op::MulF64, inst) : intOp(Op::MulI64); break;
      case Opcode::TrueDiv: binary(isFloat ? Op::TrueDivF64 : Op::TrueDivI64, inst); break;
      case Opcode::FloorDiv: isFloat ? binary(Op::FloorDivF64, inst) : intOp(Op::FloorDivI64); break;
      case Opcode::Mod: isFloat ? binary(Op::ModF64, inst) : intOp(Op::ModI64); break;
      case Opcode::Pow: intOp(isFloat ? Op::PowF64 : Op::PowI64); break;
      case Opcode::LShift: intOp(Op::LShiftI64); break;
      case Opcode::RShift: intOp(Op::RShiftI64); break;
      case Opcode::And: binary(Op::AndI64, inst); break;
      case Opcode::Or: binary(Op::OrI64, inst); break;
      case Opcode::Xor: binary(Op::XorI64, inst); break;
      case Opcode::Neg:
        if (isFloat) return unary(Op::NegF64, inst);
        unary(Op::NegI64, inst);
        overflowJump(inst);
        break;
      case Opcode::Pos: unary(Op::Move, inst); break;
      case Opcode::Invert: unary(Op::InvertI64, inst); break;
      case Opcode::Lt: binary(isFloat ? Op::LtF64 : Op::LtI64, inst); break;
      case Opcode::Le: binary(isFloat ? Op::LeF64 : Op::LeI64, inst); break;
      case Opcode::Eq: binary(isFloat ? Op::EqF64 : Op::EqI64, inst); break;
      case Opcode::Ne: binary(isFloat ? Op::NeF64 : Op::NeI64, inst); break;
      case Opcode::Gt:
      case Opcode::Ge:
        start(op == Opcode::Gt ? (isFloat ? Op::LtF64 : Op::LtI64) : (isFloat ? Op::LeF64 : Op::LeI64));
        reg(&inst);
        reg(inst.operands[1]);
        reg(inst.operands[0]);
        break;
      default: assert(false && "a raw operation the interpreter does not know");
    }
  }

  void list(const Instruction& inst, size_t from) {
    units_.push_back(static_cast<uint16_t>(inst.operands.size() - from));
    for (size_t k = from; k < inst.operands.size(); ++k) reg(inst.operands[k]);
  }

  void emitGeneric(const Instruction& inst) {
    const ir::OpInfo& info = ir::infoOf(inst.op);
    assert(!info.helper.empty() && "an op without helper reached the generic encoder");
    start(static_cast<Op>(inst.op));
    if (inst.type != Type::Void) reg(&inst);
    size_t operand = 0, attr = 0;
    for (const ir::OperandInfo& o : info.operands) {
      if (o.kind == ir::OperandKind::AnyList) list(inst, operand);
      else if (ir::isAttribute(o.kind)) number(inst.attrs[attr++]);
      else reg(inst.operands[operand++]);
    }
  }

  /// Returns how many following instructions it took along.
  uint32_t emitInstruction(const BasicBlock& block, size_t k, const BasicBlock* next) {
    const Instruction& inst = *block.insts[k];
    const auto& o = inst.operands;
    switch (inst.op) {
      case Opcode::Const:
        if (register_[inst.id] != kNoRegister && isConstantRegister(register_[inst.id])) return 0;
        start(Op::LoadConst);
        reg(&inst);
        number(inst.attrs[0]);
        break;
      case Opcode::Unbound:
      case Opcode::ConstInt:
      case Opcode::ConstFloat:
      case Opcode::ConstBool: return 0;  // constant registers
      case Opcode::Box:
        switch (o[0]->type) {
          case Type::I64: unary(Op::BoxI64, inst); break;
          case Type::F64: unary(Op::BoxF64, inst); break;
          case Type::I1: unary(Op::BoxI1, inst); break;
          default: unary(Op::Move, inst);
        }
        break;
      case Opcode::UnboxInt:
      case Opcode::UnboxFloat:
      case Opcode::UnboxNumber:
      case Opcode::UnboxBool:
        unary(unboxing(inst.op), inst);
        overflowJump(inst);
        break;
      case Opcode::RangeNext: binary(Op::NextI64, inst); break;
      case Opcode::CalleeIs:
        unary(Op::CalleeIsFunction, inst);
        number(inst.attrs[0]);
        break;
      case Opcode::FrameCheck: start(Op::CheckFrame); break;
      case Opcode::ListLen:
        unary(Op::ListLength, inst);
        overflowJump(inst);
        break;
      case Opcode::ListGet:
      case Opcode::ListGetF64:
      case Opcode::ListGetBool:
        binary(inst.op == Opcode::ListGet ? Op::ListLoad : inst.op == Opcode::ListGetF64 ? Op::ListLoadF64 : Op::ListLoadI1, inst);
        overflowJump(inst);
        break;
      case Opcode::ListSet:
      case Opcode::ListSetF64:
      case Opcode::ListSetBool:
        start(inst.op == Opcode::ListSet ? Op::ListStore : inst.op == Opcode::ListSetF64 ? Op::ListStoreF64 : Op::ListStoreI1);
        for (const ir::Value* v : o) reg(v);
        overflowJump(inst);
        break;
      case Opcode::ListItems:
        unary(Op::ListItemsOf, inst);
        overflowJump(inst);
        number(inst.attrs[0]);
        break;
      case Opcode::ItemsGet:
      case Opcode::ItemsGetF64:
      case Opcode::ItemsGetBool:
        start(inst.op == Opcode::ItemsGetBool ? Op::ItemsLoadI1 : Op::ItemsLoad);
        reg(&inst);
        for (const ir::Value* v : o) reg(v);
        overflowJump(inst);
        break;
      case Opcode::ItemsSet:
      case Opcode::ItemsSetF64:
      case Opcode::ItemsSetBool:
        start(inst.op == Opcode::ItemsSet ? Op::ItemsStore : inst.op == Opcode::ItemsSetF64 ? Op::ItemsStoreF64 : Op::ItemsStoreI1);
        for (const ir::Value* v : o) reg(v);
        overflowJump(inst);
        break;
      case Opcode::PollPending:
        start(Op::TestPoll);
        reg(&inst);
        break;
      case Opcode::SlotGet:
      case Opcode::SlotGetF64:
        unary(inst.op == Opcode::SlotGet ? Op::FieldLoad : Op::FieldLoadF64, inst);
        overflowJump(inst);
        number(inst.attrs[0] << 16 | inst.attrs[1]);
        break;
      case Opcode::SlotSet:
      case Opcode::SlotSetF64:
        start(inst.op == Opcode::SlotSet ? Op::FieldStore : Op::FieldStoreF64);
        for (const ir::Value* v : o) reg(v);
        overflowJump(inst);
        number(inst.attrs[0] << 16 | inst.attrs[1]);
        break;
      case Opcode::MathCall:
        binary(Op::MathF64, inst);
        overflowJump(inst);
        number((inst.attrs[0] + 1) | (inst.attrs[1] ? 65536 : 0));
        break;
      case Opcode::IntToFloat: unary(Op::I64ToF64, inst); break;
      case Opcode::BoolToInt: unary(Op::Move, inst); break;
      case Opcode::Truth:
        unary(o[0]->type == Type::Any ? Op::TruthAny : o[0]->type == Type::F64 ? Op::TruthF64 : o[0]->type == Type::I64 ? Op::TruthI64 : Op::Move, inst);
        break;
      case Opcode::BoolNot: unary(Op::NotI1, inst); break;
      case Opcode::IsUnbound: unary(Op::IsUnboundAny, inst); break;
      case Opcode::IsEnd: unary(Op::IsEndAny, inst); break;
      case Opcode::Is: binary(Op::IsAny, inst); break;
      case Opcode::CheckBound:
        unary(Op::CheckBoundAny, inst);
        number(inst.attrs[0]);
        break;
      case Opcode::GlobalGet:
        start(Op::GlobalLoad);
        reg(&inst);
        number(inst.attrs[0]);
        break;
      case Opcode::GlobalSet:
        start(Op::GlobalStore);
        reg(o[0]);
        number(inst.attrs[0]);
        break;
      case Opcode::GlobalDel:
        start(Op::GlobalDelete);
        number(inst.attrs[0]);
        break;
      case Opcode::BuiltinGet:
        start(Op::BuiltinLoad);
        reg(&inst);
        number(inst.attrs[0]);
        break;
      case Opcode::NameGet:
        unary(Op::NameLoad, inst);
        number(inst.attrs[0]);
        number(inst.attrs[1]);
        break;
      case Opcode::CellGet:
        unary(Op::CellLoad, inst);
        number(inst.attrs[0]);
        number(inst.attrs[1]);
        break;
      case Opcode::CellSet:
        start(Op::CellStore);
        reg(o[0]);
        reg(o[1]);
        break;
      case Opcode::ClosureCell:
        start(Op::LoadClosureCell);
        reg(&inst);
        number(inst.attrs[0]);
        break;
      case Opcode::AttrGet:
        unary(Op::AttrLoad, inst);
        number(inst.attrs[0]);
        number(out_.cacheCount++);
        break;
      case Opcode::AttrSet:
        start(Op::AttrStore);
        reg(o[0]);
        number(inst.attrs[0]);
        reg(o[1]);
        number(out_.cacheCount++);
        break;
      case Opcode::ItemGet: binary(o[1]->type == Type::I64 ? Op::ItemLoadI64 : Op::ItemLoad, inst); break;
      case Opcode::ItemSet:
        start(o[1]->type == Type::I64 ? Op::ItemStoreI64 : Op::ItemStore);
        reg(o[0]);
        reg(o[1]);
        reg(o[2]);
        break;
      case Opcode::ListAppend:
        start(Op::ListAppendItem);
        reg(o[0]);
        reg(o[1]);
        break;
      case Opcode::TupleItem:
        unary(Op::TupleLoad, inst);
        number(inst.attrs[0]);
        break;
      case Opcode::Call:
        start(inst.attrs[0] < 0 ? Op::CallPos : Op::CallKw);
        reg(&inst);
        reg(o[0]);
        if (inst.attrs[0] >= 0) number(inst.attrs[0]);
        list(inst, 1);
        break;
      case Opcode::CallMethod:
        start(Op::MethodCall);
        reg(&inst);
        reg(o[0]);
        number(inst.attrs[0]);
        number(inst.attrs[1]);
        number(out_.cacheCount++);
        list(inst, 1);
        break;
      case Opcode::CallDirect:
        start(Op::CallKnown);
        reg(&inst);
        number(inst.attrs[0]);
        reg(o[0]);
        list(inst, 1);
        break;
      case Opcode::ExcCatch:
      case Opcode::ExcHandled:
        start(inst.op == Opcode::ExcCatch ? Op::Catch : Op::LoadHandled);
        reg(&inst);
        break;
      case Opcode::ExcRestore:
        start(Op::RestoreHandled);
        reg(o[0]);
        break;
      case Opcode::GenNew:
        start(Op::GeneratorNew);
        reg(&inst);
        number(inst.attrs[0]);
        break;
      case Opcode::GenInit:
        start(Op::GeneratorInit);
        reg(o[0]);
        reg(o[1]);
        number(inst.attrs[0]);
        break;
      case Opcode::GenState:
        start(Op::GeneratorState);
        reg(&inst);
        break;
      case Opcode::GenLoad:
        start(Op::SlotLoad);
        reg(&inst);
        number(inst.attrs[0]);
        break;
      case Opcode::GenStore:
        start(Op::SlotStore);
        reg(o[0]);
        number(inst.attrs[0]);
        break;
      case Opcode::GenSent:
      case Opcode::YieldFromResult:
        start(inst.op == Opcode::GenSent ? Op::Sent : Op::DelegateResult);
        reg(&inst);
        break;
      case Opcode::YieldFromStep: unary(Op::DelegateStep, inst); break;
      case Opcode::IterNext:
        // `iter.next`, `is.end`, `br.if` as one instruction when nothing else looks at the answer of is.end.
        if (k + 2 < block.insts.size() && !inst.unwind && block.insts[k + 1]->op == Opcode::IsEnd && block.insts[k + 1]->operands[0] == &inst &&
            uses_[block.insts[k + 1]->id] == 1 && block.insts[k + 2]->op == Opcode::CondBr && block.insts[k + 2]->operands[0] == block.insts[k + 1].get()) {
          const Instruction& branch = *block.insts[k + 2];
          // Whichever edge can fall through does.
          const bool endFollows = branch.successors[0].target == next && !needsMoves(branch.successors[0]);
          start(endFollows ? Op::JumpNext : Op::NextOrJump);
          reg(&inst);
          reg(o[0]);
          jump(labelOf(branch.successors[endFollows ? 1 : 0], inst.loc));
          finish(inst.loc);
          jumpTo(branch.successors[endFollows ? 0 : 1], next, inst.loc);
          return 2;
        }
        emitGeneric(inst);
        break;
      case Opcode::Poll:
        if (k + 1 < block.insts.size() && block.insts[k + 1]->op == Opcode::Br && !inst.unwind) {
          jumpTo(block.insts[k + 1]->successors[0], next, inst.loc, Op::LoopJump);
          return 1;
        }
        start(Op::PollSignals);
        break;
      case Opcode::Br: jumpTo(inst.successors[0], next, inst.loc); return 0;
      case Opcode::CondBr: emitCondBr(inst, next); return 0;
      case Opcode::Switch: {
        // One distance per successor follows the register and the count; the list's units hold them as 32-bit pairs.
        start(Op::SwitchTable);
        reg(o[0]);
        number(static_cast<int64_t>(inst.successors.size()));
        units_.push_back(static_cast<uint16_t>(2 * inst.successors.size()));
        for (const Edge& e : inst.successors) jump(labelOf(e, inst.loc));
        break;
      }
      case Opcode::Return:
        start(function_.isResume ? Op::RetGenerator : Op::Ret);
        reg(o[0]);
        break;
      case Opcode::Yield:
        start(Op::YieldValue);
        reg(o[0]);
        number(inst.attrs[0]);
        break;
      case Opcode::Raise:
        start(Op::RaiseValue);
        reg(o[0]);
        reg(o[1]);
        break;
      case Opcode::Reraise:
        start(Op::ReraiseValue);
        reg(o[0]);
        break;
      case Opcode::Unreachable: start(Op::Trap); break;
      default: {
        const ir::OpInfo& info = ir::infoOf(inst.op);
        const bool isNumeric = !info.operands.empty() && info.operands[0].kind == ir::OperandKind::Num;
        bool isDynamic = false;
        for (const ir::Value* v : o) isDynamic |= v->type == Type::Any;
        if (isNumeric && !isDynamic) emitRawArithmetic(inst);
        else if (const Op fast = fastDynamic(inst.op); fast != Op::Count) binary(fast, inst);
        else emitGeneric(inst);
      }
    }
    finish(inst.loc);
    return 0;
  }
};

}  // namespace

bool compileProgram(const ir::Module& module, BytecodeProgram& out, std::string& error, CompileMode mode) {
  out.image = engine::writeImage(module);
  out.constantCount = static_cast<uint32_t>(module.constants.size());
  out.globalCount = static_cast<uint32_t>(module.globals.size());
  out.functions.resize(module.functions.size());
  for (size_t i = 0; i < module.functions.size(); ++i)
    if (!FunctionCompiler(*module.functions[i], out.functions[i], mode).run(error)) return false;
  return true;
}

}  // namespace trivium::interp
