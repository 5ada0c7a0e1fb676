// Goes through the part of each function that runs while guesses hold: what can be reached without overflow edges. There every instruction
// that still takes values of any kind, or that has an overflow edge, is a finding.
//
// Why: the kinds of its operands. Where an operand is of several kinds, the definitions that reach it are searched: through block
// parameters to what is assigned; from a parameter of the function to the calls that name it; from an attribute, module variable or
// frame slot to what is stored there; from a call to what is returned. The search goes by names and is no proof.
#include "ir/passes/explain.h"

#include <algorithm>
#include <map>
#include <set>

#include "ir/cfg.h"
#include "ir/passes/type_guess.h"

namespace trivium::ir {

namespace {

constexpr size_t kMaxOrigins = 64;
constexpr unsigned kMaxSteps = 24;  ///< stores, calls and returns between a value and an origin

Guess guessOf(const Value* v) {
  Guess guess;
  Type type;
  int64_t bits;
  switch (v->type) {
    case Type::I64: guess.kinds = kInt; return guess;
    case Type::F64: guess.kinds = kFloat; return guess;
    case Type::I1: guess.kinds = kBool; return guess;
    default: break;
  }
  const Instruction* inst = asInstruction(v);
  if (inst && inst->op == Opcode::Box) return guessOf(inst->operands[0]);
  // Constants that typing made have no guess.
  if (inst && inst->op == Opcode::Const && !v->guess.kinds && rawConstant(v, &type, &bits)) guess.kinds = type == Type::I64 ? kInt : kFloat;
  return guess.kinds ? guess : v->guess;
}

bool isOneKind(Kinds kinds) { return kinds && !(kinds & (kinds - 1)) && kinds != kUnknown; }

/// The blocks of a function that overflow edges are not needed for, and the loops around each.
class FastPart {
 public:
  explicit FastPart(const Function& function) {
    for (auto& b : function.blocks) edges_[b.get()];
    const BasicBlock* resumeSwitch = nullptr;
    for (auto& b : function.blocks) {
      if (b->terminator()->op == Opcode::Switch && function.isResume && b == function.blocks.front()) resumeSwitch = b.get();
      for (auto& i : b->insts) {
        if (i->unwind) edges_[b.get()].push_back(i->unwind.target);
        // After a poll a loop is entered anew, which makes no loop around it.
        const Instruction* condition = i->op == Opcode::CondBr ? asInstruction(i->operands[0]) : nullptr;
        const bool isAfterPoll = condition && condition->op == Opcode::PollPending;
        for (const Edge& e : i->successors)
          if (!isAfterPoll || &e != &i->successors[0]) edges_[b.get()].push_back(e.target);
      }
    }
    // A generator goes on where it was suspended: to loops it looks as if yield jumped there.
    if (resumeSwitch) {
      const auto& states = resumeSwitch->terminator()->successors;
      for (auto& b : function.blocks) {
        const Instruction& last = *b->terminator();
        const auto state = last.op == Opcode::Yield ? static_cast<size_t>(last.attrs[0]) : states.size();
        if (state + 1 < states.size()) edges_[b.get()].push_back(states[state + 1].target);
      }
      edges_[resumeSwitch].resize(std::min<size_t>(edges_[resumeSwitch].size(), 2));
    }
    visit(function.blocks.front().get());
    std::reverse(order_.begin(), order_.end());
    for (size_t i = 0; i < order_.size(); ++i) position_[order_[i]] = i;
    findLoops({order_.begin(), order_.end()}, 0);
  }

  bool contains(const BasicBlock* b) const { return position_.contains(b); }
  unsigned depthOf(const BasicBlock* b) const { return depth_.at(b); }

 private:
  using Blocks = std::set<const BasicBlock*>;

  /// Reverse postorder.
  void visit(const BasicBlock* entry) {
    std::vector<std::pair<const BasicBlock*, size_t>> stack{{entry, 0}};
    Blocks seen{entry};
    while (!stack.empty()) {
      auto& [b, next] = stack.back();
      const auto& targets = edges_[b];
      if (next == targets.size()) {
        order_.push_back(b);
        stack.pop_back();
      } else if (const BasicBlock* target = targets[next++]; seen.insert(target).second) {
        stack.push_back({target, 0});
      }
    }
  }

