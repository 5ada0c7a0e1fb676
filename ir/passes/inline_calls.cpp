// inlineCalls: a call in a loop that inference says reaches one small function becomes a test of the callee, a copy of the function's body,
// and the call as it was for when the test fails. Both ways meet behind it.
//
// What Python shows of a call stays: the recursion limit is checked where the call was, and positions of the copy carry the function and
// the call, from which tracebacks make both frames. Only functions that call nothing themselves but built-ins are copied, so that nobody
// can count frames while one runs.
#include <algorithm>
#include <array>
#include <unordered_map>

#include "ir/cfg.h"
#include "ir/passes.h"

namespace trivium::ir {

namespace {

constexpr size_t kMaxCallee = 48;       ///< instructions of a function that is copied
constexpr size_t kMaxCaller = 3000;     ///< instructions of a function that still gets copies

size_t instructionCount(const Function& function) {
  size_t count = 0;
  for (auto& b : function.blocks) count += b->insts.size();
  return count;
}

const Instruction* instructionOf(const Value* v) {
  return v->kind == Value::Kind::Instruction ? static_cast<const Instruction*>(v) : nullptr;
}

/// Built-ins that do not look at their caller and are common in small functions.
bool callsHarmlessBuiltin(const Instruction& call) {
  constexpr std::array<std::string_view, 11> kNames = {"abs", "bool", "chr", "float", "int", "len", "max", "min", "ord", "range", "round"};
  if (call.guess.math >= 0) return true;
  const Instruction* callee = call.op == Opcode::Call ? instructionOf(call.operands[0]) : nullptr;
  if (!callee || callee->op != Opcode::BuiltinGet || call.attrs[0] >= 0) return false;
  const std::string& name = callee->block->parent->module->constants[static_cast<size_t>(callee->attrs[0])].text;
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

bool isHarmless(const Instruction& inst) {
  switch (inst.op) {
    case Opcode::Const:
    case Opcode::Unbound:
    case Opcode::Truth:
    case Opcode::BoolNot:
    case Opcode::IsUnbound:
    case Opcode::IsEnd:
    case Opcode::CheckBound:
    case Opcode::Is:
    case Opcode::In:
    case Opcode::GlobalGet:
    case Opcode::GlobalSet:
    case Opcode::BuiltinGet:
    case Opcode::AttrGet:
    case Opcode::AttrSet:
    case Opcode::ItemGet:
    case Opcode::ItemSet:
    case Opcode::Len:
    case Opcode::ListNew:
    case Opcode::TupleNew:
    case Opcode::TupleItem:
    case Opcode::UnpackSeq:
    case Opcode::IterGet:
    case Opcode::IterNext:
    case Opcode::Poll:
    case Opcode::Br:
    case Opcode::CondBr:
    case Opcode::Return: return true;
    case Opcode::Call:
    case Opcode::CallMethod: return callsHarmlessBuiltin(inst);
    default: return (inst.op >= Opcode::Add && inst.op <= Opcode::Invert) || (inst.op >= Opcode::Lt && inst.op <= Opcode::Ge);
  }
}

class Inliner {
 public:
  explicit Inliner(Module& module) : module_(module), isInlinable_(module.functions.size(), kUnknown) {}

  void run(Function& caller) {
    if (caller.isClassBody) return;
    size_t size = instructionCount(caller);
    std::vector<Instruction*> calls;
    {
      const Cfg cfg(caller);
      for (const BasicBlock* b : cfg.order)
        if (cfg.loopOf[b->id] != Cfg::kNone)
          for (auto& inst : b->insts)
            if (calleeOf(caller, *inst)) calls.push_back(inst.get());
    }
    // Later calls of a block first: splitting it leaves what comes before in place.
    for (auto at = calls.rbegin(); at != calls.rend() && size < kMaxCaller; ++at) {
      const Function& callee = *calleeOf(caller, **at);
      size += instructionCount(callee);
      copyInto(caller, **at, callee);
    }
  }

 private:
  enum Answer : char { kUnknown, kYes, kNo };

  const Function* calleeOf(const Function& caller, const Instruction& inst) {
    if (inst.op != Opcode::Call || inst.attrs[0] >= 0 || inst.guess.function < 0) return nullptr;
    const Function& callee = *module_.functions[static_cast<size_t>(inst.guess.function)];
    const size_t count = inst.operands.size() - 1;
    const Signature& s = callee.signature;
    const bool fits = s.posCount == count && s.names.size() == count && callee.moduleIndex == caller.moduleIndex && &callee != &caller;
    return fits && isInlinable(callee) ? &callee : nullptr;
  }

  bool isInlinable(const Function& f) {
    Answer& known = isInlinable_[f.index];
    if (known == kUnknown) known = decide(f) ? kYes : kNo;
    return known == kYes;
  }

  static bool decide(const Function& f) {
    if (f.isGenerator || f.isResume || f.isModuleBody || f.isClassBody || f.cellCount || f.capturedNameCount || instructionCount(f) > kMaxCallee) return false;
    for (const Loc& loc : f.locs)
      if (loc.inlined) return false;
    for (auto& b : f.blocks)
      for (auto& inst : b->insts)
        if (!isHarmless(*inst) || inst->unwind || inst->overflow) return false;
    return true;
  }

  void copyInto(Function& caller, Instruction& call, const Function& callee) {
    BasicBlock* before = call.block;
    size_t at = 0;
    while (before->insts[at].get() != &call) ++at;
    // What follows the call goes to a block of its own, whose parameter is the result.
    BasicBlock* after = caller.addBlock();
    for (size_t k = at + 1; k < before->insts.size(); ++k) {
      before->insts[k]->block = after;
      after->insts.push_back(std::move(before->insts[k]));
    }
    std::unique_ptr<Instruction> moved = std::move(before->insts[at]);
    before->insts.resize(at);
    BlockParameter* result = after->addParam();
    result->guess = call.guess;
    result->guess.function = -1;
    replaceUses(caller, &call, result);

    BasicBlock *slow = caller.addBlock(), *fast = caller.addBlock();
    Builder builder(before);
    builder.setLoc(call.loc);
    Instruction* test = builder.add(Opcode::CalleeIs, {call.operands[0]}, {callee.index});
    builder.condBr(test, {fast, {}}, {slow, {}});
    moved->block = slow;
    moved->guess.function = -1;
    Instruction* kept = moved.get();
    slow->insts.push_back(std::move(moved));
    builder.setBlock(slow);
    builder.br(after, {kept});

    builder.setBlock(fast);
    Instruction* check = builder.add(Opcode::FrameCheck);
    check->unwind = kept->unwind;
    copyBody(caller, *kept, callee, builder, after);
  }

  static void replaceUses(Function& function, const Value* from, Value* to) {
    const auto fix = [&](Value*& v) {
      if (v == from) v = to;
    };
    for (auto& b : function.blocks)
      for (auto& inst : b->insts) {
        if (!inst) continue;
        for (Value*& v : inst->operands) fix(v);
        forEachEdge(*inst, [&](Edge& e) {
          for (Value*& v : e.args) fix(v);
        });
      }
  }
  template <class F> static void forEachEdge(Instruction& inst, F&& f) {
    for (Edge& e : inst.successors) f(e);
    if (inst.unwind) f(inst.unwind);
    if (inst.overflow) f(inst.overflow);
  }

  void copyBody(Function& caller, const Instruction& call, const Function& callee, Builder& builder, BasicBlock* after) {
    std::unordered_map<const Value*, Value*> values;
    std::unordered_map<const BasicBlock*, BasicBlock*> blocks;
    std::unordered_map<LocIndex, LocIndex> locs;
    for (auto& b : callee.blocks) {
      BasicBlock* block = blocks[b.get()] = caller.addBlock();
      const bool isEntry = b == callee.blocks.front();
      for (size_t k = 0; k < b->params.size(); ++k) {
        if (isEntry) {
          values[b->params[k].get()] = call.operands[k + 1];
          continue;
        }
        BlockParameter* p = block->addParam(b->params[k]->type);
        p->guess = b->params[k]->guess;
        values[b->params[k].get()] = p;
      }
    }
    builder.br(blocks[callee.blocks.front().get()]);
    const auto locOf = [&](LocIndex loc) {
      auto [known, isNew] = locs.try_emplace(loc, 0);
      if (isNew) {
        Loc copy = callee.locs[loc];
        copy.inlined = static_cast<Loc::Inlined>(Loc::kFirstFunction + callee.index);
        copy.outer = call.loc;
        caller.locs.push_back(copy);
        known->second = static_cast<LocIndex>(caller.locs.size() - 1);
      }
      return known->second;
    };
    // Blocks are in an order in which definitions come first, but for the arguments of back edges: those are filled in at the end.
    std::vector<std::pair<const Instruction*, Instruction*>> jumps;
    for (auto& b : callee.blocks) {
      builder.setBlock(blocks[b.get()]);
      for (auto& inst : b->insts) {
        builder.setLoc(locOf(inst->loc));
        if (inst->op == Opcode::Return) {
          builder.br(after, {values.at(inst->operands[0])});
          continue;
        }
        std::vector<Value*> operands;
        for (const Value* v : inst->operands) operands.push_back(values.at(v));
        Instruction* copy = builder.add(inst->op, std::move(operands), inst->attrs);
        copy->guess = inst->guess;
        values[inst.get()] = copy;
        if (!inst->successors.empty()) jumps.push_back({inst.get(), copy});
        if (!call.unwind || !mayRaise(*copy)) continue;
        copy->unwind = call.unwind;
        BasicBlock* next = caller.addBlock();
        builder.br(next);
        builder.setBlock(next);
      }
    }
    for (auto [from, to] : jumps)
      for (const Edge& e : from->successors) {
        Edge edge{blocks.at(e.target), {}};
        for (const Value* v : e.args) edge.args.push_back(values.at(v));
        to->successors.push_back(std::move(edge));
      }
  }

  Module& module_;
  std::vector<Answer> isInlinable_;
};

/// Blocks in reverse postorder again, as everything after this expects.
void orderBlocks(Function& function) {
  const Cfg cfg(function);
  std::unordered_map<const BasicBlock*, size_t> rank;
  for (const BasicBlock* b : cfg.order) rank.emplace(b, rank.size());
  std::erase_if(function.blocks, [&](const auto& b) { return !rank.count(b.get()); });
  std::stable_sort(function.blocks.begin(), function.blocks.end(), [&](const auto& a, const auto& b) { return rank.at(a.get()) < rank.at(b.get()); });
  function.renumber();
}

}  // namespace

void inlineCalls(Module& module) {
  Inliner inliner(module);
  for (auto& function : module.functions) {
    const size_t before = function->blocks.size();
    inliner.run(*function);
    if (function->blocks.size() != before) orderBlocks(*function);
  }
}

}  // namespace trivium::ir
