// Lowering: every op gives LLVM IR that verifies; raw arithmetic agrees with Python's rules; fast paths, recursion limit, raising.
#include "tests/unit/codegen/fixture.h"

#include <cstdint>

namespace trivium::codegen {
namespace {

using ir::Opcode;
using ir::OperandKind;
using ir::Type;
using runtime::Value;

/// Builds a function around one instruction whose `num` and `val` operands have the given types. False when there is no such form.
bool buildAround(Program& p, Opcode op, Type numeric, bool guarded) {
  const ir::OpInfo& row = ir::infoOf(op);
  p.module.addStr("name");
  p.module.globals.push_back({"g", 0});
  p.function("other", 1);
  p.ret(p.param(0));
  const bool isGeneratorEntry = op == Opcode::GenNew || op == Opcode::GenInit;
  const bool isResume = op == Opcode::GenState || op == Opcode::GenLoad || op == Opcode::GenStore || op == Opcode::GenSent ||
                        op == Opcode::YieldFromStep || op == Opcode::YieldFromResult || op == Opcode::Yield;
  ir::Function& f = p.function("f", isResume ? 0 : 3);
  f.isResume = isResume;
  f.isGenerator = isGeneratorEntry;
  const auto valueOf = [&](Type type) -> ir::Value* {
    switch (type) {
    case Type::I64: return p.b.add(Opcode::ConstInt, {}, {7});
    case Type::F64: return p.b.add(Opcode::ConstFloat, {}, {int64_t{0x4000000000000000}});
    case Type::I1: return p.b.add(Opcode::ConstBool, {}, {1});
    default: return isResume ? p.number(5) : p.param(0);
    }
  };
  ir::Value* something = valueOf(Type::Any);
  std::vector<ir::Value*> operands;
  std::vector<int64_t> attrs;
  bool isNumeric = false;
  for (const ir::OperandInfo& o : row.operands) switch (o.kind) {
    case OperandKind::Any: operands.push_back(valueOf(Type::Any)); break;
    case OperandKind::Num:
    case OperandKind::Val:
      isNumeric = true;
      operands.push_back(valueOf(numeric));
      break;
    case OperandKind::I64: operands.push_back(valueOf(Type::I64)); break;
    case OperandKind::F64: operands.push_back(valueOf(Type::F64)); break;
    case OperandKind::I1: operands.push_back(valueOf(Type::I1)); break;
    case OperandKind::AnyList:
      // call.direct: `other` takes one argument
      operands.push_back(valueOf(Type::Any));
      if (op != Opcode::CallDirect) operands.push_back(valueOf(Type::Any));
      break;
    case OperandKind::Const: attrs.push_back(o.name == "kwnames" ? -1 : 0); break;
    default: attrs.push_back(0);
    }
  if (!isNumeric && numeric != Type::Any) return false;
  if (numeric != Type::Any) {
    const Opcode plain = op;
    const bool isBits = plain == Opcode::And || plain == Opcode::Or || plain == Opcode::Xor || plain == Opcode::IAnd ||
                        plain == Opcode::IOr || plain == Opcode::IXor || plain == Opcode::Invert || plain == Opcode::LShift ||
                        plain == Opcode::RShift || plain == Opcode::ILShift || plain == Opcode::IRShift;
    if (isBits && numeric == Type::F64) return false;
    if ((op == Opcode::ItemGet || op == Opcode::ItemSet) && numeric != Type::I64) return false;
  }
  if (row.has(ir::kTerminator)) return false;
  ir::BasicBlock* handler = nullptr;
  if (op == Opcode::ExcCatch) {
    ir::Instruction* raises = p.b.add(Opcode::Add, {something, something});
    handler = p.block();
    raises->unwind = {handler, {}};
    ir::BasicBlock* next = p.block();
    p.b.br(next);
    p.b.setBlock(next);
    p.ret(something);
    p.b.setBlock(handler);
  }
  ir::Instruction* inst = p.b.add(op, operands, attrs);
  if (ir::mayOverflow(*inst) || (guarded && ir::mayRaise(*inst))) {
    ir::BasicBlock *next = p.block(), *side = p.block();
    if (ir::mayOverflow(*inst)) inst->overflow = {side, {}};
    if (guarded && ir::mayRaise(*inst)) {
      ir::BasicBlock* caught = p.block();
      caught->addParam();
      inst->unwind = {caught, {something}};
      ir::Builder b(caught);
      b.add(Opcode::ExcCatch);
      b.add(Opcode::Return, {caught->params[0].get()});
    }
    p.b.br(next);
    p.b.setBlock(side);
    if (ir::mayOverflow(*inst)) p.ret(something);
    else p.b.add(Opcode::Unreachable);
    p.b.setBlock(next);
  }
  p.ret(inst->type == Type::Void ? something : inst);
  return true;
}

TEST(Lower, EveryOpVerifies) {
  for (unsigned k = 0; k < ir::kOpcodeCount; ++k)
    for (Type numeric : {Type::Any, Type::I64, Type::F64, Type::I1})
      for (bool guarded : {false, true}) {
        Program p;
        const auto op = static_cast<Opcode>(k);
        if (!buildAround(p, op, numeric, guarded)) continue;
        EXPECT_EQ(lowerAndVerify(p.module, 0), "") << ir::infoOf(op).mnemonic << (guarded ? " with a handler" : "");
      }
}

TEST(Lower, DebugInfoVerifies) {
  for (Opcode op : {Opcode::Add, Opcode::CallMethod, Opcode::AttrGet, Opcode::IterNext}) {
    Program p;
    ASSERT_TRUE(buildAround(p, op, Type::Any, true));
    EXPECT_EQ(lowerAndVerify(p.module, 0, /*debugInfo=*/true), "");
  }
}

class Level : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Levels, Level, testing::Values(0, 2));

constexpr int64_t kOverflow = 999999;

/// f(a, b): operands 2a + (0 or 1) so that all 64 bits can be reached; the result compared with the expected one in raw form.
Program rawBinary(Opcode op, bool aOdd, bool bOdd) {
  Program p;
  p.function("f", 3);
  const auto whole = [&](unsigned k, bool isOdd) -> ir::Value* {
    ir::Value* half = p.checked(Opcode::UnboxInt, {p.param(k)}, -1);
    ir::Value* doubled = p.checked(Opcode::Mul, {half, p.b.add(Opcode::ConstInt, {}, {2})}, -2);
    return p.checked(Opcode::Add, {doubled, p.b.add(Opcode::ConstInt, {}, {isOdd})}, -3);
  };
  ir::Value *a = whole(0, aOdd), *b = whole(1, bOdd);
  ir::Value* result = p.checked(op, {a, b}, kOverflow);
  // The result in two halves: third argument 0 asks for the upper bits, else the lowest.
  ir::Value* one = p.b.add(Opcode::ConstInt, {}, {1});
  ir::Value* upper = p.checked(Opcode::RShift, {result, one}, -4);
  ir::Value* low = p.b.add(Opcode::And, {result, one});
  ir::Value* which = p.b.add(Opcode::Is, {p.param(2), p.number(0)});
  ir::BasicBlock *yes = p.block(), *no = p.block();
  p.b.condBr(which, {yes, {}}, {no, {}});
  p.b.setBlock(yes);
  p.ret(upper);
  p.b.setBlock(no);
  p.ret(low);
  return p;
}

struct Expected {
  bool overflows = false;
  bool raises = false;
  int64_t value = 0;
};

Expected expected(Opcode op, int64_t a, int64_t b) {
  const auto of = [](__int128 n) -> Expected { return {n > INT64_MAX || n < INT64_MIN, false, static_cast<int64_t>(n)}; };
  const __int128 x = a, y = b;
  switch (op) {
  case Opcode::Add: return of(x + y);
  case Opcode::Sub: return of(x - y);
  case Opcode::Mul: return of(x * y);
  case Opcode::FloorDiv:
  case Opcode::Mod: {
    if (b == 0) return {false, true, 0};
    __int128 q = x / y, r = x % y;
    if (r != 0 && (r < 0) != (y < 0)) --q, r += y;
    return of(op == Opcode::Mod ? r : q);
  }
  case Opcode::LShift: {
    if (b < 0 || b > 62) return {true, false, 0};
    const __int128 r = x << b;
    return of(r);
  }
  case Opcode::RShift: return b < 0 ? Expected{true, false, 0} : of(a >> (b > 63 ? 63 : b));
  case Opcode::Pow: {
    if (b < 0) return {true, false, 0};
    __int128 r = 1;
    for (int64_t k = 0; k < b && (a < -1 || a > 1); ++k) {
      r *= x;
      if (r > INT64_MAX || r < INT64_MIN) return {true, false, 0};
    }
    if (a == 0) r = b == 0;
    if (a == -1) r = b % 2 ? -1 : 1;
    return of(r);
  }
  case Opcode::And: return of(a & b);
  case Opcode::Or: return of(a | b);
  default: return of(a ^ b);
  }
}

TEST_P(Level, RawIntArithmetic) {
  const int64_t samples[] = {0, 1, -1, 2, -2, 3, -3, 7, -7, 10, 61, 62, 63, 64, 65, INT64_MAX, INT64_MIN, INT64_MAX - 1, INT64_MIN + 1,
                             int64_t{1} << 31, -(int64_t{1} << 31), 3037000499, 3037000500};
  for (Opcode op : {Opcode::Add, Opcode::Sub, Opcode::Mul, Opcode::FloorDiv, Opcode::Mod, Opcode::LShift, Opcode::RShift, Opcode::Pow,
                    Opcode::And, Opcode::Or, Opcode::Xor})
    for (bool aOdd : {false, true})
      for (bool bOdd : {false, true}) {
        Compiled code(rawBinary(op, aOdd, bOdd).module, GetParam());
        for (int64_t a : samples)
          for (int64_t b : samples) {
            if ((a & 1) != aOdd || (b & 1) != bOdd) continue;
            const Expected e = expected(op, a, b);
            const Value upper = code.call(0, {small(a >> 1), small(b >> 1), small(0)});
            const Value low = code.call(0, {small(a >> 1), small(b >> 1), small(1)});
            const std::string what = std::string(ir::infoOf(op).mnemonic) + " " + std::to_string(a) + ", " + std::to_string(b);
            if (e.raises) EXPECT_EQ(upper, 0u) << what;
            else if (e.overflows) EXPECT_EQ(upper, small(kOverflow)) << what;
            else EXPECT_EQ(e.value, (runtime::smallIntOf(upper) * 2) + runtime::smallIntOf(low)) << what;
            EXPECT_EQ(code.thread.depth, 0);
          }
      }
}

TEST_P(Level, DynamicAdditionOfSmallInts) {
  Program p;
  p.function("f", 2);
  p.ret(p.b.add(Opcode::Add, {p.param(0), p.param(1)}));
  Compiled code(p.module, GetParam());
  EXPECT_EQ(code.call(0, {small(40), small(2)}), small(42));
  EXPECT_EQ(code.call(0, {small(-40), small(-2)}), small(-42));
  EXPECT_EQ(seen.calls["trv_add"], 0);
  seen.answer = 4096;
  EXPECT_EQ(code.call(0, {small(runtime::kSmallIntMax), small(1)}), Value{4096});
  EXPECT_EQ(seen.calls["trv_add"], 1);
}

TEST_P(Level, DynamicDivisionRoundsDown) {
  Program p;
  p.function("div", 2);
  p.ret(p.b.add(Opcode::FloorDiv, {p.param(0), p.param(1)}));
  p.function("mod", 2);
  p.ret(p.b.add(Opcode::Mod, {p.param(0), p.param(1)}));
  p.function("div8", 1);
  p.ret(p.b.add(Opcode::FloorDiv, {p.param(0), p.number(8)}));
  p.function("mod8", 1);
  p.ret(p.b.add(Opcode::Mod, {p.param(0), p.number(8)}));
  Compiled code(p.module, GetParam());
  for (int64_t a : {0, 1, 7, 8, 9, -1, -7, -8, -9, 1000})
    for (int64_t b : {1, 2, 3, 8}) {
      const int64_t q = a / b - (a % b < 0), r = a - q * b;
      EXPECT_EQ(code.call(0, {small(a), small(b)}), small(q));
      EXPECT_EQ(code.call(1, {small(a), small(b)}), small(r));
      if (b != 8) continue;
      EXPECT_EQ(code.call(2, {small(a)}), small(q));
      EXPECT_EQ(code.call(3, {small(a)}), small(r));
    }
}

TEST_P(Level, RecursionLimitIsTestedOnEntry) {
  Program p;
  p.function("f", 2);
  p.ret(p.b.add(Opcode::Add, {p.param(0), p.param(1)}));
  Compiled code(p.module, GetParam());
  code.thread.depth = code.thread.recursionLimit;
  EXPECT_EQ(code.call(0, {small(1), small(2)}), 0u);
  EXPECT_EQ(seen.calls["trv_recursion_error"], 1);
  EXPECT_EQ(code.thread.depth, code.thread.recursionLimit);
  EXPECT_TRUE(seen.tracebackLocs.empty());
  --code.thread.depth;
  EXPECT_EQ(code.call(0, {small(1), small(2)}), small(3));
  code.thread.depth = 0;
  code.thread.stackLimit = reinterpret_cast<char*>(UINTPTR_MAX);
  EXPECT_EQ(code.call(0, {small(1), small(2)}), 0u);
  EXPECT_EQ(seen.calls["trv_recursion_error"], 2);
}

TEST_P(Level, RaisingLeavesWithTheSourcePosition) {
  Program p;
  ir::Function& f = p.function("f", 2);
  p.b.setLoc(f.addLoc({3, 4, 3, 9}));
  ir::Value* sum = p.b.add(Opcode::Add, {p.param(0), p.param(1)});
  p.b.setLoc(f.addLoc({4, 4, 4, 9}));
  p.ret(p.b.add(Opcode::Sub, {sum, p.param(1)}));
  Compiled code(p.module, GetParam());
  EXPECT_EQ(code.call(0, {small(runtime::kSmallIntMax), small(1)}), 0u);
  ASSERT_EQ(seen.tracebackLocs.size(), 1u);
  EXPECT_EQ(seen.tracebackLocs[0], 1);
  EXPECT_EQ(code.call(0, {small(runtime::kSmallIntMin), small(0)}), small(runtime::kSmallIntMin));
  EXPECT_EQ(code.thread.depth, 0);
}

TEST_P(Level, HandlersGetPositionAndValues) {
  Program p;
  ir::Function& f = p.function("f", 2);
  p.b.setLoc(f.addLoc({3, 4, 3, 9}));
  p.b.setLoc(f.addLoc({5, 4, 5, 9}));
  ir::Instruction* sum = p.b.add(Opcode::Add, {p.param(0), p.param(1)});
  ir::BasicBlock *next = p.block(), *handler = p.block();
  handler->addParam();
  sum->unwind = {handler, {p.param(1)}};
  p.b.br(next);
  p.b.setBlock(next);
  p.ret(sum);
  p.b.setBlock(handler);
  ir::Value* caught = p.b.add(Opcode::ExcCatch); // the test's runtime answers the position
  p.ret(p.b.add(Opcode::Mul, {caught, handler->params[0].get()}));
  seen.answer = 0;
  Compiled code(p.module, GetParam());
  seen.answer = 0;
  EXPECT_EQ(code.call(0, {small(1), small(2)}), small(3));
  // The handler, from which the function goes on, gets the position of what raised and computes in line.
  EXPECT_EQ(code.call(0, {small(runtime::kSmallIntMax), small(1)}), small(2));
  EXPECT_EQ(seen.calls["trv_mul"], 0);
}

TEST_P(Level, FloatsStayUnboxedBetweenOperations) {
  Program p;
  p.function("f", 2);
  ir::Value* product = p.b.add(Opcode::Mul, {p.param(0), p.param(1)});
  p.ret(p.b.add(Opcode::Add, {product, p.param(0)}));
  Compiled code(p.module, GetParam());
  const auto symbols = countingRuntime();
  void *shape = nullptr, *bump = nullptr;
  for (const auto& symbol : symbols) {
    if (std::string(symbol.name) == "trv_shape_float") shape = symbol.address;
    if (std::string(symbol.name) == "trv_gc_bump") bump = symbol.address;
  }
  alignas(16) static runtime::FloatObj x, y;
  x.shape = y.shape = static_cast<runtime::Shape*>(shape);
  x.value = 1.5;
  y.value = 4.0;
  const uintptr_t before = *(static_cast<uintptr_t*>(bump) + 2 * 41);
  const Value result = code.call(0, {runtime::toValue(&x), runtime::toValue(&y)});
  EXPECT_EQ(runtime::as<runtime::FloatObj>(result)->value, 7.5);
  // One object: the sum. The product needs none.
  EXPECT_EQ(*(static_cast<uintptr_t*>(bump) + 2 * 41) - before, 16u);
  EXPECT_EQ(seen.calls["trv_mul"] + seen.calls["trv_add"], 0);
}

TEST_P(Level, BoxingKeepsAllBits) {
  Program p;
  p.function("f", 1);
  ir::Value* n = p.checked(Opcode::UnboxInt, {p.param(0)}, -1);
  p.ret(p.checked(Opcode::Mul, {n, p.b.add(Opcode::ConstInt, {}, {2})}, -2));
  Compiled code(p.module, GetParam());
  EXPECT_EQ(code.call(0, {small(21)}), small(42));
  EXPECT_EQ(code.call(0, {small(runtime::kSmallIntMin / 2)}), small(runtime::kSmallIntMin));
  EXPECT_EQ(seen.calls["trv_new_int"], 0);
  code.call(0, {small(runtime::kSmallIntMax)});
  EXPECT_EQ(seen.calls["trv_new_int"], 1);
}

} // namespace
} // namespace trivium::codegen
