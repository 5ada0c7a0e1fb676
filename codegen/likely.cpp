#include "codegen/detail/likely.h"

#include "codegen/detail/function.h"

#include <algorithm>

namespace trivium::codegen {

using ir::Opcode;
using ir::Type;

namespace {

const ir::Instruction* asInstruction(const ir::Value* value) {
  return value->kind == ir::Value::Kind::Instruction ? static_cast<const ir::Instruction*>(value) : nullptr;
}

constexpr Kinds kNumber = kInt | kFloat | kBool;

/// Results of built-in functions and methods whose names speak for themselves.
struct Result {
  std::string_view name;
  Kinds kinds;
};
constexpr Result kBuiltinResults[] = {
    {"len", kInt},      {"ord", kInt},       {"int", kInt},       {"hash", kInt},       {"id", kInt},         {"float", kFloat},
    {"str", kStr},      {"repr", kStr},      {"chr", kStr},       {"input", kStr},      {"hex", kStr},        {"bin", kStr},
    {"oct", kStr},      {"ascii", kStr},     {"format", kStr},    {"list", kList},      {"sorted", kList},    {"dir", kList},
    {"tuple", kTuple},  {"dict", kDict},     {"range", kRange},   {"isinstance", kBool}, {"issubclass", kBool}, {"callable", kBool},
    {"hasattr", kBool}, {"bool", kBool},     {"any", kBool},      {"all", kBool},       {"print", kNone},     {"set", kOther},
    {"frozenset", kOther}, {"bytes", kOther}, {"bytearray", kOther}, {"enumerate", kOther}, {"zip", kOther}, {"map", kOther},
    {"filter", kOther}, {"reversed", kOther}, {"iter", kOther},   {"type", kOther},     {"super", kOther},    {"open", kOther},
    {"divmod", kTuple}, {"complex", kOther}, {"object", kOther},  {"slice", kOther},    {"vars", kDict},      {"globals", kDict}};
constexpr Result kMethodResults[] = {
    {"sqrt", kFloat},   {"sin", kFloat},     {"cos", kFloat},     {"tan", kFloat},      {"exp", kFloat},      {"log", kFloat},
    {"log2", kFloat},   {"log10", kFloat},   {"fabs", kFloat},    {"atan", kFloat},     {"atan2", kFloat},    {"hypot", kFloat},
    {"random", kFloat}, {"uniform", kFloat}, {"perf_counter", kFloat}, {"time", kFloat}, {"floor", kInt},     {"ceil", kInt},
    {"gcd", kInt},      {"randint", kInt},   {"randrange", kInt}, {"bit_length", kInt}, {"index", kInt},      {"find", kInt},
    {"count", kInt},    {"join", kStr},      {"strip", kStr},     {"lower", kStr},      {"upper", kStr},      {"replace", kStr},
    {"format", kStr},   {"rstrip", kStr},    {"lstrip", kStr},    {"title", kStr},      {"ljust", kStr},      {"rjust", kStr},
    {"zfill", kStr},    {"split", kList},    {"splitlines", kList}, {"append", kNone},  {"extend", kNone},    {"sort", kNone},
    {"insert", kNone},  {"add", kNone},      {"update", kNone},   {"reverse", kNone},   {"clear", kNone},     {"startswith", kBool},
    {"endswith", kBool}, {"isdigit", kBool}, {"isalpha", kBool},  {"items", kOther},    {"keys", kOther},     {"values", kOther},
    {"encode", kOther}};

template <size_t n> Kinds find(const Result (&rows)[n], std::string_view name) {
  for (const Result& row : rows)
    if (row.name == name) return row.kinds;
  return 0;
}

Kinds kindsOf(const ir::Constant& c) {
  switch (c.kind) {
  case ir::Constant::Kind::Int: return kInt;
  case ir::Constant::Kind::Float: return kFloat;
  case ir::Constant::Kind::Bool: return kBool;
  case ir::Constant::Kind::None: return kNone;
  case ir::Constant::Kind::Str: return kStr;
  case ir::Constant::Kind::Tuple: return kTuple;
  default: return kOther; // a large int too: nothing about it is in line
  }
}

} // namespace

LikelyKinds::LikelyKinds(const ir::Module& program, const std::vector<const ir::Function*>& unit)
    : program_(program), functions_(program.functions.size()), globals_(program.globals.size()) {
  for (const auto& function : program.functions) all_.push_back(function.get());
  for (const ir::Function* function : unit)
    if (program.functions[function->index].get() != function) all_.push_back(function);
  for (const ir::Function* function : all_) {
    values_[function].assign(const_cast<ir::Function&>(*function).renumber(), 0);
    if (program.functions[function->index].get() != function) continue;
    FunctionKinds& kinds = functions_[function->index];
    kinds.params.assign(function->blocks.front()->params.size(), 0);
    kinds.slots.assign(function->isResume && function->entry ? function->entry->slotCount : function->slotCount, 0);
  }
  findFunctions();
  // A set has eleven elements, but chains of assignments are short: a few rounds do. Stopping early is harmless.
  for (int round = 0; changed_ && round < 12; ++round) {
    changed_ = false;
    for (const ir::Function* function : all_) visit(*function);
  }
}

void LikelyKinds::findFunctions() {
  const auto functionMade = [this](const ir::Value* value) -> const ir::Function* {
    const ir::Instruction* made = asInstruction(value);
    return made && made->op == Opcode::FuncNew ? program_.functions[static_cast<size_t>(made->attrs[0])].get() : nullptr;
  };
  const auto initOf = [&](const ir::Function& body) -> const ir::Function* {
    for (const auto& block : body.blocks)
      for (const auto& inst : block->insts)
        if (inst->op == Opcode::NameSet && textOf(inst->attrs[0]) == "__init__") return functionMade(inst->operands[1]);
    return nullptr;
  };
  for (const auto& function : program_.functions)
    for (const auto& block : function->blocks)
      for (const auto& inst : block->insts) {
        if (inst->op == Opcode::NameSet) {
          if (const ir::Function* method = functionMade(inst->operands[1])) methods_[inst->attrs[0]].push_back(method);
        } else if (inst->op == Opcode::GlobalSet) {
          const ir::Instruction* made = asInstruction(inst->operands[0]);
          if (const ir::Function* stored = functionMade(inst->operands[0])) functionOfGlobal_[inst->attrs[0]] = stored;
          else if (made && made->op == Opcode::ClassBuild)
            if (const ir::Function* body = functionMade(made->operands[0])) initOfGlobal_[inst->attrs[0]] = initOf(*body);
        } else if (inst->op == Opcode::FuncNew) {
          // Values of defaults are values of parameters.
          FunctionKinds& kinds = functions_[static_cast<size_t>(inst->attrs[0])];
          const ir::Instruction* defaults = asInstruction(inst->operands[0]);
          if (!defaults || defaults->op != Opcode::Const) continue;
          const auto& items = program_.constants[static_cast<size_t>(defaults->attrs[0])].items;
          const size_t end = program_.functions[static_cast<size_t>(inst->attrs[0])]->signature.posCount;
          for (size_t k = 0; k < items.size() && items.size() <= end && end <= kinds.params.size(); ++k)
            kinds.params[end - items.size() + k] |= kindsOf(program_.constants[items[k]]);
        }
      }
}

void LikelyKinds::visit(const ir::Function& function) {
  std::vector<Kinds>& values = values_[&function];
  FunctionKinds& own = functions_[function.index];
  const auto& params = function.blocks.front()->params;
  for (size_t k = 0; k < params.size(); ++k) {
    if (function.isOsrEntry) { // takes the variables of a loop
      join(values[params[k]->id], kUnknown);
      continue;
    }
    // None as a default says nothing about what callers pass.
    const Kinds known = own.params[k] & static_cast<Kinds>(~(own.isCalled ? 0 : kNone));
    join(values[params[k]->id], known ? known : kUnknown);
  }
  const auto pass = [&](const ir::Edge& edge) {
    for (size_t k = 0; k < edge.args.size(); ++k) join(values[edge.target->params[k]->id], values[edge.args[k]->id]);
  };
  for (const auto& block : function.blocks)
    for (const auto& inst : block->insts) {
      join(values[inst->id], resultOf(function, values, *inst));
      for (const ir::Edge& edge : inst->successors) pass(edge);
      if (inst->unwind) pass(inst->unwind);
      if (inst->overflow) pass(inst->overflow);
    }
}

Kinds LikelyKinds::arithmetic(Opcode op, Kinds lhs, Kinds rhs) const {
  op = plainOf(op);
  const auto isUnknown = [](Kinds kinds) { return (kinds & ~kUnknown) == 0; };
  if (op == Opcode::And || op == Opcode::Or || op == Opcode::Xor) {
    if ((lhs | rhs) & kInt) return kInt;
    return (lhs & rhs & kBool) ? kBool : lhs | rhs;
  }
  if (op == Opcode::LShift || op == Opcode::RShift) return kInt;
  if (op == Opcode::Mod && (lhs & kStr)) return kStr;
  Kinds result = 0;
  if ((lhs | rhs) & kFloat) result |= kFloat;
  if (op == Opcode::TrueDiv) return result | kFloat;
  if ((lhs & (kInt | kBool)) && (rhs & (kInt | kBool))) result |= kInt;
  if (op == Opcode::Add) result |= lhs & rhs & (kStr | kList | kTuple);
  if (op == Opcode::Mul) result |= (lhs | rhs) & (kStr | kList | kTuple);
  if ((lhs | rhs) & kOther) result |= kOther;
  // A number and something unknown: floats are passed on, ints may become anything.
  if (isUnknown(lhs) || isUnknown(rhs)) result |= kUnknown;
  return result;
}

Kinds LikelyKinds::resultOf(const ir::Function& function, const std::vector<Kinds>& values, const ir::Instruction& inst) {
  const auto operand = [&](size_t k) { return values[inst.operands[k]->id]; };
  const auto hold = [&](Kinds kinds) { join(items_, kinds & static_cast<Kinds>(~kUnknown)); };
  const Kinds itemOrUnknown = items_ ? items_ : kUnknown;
  FunctionKinds& own = functions_[function.isResume && function.entry ? function.entry->index : function.index];
  switch (inst.op) {
  case Opcode::Const: {
    const ir::Constant& c = program_.constants[static_cast<size_t>(inst.attrs[0])];
    if (c.kind == ir::Constant::Kind::Tuple)
      for (uint32_t item : c.items) hold(kindsOf(program_.constants[item]));
    return kindsOf(c);
  }
  case Opcode::Unbound: return 0;
  case Opcode::Box: return inst.operands[0]->type == Type::F64 ? kFloat : inst.operands[0]->type == Type::I1 ? kBool : inst.operands[0]->type == Type::I64 ? kInt : operand(0);
  case Opcode::CheckBound: return operand(0);

  case Opcode::Add:
  case Opcode::Sub:
  case Opcode::Mul:
  case Opcode::TrueDiv:
  case Opcode::FloorDiv:
  case Opcode::Mod:
  case Opcode::Pow:
  case Opcode::LShift:
  case Opcode::RShift:
  case Opcode::And:
  case Opcode::Or:
  case Opcode::Xor:
  case Opcode::IAdd:
  case Opcode::ISub:
  case Opcode::IMul:
  case Opcode::ITrueDiv:
  case Opcode::IFloorDiv:
  case Opcode::IMod:
  case Opcode::IPow:
  case Opcode::ILShift:
  case Opcode::IRShift:
  case Opcode::IAnd:
  case Opcode::IOr:
  case Opcode::IXor:
    if (inst.type == Type::F64) return kFloat;
    if (inst.type != Type::Any) return kInt;
    return arithmetic(inst.op, operand(0), operand(1));
  case Opcode::Neg:
  case Opcode::Pos:
  case Opcode::Invert: return operand(0) & kBool ? static_cast<Kinds>(operand(0) | kInt) : operand(0);
  case Opcode::Lt:
  case Opcode::Le:
  case Opcode::Eq:
  case Opcode::Ne:
  case Opcode::Gt:
  case Opcode::Ge: return kBool;

  case Opcode::UnboxInt:
  case Opcode::ConstInt:
  case Opcode::RangeNext:
  case Opcode::BoolToInt:
  case Opcode::Len: return kInt;
  case Opcode::UnboxFloat:
  case Opcode::UnboxNumber:
  case Opcode::ConstFloat:
  case Opcode::IntToFloat: return kFloat;

  case Opcode::GlobalGet: return globals_[static_cast<size_t>(inst.attrs[0])] ? globals_[static_cast<size_t>(inst.attrs[0])] : kUnknown;
  case Opcode::GlobalSet: join(globals_[static_cast<size_t>(inst.attrs[0])], operand(0)); return 0;
  case Opcode::NameSet: join(attributes_[inst.attrs[0]], operand(1)); return 0;
  case Opcode::AttrSet: join(attributes_[inst.attrs[0]], operand(1)); return 0;
  case Opcode::AttrGet: {
    const Kinds known = attributes_[inst.attrs[0]];
    return known ? known : kUnknown;
  }

  case Opcode::ItemGet:
    if ((operand(0) & kStr) && !(operand(0) & (kList | kDict | kTuple))) return kStr;
    if (const ir::Instruction* index = asInstruction(inst.operands[1]); index && index->op == Opcode::SliceNew)
      return operand(0) & (kStr | kList | kTuple) ? operand(0) : kUnknown;
    return itemOrUnknown;
  case Opcode::ItemSet: hold(operand(2)); return 0;
  case Opcode::DictSet: hold(operand(1) | operand(2)); return 0;
  case Opcode::ListAppend:
  case Opcode::SetAdd: hold(operand(1)); return 0;
  case Opcode::ListNew:
  case Opcode::TupleNew:
  case Opcode::SetNew:
  case Opcode::DictNew:
    for (size_t k = 0; k < inst.operands.size(); ++k) hold(operand(k));
    return inst.op == Opcode::ListNew ? kList : inst.op == Opcode::TupleNew ? kTuple : inst.op == Opcode::DictNew ? kDict : kOther;
  case Opcode::ListToTuple:
  case Opcode::UnpackSeq:
  case Opcode::UnpackEx: return kTuple;
  case Opcode::StrJoin:
  case Opcode::FormatValue: return kStr;
  case Opcode::TupleItem: return itemOrUnknown;

  case Opcode::MethodFind: return operand(0);
  case Opcode::IterGet: return operand(0); // the kind of what is iterated, for iter.next and the choice of its cases
  case Opcode::RangeIter: return kRange;
  case Opcode::IterNext:
    if (operand(0) & kRange) return operand(0) & (kList | kTuple) ? static_cast<Kinds>(kInt | items_) : kInt;
    if ((operand(0) & kStr) && !(operand(0) & (kList | kTuple))) return kStr;
    if (const ir::Instruction* from = asInstruction(inst.operands[0]); from && from->op == Opcode::IterGet)
      if (const ir::Instruction* made = asInstruction(from->operands[0]); made && made->op == Opcode::Call)
        if (const ir::Instruction* callee = asInstruction(made->operands[0]); callee && callee->op == Opcode::BuiltinGet)
          if (const std::string& name = textOf(callee->attrs[0]); name == "enumerate" || name == "zip") return kTuple;
    return itemOrUnknown;

  case Opcode::Call: return call(values, inst);
  case Opcode::CallMethod: return callMethod(values, inst);
  case Opcode::CallDirect: {
    const ir::Function& callee = *program_.functions[static_cast<size_t>(inst.attrs[0])];
    passArguments(values, callee, inst, 1, 0, 0);
    return functions_[callee.index].result;
  }
  case Opcode::Return:
    if (function.isResume) hold(0);
    else join(own.result, operand(0));
    return 0;
  case Opcode::Yield: hold(operand(0)); return 0;
  case Opcode::GenLoad: {
    const auto slot = static_cast<size_t>(inst.attrs[0]);
    return slot < own.slots.size() && own.slots[slot] ? own.slots[slot] : kUnknown;
  }
  case Opcode::GenStore:
  case Opcode::GenInit: {
    const auto slot = static_cast<size_t>(inst.attrs[0]);
    const Kinds stored = inst.op == Opcode::GenStore ? operand(0) : operand(1);
    if (slot < own.slots.size()) join(own.slots[slot], stored);
    return 0;
  }

  case Opcode::FuncNew:
  case Opcode::ClassBuild:
  case Opcode::Import:
  case Opcode::SliceNew:
  case Opcode::GenNew:
  case Opcode::CellNew:
  case Opcode::ExcCatch: return kOther;
  default: return kUnknown;
  }
}

void LikelyKinds::passArguments(const std::vector<Kinds>& values, const ir::Function& callee, const ir::Instruction& inst, size_t firstOperand,
                                size_t firstParam, Kinds firstKind) {
  FunctionKinds& kinds = functions_[callee.index];
  if (!kinds.isCalled) {
    kinds.isCalled = true;
    changed_ = true;
  }
  if (firstParam == 1 && !kinds.params.empty()) join(kinds.params[0], firstKind);
  const size_t positional = std::min<size_t>(callee.signature.posCount, kinds.params.size());
  for (size_t k = firstOperand; k < inst.operands.size(); ++k) {
    const size_t param = k - firstOperand + firstParam;
    if (param >= positional) break;
    join(kinds.params[param], values[inst.operands[k]->id]);
  }
}

Kinds LikelyKinds::call(const std::vector<Kinds>& values, const ir::Instruction& inst) {
  const ir::Instruction* callee = asInstruction(inst.operands[0]);
  if (!callee) return kUnknown;
  if (callee->op == Opcode::BuiltinGet) return builtinCall(values, textOf(callee->attrs[0]), inst);
  const ir::Function* target = nullptr;
  if (callee->op == Opcode::FuncNew) target = program_.functions[static_cast<size_t>(callee->attrs[0])].get();
  else if (callee->op == Opcode::GlobalGet) {
    if (auto found = functionOfGlobal_.find(callee->attrs[0]); found != functionOfGlobal_.end()) target = found->second;
    if (auto found = initOfGlobal_.find(callee->attrs[0]); found != initOfGlobal_.end()) {
      if (found->second && inst.attrs[0] < 0) passArguments(values, *found->second, inst, 1, 1, kOther);
      return kOther;
    }
  }
  if (!target) return kUnknown;
  if (inst.attrs[0] < 0) passArguments(values, *target, inst, 1, 0, 0);
  return target->isGenerator ? kOther : functions_[target->index].result;
}

Kinds LikelyKinds::callMethod(const std::vector<Kinds>& values, const ir::Instruction& inst) {
  const std::string& name = textOf(inst.attrs[0]);
  const auto kindOf = [&](size_t k) { return values[inst.operands[k]->id]; };
  if (name == "split" || name == "splitlines") join(items_, kStr);
  if (name == "append" && inst.operands.size() == 2) join(items_, kindOf(1) & static_cast<Kinds>(~kUnknown));
  Kinds result = find(kMethodResults, name);
  if (auto found = methods_.find(inst.attrs[0]); found != methods_.end()) {
    result = 0;
    for (const ir::Function* method : found->second) {
      if (inst.attrs[1] < 0) passArguments(values, *method, inst, 1, 1, kOther);
      result |= method->isGenerator ? kOther : functions_[method->index].result;
    }
  } else if (!result && (name == "pop" || name == "get" || name == "popleft" || name == "setdefault")) {
    result = items_;
  }
  return result ? result : kUnknown;
}

Kinds LikelyKinds::builtinCall(const std::vector<Kinds>& values, std::string_view name, const ir::Instruction& inst) {
  const auto kindOf = [&](size_t k) { return values[inst.operands[k]->id]; };
  const size_t count = inst.operands.size() - 1;
  if (name == "abs" && count == 1) return kindOf(1);
  if ((name == "min" || name == "max") && count >= 2) {
    Kinds result = 0;
    for (size_t k = 1; k <= count; ++k) result |= kindOf(k);
    return result;
  }
  if ((name == "list" || name == "sorted" || name == "tuple") && count >= 1 && (kindOf(1) & (kRange | kStr)))
    join(items_, kindOf(1) & kStr ? kStr : kInt);
  if (name == "round") return count == 1 ? kInt : kFloat;
  if (name == "sum" || name == "min" || name == "max" || name == "next") return items_ ? static_cast<Kinds>(items_ & kNumber ? items_ & kNumber : items_) : kUnknown;
  const Kinds known = find(kBuiltinResults, name);
  return known ? known : kUnknown;
}

} // namespace trivium::codegen
