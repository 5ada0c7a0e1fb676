// Constant expressions: literals and what is computed from literals alone. Folded are the cases in which CPython folds and the
// answer cannot fail: signs and simple arithmetic, repeated strings, tuples, frozensets of what is searched or iterated. What would
// raise, overflow 64 bits or lose precision is left to run time.
#include <algorithm>
#include <cmath>

#include "frontend/detail/lowering_impl.h"

namespace trivium::frontend {

using namespace ast;

namespace {

using Kind = ir::Constant::Kind;

constexpr size_t kMaxFoldedText = 4096;

/// Decimal digits of a hexadecimal number.
std::string decimalOfHex(std::string_view hex) {
  constexpr uint64_t kBase = 1'000'000'000'000'000'000;
  std::vector<uint64_t> parts;  // little-endian, base 10**18
  for (const char c : hex) {
    unsigned __int128 carry = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    for (uint64_t& part : parts) {
      carry += static_cast<unsigned __int128>(part) * 16;
      part = static_cast<uint64_t>(carry % kBase);
      carry /= kBase;
    }
    if (carry) parts.push_back(static_cast<uint64_t>(carry));
  }
  if (parts.empty()) return "0";
  std::string digits = std::to_string(parts.back());
  for (size_t i = parts.size() - 1; i-- > 0;) {
    const std::string part = std::to_string(parts[i]);
    digits.append(18 - part.size(), '0') += part;
  }
  return digits;
}

ir::Constant ofInt(int64_t value) {
  ir::Constant c;
  c.kind = Kind::Int;
  c.integer = value;
  return c;
}

ir::Constant ofFloat(double value) {
  ir::Constant c;
  c.kind = Kind::Float;
  c.real = value;
  return c;
}

ir::Constant ofBool(bool value) {
  ir::Constant c;
  c.kind = Kind::Bool;
  c.integer = value;
  return c;
}

ir::Constant ofLiteral(const Constant* node) {
  ir::Constant c;
  switch (node->valueKind) {
    case ConstantKind::None: break;
    case ConstantKind::True: return ofBool(true);
    case ConstantKind::False: return ofBool(false);
    case ConstantKind::Ellipsis: c.kind = Kind::Ellipsis; break;
    case ConstantKind::Int: return ofInt(node->intValue);
    case ConstantKind::BigInt:
      c.kind = Kind::BigInt;
      c.text = node->text.starts_with("0x") ? decimalOfHex(node->text.substr(2)) : std::string(node->text);
      break;
    case ConstantKind::Float: return ofFloat(node->floatValue);
    case ConstantKind::Complex:
      c.kind = Kind::Complex;
      c.imag = node->floatValue;
      break;
    case ConstantKind::Str:
    case ConstantKind::Bytes:
      c.kind = node->valueKind == ConstantKind::Str ? Kind::Str : Kind::Bytes;
      c.text = node->text;
      break;
  }
  return c;
}

bool isTrue(const ir::Constant& c) {
  switch (c.kind) {
    case Kind::None: return false;
    case Kind::Bool:
    case Kind::Int: return c.integer != 0;
    case Kind::BigInt:
    case Kind::Ellipsis: return true;
    case Kind::Float: return c.real != 0;
    case Kind::Complex: return c.real != 0 || c.imag != 0;
    case Kind::Str:
    case Kind::Bytes: return !c.text.empty();
    case Kind::Tuple:
    case Kind::FrozenSet: return !c.items.empty();
  }
  return false;
}

bool foldUnary(UnaryOperator op, ir::Constant& c) {
  if (op == UnaryOperator::Not) {
    c = ofBool(!isTrue(c));
    return true;
  }
  if (c.kind == Kind::Bool) c = ofInt(c.integer);
  switch (op) {
    case UnaryOperator::Invert:
      if (c.kind != Kind::Int) return false;
      c.integer = ~c.integer;
      return true;
    case UnaryOperator::UAdd: return c.kind == Kind::Int || c.kind == Kind::BigInt || c.kind == Kind::Float || c.kind == Kind::Complex;
    case UnaryOperator::USub: break;
    case UnaryOperator::Not: return false;
  }
  switch (c.kind) {
    case Kind::Int:
      if (c.integer == INT64_MIN) {
        c.kind = Kind::BigInt;
        c.integer = 0;
        c.text = "9223372036854775808";
      } else {
        c.integer = -c.integer;
      }
      return true;
    case Kind::BigInt:
      if (c.text == "9223372036854775808") {
        c = ofInt(INT64_MIN);
      } else if (c.text[0] == '-') {
        c.text.erase(0, 1);
      } else {
        c.text.insert(c.text.begin(), '-');
      }
      return true;
    case Kind::Float: c.real = -c.real; return true;
    case Kind::Complex:
      c.real = -c.real;
      c.imag = -c.imag;
      return true;
    default: return false;
  }
}

bool foldInts(Operator op, int64_t a, int64_t b, ir::Constant& out) {
  int64_t value = 0;
  switch (op) {
    case Operator::Add:
      if (__builtin_add_overflow(a, b, &value)) return false;
      break;
    case Operator::Sub:
      if (__builtin_sub_overflow(a, b, &value)) return false;
      break;
    case Operator::Mult:
      if (__builtin_mul_overflow(a, b, &value)) return false;
      break;
    case Operator::FloorDiv:
    case Operator::Mod: {
      if (b == 0 || (a == INT64_MIN && b == -1)) return false;
      int64_t quotient = a / b, rest = a % b;
      if (rest != 0 && (rest < 0) != (b < 0)) {
        --quotient;
        rest += b;
      }
      value = op == Operator::Mod ? rest : quotient;
      break;
    }
    case Operator::Pow:
      if (b < 0 || b > 64) return false;
      value = 1;
      for (int64_t i = 0; i < b; ++i)
        if (__builtin_mul_overflow(value, a, &value)) return false;
      break;
    case Operator::LShift:
      if (b < 0 || b > 62 || __builtin_mul_overflow(a, int64_t{1} << b, &value)) return false;
      break;
    case Operator::RShift:
      if (b < 0) return false;
      value = a >> std::min<int64_t>(b, 63);
      break;
    case Operator::BitOr: value = a | b; break;
    case Operator::BitXor: value = a ^ b; break;
    case Operator::BitAnd: value = a & b; break;
    case Operator::Div: {
      constexpr int64_t kExact = int64_t{1} << 53;
      if (b == 0 || a > kExact || a < -kExact || b > kExact || b < -kExact) return false;
      out = ofFloat(static_cast<double>(a) / static_cast<double>(b));
      return true;
    }
    case Operator::MatMult: return false;
  }
  out = ofInt(value);
  return true;
}

bool asFloat(const ir::Constant& c, double& value) {
  constexpr int64_t kExact = int64_t{1} << 53;
  if (c.kind == Kind::Float) {
    value = c.real;
    return true;
  }
  if (c.kind != Kind::Int || c.integer > kExact || c.integer < -kExact) return false;
  value = static_cast<double>(c.integer);
  return true;
}

bool foldBinary(Operator op, const ir::Constant& a, const ir::Constant& b, ir::Constant& out) {
  if (a.kind == Kind::Int && b.kind == Kind::Int) return foldInts(op, a.integer, b.integer, out);
  if (a.kind == Kind::Str && b.kind == Kind::Str && op == Operator::Add && a.text.size() + b.text.size() <= kMaxFoldedText) {
    out = a;
    out.text += b.text;
    return true;
  }
  if (a.kind == Kind::Str && b.kind == Kind::Int && op == Operator::Mult) {
    const uint64_t count = b.integer < 0 ? 0 : static_cast<uint64_t>(b.integer);
    if (count > kMaxFoldedText || a.text.size() * count > kMaxFoldedText) return false;
    out.kind = Kind::Str;
    for (uint64_t i = 0; i < count; ++i) out.text += a.text;
    return true;
  }
  double x, y;
  if (b.kind == Kind::Complex && asFloat(a, x) && (op == Operator::Add || op == Operator::Sub)) {
    // The other operand becomes complex first, so that its imaginary zero takes part.
    out.kind = Kind::Complex;
    out.real = op == Operator::Add ? x + b.real : x - b.real;
    out.imag = op == Operator::Add ? 0.0 + b.imag : 0.0 - b.imag;
    return true;
  }
  if (!asFloat(a, x) || !asFloat(b, y)) return false;
  switch (op) {
    case Operator::Add: out = ofFloat(x + y); return true;
    case Operator::Sub: out = ofFloat(x - y); return true;
    case Operator::Mult: out = ofFloat(x * y); return true;
    case Operator::Div:
      if (y == 0) return false;
      out = ofFloat(x / y);
      return true;
    default: return false;
  }
}

/// Evaluates a constant expression; false when it is none.
bool evaluate(ir::Module& module, const ExprNode* node, ir::Constant& out) {
  switch (node->kind) {
    case NodeKind::Constant: out = ofLiteral(as<Constant>(node)); return true;
    case NodeKind::Name:
      if (as<Name>(node)->id->text != "__debug__") return false;
      out = ofBool(true);
      return true;
    case NodeKind::UnaryOp: {
      auto* unary = as<UnaryOp>(node);
      return evaluate(module, unary->operand, out) && foldUnary(unary->op, out);
    }
    case NodeKind::BinOp: {
      auto* binary = as<BinOp>(node);
      // The right operand first: long sums lean to the left, so most answers are quick.
      ir::Constant lhs, rhs;
      return evaluate(module, binary->right, rhs) && evaluate(module, binary->left, lhs) && foldBinary(binary->op, lhs, rhs, out);
    }
    case NodeKind::Tuple: {
      auto* tuple = as<Tuple>(node);
      std::vector<ir::Constant> items(tuple->elts.size());
      for (size_t i = 0; i < items.size(); ++i)
        if (!evaluate(module, tuple->elts[i], items[i])) return false;
      out.kind = Kind::Tuple;
      for (const ir::Constant& item : items) out.items.push_back(module.addConstant(item));
      return true;
    }
    default: return false;
  }
}

int64_t collection(ir::Module& module, std::span<ExprNode*> elements, Kind kind) {
  ir::Constant c;
  c.kind = kind;
  std::vector<ir::Constant> items(elements.size());
  for (size_t i = 0; i < items.size(); ++i)
    if (!evaluate(module, elements[i], items[i])) return -1;
  for (const ir::Constant& item : items) c.items.push_back(module.addConstant(item));
  return module.addConstant(c);
}

/// Whether a set keeps only one of two numbers. Those outside 64 bits count as different from all others.
bool equalNumbers(const ir::Constant& a, const ir::Constant& b) {
  const auto isWhole = [](const ir::Constant& c) { return c.kind == Kind::Bool || c.kind == Kind::Int; };
  if (isWhole(a) && isWhole(b)) return a.integer == b.integer;
  if (isWhole(a) && b.kind == Kind::Float) return static_cast<double>(a.integer) == b.real;
  if (a.kind == Kind::Float && isWhole(b)) return equalNumbers(b, a);
  return a.kind == Kind::Float && b.kind == Kind::Float && a.real == b.real;
}

}  // namespace

/// Index of the constant that the expression is, or -1.
int64_t FunctionLowering::constantOf(const ExprNode* node) {
  ir::Constant value;
  if (!evaluate(module_.program.ir, node, value)) return -1;
  return module_.program.ir.addConstant(value);
}

/// Truth value of a constant expression, -1 for other expressions.
int FunctionLowering::constantTruth(const ExprNode* node) {
  ir::Constant value;
  if (!evaluate(module_.program.ir, node, value)) return -1;
  return isTrue(value);
}

/// Constant tuple of the elements of a display, -1 when one of them is not constant.
int64_t FunctionLowering::constantTuple(std::span<ExprNode*> elements) {
  return collection(module_.program.ir, elements, Kind::Tuple);
}

/// CPython's compiler keeps one constant for equal frozensets of a module, and in which order a program sees their items is decided by
/// the first of them.
int64_t FunctionLowering::constantFrozenSet(std::span<ExprNode*> elements) {
  const int64_t index = collection(module_.program.ir, elements, Kind::FrozenSet);
  if (index < 0) return -1;
  const std::vector<ir::Constant>& constants = module_.program.ir.constants;
  std::vector<uint32_t> members;
  for (const uint32_t item : constants[static_cast<size_t>(index)].items) {
    const auto same = [&](uint32_t known) { return known == item || equalNumbers(constants[known], constants[item]); };
    if (std::none_of(members.begin(), members.end(), same)) members.push_back(item);
  }
  std::sort(members.begin(), members.end());
  return module_.frozenSets.try_emplace(std::move(members), static_cast<uint32_t>(index)).first->second;
}

}  // namespace trivium::frontend
