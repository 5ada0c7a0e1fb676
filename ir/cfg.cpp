// Dominators by Cooper, Harvey & Kennedy 2001, "A Simple, Fast Dominance Algorithm"; natural loops from back edges; liveness by
// iteration over bit sets.
#include "ir/cfg.h"

#include <algorithm>

namespace trivium::ir {

Cfg::Cfg(Function& f) : function(f), valueCount(f.renumber()) {
  findOrder();
  findDominators();
  findLoops();
}

void Cfg::findOrder() {
  struct Step {
    BasicBlock* block;
    std::vector<BasicBlock*> next;
  };
  std::vector<char> seen(function.blocks.size());
  std::vector<Step> stack;
  const auto visit = [&](BasicBlock* b) {
    seen[b->id] = 1;
    Step step{b, {}};
    forEachEdge(*b, [&](const Instruction&, const Edge& e) { step.next.push_back(e.target); });
    stack.push_back(std::move(step));
  };
  visit(function.blocks.front().get());
  while (!stack.empty()) {
    if (stack.back().next.empty()) {
      order.push_back(stack.back().block);
      stack.pop_back();
      continue;
    }
    BasicBlock* b = stack.back().next.back();
    stack.back().next.pop_back();
    if (!seen[b->id]) visit(b);
  }
  std::reverse(order.begin(), order.end());
  preds.resize(function.blocks.size());
  for (BasicBlock* b : order)
    forEachEdge(*b, [&](Instruction& inst, Edge& e) { preds[e.target->id].push_back({&inst, &e}); });
}

void Cfg::findDominators() {
  const size_t n = function.blocks.size();
  std::vector<uint32_t> position(n, kNone);
  for (uint32_t i = 0; i < order.size(); ++i) position[order[i]->id] = i;
  idom.assign(n, kNone);
  idom[order[0]->id] = order[0]->id;
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = 1; i < order.size(); ++i) {
      uint32_t dominator = kNone;
      for (const IncomingEdge& in : preds[order[i]->id]) {
        uint32_t p = in.inst->block->id;
        if (idom[p] == kNone) continue;
        if (dominator == kNone) {
          dominator = p;
          continue;
        }
        while (p != dominator) {
          while (position[p] > position[dominator]) p = idom[p];
          while (position[dominator] > position[p]) dominator = idom[dominator];
        }
      }
      if (dominator == idom[order[i]->id]) continue;
      idom[order[i]->id] = dominator;
      changed = true;
    }
  }
  std::vector<std::vector<uint32_t>> children(n);
  for (size_t i = 1; i < order.size(); ++i) children[idom[order[i]->id]].push_back(order[i]->id);
  enter_.assign(n, 0);
  leave_.assign(n, 0);
  uint32_t clock = 1;  // 0 is left to unreachable blocks
  std::vector<std::pair<uint32_t, size_t>> stack{{order[0]->id, 0}};
  enter_[order[0]->id] = clock++;
  while (!stack.empty()) {
    auto& [b, next] = stack.back();
    if (next < children[b].size()) {
      const uint32_t c = children[b][next++];
      enter_[c] = clock++;
      stack.push_back({c, 0});
    } else {
      leave_[b] = clock++;
      stack.pop_back();
    }
  }
}

void Cfg::findLoops() {
  loopOf.assign(function.blocks.size(), kNone);
  outerLoop.assign(function.blocks.size(), kNone);
  // Inner headers come later in reverse postorder, so going backwards handles inner loops before those around them.
  for (size_t i = order.size(); i-- > 0;) {
    const uint32_t header = order[i]->id;
    std::vector<uint32_t> work;
    for (const IncomingEdge& in : preds[header])
      if (dominates(header, in.inst->block->id)) work.push_back(in.inst->block->id);
    if (work.empty()) continue;
    while (!work.empty()) {
      const uint32_t b = work.back();
      work.pop_back();
      if (b == header) continue;
      if (loopOf[b] == kNone) {
        loopOf[b] = header;
        for (const IncomingEdge& in : preds[b]) work.push_back(in.inst->block->id);
        continue;
      }
      // An inner loop that is known already joins as a whole.
      uint32_t inner = loopOf[b];
      while (outerLoop[inner] != kNone && inner != header) inner = outerLoop[inner];
      if (inner == header) continue;
      outerLoop[inner] = header;
      for (const IncomingEdge& in : preds[inner])
        if (!dominates(inner, in.inst->block->id)) work.push_back(in.inst->block->id);
    }
    loopOf[header] = header;
  }
}

