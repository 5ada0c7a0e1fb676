// Facts about operations, decoded once from the rows of ops.def, and the rules that depend on operand types.
#include <array>
#include <cassert>

#include "ir/ir.h"

namespace trivium::ir {
namespace {

struct Row {
  const char* name;
  const char* mnemonic;
  const char* operands;
  const char* result;
  const char* effects;
  const char* helper;
  const char* doc;
};

constexpr Row kRows[] = {
#define TRV_OP(name, mnemonic, operands, result, effects, helper, doc) {#name, mnemonic, operands, result, #effects, #helper, doc},
#include "ir/ops.def"
#undef TRV_OP
};

OperandKind operandKindOf(std::string_view word) {
  constexpr std::pair<std::string_view, OperandKind> kNames[] = {
      {"any", OperandKind::Any},     {"i64", OperandKind::I64},       {"f64", OperandKind::F64},       {"i1", OperandKind::I1},
      {"num", OperandKind::Num},     {"val", OperandKind::Val},       {"any*", OperandKind::AnyList},  {"const", OperandKind::Const},
      {"int", OperandKind::Int},     {"float", OperandKind::Float},   {"bool", OperandKind::Bool},     {"func", OperandKind::Func},
      {"global", OperandKind::Global}, {"slot", OperandKind::Slot},   {"state", OperandKind::State},   {"module", OperandKind::Module},
  };
  for (auto& [text, kind] : kNames)
    if (text == word) return kind;
  assert(false && "operand kind of an ops.def row is not in the list");
  return OperandKind::Any;
}

OpInfo decode(const Row& row) {
  OpInfo info{row.name, row.mnemonic, row.result, row.helper, row.doc, 0, {}};
  if (info.helper == "nullptr") info.helper = {};
  for (const char* p = row.effects; *p; ++p) {
    switch (*p) {
      case 'P': info.effects |= kPure; break;
      case 'R': info.effects |= kReads; break;
      case 'W': info.effects |= kWrites; break;
      case 'E': info.effects |= kRaises; break;
      case 'T': info.effects |= kTerminator; break;
      case 'O': info.effects |= kOverflows; break;
      default: assert(*p == ' ' && "unknown effect letter in ops.def");
    }
  }
  std::string_view rest = row.operands;
  while (!rest.empty()) {
    const size_t space = rest.find(' ');
    const std::string_view item = rest.substr(0, space);
    rest = space == std::string_view::npos ? std::string_view{} : rest.substr(space + 1);
    const size_t colon = item.find(':');
    info.operands.push_back({item.substr(0, colon), operandKindOf(item.substr(colon + 1))});
  }
  return info;
}

bool isComparison(Opcode op) { return op >= Opcode::Lt && op <= Opcode::Ge; }

}  // namespace

const OpInfo& infoOf(Opcode op) {
  static const std::array<OpInfo, kOpcodeCount> table = [] {
    std::array<OpInfo, kOpcodeCount> t;
    for (unsigned i = 0; i < kOpcodeCount; ++i) t[i] = decode(kRows[i]);
    return t;
  }();
  return table[static_cast<unsigned>(op)];
}

Opcode plainOf(Opcode op) {
  if (op < Opcode::IAdd || op > Opcode::IXor) return op;
  return static_cast<Opcode>(static_cast<unsigned>(op) - static_cast<unsigned>(Opcode::IAdd) + static_cast<unsigned>(Opcode::Add));
}
static_assert(static_cast<unsigned>(Opcode::Xor) - static_cast<unsigned>(Opcode::Add) ==
              static_cast<unsigned>(Opcode::IXor) - static_cast<unsigned>(Opcode::IAdd));

Type resultType(Opcode op, const std::vector<Value*>& operands) {
  const OpInfo& info = infoOf(op);
  if (info.result == "any") return Type::Any;
  if (info.result == "void") return Type::Void;
  if (info.result == "i64") return Type::I64;
  if (info.result == "f64") return Type::F64;
  if (info.result == "i1") return Type::I1;
  // `same`
  bool anyFloat = false, allBool = true;
  for (const Value* v : operands) {
    if (v->type == Type::Any) return Type::Any;
    anyFloat |= v->type == Type::F64;
    allBool &= v->type == Type::I1;
  }
  if (isComparison(op)) return Type::I1;
  switch (op) {
    case Opcode::TrueDiv:
    case Opcode::ITrueDiv: return Type::F64;
    case Opcode::And:
    case Opcode::Or:
    case Opcode::Xor:
    case Opcode::IAnd:
    case Opcode::IOr:
    case Opcode::IXor: return allBool ? Type::I1 : Type::I64;
    default: return anyFloat ? Type::F64 : Type::I64;
  }
}

namespace {
bool anyDynamic(const Instruction& inst) {
  for (const Value* v : inst.operands)
    if (v->type == Type::Any) return true;
  return false;
}
bool isNumeric(const OpInfo& info) {
  return !info.operands.empty() && info.operands[0].kind == OperandKind::Num;
}
}  // namespace

bool mayRaise(const Instruction& inst) {
  const OpInfo& info = infoOf(inst.op);
  if (!info.has(kRaises)) return false;
  if (inst.op == Opcode::Truth) return inst.operands[0]->type == Type::Any;
  if (!isNumeric(info) || anyDynamic(inst)) return true;
  switch (inst.op) {  // raw forms that can still raise
    case Opcode::TrueDiv:
    case Opcode::ITrueDiv:
    case Opcode::FloorDiv:
    case Opcode::IFloorDiv:
    case Opcode::Mod:
    case Opcode::IMod:
    case Opcode::Pow:
    case Opcode::IPow:
    case Opcode::LShift:
    case Opcode::ILShift:
    case Opcode::RShift:
    case Opcode::IRShift: return true;
    default: return false;
  }
}

bool mayOverflow(const Instruction& inst) {
  const OpInfo& info = infoOf(inst.op);
  if (!info.has(kOverflows)) return false;
  if (!isNumeric(info)) return true;  // unboxing, range.check
  return inst.type == Type::I64 || ((inst.op == Opcode::Pow || inst.op == Opcode::IPow) && !anyDynamic(inst));
}

}  // namespace trivium::ir
