// IR to bytecode, one function at a time:
//   1. what is fused with what (fusion.h);
//   2. liveness of values that cross blocks (backward data flow over bit sets);
//   3. linear scan over one interval per value; no spilling, a frame has up to 65,536 registers. Block parameters and the values passed
//      to them ask for the same register, so most edges need no moves (hints in the sense of Wimmer & Franz 2010); they may share it while
//      both have intervals if one lives in the holes of the other;
//   4. emission in block order: fused instructions, for-loop steps and polls, the test of a loop at its end; edges that still need moves
//      get them before the jump (or in a stub when the edge is a side exit or one of several), jumps are patched at the end.
#include <algorithm>
#include <cassert>
#include <unordered_map>

#include "engine/image.h"
#include "interp/bytecode.h"
#include "interp/fusion.h"
#include "interp/selection.h"
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
    numberValues();
    plan_ = planFusion(function_, valueCount_, mode_ == CompileMode::Counting);
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
  FusionPlan plan_;
  std::vector<uint32_t> register_;   // [value]
  std::vector<const ir::Value*> values_;

  // ---- uses and fusion

  template <class F> void forEachUse(const Instruction& inst, F&& f) const {
    for (size_t k = 0; k < inst.operands.size(); ++k)
      if (k != 1 || !plan_.isImmediate[inst.id]) f(inst.operands[k]);
    for (const Edge& e : inst.successors)
      for (const ir::Value* v : e.args) f(v);
    for (const ir::Value* v : inst.unwind.args) f(v);
    if (takesOverflow(inst))
      for (const ir::Value* v : inst.overflow.args) f(v);
  }
  bool takesOverflow(const Instruction& inst) const { return plan_.takesOverflow(inst); }
  bool isAbsorbed(const ir::Value* v) const { return plan_.absorbed[v->id]; }
  bool isReachable(const BasicBlock& b) const { return plan_.isReachable[b.id]; }
  /// The instruction that `v` is if it is part of the one that uses it, else null.
  const Instruction* absorbed(const ir::Value* v) const { return isAbsorbed(v) ? asInstruction(v) : nullptr; }

  void numberValues() {
    values_.assign(valueCount_, nullptr);
    register_.assign(valueCount_, kNoRegister);
    for (auto& b : function_.blocks) {
      for (auto& p : b->params) values_[p->id] = p.get();
      for (auto& i : b->insts) values_[i->id] = i.get();
    }
  }

  // ---- constants

  void assignConstants() {
    std::unordered_map<int64_t, uint32_t> seenPool, seenRaw;
    for (auto& b : function_.blocks) {
      if (!isReachable(*b)) continue;
      for (auto& i : b->insts) {
        const bool isRaw = i->op == Opcode::ConstInt || i->op == Opcode::ConstFloat || i->op == Opcode::ConstBool;
        if (i->op != Opcode::Const && i->op != Opcode::Unbound && !isRaw) continue;
        if (plan_.uses[i->id] == 0) {
          plan_.absorbed[i->id] = 1;
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
    }
    registerCount_ = static_cast<uint32_t>(out_.paramCount + out_.constants.size());
  }

  bool isPinned(const ir::Value* v) const { return register_[v->id] != kNoRegister || isAbsorbed(v); }

  // ---- liveness and intervals. Position 2i is where instruction i reads, 2i+1 where it writes.

  struct Interval {
    uint32_t value, start, end;
  };
  struct Segment {
    uint32_t first, last;  ///< both inside
  };
  std::vector<std::vector<Segment>> segments_;  // [value] where it lives, in order; between them are holes

  void computeLiveness() {
    // Only values used outside their own block take part in the data flow.
    std::vector<uint32_t> denseIndex(valueCount_, UINT32_MAX), dense;
    for (auto& b : function_.blocks) {
      if (!isReachable(*b)) continue;
      for (auto& i : b->insts)
        forEachOperandFused(*i, [&](const ir::Value* v) {
          if (homeOf(v) != b.get() && denseIndex[v->id] == UINT32_MAX) {
            denseIndex[v->id] = static_cast<uint32_t>(dense.size());
            dense.push_back(v->id);
          }
        });
    }
    const size_t words = (dense.size() + 63) / 64;
    const size_t n = function_.blocks.size();
    std::vector<uint64_t> liveIn(n * words), gen(n * words), kill(n * words);
    const auto set = [&](std::vector<uint64_t>& bits, uint32_t block, uint32_t value) {
      bits[block * words + denseIndex[value] / 64] |= uint64_t{1} << (denseIndex[value] % 64);
    };
    std::vector<std::vector<uint32_t>> succs(n);
    for (auto& b : function_.blocks) {
      if (!isReachable(*b)) continue;
      for (auto& p : b->params)
        if (denseIndex[p->id] != UINT32_MAX) set(kill, b->id, p->id);
      for (auto& i : b->insts) {
        forEachOperandFused(*i, [&](const ir::Value* v) {
          if (homeOf(v) != b.get()) set(gen, b->id, v->id);
        });
        if (denseIndex[i->id] != UINT32_MAX) set(kill, b->id, i->id);
        for (const Edge& e : i->successors) succs[b->id].push_back(e.target->id);
        if (i->unwind) succs[b->id].push_back(i->unwind.target->id);
        if (takesOverflow(*i)) succs[b->id].push_back(i->overflow.target->id);
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
    // Segments, block by block.
    segments_.assign(valueCount_, {});
    std::vector<Segment> local(valueCount_, Segment{UINT32_MAX, 0});
    std::vector<uint32_t> touched;
    uint32_t position = 2;
    const auto extend = [&](uint32_t value, uint32_t from, uint32_t to) {
      if (local[value].first == UINT32_MAX) touched.push_back(value);
      local[value].first = std::min(local[value].first, from);
      local[value].last = std::max(local[value].last, to);
    };
    for (auto& b : function_.blocks) {
      if (!isReachable(*b)) continue;
      const uint32_t first = position;
      forEachBit(liveIn.data() + b->id * words, words, [&](size_t bit) { extend(dense[bit], first, first); });
      for (auto& p : b->params) extend(p->id, first, first);
      position += 2;
      for (auto& i : b->insts) {
        forEachOperandFused(*i, [&](const ir::Value* v) { extend(v->id, position, position); });
        // On a side exit the result is not written, so it may take the place of a value that the edge carries along; but a store that
        // computes what it stores leaves that behind before it exits.
        if (i->op == Opcode::SlotSetF64)
          for (const ir::Value* v : i->operands)
            if (plan_.late[v->id]) extend(v->id, position + 1, position + 1);
        extend(i->id, position + 1, position + 1);
        position += 2;
      }
      std::vector<uint64_t> out(words);
      for (uint32_t s : succs[b->id])
        for (size_t w = 0; w < words; ++w) out[w] |= liveIn[s * words + w];
      forEachBit(out.data(), words, [&](size_t bit) { extend(dense[bit], position - 1, position - 1); });
      for (const uint32_t v : touched) {
        auto& all = segments_[v];
        if (!all.empty() && all.back().last + 1 == local[v].first) all.back().last = local[v].last;
        else all.push_back(local[v]);
        local[v] = {UINT32_MAX, 0};
      }
      touched.clear();
    }
  }
  template <class F> static void forEachBit(const uint64_t* bits, size_t words, F&& f) {
    for (size_t w = 0; w < words; ++w)
      for (uint64_t rest = bits[w]; rest; rest &= rest - 1) f(w * 64 + static_cast<size_t>(__builtin_ctzll(rest)));
  }

  /// Reads of an instruction, those of instructions it absorbed included (they read at its place).
  template <class F> void forEachOperandFused(const Instruction& inst, F&& f) {
    if (isAbsorbed(&inst) || plan_.late[inst.id]) return;
    const auto operand = [&](const ir::Value* v, auto&& self) -> void {
      const Instruction* i = asInstruction(v);
      if (i && (isAbsorbed(i) || (plan_.late[i->id] && inst.op == Opcode::SlotSetF64 && inst.operands[1] == i))) {
        if (isConstant(*i)) return;
        for (size_t k = 0; k < i->operands.size(); ++k)
          if (k != 1 || !plan_.isImmediate[i->id]) self(i->operands[k], self);
        if (plan_.late[i->id]) f(v);
      } else if (register_[v->id] == kNoRegister || !asInstruction(v)) {
        f(v);
      }
    };
    forEachUse(inst, [&](const ir::Value* v) { operand(v, operand); });
  }
  static const BasicBlock* homeOf(const ir::Value* v) {
    return v->kind == ir::Value::Kind::Parameter ? static_cast<const ir::BlockParameter*>(v)->block : static_cast<const Instruction*>(v)->block;
  }

  void allocate() {
    std::vector<Interval> intervals;
    for (uint32_t v = 0; v < valueCount_; ++v) {
      if (isPinned(values_[v]) || values_[v]->type == Type::Void) continue;
      if (!segments_[v].empty()) intervals.push_back({v, segments_[v].front().first, segments_[v].back().last});
    }
    std::sort(intervals.begin(), intervals.end(), [](const Interval& a, const Interval& b) {
      return a.start != b.start ? a.start < b.start : a.value < b.value;
    });
    // Hints: parameter <-> arguments.
    std::vector<std::vector<uint32_t>> hints(valueCount_);
    for (auto& b : function_.blocks) {
      if (!isReachable(*b)) continue;
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
        if (takesOverflow(*i)) edge(i->overflow);
      }
    }
    // Of a register that is not free: the values in it since it last was, and the end of the longest.
    std::vector<std::vector<uint32_t>> inside(registerCount_);
    std::vector<uint32_t> busyUntil(registerCount_);
    std::vector<std::pair<uint32_t, uint32_t>> active;  // heap by end: (end, register); outdated when the register has a later one
    const auto later = [](auto& a, auto& b) { return a.first > b.first; };
    const auto occupy = [&](uint32_t r, uint32_t value, uint32_t end) {
      register_[value] = r;
      inside[r].push_back(value);
      busyUntil[r] = std::max(busyUntil[r], end);
      active.push_back({busyUntil[r], r});
      std::push_heap(active.begin(), active.end(), later);
    };
    // Function parameters keep their place.
    uint32_t paramRegister = 0;
    for (auto& p : function_.blocks.front()->params) occupy(paramRegister++, p->id, segments_[p->id].empty() ? 0 : segments_[p->id].back().last);
    std::vector<uint32_t> freeList, near;
    std::vector<char> isFree(registerCount_);
    std::vector<uint32_t> seenAt(valueCount_);  // [value] number of the interval that last asked for its register
    uint32_t asked = 0;
    const auto fits = [&](uint32_t r, uint32_t value) {
      if (isFree[r]) return true;
      constexpr size_t kMaxShared = 32;
      return inside[r].size() < kMaxShared &&
             std::none_of(inside[r].begin(), inside[r].end(), [&](uint32_t other) { return overlap(segments_[other], segments_[value]); });
    };
    for (const Interval& interval : intervals) {
      if (register_[interval.value] != kNoRegister) continue;
      while (!active.empty() && active.front().first < interval.start) {
        const auto [end, r] = active.front();
        std::pop_heap(active.begin(), active.end(), later);
        active.pop_back();
        if (isFree[r] || end != busyUntil[r]) continue;
        isFree[r] = 1;
        inside[r].clear();
        freeList.push_back(r);
      }
      uint32_t chosen = kNoRegister;
      // The nearest value over parameters and arguments whose register fits.
      constexpr size_t kMaxAsked = 32;
      near.assign(1, interval.value);
      seenAt[interval.value] = ++asked;
      for (size_t n = 0; n < near.size() && chosen == kNoRegister; ++n)
        for (uint32_t h : hints[near[n]]) {
          if (seenAt[h] == asked) continue;
          seenAt[h] = asked;
          if (near.size() < kMaxAsked) near.push_back(h);
          const uint32_t r = register_[h];
          if (r == kNoRegister || isConstantRegister(r) || !fits(r, interval.value)) continue;
          chosen = r;
          break;
        }
      if (chosen == kNoRegister) {
        while (!freeList.empty() && !isFree[freeList.back()]) freeList.pop_back();
        if (!freeList.empty()) {
          chosen = freeList.back();
          freeList.pop_back();
        } else {
          chosen = registerCount_++;
          inside.emplace_back();
          busyUntil.push_back(0);
          isFree.push_back(0);
        }
      }
      isFree[chosen] = 0;
      occupy(chosen, interval.value, interval.end);
    }
  }
  static bool overlap(const std::vector<Segment>& a, const std::vector<Segment>& b) {
    for (size_t i = 0, k = 0; i < a.size() && k < b.size();) {
      if (a[i].last < b[k].first) ++i;
      else if (b[k].last < a[i].first) ++k;
      else return true;
    }
    return false;
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

  /// Moves for an edge, as one parallel assignment; without that for parameter `skipped`.
  void emitMoves(const Edge& e, uint32_t loc, size_t skipped = SIZE_MAX) {
    struct Copy {
      uint32_t to, from;
    };
    std::vector<Copy> copies;
    for (size_t k = 0; k < e.args.size(); ++k) {
      if (k == skipped || plan_.uses[e.target->params[k]->id] == 0) continue;
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
      if (plan_.uses[e.target->params[k]->id] && register_[e.target->params[k]->id] != operandRegister(e.args[k])) return true;
    return false;
  }
  /// Where a jump to `b` ends if that only jumps on.
  const BasicBlock* finalTarget(const BasicBlock* b) {
    for (int hops = 0; hops < 8; ++hops) {
      const Instruction* last = b->terminator();
      if (mode_ == CompileMode::Counting || last->op != Opcode::Br || needsMoves(last->successors[0])) break;
      if (!std::all_of(b->insts.begin(), b->insts.end(), [&](auto& i) { return i.get() == last || isNothing(*i); })) break;
      b = last->successors[0].target;
    }
    return b;
  }
  /// Whether no code stands for the instruction itself.
  bool isNothing(const Instruction& i) const {
    return isAbsorbed(&i) || plan_.late[i.id] || (isConstant(i) && register_[i.id] != kNoRegister && isConstantRegister(register_[i.id]));
  }
  /// Label to jump to for an edge; a stub when it needs moves.
  uint32_t labelOf(const Edge& e, uint32_t loc) {
    if (!needsMoves(e)) return finalTarget(e.target)->id;
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
      if (!isReachable(block)) continue;
      labelAt_[b] = static_cast<uint32_t>(out_.code.size());
      size_t following = b + 1;
      while (following < n && !plan_.isReachable[following]) ++following;
      const BasicBlock* next = following < n ? function_.blocks[following].get() : nullptr;
      if (mode_ == CompileMode::Counting) emitCounters(b);
      for (size_t k = 0; k < block.insts.size(); ++k) {
        const Instruction& inst = *block.insts[k];
        if (isAbsorbed(&inst) || plan_.late[inst.id]) continue;
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
      jump(finalTarget(stub.edge->target)->id);
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
    const BasicBlock* target = finalTarget(e.target);
    if (target == next && op == Op::Jump) return;
    start(op);
    jump(target->id);
    finish(loc);
  }

  static Op offset(Op first, Opcode op, Opcode firstOpcode) {
    return static_cast<Op>(static_cast<unsigned>(first) + static_cast<unsigned>(op) - static_cast<unsigned>(firstOpcode));
  }

  void emitCondBr(const Instruction& inst, const BasicBlock* next) {
    const Edge *yes = &inst.successors[0], *no = &inst.successors[1];
    const Instruction* condition = asInstruction(inst.operands[0]);
    const bool isFused = condition && isAbsorbed(condition) && !isConstant(*condition);
    if (isFused && condition->op == Opcode::PollPending) {
      start(Op::JumpIfPending);
      jump(labelOf(*yes, inst.loc));
      finish(inst.loc);
      if (!emitLoopEnd(*inst.block, *no, next, inst.loc, false)) jumpTo(*no, next, inst.loc);
      return;
    }
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
          if (plan_.isImmediate[condition->id]) {
            pair(Op::JumpIfNone, Op::JumpIfNotNone);
            reg(condition->operands[0]);
            break;
          }
          pair(Op::JumpIfIs, Op::JumpIfIsNot);
          reg(condition->operands[0]);
          reg(condition->operands[1]);
          break;
        case Opcode::Truth: {
          const Instruction* compare = asInstruction(condition->operands[0]);
          if (compare && isAbsorbed(compare) && !isConstant(*compare)) {
            loc = compare->loc;
            const bool withConstant = plan_.isImmediate[compare->id];
            start(offset(withConstant ? (invert ? Op::JumpIfNotLtSmall : Op::JumpIfLtSmall) : (invert ? Op::JumpIfNotLt : Op::JumpIfLt), compare->op, Opcode::Lt));
            reg(compare->operands[0]);
            withConstant ? immediate(*compare) : reg(compare->operands[1]);
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

  /// Greater-than swaps the operands.
  void emitRawCompareBranch(const Instruction& compare, bool invert) {
    const ir::Value *a = compare.operands[0], *b = compare.operands[1];
    if (compare.op == Opcode::Gt || compare.op == Opcode::Ge) std::swap(a, b);
    start(rawBranch(compare.op, rawKind(compare) == Type::F64, invert));
    reg(a);
    reg(b);
  }

  /// The end of a loop whose header does nothing but decide whether to go on, as one instruction: poll, step, test, jump. False: the
  /// header is not like that, nothing has been emitted.
  /// Without `polls` that has been seen to.
  bool emitLoopEnd(const BasicBlock& from, const Edge& back, const BasicBlock* next, uint32_t loc, bool polls) {
    const BasicBlock& header = *back.target;
    if (mode_ == CompileMode::Counting) return false;
    // The header's code, which may go on in the next block behind a side exit.
    std::vector<const Instruction*> code;
    const BasicBlock* last = &header;
    for (int hops = 0;; ++hops) {
      for (auto& i : last->insts)
        if (i.get() != last->terminator() && !isNothing(*i)) code.push_back(i.get());
      if (last->terminator()->op != Opcode::Br) break;
      if (hops == 2 || code.size() > 2 || needsMoves(last->terminator()->successors[0])) return false;
      last = last->terminator()->successors[0].target;
    }
    const Instruction& branch = *last->terminator();
    if (branch.op != Opcode::CondBr) return false;
    const Instruction* compare = absorbed(branch.operands[0]);
    if (compare && compare->op == Opcode::IsEnd) return polls && last == &header && emitIterationEnd(back, *compare, next);
    if (!compare || !isCompare(compare->op) || rawKind(*compare) != Type::I64) return false;
    const Instruction *step = nullptr, *length = nullptr;
    if (!code.empty() && code[0]->op == Opcode::ListLen) length = code[0];
    if (code.size() > (length ? 1u : 0u) && code.back()->op == Opcode::RangeNext) step = code.back();
    if (code.size() != size_t{length != nullptr} + (step != nullptr) || (length && !step)) return false;
    const bool bodyIsFirst = reaches(branch.successors[0].target, from, header);
    const Edge &body = branch.successors[bodyIsFirst ? 0 : 1], &exit = branch.successors[bodyIsFirst ? 1 : 0];
    if (step) {
      size_t k = 0;
      while (k < header.params.size() && header.params[k].get() != step->operands[0]) ++k;
      if (k == header.params.size() || back.args[k] != step || compare->operands[0] != step->operands[0]) return false;
      const bool up = compare->op == (bodyIsFirst ? Opcode::Lt : Opcode::Ge), down = compare->op == (bodyIsFirst ? Opcode::Gt : Opcode::Le);
      if (!up && (!down || length)) return false;
      if (length && (!polls || compare->operands[1] != length || !takesOverflow(*length))) return false;
      for (size_t p = 0; p < header.params.size(); ++p)  // the step's old value is read after the moves
        if (p != k && plan_.uses[header.params[p]->id] && register_[header.params[p]->id] == register_[step->id]) return false;
      emitMoves(back, loc, k);
      start(length ? Op::LoopList : polls ? (up ? Op::LoopRangeUp : Op::LoopRangeDown) : (up ? Op::StepRangeUp : Op::StepRangeDown));
      reg(step->operands[0]);
      reg(step);
      reg(step->operands[1]);
      reg(compare->operands[1]);
      if (length) reg(length->operands[0]);
    } else {
      emitMoves(back, loc);
      emitRawCompareBranch(*compare, !bodyIsFirst);
      if (polls) units_[0] = static_cast<uint16_t>(static_cast<unsigned>(Op::LoopIfLtI64) + units_[0] - static_cast<unsigned>(Op::JumpIfLtI64));
    }
    jump(labelOf(body, loc));
    if (length) jump(labelOf(length->overflow, loc));
    finish(loc);
    jumpTo(exit, next, loc);
    return true;
  }
  /// The same for a header that asks an iterator.
  bool emitIterationEnd(const Edge& back, const Instruction& test, const BasicBlock* next) {
    const BasicBlock& header = *back.target;
    const Instruction* item = asInstruction(test.operands[0]);
    if (!item || item->op != Opcode::IterNext || item->unwind) return false;
    for (auto& i : header.insts)
      if (i.get() != item && i.get() != header.terminator() && !isNothing(*i)) return false;
    emitMoves(back, item->loc);
    start(Op::LoopNext);
    reg(item);
    reg(item->operands[0]);
    jump(labelOf(header.terminator()->successors[1], item->loc));
    finish(item->loc);
    jumpTo(header.terminator()->successors[0], next, item->loc);
    return true;
  }
  /// Whether a path inside the loop of `header` leads from `start` to `to`, looked for no longer than pays.
  bool reaches(const BasicBlock* start, const BasicBlock& to, const BasicBlock& header) {
    std::vector<const BasicBlock*> work = {start};
    for (size_t k = 0; k < work.size() && k < 100; ++k) {
      if (work[k] == &to) return true;
      for (const Edge& e : work[k]->terminator()->successors)
        if (e.target->id > header.id && std::find(work.begin(), work.end(), e.target) == work.end()) work.push_back(e.target);
    }
    return false;
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
  void overflowJump(const Instruction& inst) {
    if (takesOverflow(inst)) jump(labelOf(inst.overflow, inst.loc));
  }
  /// The constant that is the second operand.
  void immediate(const Instruction& inst) {
    int64_t n = 0;
    [[maybe_unused]] const bool isSmall = smallConstant(function_, inst.operands[1], n);
    assert(isSmall);
    number(n);
  }
  void slotOf(const Instruction& access) { units_.push_back(static_cast<uint16_t>(access.attrs[1])); }

  /// An operation one of whose operands is a product or a slot.
  bool emitFusedFloat(const Instruction& inst, Opcode op) {
    const ir::Value *other = inst.operands[0], *part = inst.operands[1];
    if (!absorbed(part)) std::swap(other, part);
    const Instruction* fused = absorbed(part);
    if (!fused || isConstant(*fused)) return false;
    const bool isProduct = fused->op != Opcode::SlotGetF64;
    switch (op) {
      case Opcode::Add: start(isProduct ? Op::MulAddF64 : Op::AddFieldF64); break;
      case Opcode::Sub: start(isProduct ? Op::MulSubF64 : Op::SubFieldF64); break;
      default: start(Op::MulFieldF64);
    }
    reg(&inst);
    reg(other);
    reg(fused->operands[0]);
    isProduct ? reg(fused->operands[1]) : slotOf(*fused);
    return true;
  }

  /// A store into a slot; the sum it stores may be part of it.
  void emitSlotSet(const Instruction& inst) {
    const ir::Value *object = inst.operands[0], *value = inst.operands[1];
    if (plan_.late[value->id]) {
      const Instruction& sum = *asInstruction(value);
      const bool isAdd = plainOf(sum.op) == Opcode::Add;
      const Instruction* product = absorbed(sum.operands[1]);
      if (product && isConstant(*product)) product = nullptr;
      start(product ? (isAdd ? Op::FieldMulAddF64 : Op::FieldMulSubF64) : (isAdd ? Op::FieldAddF64 : Op::FieldSubF64));
      reg(value);
      reg(object);
      slotOf(inst);
      reg(product ? product->operands[0] : sum.operands[1]);
      if (product) reg(product->operands[1]);
      return overflowJump(inst);
    }
    const bool isFloat = inst.op == Opcode::SlotSetF64, isSafe = plan_.safe[inst.id];
    start(isSafe ? (isFloat ? Op::FieldPutF64 : Op::FieldPut) : (isFloat ? Op::FieldStoreF64 : Op::FieldStore));
    reg(object);
    reg(value);
    if (isSafe) slotOf(inst);
    overflowJump(inst);
    if (!isSafe) number(inst.attrs[0] << 16 | inst.attrs[1]);
  }

  void emitListAccess(const Instruction& inst) {
    const bool isSafe = plan_.safe[inst.id];
    switch (inst.op) {
      case Opcode::ListGet: binary(isSafe ? Op::ListTake : Op::ListLoad, inst); break;
      case Opcode::ListGetF64: binary(isSafe ? Op::ListTake : Op::ListLoadF64, inst); break;
      case Opcode::ListGetBool: binary(isSafe ? Op::ListTakeI1 : Op::ListLoadI1, inst); break;
      default:
        start(inst.op == Opcode::ListSet ? (isSafe ? Op::ListPut : Op::ListStore)
              : inst.op == Opcode::ListSetF64 ? (isSafe ? Op::ListPutF64 : Op::ListStoreF64) : (isSafe ? Op::ListPutI1 : Op::ListStoreI1));
        for (const ir::Value* v : inst.operands) reg(v);
    }
    overflowJump(inst);
  }

  void emitRawArithmetic(const Instruction& inst) {
    const bool isFloat = inst.operands[0]->type == Type::F64;
    const Opcode op = plainOf(inst.op);
    if (isFloat && (op == Opcode::Add || op == Opcode::Sub || op == Opcode::Mul) && emitFusedFloat(inst, op)) return;
    if (plan_.isImmediate[inst.id]) {
      unary(op == Opcode::Mod ? Op::ModPowerI64 : Op::FloorDivPowerI64, inst);
      units_.push_back(static_cast<uint16_t>(powerOfTwo(inst.operands[1])));
      return;
    }
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
      case Opcode::ListSet:
      case Opcode::ListSetF64:
      case Opcode::ListSetBool: emitListAccess(inst); break;
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
        if (plan_.safe[inst.id]) {
          unary(Op::FieldGet, inst);
          slotOf(inst);
          break;
        }
        unary(inst.op == Opcode::SlotGet ? Op::FieldLoad : Op::FieldLoadF64, inst);
        overflowJump(inst);
        number(inst.attrs[0] << 16 | inst.attrs[1]);
        break;
      case Opcode::SlotSet:
      case Opcode::SlotSetF64: emitSlotSet(inst); break;
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
            plan_.uses[block.insts[k + 1]->id] == 1 && block.insts[k + 2]->op == Opcode::CondBr && block.insts[k + 2]->operands[0] == block.insts[k + 1].get()) {
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
          const Edge& back = block.insts[k + 1]->successors[0];
          if (!emitLoopEnd(block, back, next, inst.loc, true)) jumpTo(back, next, inst.loc, Op::LoopJump);
          return 1;
        }
        start(Op::PollSignals);
        break;
      case Opcode::Br: jumpTo(inst.successors[0], next, inst.loc); return 0;
      case Opcode::CondBr: emitCondBr(inst, next); return 0;
      case Opcode::Switch: {
        // One distance per successor follows the register and the count; the list's units hold them as 32-bit pairs.
        start(plan_.late[o[0]->id] ? Op::StateTable : Op::SwitchTable);
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
        if (isNumeric && !isDynamic) {
          emitRawArithmetic(inst);
        } else if (plan_.isImmediate[inst.id]) {
          unary(withSmall(inst.op), inst);
          immediate(inst);
        } else if (const Op fast = fastDynamic(inst.op); fast != Op::Count) {
          binary(fast, inst);
        } else {
          emitGeneric(inst);
        }
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