  /// What can be reached from `from` inside `within`, by its edges or against them.
  Blocks reach(const BasicBlock* from, const Blocks& within, const std::map<const BasicBlock*, std::vector<const BasicBlock*>>& edges) const {
    Blocks found;
    std::vector<const BasicBlock*> work{from};
    while (!work.empty()) {
      const BasicBlock* b = work.back();
      work.pop_back();
      const auto targets = edges.find(b);
      if (targets == edges.end()) continue;
      for (const BasicBlock* t : targets->second)
        if (within.contains(t) && found.insert(t).second) work.push_back(t);
    }
    return found;
  }

  /// Blocks of one cycle form a loop; without its first block, inner loops remain.
  void findLoops(const Blocks& blocks, unsigned depth) {
    std::map<const BasicBlock*, std::vector<const BasicBlock*>> back;
    for (const BasicBlock* b : blocks) {
      depth_[b] = depth;
      for (const BasicBlock* t : edges_[b])
        if (blocks.contains(t)) back[t].push_back(b);
    }
    Blocks left = blocks;
    std::vector<const BasicBlock*> sorted(blocks.begin(), blocks.end());
    std::sort(sorted.begin(), sorted.end(), [&](auto* a, auto* b) { return position_[a] < position_[b]; });
    for (const BasicBlock* header : sorted) {
      if (!left.contains(header)) continue;
      // Only an edge from a later block, or from itself, makes a first block of a loop.
      const bool isHeader = std::any_of(back[header].begin(), back[header].end(), [&](auto* b) { return position_[b] >= position_[header]; });
      if (!isHeader) continue;
      const Blocks forward = reach(header, left, edges_), backward = reach(header, left, back);
      Blocks loop;
      std::set_intersection(forward.begin(), forward.end(), backward.begin(), backward.end(), std::inserter(loop, loop.end()));
      if (!loop.contains(header)) continue;
      for (const BasicBlock* b : loop) left.erase(b);
      loop.erase(header);
      findLoops(loop, depth + 1);
      depth_[header] = depth + 1;
    }
  }

  std::map<const BasicBlock*, std::vector<const BasicBlock*>> edges_;
  std::vector<const BasicBlock*> order_;
  std::map<const BasicBlock*, size_t> position_;
  std::map<const BasicBlock*, unsigned> depth_;
};

struct Site {
  const Function* function;
  const Instruction* inst;
};

class Explainer {
 public:
  Explainer(Module& module, unsigned leastDepth) : module_(module), leastDepth_(leastDepth) {
    for (auto& f : module.functions)
      for (auto& b : f->blocks)
        for (auto& i : b->insts) note(*f, *i);
  }

  std::vector<Finding> run() {
    for (auto& f : module_.functions) {
      const FastPart part(*f);
      for (auto& b : f->blocks) {
        if (!part.contains(b.get()) || part.depthOf(b.get()) < leastDepth_) continue;
        for (auto& i : b->insts) look(*f, *i, part.depthOf(b.get()));
      }
    }
    return std::move(findings_);
  }

 private:
  // ---- who stores, calls, returns

  void note(const Function& function, const Instruction& inst) {
    const Site site{&function, &inst};
    switch (inst.op) {
      case Opcode::AttrSet: attributeStores_[inst.attrs[0]].push_back(site); break;
      case Opcode::SlotSet:
      case Opcode::SlotSetF64:
        if (const int64_t name = slotName(inst); name >= 0) attributeStores_[name].push_back(site);
        break;
      case Opcode::GlobalSet: {
        globalStores_[inst.attrs[0]].push_back(site);
        const Instruction* made = asInstruction(inst.operands[0]);
        if (made && made->op == Opcode::FuncNew) functionOfGlobal_[inst.attrs[0]] = module_.functions[static_cast<size_t>(made->attrs[0])].get();
        break;
      }
      case Opcode::Call:
        if (const Instruction* callee = asInstruction(inst.operands[0]); callee && callee->op == Opcode::GlobalGet)
          calls_[module_.globals[static_cast<size_t>(callee->attrs[0])].name].push_back(site);
        break;
      case Opcode::CallMethod: calls_[module_.constants[static_cast<size_t>(inst.attrs[0])].text].push_back(site); break;
      case Opcode::Return: returns_[&function].push_back(site); break;
      case Opcode::GenStore: slotStores_[{&function, inst.attrs[0]}].push_back(site); break;
      default: break;
    }
    for (const Edge& e : inst.successors) incoming_[e.target].push_back(&e);
    if (inst.unwind) incoming_[inst.unwind.target].push_back(&inst.unwind);
    // Values that come from the dynamic copy or go there say nothing new.
  }

