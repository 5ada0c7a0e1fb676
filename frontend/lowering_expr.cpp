// Expressions. Every expression answers a value of type any; conditions of branches go through cond(), which keeps raw truth values.
// Order of evaluation is that of the Language Reference, chapter 6; which operation gets which position follows CPython 3.11's
// compiler, since tracebacks show it. Literals are in lowering_constants.cpp, comprehensions and yields in lowering_iteration.cpp.
#include <cassert>

#include "frontend/detail/lowering_impl.h"

namespace trivium::frontend {

using namespace ast;

namespace {

// Displays with more elements than this are built piece by piece, so that no instruction needs more operands; CPython stops at the
// same count, which decides when the keys of a dict display are hashed.
constexpr size_t kMaxDisplayOperands = 30;
// From this count on a display of constants is copied from a constant tuple.
constexpr size_t kConstantDisplay = 8;

ir::Opcode binaryOpcode(Operator op) {
  switch (op) {
    case Operator::Add: return ir::Opcode::Add;
    case Operator::Sub: return ir::Opcode::Sub;
    case Operator::Mult: return ir::Opcode::Mul;
    case Operator::MatMult: return ir::Opcode::MatMul;
    case Operator::Div: return ir::Opcode::TrueDiv;
    case Operator::Mod: return ir::Opcode::Mod;
    case Operator::Pow: return ir::Opcode::Pow;
    case Operator::LShift: return ir::Opcode::LShift;
    case Operator::RShift: return ir::Opcode::RShift;
    case Operator::BitOr: return ir::Opcode::Or;
    case Operator::BitXor: return ir::Opcode::Xor;
    case Operator::BitAnd: return ir::Opcode::And;
    case Operator::FloorDiv: return ir::Opcode::FloorDiv;
  }
  __builtin_unreachable();
}

bool hasStar(std::span<ExprNode*> elements) {
  for (const ExprNode* e : elements)
    if (isa<Starred>(e)) return true;
  return false;
}

}  // namespace

ir::Value* FunctionLowering::expr(ExprNode* node) {
  if (const int64_t known = constantOf(node); known >= 0) {
    at(node);
    return constant(static_cast<uint32_t>(known));
  }
  switch (node->kind) {
    case NodeKind::BoolOp: return boolOp(as<BoolOp>(node));
    case NodeKind::NamedExpr: {
      auto* named = as<NamedExpr>(node);
      Value* value = expr(named->value);
      store(named->target, value);
      return value;
    }
    case NodeKind::BinOp: {
      auto* binary = as<BinOp>(node);
      Value* lhs = expr(binary->left);
      Value* rhs = expr(binary->right);
      at(node);
      return emit(binaryOpcode(binary->op), {lhs, rhs});
    }
    case NodeKind::UnaryOp: return unaryOp(as<UnaryOp>(node));
    case NodeKind::Lambda: {
      auto* lambda = as<Lambda>(node);
      return makeFunction(lambda, lambda->args, nullptr);
    }
    case NodeKind::IfExp: return conditional(as<IfExp>(node));
    case NodeKind::Dict: return dictDisplay(as<Dict>(node));
    case NodeKind::Set: return setDisplay(as<Set>(node));
    case NodeKind::ListComp:
    case NodeKind::SetComp:
    case NodeKind::DictComp: return comprehension(node);
    case NodeKind::GeneratorExp: return generatorExpression(as<GeneratorExp>(node));
    case NodeKind::Yield: return yield(as<Yield>(node));
    case NodeKind::YieldFrom: return yieldFrom(as<YieldFrom>(node));
    case NodeKind::Compare: return compare(as<Compare>(node));
    case NodeKind::Call: return callExpr(as<Call>(node));
    case NodeKind::FormattedValue: return formatted(as<FormattedValue>(node));
    case NodeKind::JoinedStr: return joinedStr(as<JoinedStr>(node));
    case NodeKind::Attribute: {
      auto* attribute = as<Attribute>(node);
      Temporaries temporaries;
      Value* object = isUsedUpByReading(attribute) ? freshExpr(attribute->value, temporaries) : expr(attribute->value);
      atAttribute(attribute, node->range);
      Value* value = emit(Opcode::AttrGet, {object}, {module_.str(mangle(attribute->attr))});
      drop(temporaries);
      return value;
    }
    case NodeKind::Subscript: return subscript(as<Subscript>(node));
    case NodeKind::Name: return loadName(as<Name>(node)->id, node);
    case NodeKind::List: return listDisplay(as<List>(node)->elts, node);
    case NodeKind::Tuple: return tupleDisplay(as<Tuple>(node)->elts, node);
    case NodeKind::Slice: {
      auto* slice = as<Slice>(node);
      const auto part = [&](ExprNode* e) {
        if (e) return expr(e);
        at(node);
        return none();
      };
      Value* lower = part(slice->lower);
      Value* upper = part(slice->upper);
      Value* step = part(slice->step);
      at(node);
      return emit(Opcode::SliceNew, {lower, upper, step});
    }
    default: break;
  }
  assert(false && "not an expression that has a value: the parser refuses stars elsewhere, constants are handled above");
  __builtin_unreachable();
}

std::vector<ir::Value*> FunctionLowering::exprs(std::span<ExprNode*> nodes) {
  std::vector<Value*> values;
  values.reserve(nodes.size());
  for (ExprNode* node : nodes) values.push_back(expr(node));
  return values;
}

/// Branches on the truth of an expression. `place` is the node whose position the truth test has.
void FunctionLowering::cond(ExprNode* node, Block* ifTrue, Block* ifFalse, const Node* place) {
  if (const int known = constantTruth(node); known >= 0) {
    jump(known ? ifTrue : ifFalse);
    return;
  }
  if (auto* unary = dynAs<UnaryOp>(node); unary && unary->op == UnaryOperator::Not) {
    cond(unary->operand, ifFalse, ifTrue, place);
    return;
  }
  if (auto* bools = dynAs<BoolOp>(node)) {
    const bool isAnd = bools->op == BoolOperator::And;
    for (size_t i = 0; i + 1 < bools->values.size(); ++i) {
      Block* next = newBlock();
      cond(bools->values[i], isAnd ? next : ifTrue, isAnd ? ifFalse : next, place);
      if (!enter(next)) return;
    }
    cond(bools->values.back(), ifTrue, ifFalse, place);
    return;
  }
  if (auto* choice = dynAs<IfExp>(node)) {
    Block* first = newBlock();
    Block* second = newBlock();
    cond(choice->test, first, second, place);
    if (enter(first)) cond(choice->body, ifTrue, ifFalse, place);
    if (enter(second)) cond(choice->orelse, ifTrue, ifFalse, place);
    return;
  }
  if (auto* comparison = dynAs<Compare>(node)) {
    const size_t last = comparison->ops.size() - 1;
    Value* lhs = expr(comparison->left);
    for (size_t i = 0;; ++i) {
      Temporaries temporaries;
      Value* rhs = i == last ? comparand(comparison->ops[i], comparison->comparators[i], temporaries) : expr(comparison->comparators[i]);
      at(node);
      Value* result = compareRaw(comparison->ops[i], lhs, rhs);
      drop(temporaries);
      if (last == 0) at(place);
      if (i == last) {
        branchIf(truth(result), ifTrue, ifFalse);
        return;
      }
      Block* next = newBlock();
      branchIf(truth(result), next, ifFalse);
      enter(next);
      lhs = rhs;
    }
  }
  Value* value = expr(node);
  at(place);
  branchIf(truth(value), ifTrue, ifFalse);
}

ir::Value* FunctionLowering::boolOp(BoolOp* node) {
  const bool isAnd = node->op == BoolOperator::And;
  const Variable result = ssa_.addVariable();
  Block* end = newBlock();
  for (size_t i = 0;; ++i) {
    ExprNode* operand = node->values[i];
    Value* value = expr(operand);
    write(result, value);
    const int known = constantTruth(operand);
    if (i + 1 == node->values.size() || (known >= 0 && (known != 0) != isAnd)) {
      jump(end);
      break;
    }
    if (known >= 0) continue;
    Block* next = newBlock();
    at(node);
    Value* condition = truth(value);
    branchIf(condition, isAnd ? next : end, isAnd ? end : next);
    enter(next);
  }
  enter(end);
  return read(result);
}

ir::Value* FunctionLowering::unaryOp(UnaryOp* node) {
  Value* operand = expr(node->operand);
  at(node);
  switch (node->op) {
    case UnaryOperator::Not: return box(emit(Opcode::BoolNot, {truth(operand)}));
    case UnaryOperator::UAdd: return emit(Opcode::Pos, {operand});
    case UnaryOperator::USub: return emit(Opcode::Neg, {operand});
    case UnaryOperator::Invert: return emit(Opcode::Invert, {operand});
  }
  __builtin_unreachable();
}

/// Every operand is evaluated at most once; the chain ends at the first comparison that is false.
ir::Value* FunctionLowering::compare(Compare* node) {
  const size_t last = node->ops.size() - 1;
  Value* lhs = expr(node->left);
  if (last == 0) {
    Temporaries temporaries;
    Value* rhs = comparand(node->ops[0], node->comparators[0], temporaries);
    at(node);
    Value* result = box(compareRaw(node->ops[0], lhs, rhs));
    drop(temporaries);
    return result;
  }
  const Variable result = ssa_.addVariable();
  Block* end = newBlock();
  for (size_t i = 0;; ++i) {
    Temporaries temporaries;
    Value* rhs = i == last ? comparand(node->ops[i], node->comparators[i], temporaries) : expr(node->comparators[i]);
    at(node);
    Value* value = box(compareRaw(node->ops[i], lhs, rhs));
    drop(temporaries);
    write(result, value);
    if (i == last) break;
    Block* next = newBlock();
    branchIf(truth(value), next, end);
    enter(next);
    lhs = rhs;
  }
  jump(end);
  enter(end);
  return read(result);
}

/// One comparison; the result is raw for identity and membership.
ir::Value* FunctionLowering::compareRaw(CompareOperator op, Value* lhs, Value* rhs) {
  switch (op) {
    case CompareOperator::Eq: return emit(Opcode::Eq, {lhs, rhs});
    case CompareOperator::NotEq: return emit(Opcode::Ne, {lhs, rhs});
    case CompareOperator::Lt: return emit(Opcode::Lt, {lhs, rhs});
    case CompareOperator::LtE: return emit(Opcode::Le, {lhs, rhs});
    case CompareOperator::Gt: return emit(Opcode::Gt, {lhs, rhs});
    case CompareOperator::GtE: return emit(Opcode::Ge, {lhs, rhs});
    case CompareOperator::Is: return emit(Opcode::Is, {lhs, rhs});
    case CompareOperator::IsNot: return emit(Opcode::BoolNot, {emit(Opcode::Is, {lhs, rhs})});
    case CompareOperator::In: return emit(Opcode::In, {lhs, rhs});
    case CompareOperator::NotIn: return emit(Opcode::BoolNot, {emit(Opcode::In, {lhs, rhs})});
  }
  __builtin_unreachable();
}

/// The right operand of a comparison. What is only searched needs no list or set of its own.
/// Whether `object.name` is the only use of a fresh object and no bound method.
bool FunctionLowering::isUsedUpByReading(const Attribute* node) const {
  const Ownership& ownership = module_.program.ownership;
  return ownership.makesObject(node->value) && !ownership.isMethod(node->attr->text);
}

ir::Value* FunctionLowering::comparand(CompareOperator op, ExprNode* node, Temporaries& temporaries) {
  if (op == CompareOperator::In || op == CompareOperator::NotIn) return freshIterable(node, temporaries);
  return expr(node);
}

/// An operand that is only searched or iterated: a list display becomes a tuple, a set of constants a frozenset.
ir::Value* FunctionLowering::iterated(ExprNode* node) {
  if (auto* list = dynAs<List>(node); list && !hasStar(list->elts)) {
    at(node);
    if (const int64_t known = constantTuple(list->elts); known >= 0) return constant(static_cast<uint32_t>(known));
    return tupleDisplay(list->elts, node);
  }
  if (auto* set = dynAs<Set>(node); set && !hasStar(set->elts)) {
    at(node);
    if (const int64_t known = constantFrozenSet(set->elts); known >= 0) return constant(static_cast<uint32_t>(known));
  }
  return expr(node);
}

ir::Value* FunctionLowering::conditional(IfExp* node) {
  const Variable result = ssa_.addVariable();
  Block* ifTrue = newBlock();
  Block* ifFalse = newBlock();
  Block* end = newBlock();
  cond(node->test, ifTrue, ifFalse, node);
  if (enter(ifTrue)) {
    Value* value = expr(node->body);
    write(result, value);
    jump(end);
  }
  if (enter(ifFalse)) {
    Value* value = expr(node->orelse);
    write(result, value);
    jump(end);
  }
  enter(end);
  return read(result);
}

// ---- strings

ir::Value* FunctionLowering::joinedStr(JoinedStr* node) {
  std::vector<Value*> parts = exprs(node->values);
  at(node);
  if (parts.empty()) return text("");
  // One part is a str already, whether it is a literal or a formatted value.
  if (parts.size() == 1) return parts[0];
  return emit(Opcode::StrJoin, std::move(parts));
}

ir::Value* FunctionLowering::formatted(FormattedValue* node) {
  Value* value = expr(node->value);
  Value* spec = node->format_spec ? expr(node->format_spec) : ssa_.unbound();
  at(node);
  return emit(Opcode::FormatValue, {value, spec}, {node->conversion < 0 ? 0 : node->conversion});
}

// ---- subscripts and displays

ir::Value* FunctionLowering::subscript(Subscript* node) {
  Value* object = expr(node->value);
  Value* index = expr(node->slice);
  at(node);
  return emit(Opcode::ItemGet, {object, index});
}

ir::Value* FunctionLowering::listDisplay(std::span<ExprNode*> elements, const Node* node) {
  if (elements.size() >= kConstantDisplay) {
    if (const int64_t known = constantTuple(elements); known >= 0) {
      at(node);
      Value* list = emit(Opcode::ListNew);
      emit(Opcode::ListExtend, {list, constant(static_cast<uint32_t>(known))});
      return list;
    }
  }
  size_t plain = 0;
  if (elements.size() <= kMaxDisplayOperands)
    while (plain < elements.size() && !isa<Starred>(elements[plain])) ++plain;
  std::vector<Value*> first = exprs(elements.first(plain));
  at(node);
  Value* list = emit(Opcode::ListNew, std::move(first));
  for (ExprNode* element : elements.subspan(plain)) {
    auto* star = dynAs<Starred>(element);
    Value* value = expr(star ? star->value : element);
    at(node);
    emit(star ? Opcode::ListExtend : Opcode::ListAppend, {list, value});
  }
  return list;
}

ir::Value* FunctionLowering::tupleDisplay(std::span<ExprNode*> elements, const Node* node) {
  if (elements.size() > kMaxDisplayOperands || hasStar(elements)) {
    Value* list = listDisplay(elements, node);
    at(node);
    return emit(Opcode::ListToTuple, {list});
  }
  std::vector<Value*> values = exprs(elements);
  at(node);
  return emit(Opcode::TupleNew, std::move(values));
}

ir::Value* FunctionLowering::setDisplay(Set* node) {
  // The order in which a set shows its items depends on how it was filled: CPython fills sets of three and more constants from a
  // frozenset.
  if (node->elts.size() >= 3) {
    if (const int64_t known = constantFrozenSet(node->elts); known >= 0) {
      at(node);
      Value* set = emit(Opcode::SetNew);
      emit(Opcode::SetUpdate, {set, constant(static_cast<uint32_t>(known))});
      return set;
    }
  }
  size_t plain = 0;
  if (node->elts.size() <= kMaxDisplayOperands)
    while (plain < node->elts.size() && !isa<Starred>(node->elts[plain])) ++plain;
  std::vector<Value*> first = exprs(node->elts.first(plain));
  at(node);
  Value* set = emit(Opcode::SetNew, std::move(first));
  for (ExprNode* element : node->elts.subspan(plain)) {
    auto* star = dynAs<Starred>(element);
    Value* value = expr(star ? star->value : element);
    at(node);
    emit(star ? Opcode::SetUpdate : Opcode::SetAdd, {set, value});
  }
  return set;
}

ir::Value* FunctionLowering::dictDisplay(Dict* node) {
  Value* dict = nullptr;
  std::vector<Value*> pairs;
  const auto flush = [&] {
    at(node);
    if (dict && pairs.empty()) return;
    Value* part = emit(Opcode::DictNew, std::move(pairs));
    pairs.clear();
    if (dict) emit(Opcode::DictUpdate, {dict, part});
    else dict = part;
  };
  for (size_t i = 0; i < node->keys.size(); ++i) {
    if (node->keys[i]) {
      // Two separate statements: the key is evaluated first.
      pairs.push_back(expr(node->keys[i]));
      pairs.push_back(expr(node->values[i]));
      if (pairs.size() > kMaxDisplayOperands) flush();
      continue;
    }
    flush();
    Value* mapping = expr(node->values[i]);
    at(node);
    emit(Opcode::DictUpdate, {dict, mapping});
  }
  flush();
  return dict;
}

}  // namespace trivium::frontend