bool Cfg::isInLoop(uint32_t block, uint32_t header) const {
  for (uint32_t h = loopOf[block]; h != kNone; h = outerLoop[h])
    if (h == header) return true;
  return false;
}

namespace {

/// A set of values while walking backwards over a block.
class LiveSet {
 public:
  explicit LiveSet(size_t words) : words_(words) {}
  std::vector<uint64_t>& words() { return words_; }
  void clear() { std::fill(words_.begin(), words_.end(), 0); }
  void add(uint32_t id) { words_[id / 64] |= uint64_t{1} << (id % 64); }
  void remove(uint32_t id) { words_[id / 64] &= ~(uint64_t{1} << (id % 64)); }

  /// From after the instruction to before it; `liveIn` are the sets at block starts.
  void stepBack(const Instruction& inst, const std::vector<uint64_t>& liveIn) {
    remove(inst.id);
    const auto edge = [&](const Edge& e) {
      const uint64_t* in = &liveIn[e.target->id * words_.size()];
      for (size_t w = 0; w < words_.size(); ++w) words_[w] |= in[w];
      // The target's parameters are not live before it; they stand for the values passed.
      for (const Value* v : e.args) add(v->id);
    };
    for (const Edge& e : inst.successors) edge(e);
    if (inst.unwind) edge(inst.unwind);
    if (inst.overflow) edge(inst.overflow);
    for (const Value* v : inst.operands) add(v->id);
  }

 private:
  std::vector<uint64_t> words_;
};

}  // namespace

Liveness::Liveness(const Cfg& cfg) : words_((cfg.valueCount + 63) / 64), bits_(cfg.function.blocks.size() * words_) {
  LiveSet live(words_);
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = cfg.order.size(); i-- > 0;) {
      const BasicBlock& b = *cfg.order[i];
      live.clear();
      for (size_t k = b.insts.size(); k-- > 0;) live.stepBack(*b.insts[k], bits_);
      for (auto& p : b.params) live.remove(p->id);
      uint64_t* in = &bits_[b.id * words_];
      if (std::equal(live.words().begin(), live.words().end(), in)) continue;
      std::copy(live.words().begin(), live.words().end(), in);
      changed = true;
    }
  }
}

std::vector<uint32_t> Liveness::before(const Instruction* inst) const {
  LiveSet live(words_);
  const BasicBlock& b = *inst->block;
  for (size_t k = b.insts.size(); k-- > 0;) {
    live.stepBack(*b.insts[k], bits_);
    if (b.insts[k].get() == inst) break;
  }
  std::vector<uint32_t> ids;
  for (size_t w = 0; w < words_; ++w)
    for (uint64_t word = live.words()[w]; word; word &= word - 1) ids.push_back(static_cast<uint32_t>(w * 64 + __builtin_ctzll(word)));
  return ids;
}

std::vector<char> findUnbound(const Cfg& cfg) {
  std::vector<char> found(cfg.valueCount);
  std::vector<char> slots;  // of a generator's frame
  for (auto& p : cfg.order[0]->params) found[p->id] = p->guess.mayBeUnbound;
  for (bool changed = true; changed;) {
    changed = false;
    for (const BasicBlock* b : cfg.order) {
      for (size_t i = 0; b != cfg.order[0] && i < b->params.size(); ++i) {
        char& is = found[b->params[i]->id];
        if (is) continue;
        for (const IncomingEdge& in : cfg.preds[b->id]) is |= found[in.edge->args[i]->id];
        changed |= is;
      }
      for (auto& inst : b->insts) {
        if (found[inst->id]) continue;
        bool is = inst->op == Opcode::Unbound;
        if (inst->op == Opcode::GenLoad || inst->op == Opcode::GenStore) {
          const auto slot = static_cast<size_t>(inst->attrs[0]);
          if (slots.size() <= slot) slots.resize(slot + 1);
          if (inst->op == Opcode::GenLoad) {
            is = slots[slot];
          } else if (found[inst->operands[0]->id] && !slots[slot]) {
            slots[slot] = 1;
            changed = true;
          }
        }
        found[inst->id] = is;
        changed |= is;
      }
    }
  }
  return found;
}

}  // namespace trivium::ir