  int64_t slotName(const Instruction& inst) const {
    for (const LayoutField& field : module_.layouts[static_cast<size_t>(inst.attrs[0])].fields)
      if (static_cast<int64_t>(field.slot) == inst.attrs[1]) return field.name;
    return -1;
  }

  // ---- where kinds come from

  struct Search {
    std::set<std::pair<const Value*, bool>> seen;
    std::vector<Origin> found;
    unsigned steps = 0;
    bool ofItems = false;  ///< of what is in the value
    Kinds kindsOf(const Value* v) const { return ofItems ? guessOf(v).items : guessOf(v).kinds; }
  };

  static Loc locOf(const Function& function, const Instruction& inst) { return function.locs[inst.loc]; }

  void addOrigin(Search& search, const Function& function, const Instruction& at, const Value* value) {
    const Kinds kinds = search.kindsOf(value);
    const Loc loc = locOf(function, at);
    if (loc.line && kinds && search.found.size() < kMaxOrigins) search.found.push_back({&function, loc, kinds});
  }

  /// A value that is stored, passed or returned at `at`: that place if the value is of one kind, else where its kinds come from.
  void addPassed(Search& search, const Function& function, const Instruction& at, const Value* value) {
    const size_t before = search.found.size();
    if (!isOneKind(search.kindsOf(value)) && search.steps < kMaxSteps) {
      ++search.steps;
      trace(search, function, value);
      --search.steps;
      if (search.found.size() > before) return;
    }
    if (isOneKind(search.kindsOf(value)) || !search.seen.contains({value, search.ofItems})) addOrigin(search, function, at, value);
  }

  void addStores(Search& search, const std::vector<Site>& sites, size_t operand) {
    for (const Site& s : sites) addPassed(search, *s.function, *s.inst, s.inst->operands[operand]);
  }

  void trace(Search& search, const Function& function, const Value* v) {
    if (!search.seen.insert({v, search.ofItems}).second || search.found.size() >= kMaxOrigins) return;
    if (v->kind == Value::Kind::Parameter) {
      const auto* p = static_cast<const BlockParameter*>(v);
      size_t index = 0;
      while (p->block->params[index].get() != p) ++index;
      if (p->block == function.blocks.front().get()) return traceArgument(search, function, index);
      for (const Edge* e : incoming_[p->block])
        if (index < e->args.size()) trace(search, function, e->args[index]);
      return;
    }
    const auto& inst = *static_cast<const Instruction*>(v);
    switch (inst.op) {
      case Opcode::Unbound: return;
      case Opcode::Box:
      case Opcode::UnboxInt:
      case Opcode::UnboxFloat:
      case Opcode::UnboxNumber:
      case Opcode::UnboxBool:
      case Opcode::CheckBound:
      case Opcode::MethodFind: return trace(search, function, inst.operands[0]);
      case Opcode::AttrGet: return traceStores(search, function, inst, attributeStores_[inst.attrs[0]], 1);
      case Opcode::SlotGet:
      case Opcode::SlotGetF64: return traceStores(search, function, inst, attributeStores_[slotName(inst)], 1);
      case Opcode::GlobalGet: return traceStores(search, function, inst, globalStores_[inst.attrs[0]], 0);
      case Opcode::GenLoad: return traceStores(search, function, inst, slotStores_[{&function, inst.attrs[0]}], 0);
      case Opcode::Call: {
        const Instruction* callee = asInstruction(inst.operands[0]);
        if (callee && callee->op == Opcode::GlobalGet)
          if (auto f = functionOfGlobal_.find(callee->attrs[0]); f != functionOfGlobal_.end() && !returns_[f->second].empty() && !f->second->isGenerator)
            return addStores(search, returns_[f->second], 0);
        break;
      }
      case Opcode::ListGet:
      case Opcode::ItemGet: return traceItems(search, function, inst, inst.operands[0]);
      case Opcode::IterNext:
        if (const Instruction* iterator = asInstruction(inst.operands[0]); iterator && iterator->op == Opcode::IterGet)
          return traceItems(search, function, inst, iterator->operands[0]);
        break;
      case Opcode::ListNew:
      case Opcode::TupleNew:
      case Opcode::SetNew:
        if (search.ofItems) return traceDisplay(search, function, inst);
        break;
      default: break;
    }
    addOrigin(search, function, inst, v);
  }

  /// What comes out of a container.
  void traceItems(Search& search, const Function& function, const Instruction& inst, const Value* container) {
    if (search.ofItems || search.steps >= kMaxSteps || !guessOf(container).items) return addOrigin(search, function, inst, &inst);
    search.ofItems = true;
    addPassed(search, function, inst, container);
    search.ofItems = false;
  }

