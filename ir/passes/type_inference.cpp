// The fixed point and the rules of each op; calls are in type_inference_calls.cpp, classes' layouts in layouts.cpp.
#include "ir/passes/type_inference.h"

#include <algorithm>
#include <cassert>

#include "ir/passes.h"

namespace trivium::ir {

namespace {

/// Chains of assignments are short: programs settle in less than ten rounds. Stopping early is harmless.
constexpr int kMaxRounds = 24;
constexpr Kinds kNumber = kInt | kFloat | kBool;

const Instruction* instructionOf(const Value* v) {
  return v->kind == Value::Kind::Instruction ? static_cast<const Instruction*>(v) : nullptr;
}

Kinds kindsOf(const Constant& c) {
  switch (c.kind) {
    case Constant::Kind::Int: return kInt;
    case Constant::Kind::Float: return kFloat;
    case Constant::Kind::Bool: return kBool;
    case Constant::Kind::None: return kNone;
    case Constant::Kind::Str: return kStr;
    case Constant::Kind::Tuple: return kTuple;
    default: return kOther;  // a large int too: nothing about it is in line
  }
}

}  // namespace

bool TypeSet::add(uint32_t object) {
  if (hasMany) return false;
  auto* at = std::lower_bound(objects_.data(), objects_.data() + count_, object);
  if (at != end() && *at == object) return false;
  if (count_ == kMaxObjects) {
    hasMany = true;
    count_ = 0;
    return true;
  }
  std::copy_backward(at, objects_.data() + count_, objects_.data() + count_ + 1);
  *at = object;
  ++count_;
  return true;
}

bool TypeSet::join(const TypeSet& other) {
  bool grew = (kinds | other.kinds) != kinds;
  kinds |= other.kinds;
  if (other.hasMany && !hasMany) {
    hasMany = true;
    count_ = 0;
    return true;
  }
  for (uint32_t id : other) grew |= add(id);
  return grew;
}

TypeInference::TypeInference(Module& module) : module_(module), functions_(module.functions.size()), globals_(module.globals.size()), globalByName_(module.modules.size()) {
  for (size_t k = 0; k < module.constants.size(); ++k)
    if (module.constants[k].kind == Constant::Kind::Str) names_.emplace(module.constants[k].text, static_cast<int64_t>(k));
  for (size_t k = 0; k < module.modules.size(); ++k) {
    modules_.push_back(newObject(Object::Kind::Module));
    object(modules_[k]).name = static_cast<int64_t>(k);
    for (uint32_t global : module.modules[k].globals) globalByName_[k].emplace(module.globals[global].name, global);
  }
  for (auto& function : module.functions) {
    FunctionState& state = functions_[function->index];
    state.values.resize(function->renumber());
    state.params.resize(function->blocks.front()->params.size());
    state.slots.resize(function->slotCount);
    state.cells.resize(function->cellCount);
    state.object = newObject(Object::Kind::Function);
    object(state.object).function = function.get();
    state.generator = newObject(Object::Kind::Generator);
    object(state.generator).function = function.get();
  }
}

void TypeInference::run() {
  for (const bool phase : {false, true}) {
    isSecondPhase_ = phase;
    changed_ = true;
    for (int round = 0; changed_ && round < kMaxRounds; ++round) {
      changed_ = false;
      for (auto& function : module_.functions) visit(*function);
    }
  }
}

uint32_t TypeInference::newObject(Object::Kind kind) {
  objects_.push_back(std::make_unique<Object>());
  objects_.back()->kind = kind;
  return static_cast<uint32_t>(objects_.size() - 1);
}

uint32_t TypeInference::siteObject(const Instruction& inst, Object::Kind kind, unsigned which) {
  auto& list = sites_[&inst];
  const unsigned key = which * 32 + static_cast<unsigned>(kind);
  for (auto& [known, id] : list)
    if (known == key) return id;
  const uint32_t id = newObject(kind);
  list.push_back({key, id});
  return id;
}

TypeSet TypeInference::setOf(Kinds kinds, uint32_t object) {
  TypeSet set(kinds);
  set.add(object);
  return set;
}

TypeSet TypeInference::made(const Instruction& inst, Object::Kind kind, const TypeSet& items, unsigned which) {
  const uint32_t id = siteObject(inst, kind, which);
  join(object(id).items, items);
  const Kinds kinds = kind == Object::Kind::List ? kList : kind == Object::Kind::Tuple ? kTuple : kind == Object::Kind::Dict ? kDict : kind == Object::Kind::Set ? kSet : kOther;
  return setOf(kinds, id);
}

TypeSet TypeInference::tupleOf(const Instruction& inst, std::vector<TypeSet> fields, unsigned which) {
  const uint32_t id = siteObject(inst, Object::Kind::Tuple, which);
  Object& tuple = object(id);
  if (tuple.fields.size() < fields.size()) tuple.fields.resize(fields.size());
  for (size_t k = 0; k < fields.size(); ++k) join(tuple.fields[k], fields[k]);
  return setOf(kTuple, id);
}

int64_t TypeInference::nameConstant(std::string_view name) const {
  auto found = names_.find(name);
  return found == names_.end() ? -1 : found->second;
}

void TypeInference::visit(Function& function) {
  FunctionState& state = functions_[function.index];
  current_ = &state;
  function_ = &function;
  const auto& params = function.blocks.front()->params;
  for (size_t k = 0; k < params.size(); ++k) {
    // What nobody here passes comes from somewhere else. None as a default says nothing about what callers pass.
    TypeSet known = state.params[k];
    if (!state.isCalled) known.kinds &= static_cast<Kinds>(~kNone);
    join(state.values[params[k]->id], orUnknown(known));
  }
  const auto pass = [&](const Edge& e) {
    for (size_t k = 0; k < e.args.size(); ++k) join(state.values[e.target->params[k]->id], state.values[e.args[k]->id]);
  };
  for (auto& block : function.blocks)
    for (auto& inst : block->insts) {
      const TypeSet result = valueOf(*inst);
      if (inst->type != Type::Void) join(state.values[inst->id], result);
      for (const Edge& e : inst->successors) pass(e);
      if (inst->unwind) pass(inst->unwind);
      if (inst->overflow) pass(inst->overflow);
    }
}

TypeSet TypeInference::constant(uint32_t index, const Instruction& site) {
  const Constant& c = module_.constants[index];
  if (c.kind != Constant::Kind::Tuple) return kindsOf(c);
  std::vector<TypeSet> fields;
  for (uint32_t item : c.items) fields.push_back(constant(item, site));
  return tupleOf(site, std::move(fields), index);
}

// ---- containers

TypeSet TypeInference::itemsOf(const TypeSet& container) const {
  if (container.isEmpty()) return orUnknown({});
  TypeSet items;
  if (container.kinds & kRange) items.kinds |= kInt;
  if (container.kinds & kStr) items.kinds |= kStr;
  for (uint32_t id : container) {
    const Object& o = object(id);
    switch (o.kind) {
      case Object::Kind::Dict: items.join(o.keys); break;
      case Object::Kind::Tuple:
        for (const TypeSet& field : o.fields) items.join(field);
        items.join(o.items);
        break;
      case Object::Kind::List:
      case Object::Kind::Set:
      case Object::Kind::Iterator:
      case Object::Kind::Generator: items.join(o.items); break;
      default: items.kinds |= kUnknown;
    }
  }
  if (container.hasMany || (container.kinds & (kUnknown | kOther) && !container.size() && !(container.kinds & (kRange | kStr)))) items.kinds |= kUnknown;
  return items;
}

TypeSet TypeInference::fieldOf(const TypeSet& tuple, size_t index) const {
  if (tuple.isEmpty()) return orUnknown({});
  TypeSet result;
  for (uint32_t id : tuple) {
    const Object& o = object(id);
    if (o.kind != Object::Kind::Tuple) continue;
    if (index < o.fields.size()) result.join(o.fields[index]);
    result.join(o.items);
  }
  if (tuple.hasMany || !tuple.size()) result.kinds |= kUnknown;
  return result;
}

TypeSet TypeInference::elementOf(const TypeSet& container, const TypeSet& index, const Value* indexValue) const {
  if (container.isEmpty()) return orUnknown({});
  TypeSet result;
  if (container.kinds & kStr) result.kinds |= kStr;
  int64_t position = -1;
  if (const Instruction* made = indexValue ? instructionOf(indexValue) : nullptr; made && made->op == Opcode::Const) {
    const Constant& c = module_.constants[static_cast<size_t>(made->attrs[0])];
    if (c.kind == Constant::Kind::Int) position = c.integer;
  }
  for (uint32_t id : container) {
    const Object& o = object(id);
    switch (o.kind) {
      case Object::Kind::Tuple: {
        const auto size = static_cast<int64_t>(o.fields.size());
        const int64_t at = position < 0 ? position + size : position;
        if (index.kinds & kInt && indexValue && at >= 0 && at < size && position != -1) result.join(o.fields[static_cast<size_t>(at)]);
        else
          for (const TypeSet& field : o.fields) result.join(field);
        result.join(o.items);
        break;
      }
      case Object::Kind::Instance: result.kinds |= kUnknown; break;
      default: result.join(o.items);
    }
  }
  if (container.hasMany || (!container.size() && !(container.kinds & kStr))) result.kinds |= kUnknown;
  return result;
}

void TypeInference::store(const TypeSet& container, const TypeSet& key, const TypeSet& value) {
  for (uint32_t id : container) {
    Object& o = object(id);
    if (o.kind == Object::Kind::Dict) join(o.keys, key);
    if (o.kind == Object::Kind::Dict || o.kind == Object::Kind::List || o.kind == Object::Kind::Set) join(o.items, value);
  }
}

// ---- attributes

const TypeSet* TypeInference::classAttribute(uint32_t cls, int64_t name, int depth) const {
  const Object& c = object(cls);
  if (auto found = c.attributes.find(name); found != c.attributes.end()) return &found->second;
  if (depth < 16)
    for (const TypeSet& base : c.bases)
      for (uint32_t id : base)
        if (object(id).kind == Object::Kind::Class)
          if (const TypeSet* found = classAttribute(id, name, depth + 1)) return found;
  return nullptr;
}

TypeSet TypeInference::moduleAttribute(int64_t moduleIndex, int64_t name) {
  const auto index = static_cast<size_t>(moduleIndex);
  if (auto found = globalByName_[index].find(text(name)); found != globalByName_[index].end()) return orUnknown(globals_[found->second]);
  const std::string& module = module_.modules[index].name;
  if (module == "math" && (text(name) == "pi" || text(name) == "e" || text(name) == "inf" || text(name) == "tau" || text(name) == "nan")) return kFloat;
  if (module_.modules[index].bodyFunction >= 0) return kUnknown;
  auto [known, isNew] = natives_.try_emplace({moduleIndex, name}, 0);
  if (isNew) {
    known->second = newObject(Object::Kind::Builtin);
    object(known->second).name = name;
    object(known->second).module = moduleIndex;
  }
  return setOf(kOther | kUnknown, known->second);
}

TypeSet TypeInference::attributeOf(const TypeSet& of, int64_t name, const Instruction* site) {
  TypeSet result;
  for (uint32_t id : of) {
    const Object& o = object(id);
    switch (o.kind) {
      case Object::Kind::Instance: {
        if (auto own = o.attributes.find(name); own != o.attributes.end()) result.join(own->second);
        const TypeSet* onClass = classAttribute(o.partner, name);
        if (!onClass) break;
        for (uint32_t found : *onClass) {
          if (object(found).kind != Object::Kind::Function || !site) continue;
          const uint32_t bound = siteObject(*site, Object::Kind::BoundMethod, found);
          object(bound).function = object(found).function;
          join(object(bound).items, setOf(kInstance, id));
          result.add(bound);
          result.kinds |= kOther;
        }
        if (onClass->kinds & static_cast<Kinds>(~kFunction)) {
          TypeSet data = *onClass;
          data.kinds &= static_cast<Kinds>(~kFunction);
          result.join(data);
        }
        break;
      }
      case Object::Kind::Class:
        if (const TypeSet* found = classAttribute(id, name)) result.join(*found);
        break;
      case Object::Kind::Module: result.join(moduleAttribute(o.name, name)); break;
      default: break;
    }
  }
  return of.size() ? orUnknown(result) : of.isEmpty() ? orUnknown({}) : TypeSet(kUnknown);
}

void TypeInference::setAttribute(const TypeSet& of, int64_t name, const TypeSet& value) {
  for (uint32_t id : of) {
    Object& o = object(id);
    if (o.kind == Object::Kind::Instance || o.kind == Object::Kind::Class) join(o.attributes[name], value);
    else if (o.kind == Object::Kind::Module) {
      const auto& globals = globalByName_[static_cast<size_t>(o.name)];
      if (auto found = globals.find(text(name)); found != globals.end()) join(globals_[found->second], value);
    }
  }
  Kinds& all = attributeKinds_[name];
  if ((all | value.kinds) != all) {
    all |= value.kinds;
    changed_ = true;
  }
}

// ---- operations

TypeSet TypeInference::arithmetic(const Instruction& inst) {
  const TypeSet lhs = operand(inst, 0);
  const Opcode op = plainOf(inst.op);
  if (inst.operands.size() == 1) return lhs.kinds & kBool ? static_cast<Kinds>((lhs.kinds & kNumber) | kInt) : lhs;
  const TypeSet rhs = operand(inst, 1);
  const Kinds a = lhs.kinds, b = rhs.kinds;
  if ((!a || !b) && !isSecondPhase_) return {};
  TypeSet result;
  if ((a | b) & kInstance) {
    // The operand's class may define the operation.
    const std::string_view mnemonic = infoOf(op).mnemonic;
    const auto ask = [&](const TypeSet& self, const std::string& prefix, const TypeSet& other) {
      const int64_t name = nameConstant(prefix + std::string(mnemonic) + "__");
      if (name < 0 || !(self.kinds & kInstance)) return;
      Arguments arguments;
      arguments.positional.push_back(other);
      for (uint32_t id : self)
        if (object(id).kind == Object::Kind::Instance && classAttribute(object(id).partner, name))
          result.join(callMethod(setOf(kInstance, id), name, arguments, inst));
    };
    if (op != inst.op) ask(lhs, "__i", rhs);
    ask(lhs, "__", rhs);
    ask(rhs, "__r", lhs);
  }
  const auto isUnknown = [](Kinds kinds) { return (kinds & ~kUnknown) == 0; };
  switch (op) {
    case Opcode::And:
    case Opcode::Or:
    case Opcode::Xor:
      if (isUnknown(a) || isUnknown(b)) result.kinds |= kUnknown;
      if ((a & kBool) && (b & kBool)) result.kinds |= kBool;
      if ((a | b) & kInt && a & (kInt | kBool | kUnknown) && b & (kInt | kBool | kUnknown)) result.kinds |= kInt;
      if ((a | b) & (kSet | kDict)) {
        result.join(lhs);
        result.join(rhs);
      }
      if (result.isEmpty()) result.kinds = kUnknown;
      return result;
    case Opcode::LShift:
    case Opcode::RShift: return result.isEmpty() ? TypeSet(kInt) : result;
    case Opcode::Mod:
      if (a & kStr) result.kinds |= kStr;
      break;
    case Opcode::Add:
      result.kinds |= a & b & kStr;
      if (a & b & kList) {
        TypeSet items = itemsOf(lhs);
        items.join(itemsOf(rhs));
        result.join(made(inst, Object::Kind::List, items));
        if (inst.op == Opcode::IAdd) {
          store(lhs, kInt, items);
          result.join(lhs);
        }
      }
      if (a & b & kTuple) {
        TypeSet items = itemsOf(lhs);
        items.join(itemsOf(rhs));
        result.join(made(inst, Object::Kind::Tuple, items));
      }
      break;
    case Opcode::Mul:
      result.kinds |= (a | b) & kStr;
      for (const TypeSet* side : {&lhs, &rhs})
        if (side->kinds & (kList | kTuple)) result.join(made(inst, side->kinds & kList ? Object::Kind::List : Object::Kind::Tuple, itemsOf(*side)));
      break;
    case Opcode::Sub:
      if (a & kSet) result.join(lhs);
      break;
    default: break;
  }
  const bool mayBeNumbers = (a & kNumber || isUnknown(a)) && (b & kNumber || isUnknown(b));
  if (mayBeNumbers) {
    if ((a | b) & kFloat) result.kinds |= kFloat;
    if (op == Opcode::TrueDiv) result.kinds |= (a & b & kNumber) || (a & (kInt | kBool) && b & (kInt | kBool)) || (a | b) & kFloat ? kFloat : kUnknown;
    else if ((a & (kInt | kBool)) && (b & (kInt | kBool))) result.kinds |= kInt;
  }
  if ((a | b) & kOther) result.kinds |= kOther;
  // A number and something unknown: floats are passed on, ints may become anything.
  if (isUnknown(a) || isUnknown(b)) result.kinds |= kUnknown;
  if (result.isEmpty() && a && b) result.kinds = kUnknown;
  return result;
}

TypeSet TypeInference::valueOf(const Instruction& inst) {
  const auto attr = [&](size_t k) { return inst.attrs[k]; };
  const Function& f = *function_;
  FunctionState& own = *current_;
  FunctionState& frame = f.isResume && f.entry ? functions_[f.entry->index] : own;
  switch (inst.op) {
    case Opcode::Const: return constant(static_cast<uint32_t>(attr(0)), inst);
    case Opcode::Unbound: return {};
    case Opcode::Box: return inst.operands[0]->type == Type::F64 ? kFloat : inst.operands[0]->type == Type::I1 ? kBool : inst.operands[0]->type == Type::I64 ? TypeSet(kInt) : operand(inst, 0);
    case Opcode::CheckBound:
    case Opcode::MethodFind: return operand(inst, 0);
    case Opcode::Own: return operand(inst, 0);

    case Opcode::Lt:
    case Opcode::Le:
    case Opcode::Eq:
    case Opcode::Ne:
    case Opcode::Gt:
    case Opcode::Ge: {
      const TypeSet lhs = operand(inst, 0), rhs = operand(inst, 1);
      if (lhs.kinds & kInstance) {
        const int64_t name = nameConstant("__" + std::string(infoOf(inst.op).mnemonic) + "__");
        Arguments arguments;
        arguments.positional.push_back(rhs);
        for (uint32_t id : lhs)
          if (name >= 0 && object(id).kind == Object::Kind::Instance && classAttribute(object(id).partner, name)) callMethod(setOf(kInstance, id), name, arguments, inst);
      }
      return kBool;
    }
    case Opcode::Is:
    case Opcode::In:
    case Opcode::ExcMatch:
    case Opcode::MatchSequence:
    case Opcode::MatchMapping:
    case Opcode::Truth: return kBool;
    case Opcode::ConstInt:
    case Opcode::Len: return kInt;
    case Opcode::ConstFloat: return kFloat;

    case Opcode::GlobalGet: return orUnknown(globals_[static_cast<size_t>(attr(0))]);
    case Opcode::GlobalSet: join(globals_[static_cast<size_t>(attr(0))], operand(inst, 0)); return {};
    case Opcode::BuiltinGet: {
      const uint32_t id = siteObject(inst, Object::Kind::Builtin);
      object(id).name = attr(0);
      return setOf(kOther, id);
    }
    case Opcode::CellNew: return made(inst, Object::Kind::Cell, operand(inst, 0));
    case Opcode::CellSet:
      for (uint32_t id : operand(inst, 0))
        if (object(id).kind == Object::Kind::Cell) join(object(id).items, operand(inst, 1));
      return {};
    case Opcode::CellGet: {
      TypeSet content;
      for (uint32_t id : operand(inst, 0))
        if (object(id).kind == Object::Kind::Cell) content.join(object(id).items);
      return orUnknown(content);
    }
    case Opcode::ClosureCell: {
      const auto index = static_cast<size_t>(attr(0));
      return index < frame.cells.size() ? frame.cells[index] : TypeSet(kUnknown);
    }
    case Opcode::NameSet:
      if (auto found = classOfBody_.find(&f); found != classOfBody_.end()) {
        const TypeSet value = operand(inst, 1);
        join(object(found->second).attributes[attr(0)], value);
        for (uint32_t id : value)
          if (object(id).kind == Object::Kind::Function) functions_[object(id).function->index].owner = found->second;
      }
      return {};
    case Opcode::NameGet: {
      TypeSet result;
      if (auto found = classOfBody_.find(&f); found != classOfBody_.end()) {
        const auto& attributes = object(found->second).attributes;
        if (auto value = attributes.find(attr(0)); value != attributes.end()) result = value->second;
      }
      if (result.isEmpty() && attr(1) >= 0) result = globals_[static_cast<size_t>(attr(1))];
      if (result.isEmpty()) {
        const uint32_t id = siteObject(inst, Object::Kind::Builtin);
        object(id).name = attr(0);
        return setOf(kOther, id);
      }
      return result;
    }

    case Opcode::AttrGet: return attributeOf(operand(inst, 0), attr(0), &inst);
    case Opcode::AttrSet: setAttribute(operand(inst, 0), attr(0), operand(inst, 1)); return {};
    case Opcode::ItemGet: {
      const TypeSet container = operand(inst, 0);
      if (const Instruction* index = instructionOf(inst.operands[1]); index && index->op == Opcode::SliceNew) {
        TypeSet result(container.kinds & kStr);
        if (container.kinds & kList) result.join(made(inst, Object::Kind::List, itemsOf(container)));
        if (container.kinds & kTuple) result.join(made(inst, Object::Kind::Tuple, itemsOf(container)));
        return container.isEmpty() ? orUnknown({}) : result.isEmpty() ? TypeSet(kUnknown) : result;
      }
      if (container.kinds & kInstance)
        if (const int64_t name = nameConstant("__getitem__"); name >= 0) {
          Arguments arguments;
          arguments.positional.push_back(operand(inst, 1));
          TypeSet result = callMethod(container, name, arguments, inst);
          if (container.kinds & static_cast<Kinds>(~kInstance)) result.join(elementOf(container, operand(inst, 1), inst.operands[1]));
          return result;
        }
      return elementOf(container, operand(inst, 1), inst.operands[1]);
    }
    case Opcode::ItemSet: {
      const TypeSet container = operand(inst, 0);
      if (const Instruction* index = instructionOf(inst.operands[1]); index && index->op == Opcode::SliceNew) store(container, kInt, itemsOf(operand(inst, 2)));
      else store(container, operand(inst, 1), operand(inst, 2));
      if (container.kinds & kInstance)
        if (const int64_t name = nameConstant("__setitem__"); name >= 0) {
          Arguments arguments;
          arguments.positional = {operand(inst, 1), operand(inst, 2)};
          callMethod(container, name, arguments, inst);
        }
      return {};
    }
    case Opcode::DictSet: store(operand(inst, 0), operand(inst, 1), operand(inst, 2)); return {};
    case Opcode::ListAppend:
    case Opcode::SetAdd: store(operand(inst, 0), kInt, operand(inst, 1)); return {};
    case Opcode::ListExtend:
    case Opcode::SetUpdate: store(operand(inst, 0), kInt, itemsOf(operand(inst, 1))); return {};
    case Opcode::DictUpdate:
    case Opcode::DictMerge:
      for (uint32_t id : operand(inst, 1))
        if (object(id).kind == Object::Kind::Dict) store(operand(inst, 0), object(id).keys, object(id).items);
      return {};
    case Opcode::ListNew:
    case Opcode::SetNew: {
      TypeSet items;
      for (size_t k = 0; k < inst.operands.size(); ++k) items.join(operand(inst, k));
      return made(inst, inst.op == Opcode::ListNew ? Object::Kind::List : Object::Kind::Set, items);
    }
    case Opcode::TupleNew: {
      std::vector<TypeSet> fields;
      for (size_t k = 0; k < inst.operands.size(); ++k) fields.push_back(operand(inst, k));
      return tupleOf(inst, std::move(fields));
    }
    case Opcode::DictNew: {
      const TypeSet dict = made(inst, Object::Kind::Dict, {});
      for (size_t k = 0; k + 1 < inst.operands.size(); k += 2) store(dict, operand(inst, k), operand(inst, k + 1));
      return dict;
    }
    case Opcode::ListToTuple: return made(inst, Object::Kind::Tuple, itemsOf(operand(inst, 0)));
    case Opcode::UnpackSeq: {
      const TypeSet from = operand(inst, 0);
      std::vector<TypeSet> fields(static_cast<size_t>(attr(0)));
      TypeSet others(from.kinds);
      bool hasOthers = from.kinds & (kStr | kRange);
      for (uint32_t id : from)
        if (const Object& o = object(id); o.kind == Object::Kind::Tuple && o.fields.size() == fields.size()) {
          for (size_t k = 0; k < fields.size(); ++k) fields[k].join(o.fields[k]);
          if (!o.items.isEmpty())
            for (TypeSet& field : fields) field.join(o.items);
        } else {
          others.add(id);
          hasOthers = true;
        }
      if (hasOthers || !from.size()) {
        const TypeSet items = itemsOf(others);
        for (TypeSet& field : fields) field.join(items);
      }
      return tupleOf(inst, std::move(fields));
    }
    case Opcode::UnpackEx: {
      const TypeSet items = itemsOf(operand(inst, 0));
      std::vector<TypeSet> fields(static_cast<size_t>(attr(0) + 1 + attr(1)), items);
      fields[static_cast<size_t>(attr(0))] = made(inst, Object::Kind::List, items);
      return tupleOf(inst, std::move(fields));
    }
    case Opcode::TupleItem: return fieldOf(operand(inst, 0), static_cast<size_t>(attr(0)));
    case Opcode::StrJoin:
    case Opcode::FormatValue: return kStr;
    case Opcode::SliceNew: return kOther;

    case Opcode::IterGet: {
      // An iterator is what is iterated: that is what the choice of cases of iter.next goes by.
      const TypeSet of = operand(inst, 0);
      if (!(of.kinds & kInstance)) return of;
      const int64_t name = nameConstant("__iter__");
      if (name < 0) return of;
      TypeSet result = callMethod(of, name, {}, inst);
      if (of.kinds & static_cast<Kinds>(~kInstance)) result.join(of);
      return result;
    }
    case Opcode::RangeIter: return kRange;
    case Opcode::IterNext: {
      const TypeSet of = operand(inst, 0);
      TypeSet items = itemsOf(of);
      if (of.kinds & kInstance)
        if (const int64_t name = nameConstant("__next__"); name >= 0) items.join(callMethod(of, name, {}, inst));
      return items;
    }

    case Opcode::Call: return call(operand(inst, 0), argumentsOf(inst, 1, attr(0)), inst);
    case Opcode::CallMethod: return callMethod(operand(inst, 0), attr(0), argumentsOf(inst, 1, attr(1)), inst);
    case Opcode::CallEx: {
      Arguments arguments;
      const TypeSet list = operand(inst, 1);
      if (list.size() == 1 && !object(*list.begin()).fields.empty() && object(*list.begin()).items.isEmpty()) arguments.positional = object(*list.begin()).fields;
      else arguments.positional.assign(8, itemsOf(list));
      return call(operand(inst, 0), arguments, inst);
    }
    case Opcode::FuncNew: {
      const auto index = static_cast<size_t>(attr(0));
      FunctionState& state = functions_[index];
      const Signature& signature = module_.functions[index]->signature;
      for (uint32_t id : operand(inst, 1 - 1)) {
        const std::vector<TypeSet>& defaults = object(id).fields;
        if (object(id).kind != Object::Kind::Tuple || defaults.size() > signature.posCount || signature.posCount > state.params.size()) continue;
        for (size_t k = 0; k < defaults.size(); ++k) join(state.params[signature.posCount - defaults.size() + k], defaults[k]);
      }
      for (uint32_t id : operand(inst, 1))
        if (object(id).kind == Object::Kind::Dict)
          for (size_t k = 0; k < signature.kwOnlyCount && signature.posCount + k < state.params.size(); ++k) join(state.params[signature.posCount + k], object(id).items);
      for (size_t k = 3; k < inst.operands.size() && k - 3 < state.cells.size(); ++k) join(state.cells[k - 3], operand(inst, k));
      return setOf(kFunction, state.object);
    }
    case Opcode::ClassBuild: {
      const uint32_t id = siteObject(inst, Object::Kind::Class);
      if (!object(id).partner) {
        const uint32_t instance = newObject(Object::Kind::Instance);
        object(id).partner = instance;
        object(instance).partner = id;
        classes_.push_back(id);
        changed_ = true;
      }
      Object& cls = object(id);
      for (uint32_t body : operand(inst, 0))
        if (object(body).kind == Object::Kind::Function && !cls.function) {
          cls.function = object(body).function;
          classOfBody_.emplace(cls.function, id);
          changed_ = true;
          // What the body returns is the cell of __class__.
          for (uint32_t cell : functions_[cls.function->index].result)
            if (object(cell).kind == Object::Kind::Cell) join(object(cell).items, setOf(kClass, id));
        }
      if (cls.function)
        for (uint32_t cell : functions_[cls.function->index].result)
          if (object(cell).kind == Object::Kind::Cell) join(object(cell).items, setOf(kClass, id));
      if (cls.bases.size() < inst.operands.size() - 1) cls.bases.resize(inst.operands.size() - 1);
      for (size_t k = 1; k < inst.operands.size(); ++k) join(cls.bases[k - 1], operand(inst, k));
      return setOf(kClass, id);
    }
    case Opcode::Import: return setOf(kOther, modules_[static_cast<size_t>(attr(0))]);
    case Opcode::ImportFrom: return attributeOf(operand(inst, 0), attr(0), nullptr);
    case Opcode::Return:
      if (!f.isResume) join(own.result, operand(inst, 0));
      return {};
    case Opcode::GenNew: return setOf(kGenerator, functions_[static_cast<size_t>(attr(0))].generator);
    case Opcode::GenInit:
      if (const auto slot = static_cast<size_t>(attr(0)); slot < own.slots.size()) join(own.slots[slot], operand(inst, 1));
      return {};
    case Opcode::GenStore:
      if (const auto slot = static_cast<size_t>(attr(0)); slot < frame.slots.size()) join(frame.slots[slot], operand(inst, 0));
      return {};
    case Opcode::GenLoad: {
      const auto slot = static_cast<size_t>(attr(0));
      return slot < frame.slots.size() ? orUnknown(frame.slots[slot]) : TypeSet(kUnknown);
    }
    case Opcode::Yield: join(object(frame.generator).items, operand(inst, 0)); return {};
    case Opcode::YieldFromStep: return itemsOf(operand(inst, 0));
    case Opcode::ExcCatch: return kOther | kUnknown;
    case Opcode::ExcHandled: return kOther;
    default:
      if (inst.type == Type::Void) return {};
      if (inst.op >= Opcode::Add && inst.op <= Opcode::Invert) return arithmetic(inst);
      return inst.type == Type::Any ? kUnknown : inst.type == Type::I64 ? kInt : inst.type == Type::F64 ? kFloat : kBool;
  }
}

void TypeInference::annotate() {
  if (module_.storageKinds) findLayouts();
  for (auto& function : module_.functions) {
    const FunctionState& state = functions_[function->index];
    current_ = &functions_[function->index];
    const auto note = [&](Value& v) {
      const TypeSet& set = state.values[v.id];
      v.guess.kinds = set.kinds;
      v.guess.layout = static_cast<int16_t>(layoutFor(set));
      if (set.kinds & (kList | kTuple | kDict | kSet)) v.guess.items = itemsOf(set).kinds;
    };
    for (auto& block : function->blocks) {
      for (auto& p : block->params) note(*p);
      for (auto& inst : block->insts) {
        note(*inst);
        if (inst->op == Opcode::Call || inst->op == Opcode::CallMethod) inst->guess.math = static_cast<int8_t>(mathFunction(*inst));
        if (inst->op == Opcode::Call)
          if (const TypeSet callee = operand(*inst, 0); callee.kinds == kFunction && callee.size() == 1) inst->guess.function = static_cast<int32_t>(object(*callee.begin()).function->index);
      }
    }
  }
}

void inferTypes(Module& module, bool mayUnbox) {
  TypeInference inference(module);
  inference.run();
  module.storageKinds = mayUnbox;
  inference.annotate();
}

}  // namespace trivium::ir
