// Reaching definitions are looked up backwards from each use, with a block parameter put where several ways meet before its arguments
// are known, so that loops end the search (Braun et al. 2013). Parameters that turn out to have one value are removed afterwards.
#include "ir/passes/ssa_repair.h"

#include <algorithm>
#include <cassert>
#include <unordered_map>
#include <unordered_set>

#include "ir/cfg.h"

namespace trivium::ir {

namespace {

class Repair {
 public:
  Repair(Function& f, const std::vector<SlowCut>& cuts, const std::vector<Value*>& values) : function_(f) {
    for (Value* v : values) known_.insert(v);
    for (const SlowCut& cut : cuts)
      for (size_t i = 0; i < cut.values.size(); ++i) atStart_[cut.block][cut.values[i]] = cut.block->params[i].get();
  }

  void run() {
    findReachable();
    for (auto& b : function_.blocks) {
      if (!reachable_.count(b.get())) continue;
      // Definitions of the block itself, in order.
      std::unordered_set<const Value*> defined;
      for (auto& p : b->params) defined.insert(p.get());
      std::vector<Instruction*> insts;
      for (auto& inst : b->insts) insts.push_back(inst.get());
      for (Instruction* inst : insts) {
        const auto fix = [&](Value*& v) {
          if (known_.count(v) && !defined.count(v)) v = reaching(v, b.get());
        };
        for (Value*& v : inst->operands) fix(v);
        for (Edge& e : inst->successors)
          for (Value*& v : e.args) fix(v);
        for (Value*& v : inst->unwind.args) fix(v);
        for (Value*& v : inst->overflow.args) fix(v);
        defined.insert(inst);
      }
    }
    fillParameters();
    removeTrivial();
    placeRemade();
    std::erase_if(function_.blocks, [&](const auto& b) { return !reachable_.count(b.get()); });
  }

 private:
  struct NewParameter {
    BlockParameter* param;
    Value* variable;
  };

  void findReachable() {
    std::vector<BasicBlock*> work{function_.blocks.front().get()};
    reachable_.insert(work[0]);
    while (!work.empty()) {
      BasicBlock* b = work.back();
      work.pop_back();
      forEachEdge(*b, [&](Instruction& inst, Edge& e) {
        preds_[e.target].push_back({&inst, &e});
        if (reachable_.insert(e.target).second) work.push_back(e.target);
      });
    }
  }

  static bool canBeMadeAgain(const Value* v) {
    if (v->kind != Value::Kind::Instruction) return false;
    const auto* inst = static_cast<const Instruction*>(v);
    return inst->operands.empty() && infoOf(inst->op).effects == kPure;
  }

  static const BasicBlock* homeOf(const Value* v) {
    return v->kind == Value::Kind::Parameter ? static_cast<const BlockParameter*>(v)->block : static_cast<const Instruction*>(v)->block;
  }

  /// The definition of `variable` that arrives at the start of the block.
  Value* reaching(Value* variable, BasicBlock* block) {
    auto& known = atStart_[block];
    if (auto found = known.find(variable); found != known.end()) return found->second;
    if (canBeMadeAgain(variable)) {
      const auto* original = static_cast<const Instruction*>(variable);
      auto copy = std::make_unique<Instruction>(original->op, original->type);
      copy->attrs = original->attrs;
      copy->loc = original->loc;
      copy->guess = original->guess;
      copy->block = block;
      Value* result = copy.get();
      remade_[block].push_back(std::move(copy));
      return known[variable] = result;
    }
    // Through single predecessors to a definition or a meeting of ways.
    std::vector<BasicBlock*> passed;
    BasicBlock* at = block;
    Value* result = nullptr;
    while (!result) {
      auto& here = atStart_[at];
      if (auto found = here.find(variable); found != here.end()) {
        result = found->second;
        break;
      }
      passed.push_back(at);
      const auto& preds = preds_[at];
      assert(!preds.empty() && "a use that no definition reaches");
      if (preds.size() == 1) {
        BasicBlock* before = preds[0].inst->block;
        if (homeOf(variable) == before) result = variable;
        else at = before;
      } else {
        BlockParameter* param = at->addParam(variable->type);
        param->guess = variable->guess;
        result = param;
        added_.push_back({param, variable});
      }
    }
    for (BasicBlock* b : passed) atStart_[b][variable] = result;
    return result;
  }