  /// What is written in a display, and what the same function puts into it by name.
  void traceDisplay(Search& search, const Function& function, const Instruction& display) {
    search.ofItems = false;
    for (const Value* v : display.operands) addPassed(search, function, display, v);
    for (auto& b : function.blocks)
      for (auto& i : b->insts) {
        if (i->operands.empty() || i->operands[0] != &display) continue;
        const bool isAppend = i->op == Opcode::CallMethod && i->operands.size() == 2 && module_.constants[static_cast<size_t>(i->attrs[0])].text == "append";
        if (isAppend || i->op == Opcode::ListAppend) addPassed(search, function, *i, i->operands[1]);
        if (i->op == Opcode::ItemSet || i->op == Opcode::ListSet) addPassed(search, function, *i, i->operands[2]);
      }
    search.ofItems = true;
  }

  void traceStores(Search& search, const Function& function, const Instruction& inst, const std::vector<Site>& sites, size_t operand) {
    sites.empty() ? addOrigin(search, function, inst, &inst) : addStores(search, sites, operand);
  }

  /// Calls by the name of the function, or of its class if it is a constructor.
  void traceArgument(Search& search, const Function& function, size_t index) {
    std::vector<std::string> names{function.name};
    bool isMethod = function.qualname.size() > function.name.size();
    if (function.name == "__init__" && isMethod) {
      const std::string owner = function.qualname.substr(0, function.qualname.size() - function.name.size() - 1);
      names.push_back(owner.substr(owner.rfind('.') + 1));
    }
    for (const std::string& name : names)
      for (const Site& s : calls_[name]) {
        const size_t count = s.inst->operands.size();
        size_t operand = index + 1;
        if (s.inst->op == Opcode::CallMethod) operand = index;                        // the object is self
        else if (isMethod && name != function.name) operand = index;  // Class(a) for __init__(self, a)
        if (operand < count && operand > 0) addPassed(search, *s.function, *s.inst, s.inst->operands[operand]);
      }
  }

  std::vector<Origin> originsOf(const Function& function, const Value* v) {
    const Kinds kinds = guessOf(v).kinds;
    if (isOneKind(kinds)) return {};
    Search search;
    trace(search, function, v);
    std::stable_sort(search.found.begin(), search.found.end(), [&](const Origin& a, const Origin& b) {
      if ((a.function->moduleIndex == function.moduleIndex) != (b.function->moduleIndex == function.moduleIndex)) return a.function->moduleIndex == function.moduleIndex;
      return a.loc.line != b.loc.line ? a.loc.line < b.loc.line : a.loc.col < b.loc.col;
    });
    // Places that bring one kind explain more than those that pass on all of them.
    std::stable_sort(search.found.begin(), search.found.end(), [](const Origin& a, const Origin& b) { return __builtin_popcount(a.kinds) < __builtin_popcount(b.kinds); });
    std::vector<Origin> chosen;
    Kinds covered = 0;
    for (const Origin& o : search.found) {
      // What is also unknown is no news beside what is known.
      const Kinds known = o.kinds == kUnknown ? o.kinds : o.kinds & ~kUnknown;
      if (!(known & ~covered)) continue;
      covered |= known;
      chosen.push_back(o);
    }
    std::stable_sort(chosen.begin(), chosen.end(), [](const Origin& a, const Origin& b) { return a.loc.line < b.loc.line; });
    return chosen;
  }

  // ---- findings

  void add(FindingKind kind, const Function& function, const Instruction& inst, unsigned depth, std::vector<std::pair<const char*, const Value*>> operands = {}) {
    const Loc loc = locOf(function, inst);
    if (!loc.line) return;
    Finding finding{kind, &function, inst.op, loc, depth, {}};
    for (auto [role, value] : operands) finding.operands.push_back({role, guessOf(value), originsOf(function, value)});
    findings_.push_back(std::move(finding));
  }

