// Generic instructions: calls of runtime helpers whose arguments follow from the op's row in ir/ops.def.
#pragma once
#include <alloca.h>

#include <array>
#include <string_view>

#include "interp/vm.h"
#include "runtime/abi/helpers.h"

namespace trivium::interp {

namespace generic {

using namespace runtime::abi;
using runtime::Value;

enum class Arg : uint8_t { Register, Constant, Number, Function, List };

struct Shape {
  std::array<Arg, 6> args{};
  unsigned count = 0;
  bool hasResult = false;  ///< a register is written
  bool mayRaise = false;
  bool resultIsAny = false;
};

constexpr Shape shapeOf(std::string_view operands, std::string_view result, std::string_view effects) {
  Shape s;
  s.hasResult = result != "void";
  s.resultIsAny = result == "any" || result == "same";
  s.mayRaise = effects.find('E') != std::string_view::npos;
  while (!operands.empty()) {
    const size_t space = operands.find(' ');
    const std::string_view item = operands.substr(0, space);
    operands = space == std::string_view::npos ? std::string_view{} : operands.substr(space + 1);
    const std::string_view kind = item.substr(item.find(':') + 1);
    Arg a = Arg::Register;
    if (kind == "any*") a = Arg::List;
    else if (kind == "const") a = Arg::Constant;
    else if (kind == "func") a = Arg::Function;
    else if (kind == "int" || kind == "bool" || kind == "slot" || kind == "state" || kind == "module" || kind == "global") a = Arg::Number;
    s.args[s.count++] = a;
  }
  return s;
}

template <ir::Opcode op> struct Row;
#define TRV_OP(name, mnemonic, operands, result, effects, helper, doc)     \
  template <> struct Row<ir::Opcode::name> {                               \
    static constexpr Shape shape = shapeOf(operands, result, #effects);    \
    static constexpr auto helperFn = helper;                               \
  };
#include "ir/ops.def"
#undef TRV_OP

/// Unit where argument `i` begins.
constexpr unsigned unitOf(const Shape& s, unsigned i) {
  unsigned unit = s.hasResult ? 2 : 1;
  for (unsigned k = 0; k < i; ++k) unit += s.args[k] == Arg::Register ? 1 : 2;
  return unit;
}
/// Arguments before the list, if there is one.
constexpr unsigned singleCount(const Shape& s) { return s.count && s.args[s.count - 1] == Arg::List ? s.count - 1 : s.count; }
constexpr bool endsWithList(const Shape& s) { return s.count && s.args[s.count - 1] == Arg::List; }

template <const Shape& shape, unsigned i> inline auto argument(const uint16_t* unit, const Value* regs) {
  constexpr Arg kind = shape.args[i];
  constexpr unsigned at = unitOf(shape, i);
  if constexpr (kind == Arg::Register) {
    return regs[unit[at]];
  } else if constexpr (kind == Arg::Constant) {
    const int32_t index = read32(unit + at);
    return index < 0 ? Value{0} : active.constants[index];
  } else if constexpr (kind == Arg::Function) {
    return static_cast<void*>(&active.infos[read32(unit + at)]);
  } else {
    return static_cast<int64_t>(read32(unit + at));
  }
}

/// Length in words; only instructions with a list vary.
template <ir::Opcode op> inline uint32_t length(const Word* pc) {
  constexpr const Shape& s = Row<op>::shape;
  if constexpr (endsWithList(s)) {
    constexpr unsigned at = unitOf(s, s.count - 1);
    return (at + 1 + reinterpret_cast<const uint16_t*>(pc)[at] + 3) / 4;
  } else {
    return (unitOf(s, s.count) + 3) / 4;
  }
}

template <ir::Opcode op, unsigned... i>
inline auto invoke(std::integer_sequence<unsigned, i...>, const uint16_t* unit, Value* regs) {
  constexpr const Shape& s = Row<op>::shape;
  if constexpr (endsWithList(s)) {
    constexpr unsigned at = unitOf(s, s.count - 1);
    const unsigned n = unit[at];
    Value* list = static_cast<Value*>(alloca((n + 1) * sizeof(Value)));
    for (unsigned k = 0; k < n; ++k) list[k] = regs[unit[at + 1 + k]];
    return Row<op>::helperFn(argument<Row<op>::shape, i>(unit, regs)..., static_cast<void*>(list), static_cast<int64_t>(n));
  } else {
    return Row<op>::helperFn(argument<Row<op>::shape, i>(unit, regs)...);
  }
}

/// Executes one generic instruction. False: an exception is pending.
template <ir::Opcode op> __attribute__((noinline)) bool step(const Word* pc, Value* regs) {
  constexpr const Shape& s = Row<op>::shape;
  if constexpr (std::is_same_v<std::remove_cv_t<decltype(Row<op>::helperFn)>, std::nullptr_t>) {
    __builtin_trap();  // the compiler never emits it
  } else {
    const uint16_t* unit = pc->unit;
    const auto result = invoke<op>(std::make_integer_sequence<unsigned, singleCount(Row<op>::shape)>{}, unit, regs);
    if constexpr (s.mayRaise) {
      if constexpr (s.resultIsAny) {
        if (__builtin_expect(result == 0, 0)) return false;
      } else {
        if (__builtin_expect(static_cast<int64_t>(result) < 0, 0)) return false;
      }
    }
    if constexpr (s.hasResult) regs[unit[1]] = static_cast<Value>(result);
    return true;
  }
}

}  // namespace generic
}  // namespace trivium::interp