  void fillParameters() {
    for (size_t i = 0; i < added_.size(); ++i) {  // grows while it runs
      const NewParameter p = added_[i];
      BasicBlock* block = p.param->block;
      for (const IncomingEdge& in : preds_[block]) {
        BasicBlock* before = in.inst->block;
        Value* v = homeOf(p.variable) == before ? p.variable : reaching(p.variable, before);
        incoming_[p.param].push_back(v);
      }
    }
    // Arguments go in when all are known, in the order of the parameters.
    for (const NewParameter& p : added_) {
      const auto& preds = preds_[p.param->block];
      for (size_t k = 0; k < preds.size(); ++k) preds[k].edge->args.push_back(incoming_[p.param][k]);
    }
  }

  /// Replaces new parameters that get one and the same value from everywhere.
  void removeTrivial() {
    std::unordered_map<Value*, Value*> replaced;
    const auto resolve = [&](Value* v) {
      while (true) {
        auto found = replaced.find(v);
        if (found == replaced.end()) return v;
        v = found->second;
      }
    };
    for (bool changed = true; changed;) {
      changed = false;
      for (const NewParameter& p : added_) {
        if (replaced.count(p.param)) continue;
        Value* only = nullptr;
        bool trivial = true;
        for (Value* v : incoming_[p.param]) {
          v = resolve(v);
          if (v == p.param) continue;
          if (only && only != v) trivial = false;
          only = v;
        }
        if (!trivial || !only) continue;
        replaced[p.param] = only;
        changed = true;
      }
    }
    if (replaced.empty()) return;
    for (auto& b : function_.blocks) {
      if (!reachable_.count(b.get())) continue;
      for (size_t i = b->params.size(); i-- > 0;) {
        if (!replaced.count(b->params[i].get())) continue;
        for (const IncomingEdge& in : preds_[b.get()]) in.edge->args.erase(in.edge->args.begin() + static_cast<std::ptrdiff_t>(i));
      }
    }
    for (auto& b : function_.blocks) {
      if (!reachable_.count(b.get())) continue;
      for (auto& inst : b->insts) {
        for (Value*& v : inst->operands) v = resolve(v);
        forEachEdgeOf(*inst, [&](Edge& e) {
          for (Value*& v : e.args) v = resolve(v);
        });
      }
    }
    for (auto& b : function_.blocks)
      if (reachable_.count(b.get())) std::erase_if(b->params, [&](const auto& p) { return replaced.count(p.get()) != 0; });
  }

  template <class F> static void forEachEdgeOf(Instruction& inst, F&& f) {
    for (Edge& e : inst.successors) f(e);
    if (inst.unwind) f(inst.unwind);
    if (inst.overflow) f(inst.overflow);
  }

  void placeRemade() {
    for (auto& [block, insts] : remade_) {
      const bool isHandler = !block->insts.empty() && block->insts[0]->op == Opcode::ExcCatch;
      block->insts.insert(block->insts.begin() + isHandler, std::make_move_iterator(insts.begin()), std::make_move_iterator(insts.end()));
    }
  }

  Function& function_;
  std::unordered_set<const Value*> known_;
  std::unordered_set<const BasicBlock*> reachable_;
  std::unordered_map<const BasicBlock*, std::vector<IncomingEdge>> preds_;
  std::unordered_map<const BasicBlock*, std::unordered_map<const Value*, Value*>> atStart_;
  std::unordered_map<BasicBlock*, std::vector<std::unique_ptr<Instruction>>> remade_;
  std::vector<NewParameter> added_;
  std::unordered_map<const Value*, std::vector<Value*>> incoming_;
};

}  // namespace

void repairSsa(Function& function, const std::vector<SlowCut>& cuts, const std::vector<Value*>& values) { Repair(function, cuts, values).run(); }

}  // namespace trivium::ir
