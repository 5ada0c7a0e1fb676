// Where attributes of instances will be: a class's layout is what its constructor stores first, in order, as long as it is sure to.
#include <algorithm>

#include "ir/cfg.h"
#include "ir/passes/type_inference.h"

namespace trivium::ir {

namespace {

constexpr int kMaxCalls = 8;         ///< constructors that call others this deep
constexpr size_t kMaxFields = 60;    ///< the runtime keeps floats in the first 64 slots

const Instruction* instructionOf(const Value* v) {
  return v->kind == Value::Kind::Instruction ? static_cast<const Instruction*>(v) : nullptr;
}

}  // namespace

bool TypeInference::isFloatAttribute(int64_t name) const {
  auto found = attributeKinds_.find(name);
  return found != attributeKinds_.end() && found->second == kFloat;
}

const Function* TypeInference::methodOf(uint32_t cls, int64_t name) const {
  const TypeSet* found = name < 0 ? nullptr : classAttribute(cls, name);
  if (!found || found->size() != 1 || object(*found->begin()).kind != Object::Kind::Function) return nullptr;
  return object(*found->begin()).function;
}

/// Appends the names that `function`, called on a new object of the class, stores first. False where it is no longer certain what comes next.
bool TypeInference::collectFields(uint32_t cls, const Function& function, std::vector<int64_t>& names, int depth) {
  if (depth > kMaxCalls || function.isGenerator || function.blocks.front()->params.empty()) return false;
  const Cfg cfg(const_cast<Function&>(function));
  const Value* self = function.blocks.front()->params[0].get();
  std::vector<const BasicBlock*> returns;
  for (const BasicBlock* b : cfg.order)
    if (b->terminator()->op == Opcode::Return) returns.push_back(b);
  const auto isSelf = [&](const Value* v) {
    if (v == self) return true;
    // A self that inner functions capture lives in a cell.
    const Instruction* read = instructionOf(v);
    const Instruction* cell = read && read->op == Opcode::CellGet ? instructionOf(read->operands[0]) : nullptr;
    return cell && cell->op == Opcode::CellNew && cell->operands[0] == self;
  };
  for (const BasicBlock* b : cfg.order) {
    const bool isCertain = cfg.loopOf[b->id] == Cfg::kNone && std::all_of(returns.begin(), returns.end(), [&](const BasicBlock* r) { return cfg.dominates(b->id, r->id); });
    for (auto& inst : b->insts) {
      if (inst->op == Opcode::AttrSet && isSelf(inst->operands[0])) {
        const bool isNew = std::find(names.begin(), names.end(), inst->attrs[0]) == names.end();
        if (isNew && !isCertain) return false;
        if (isNew) names.push_back(inst->attrs[0]);
        continue;
      }
      if (inst->op != Opcode::CallMethod) continue;
      // super().__init__(…), Base.__init__(self, …), self.method(…)
      const TypeSet& on = functions_[function.index].values[inst->operands[0]->id];
      const Function* called = nullptr;
      if (isSelf(inst->operands[0])) called = methodOf(cls, inst->attrs[0]);
      for (uint32_t id : on) {
        if (object(id).kind == Object::Kind::Super) {
          for (uint32_t behind : object(id).keys)
            if (object(behind).kind == Object::Kind::Class)
              for (const TypeSet& base : object(behind).bases)
                for (uint32_t bid : base)
                  if (object(bid).kind == Object::Kind::Class && !called) called = methodOf(bid, inst->attrs[0]);
        } else if (object(id).kind == Object::Kind::Class && inst->operands.size() > 1 && isSelf(inst->operands[1])) {
          called = methodOf(id, inst->attrs[0]);
        }
      }
      if (!called || called == &function) continue;
      std::vector<int64_t> more = names;
      const bool goesOn = collectFields(cls, *called, more, depth + 1);
      if (more.size() != names.size() && !isCertain) return false;
      names = std::move(more);
      if (!goesOn) return false;
    }
  }
  return true;
}

void TypeInference::findLayouts() {
  module_.layouts.clear();
  module_.floatAttributes.clear();
  for (const auto& [name, kinds] : attributeKinds_)
    if (kinds == kFloat) module_.floatAttributes.push_back(static_cast<uint32_t>(name));
  const int64_t init = nameConstant("__init__");
  for (uint32_t cls : classes_) {
    if (module_.layouts.size() == kMaxLayouts) break;
    const Function* constructor = methodOf(cls, init);
    std::vector<int64_t> names;
    if (constructor) collectFields(cls, *constructor, names, 0);
    if (names.empty()) continue;
    if (names.size() > kMaxFields) names.resize(kMaxFields);
    Layout layout;
    for (size_t k = 0; k < names.size(); ++k) layout.fields.push_back({static_cast<uint32_t>(names[k]), static_cast<uint32_t>(k), isFloatAttribute(names[k])});
    layoutOfClass_.emplace(cls, static_cast<int>(module_.layouts.size()));
    module_.layouts.push_back(std::move(layout));
  }
}

/// The layout that instances of all classes in the set have; what else is in it does not matter.
int TypeInference::layoutFor(const TypeSet& set) const {
  if (!(set.kinds & kInstance) || set.hasMany) return -1;
  int best = -1;
  for (uint32_t id : set) {
    if (object(id).kind != Object::Kind::Instance) continue;
    auto found = layoutOfClass_.find(object(id).partner);
    if (found == layoutOfClass_.end()) return -1;
    if (best < 0 || best == found->second) {
      best = found->second;
      continue;
    }
    // The shorter one, if it is how the other begins; else the longest that both have in common, which some base may have.
    const auto& a = module_.layouts[static_cast<size_t>(best)].fields;
    const auto& b = module_.layouts[static_cast<size_t>(found->second)].fields;
    size_t common = 0;
    while (common < a.size() && common < b.size() && a[common].name == b[common].name && a[common].isFloat == b[common].isFloat) ++common;
    int fitting = -1;
    size_t length = 0;
    for (size_t k = 0; k < module_.layouts.size(); ++k) {
      const auto& c = module_.layouts[k].fields;
      if (c.size() > common || c.size() <= length) continue;
      bool isPrefix = true;
      for (size_t i = 0; i < c.size() && isPrefix; ++i) isPrefix = c[i].name == a[i].name && c[i].isFloat == a[i].isFloat;
      if (!isPrefix) continue;
      length = c.size();
      fitting = static_cast<int>(k);
    }
    if (fitting < 0) return -1;
    best = fitting;
  }
  return best;
}

}  // namespace trivium::ir