  void look(const Function& function, const Instruction& inst, unsigned depth) {
    const auto operand = [&](size_t k) { return inst.operands[k]; };
    if (isArithmetic(inst.op) || isComparison(inst.op) || inst.op == Opcode::MatMul || inst.op == Opcode::IMatMul) {
      const bool isRaw = std::none_of(inst.operands.begin(), inst.operands.end(), [](const Value* v) { return v->type == Type::Any; });
      if (isRaw) {
        if (inst.overflow) add(FindingKind::Overflow, function, inst, depth);
      } else if (inst.operands.size() == 1) {
        add(FindingKind::Arithmetic, function, inst, depth, {{"value", operand(0)}});
      } else {
        add(FindingKind::Arithmetic, function, inst, depth, {{"left", operand(0)}, {"right", operand(1)}});
      }
      return;
    }
    switch (inst.op) {
      case Opcode::AttrGet:
      case Opcode::AttrDel: return add(FindingKind::Attribute, function, inst, depth, {{"object", operand(0)}});
      case Opcode::AttrSet: return add(FindingKind::Attribute, function, inst, depth, {{"object", operand(0)}, {"value", operand(1)}});
      case Opcode::ItemGet:
      case Opcode::ItemDel: return add(FindingKind::Item, function, inst, depth, {{"object", operand(0)}, {"index", operand(1)}});
      case Opcode::ItemSet: return add(FindingKind::Item, function, inst, depth, {{"object", operand(0)}, {"index", operand(1)}, {"value", operand(2)}});
      case Opcode::IterNext: {
        const Instruction* iterator = asInstruction(operand(0));
        return add(FindingKind::Iteration, function, inst, depth, {{"iterable", iterator && iterator->op == Opcode::IterGet ? iterator->operands[0] : operand(0)}});
      }
      case Opcode::Call: {
        const Instruction* callee = asInstruction(operand(0));
        const Kinds kinds = operand(0)->guess.kinds;
        const bool isKnown = (callee && callee->op == Opcode::BuiltinGet) || kinds == kFunction || kinds == kClass || inst.guess.math >= 0;
        return isKnown ? void() : add(FindingKind::Call, function, inst, depth, {{"callee", operand(0)}});
      }
      case Opcode::CallMethod: {
        const Guess& guess = operand(0)->guess;
        const bool isKnown = guess.layout >= 0 || (isOneKind(guess.kinds) && guess.kinds != kOther) || inst.guess.math >= 0;
        return isKnown ? void() : add(FindingKind::Call, function, inst, depth, {{"object", operand(0)}});
      }
      case Opcode::CallEx: return add(FindingKind::Call, function, inst, depth, {{"callee", operand(0)}});
      case Opcode::Box: return operand(0)->type == Type::F64 ? add(FindingKind::Boxing, function, inst, depth, {{"value", operand(0)}}) : void();
      case Opcode::UnboxInt:
      case Opcode::UnboxFloat:
      case Opcode::UnboxNumber:
      case Opcode::UnboxBool: return add(FindingKind::Type, function, inst, depth);
      case Opcode::ListLen:
      case Opcode::ListGet:
      case Opcode::ListGetF64:
      case Opcode::ListGetBool:
      case Opcode::ListSet:
      case Opcode::ListSetF64:
      case Opcode::ListSetBool:
      case Opcode::ListItems:
      case Opcode::ItemsGet:
      case Opcode::ItemsGetF64:
      case Opcode::ItemsGetBool:
      case Opcode::ItemsSet:
      case Opcode::ItemsSetF64:
      case Opcode::ItemsSetBool: return add(FindingKind::Bounds, function, inst, depth);
      case Opcode::SlotGet:
      case Opcode::SlotGetF64:
      case Opcode::SlotSet:
      case Opcode::SlotSetF64: return add(FindingKind::Layout, function, inst, depth);
      case Opcode::CalleeIs:
      case Opcode::MathCall: return add(FindingKind::Callee, function, inst, depth);
      default: return;
    }
  }

  Module& module_;
  unsigned leastDepth_;
  std::vector<Finding> findings_;
  std::map<int64_t, std::vector<Site>> attributeStores_, globalStores_;
  std::map<std::string, std::vector<Site>> calls_;
  std::map<int64_t, const Function*> functionOfGlobal_;
  std::map<const Function*, std::vector<Site>> returns_;
  std::map<std::pair<const Function*, int64_t>, std::vector<Site>> slotStores_;
  std::map<const BasicBlock*, std::vector<const Edge*>> incoming_;
};

}  // namespace

const char* findingName(FindingKind kind) {
  constexpr const char* kNames[] = {"dynamic-arithmetic", "dynamic-attribute", "dynamic-item", "dynamic-call", "dynamic-iteration", "dynamic-boxing",
                                    "check-overflow",     "check-type",        "check-bounds", "check-layout", "check-callee"};
  return kNames[static_cast<unsigned>(kind)];
}

std::vector<Finding> explain(Module& module, unsigned leastDepth) { return Explainer(module, leastDepth).run(); }

}  // namespace trivium::ir
