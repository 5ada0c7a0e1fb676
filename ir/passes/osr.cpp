// The copy gets a new entry block that jumps to the header; SSA repair does the rest: the values that live at the header have the
// entry's parameters as a second definition, and what only the old entry reached goes away.
#include "ir/passes/osr.h"

#include <cassert>
#include <unordered_map>

#include "ir/cfg.h"
#include "ir/passes/ssa_repair.h"

namespace trivium::ir {

namespace {

/// Copies a function and says what became of its values and blocks.
struct Cloning {
  std::unique_ptr<Function> copy;
  std::unordered_map<const Value*, Value*> values;
  std::unordered_map<const BasicBlock*, BasicBlock*> blocks;

  explicit Cloning(const Function& from) : copy(std::make_unique<Function>(from.module)) {
    Function& to = *copy;
    to.index = from.index;
    to.name = from.name;
    to.qualname = from.qualname;
    to.docConst = from.docConst;
    to.moduleIndex = from.moduleIndex;
    to.firstLine = from.firstLine;
    to.signature = from.signature;
    to.isGenerator = from.isGenerator;
    to.isResume = from.isResume;
    to.isModuleBody = from.isModuleBody;
    to.isClassBody = from.isClassBody;
    to.isOsrEntry = from.isOsrEntry;
    to.resume = from.resume;
    to.entry = from.entry;
    to.slotCount = from.slotCount;
    to.cellCount = from.cellCount;
    to.locs = from.locs;
    for (auto& b : from.blocks) {
      BasicBlock* block = blocks[b.get()] = to.addBlock();
      for (auto& p : b->params) {
        values[p.get()] = block->addParam(p->type);
        values[p.get()]->guess = p->guess;
      }
      for (auto& i : b->insts) {
        auto inst = std::make_unique<Instruction>(i->op, i->type);
        inst->loc = i->loc;
        inst->guess = i->guess;
        inst->block = block;
        inst->attrs = i->attrs;
        values[i.get()] = inst.get();
        block->insts.push_back(std::move(inst));
      }
    }
    for (auto& b : from.blocks)
      for (size_t k = 0; k < b->insts.size(); ++k) {
        const Instruction& i = *b->insts[k];
        Instruction& inst = *blocks[b.get()]->insts[k];
        for (const Value* v : i.operands) inst.operands.push_back(values.at(v));
        for (const Edge& e : i.successors) inst.successors.push_back(edge(e));
        if (i.unwind) inst.unwind = edge(i.unwind);
        if (i.overflow) inst.overflow = edge(i.overflow);
      }
    to.renumber();
  }

  Edge edge(const Edge& e) const {
    Edge result{blocks.at(e.target), {}};
    for (const Value* v : e.args) result.args.push_back(values.at(v));
    return result;
  }
};

bool canBeMadeAgain(const Value* v) {
  if (v->kind != Value::Kind::Instruction) return false;
  const auto* inst = static_cast<const Instruction*>(v);
  return inst->operands.empty() && infoOf(inst->op).effects == kPure;
}

}  // namespace

std::vector<OsrPoint> findOsrPoints(Function& function) {
  std::vector<OsrPoint> points;
  const Cfg cfg(function);
  const Liveness liveness(cfg);
  const std::vector<char> unbound = findUnbound(cfg);
  std::vector<const Value*> values(cfg.valueCount);
  for (auto& b : function.blocks) {
    for (auto& p : b->params) values[p->id] = p.get();
    for (auto& i : b->insts) values[i->id] = i.get();
  }
  for (const BasicBlock* b : cfg.order) {
    if (!cfg.isHeader(b->id)) continue;
    OsrPoint point{b->id, -1, {}, {}};
    bool good = true;
    for (uint32_t id = 0; id < cfg.valueCount && good; ++id) {
      if (!liveness.isLiveIn(b->id, id) || canBeMadeAgain(values[id])) continue;
      good = values[id]->type == Type::Any;
      point.values.push_back(values[id]);
    }
    for (auto& p : b->params) {
      good &= p->type == Type::Any;
      point.values.push_back(p.get());
    }
    if (!good) continue;
    for (const Value* v : point.values) point.mayBeUnbound.push_back(unbound[v->id]);
    // A header comes after those around it.
    for (uint32_t around = cfg.outerLoop[b->id]; around != Cfg::kNone && point.outer < 0; around = cfg.outerLoop[around])
      for (size_t i = 0; i < points.size(); ++i)
        if (points[i].block == around) point.outer = static_cast<int32_t>(i);
    points.push_back(std::move(point));
  }
  return points;
}

std::unique_ptr<Function> cloneFunction(const Function& function) { return std::move(Cloning(function).copy); }

std::unique_ptr<Function> makeOsrEntry(const Function& function, const OsrPoint& point) {
  Cloning cloning(function);
  Function& copy = *cloning.copy;
  BasicBlock* header = copy.blocks[point.block].get();
  std::vector<Value*> known;
  for (auto& [from, to] : cloning.values) known.push_back(to);
  copy.blocks.push_front(std::make_unique<BasicBlock>(&copy));
  BasicBlock* entry = copy.blocks.front().get();
  SlowCut cut{entry, {}};
  const size_t live = point.values.size() - header->params.size();
  std::vector<Value*> args;
  for (size_t i = 0; i < point.values.size(); ++i) {
    BlockParameter* p = entry->addParam(Type::Any);
    p->guess = point.values[i]->guess;
    p->guess.mayBeUnbound = point.mayBeUnbound[i];
    if (i < live) cut.values.push_back(cloning.values.at(point.values[i]));
    else args.push_back(p);
  }
  Builder(entry).br(header, std::move(args));
  copy.isOsrEntry = true;
  repairSsa(copy, {cut}, known);
  copy.renumber();
  return std::move(cloning.copy);
}

}  // namespace trivium::ir
