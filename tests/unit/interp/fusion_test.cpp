// What the bytecode compiler makes one instruction of, which checks it leaves out, and what must keep it from doing so. What the
// instructions do is the matter of tests/run/interp_*.py.
#include "interp/fusion.h"

#include <map>
#include <regex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "interp/cache.h"

namespace trivium::interp {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kModule[] =
    "const #0 = str \"__main__\"\n"
    "const #1 = none\n"
    "const #2 = int 7\n"
    "const #3 = str \"x\"\n"
    "const #4 = int 70000000000\n"
    "const #5 = int -7\n"
    "global @0 = \"__name__\" module 0\n"
    "module 0 = \"__main__\" file \"main.py\" body $0 @0\n"
    "floats #3\n"
    "layout #3 0 float #0 1\n"
    "func $0 \"<module>\" \"<module>\" module 0 line 1 modulebody () {\n"
    "^0():\n"
    "  %0 = const #1\n"
    "  return %0\n"
    "}\n";

/// Blocks in the order in which they stand, as the text form wants them.
std::string numbered(const std::string& body) {
  std::map<std::string, size_t> numbers;
  const std::regex block("(^|\n)\\^([0-9]+)\\("), mention("\\^([0-9]+)");
  for (std::sregex_iterator at(body.begin(), body.end(), block), end; at != end; ++at) numbers.emplace((*at)[2].str(), numbers.size());
  std::string out;
  size_t from = 0;
  for (std::sregex_iterator at(body.begin(), body.end(), mention), end; at != end; ++at) {
    const auto begin = static_cast<size_t>(at->position());
    out += body.substr(from, begin - from) + "^" + std::to_string(numbers[(*at)[1].str()]);
    from = begin + static_cast<size_t>(at->length());
  }
  return out + body.substr(from);
}

/// Listing of a function with this body, whose stored form has been found good.
std::string listing(const std::string& body, CompileMode mode = CompileMode::Plain, const std::string& parameters = "(\"a\", \"b\")") {
  std::string error;
  const auto module = ir::parse(kModule + ("func $1 \"f\" \"f\" module 0 line 1 locals \"a\" \"b\" " + parameters + " {\n" + numbered(body) + "}\n"), error);
  EXPECT_TRUE(module) << error;
  if (!module) return {};
  for (const std::string& line : ir::verify(*module)) ADD_FAILURE() << line;
  BytecodeProgram program;
  EXPECT_TRUE(compileProgram(*module, program, error, mode)) << error;
  if (mode == CompileMode::Plain) { EXPECT_EQ(verifyBytecode(program), ""); }
  return disassemble(program, *module, 1);
}

size_t count(const std::string& text, const std::string& what) {
  size_t n = 0;
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
  return n;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) text.replace(at, what.size(), by);
  return text;
}

constexpr char kRangeLoop[] =
    "^0(%0: any, %1: any):\n"
    "  %2 = unbox.i64 %0 overflow ^4()\n"
    "  br -> ^1(%2, %2)\n"
    "^1(%4: i64, %5: i64):\n"
    "  %6 = const.i64 1\n"
    "  %7 = range.next %4, %6\n"
    "  %8 = COMPARE %4, %2 : i1\n"
    "  br.if %8 -> ^3() -> ^2()\n"
    "^2():\n"
    "  %10 = xor %5, %4 : i64\n"
    "  poll\n"
    "  br -> ^1(%7, %10)\n"
    "^3():\n"
    "  %13 = box %5\n"
    "  return %13\n"
    "^4():\n"
    "  %15 = const #1\n"
    "  return %15\n";

TEST(LoopEnd, OfARangeIsOneInstruction) {
  EXPECT_THAT(listing(replaced(kRangeLoop, "COMPARE", "ge")), HasSubstr("LoopRangeUp"));
  EXPECT_THAT(listing(replaced(kRangeLoop, "COMPARE", "le")), HasSubstr("LoopRangeDown"));
}
TEST(LoopEnd, CanLeaveThePollApart) {
  const auto with = [](const char* compare) {
    return listing(replaced(replaced(replaced(kRangeLoop, "COMPARE", compare), "  poll\n  br -> ^1(%7, %10)\n",
                                     "  %20 = poll.pending\n  br.if %20 -> ^3() -> ^1(%7, %10)\n"), "%13", "%33"));
  };
  EXPECT_THAT(with("ge"), testing::AllOf(HasSubstr("JumpIfPending"), HasSubstr("StepRangeUp")));
  EXPECT_THAT(with("le"), testing::AllOf(HasSubstr("JumpIfPending"), HasSubstr("StepRangeDown")));
}
TEST(LoopEnd, NeedsNoMoves) { EXPECT_LE(count(listing(replaced(kRangeLoop, "COMPARE", "ge")), "Move"), 2u); }
TEST(LoopEnd, OfAnotherStepIsNot) {
  EXPECT_THAT(listing(replaced(replaced(kRangeLoop, "COMPARE", "ge"), "(%7, %10)", "(%10, %7)")), Not(HasSubstr("LoopRange")));
}
TEST(LoopEnd, StaysApartWhenIterationsAreCounted) {
  EXPECT_THAT(listing(replaced(kRangeLoop, "COMPARE", "ge"), CompileMode::Counting), Not(HasSubstr("LoopRange")));
}

constexpr char kWhileLoop[] =
    "^0(%0: any, %1: any):\n"
    "  %2 = unbox.i64 %0 overflow ^4()\n"
    "  br -> ^1(%2)\n"
    "^1(%4: i64):\n"
    "  %5 = const.i64 100\n"
    "  %6 = COMPARE %4, %5 : i1\n"
    "  br.if %6 -> YES -> NO\n"
    "^2():\n"
    "  %8 = xor %4, %2 : i64\n"
    "  poll\n"
    "  br -> ^1(%8)\n"
    "^3():\n"
    "  %11 = box %4\n"
    "  return %11\n"
    "^4():\n"
    "  %13 = const #1\n"
    "  return %13\n";

TEST(LoopEnd, TestsTheCondition) {
  const auto with = [](const char* compare, bool bodyFirst) {
    return listing(replaced(replaced(replaced(kWhileLoop, "COMPARE", compare), "YES", bodyFirst ? "^2()" : "^3()"), "NO", bodyFirst ? "^3()" : "^2()"));
  };
  EXPECT_THAT(with("lt", true), HasSubstr("LoopIfLtI64"));
  EXPECT_THAT(with("gt", true), HasSubstr("LoopIfLtI64"));
  EXPECT_THAT(with("le", true), HasSubstr("LoopIfLeI64"));
  EXPECT_THAT(with("eq", true), HasSubstr("LoopIfEqI64"));
  EXPECT_THAT(with("ne", true), HasSubstr("LoopIfNeI64"));
  EXPECT_THAT(with("eq", false), HasSubstr("LoopIfNeI64"));
  EXPECT_THAT(with("lt", false), HasSubstr("LoopIfNotLtI64"));
  EXPECT_THAT(with("le", false), HasSubstr("LoopIfNotLeI64"));
}

TEST(LoopEnd, OfAListReadsItsLength) {
  const auto with = [](const char* compare) {
    return listing(std::string(
        "^0(%0: any, %1: any):\n"
        "  %2 = const.i64 0\n"
        "  br -> ^1(%2)\n"
        "^1(%4: i64):\n"
        "  %5 = list.len %0 overflow ^5(%4)\n"
        "  br -> ^2()\n"
        "^2():\n"
        "  %7 = const.i64 1\n"
        "  %8 = range.next %4, %7\n"
        "  %9 = ") + compare + " %4, %5 : i1\n"
        "  br.if %9 -> ^4() -> ^3()\n"
        "^3():\n"
        "  %11 = call %1, #-1\n"
        "  poll\n"
        "  br -> ^1(%8)\n"
        "^4():\n"
        "  return %1\n"
        "^5(%15: i64):\n"
        "  %16 = box %15\n"
        "  return %16\n");
  };
  EXPECT_THAT(with("ge"), HasSubstr("LoopList"));
  EXPECT_THAT(with("le"), Not(HasSubstr("LoopList")));
}

TEST(LoopEnd, AsksTheIterator) {
  const std::string text = listing(
      "^0(%0: any, %1: any):\n"
      "  %2 = iter.get %0\n"
      "  br -> ^1(%1)\n"
      "^1(%4: any):\n"
      "  %5 = iter.next %2\n"
      "  %6 = is.end %5\n"
      "  br.if %6 -> ^3() -> ^2()\n"
      "^2():\n"
      "  poll\n"
      "  br -> ^1(%5)\n"
      "^3():\n"
      "  return %4\n");
  EXPECT_THAT(text, HasSubstr("LoopNext"));
}

TEST(Constants, OfBranchesAreInside) {
  for (const char* compare : {"lt", "le", "eq", "ne", "gt", "ge"})
    for (const bool yesFirst : {true, false}) {
      const std::string text = listing(std::string("^0(%0: any, %1: any):\n  %2 = const #2\n  %3 = ") + compare +
                                       " %0, %2 : any\n  %4 = truth %3\n  br.if %4 -> " + (yesFirst ? "^1() -> ^2()" : "^2() -> ^1()") +
                                       "\n^1():\n  return %0\n^2():\n  return %1\n");
      std::string name = compare;
      name[0] = static_cast<char>(name[0] - 'a' + 'A');
      EXPECT_THAT(text, HasSubstr((yesFirst ? "JumpIfNot" : "JumpIf") + name + "Small r0 #7"));
      EXPECT_THAT(text, HasSubstr("0 constants"));
    }
}

TEST(Constants, OfArithmeticAreInside) {
  const std::pair<const char*, const char*> rows[] = {{"add", "AddSmall"},      {"sub", "SubSmall"},         {"iadd", "IAddSmall"},
                                                      {"isub", "ISubSmall"},    {"mul", "MulSmall"},         {"imul", "IMulSmall"},
                                                      {"mod", "ModSmall"},      {"imod", "IModSmall"},       {"floordiv", "FloorDivSmall"},
                                                      {"ifloordiv", "IFloorDivSmall"}, {"and", "AndSmall"},  {"rshift", "RShiftSmall"}};
  for (const auto& [op, name] : rows) {
    const auto with = [&](const char* constant) {
      return listing("^0(%0: any, %1: any):\n  %2 = const #" + std::string(constant) + "\n  %3 = " + op + " %0, %2 : any\n  return %3\n");
    };
    EXPECT_THAT(with("2"), HasSubstr(std::string(name) + " r0 r0 #7"));
    EXPECT_THAT(with("4"), Not(HasSubstr("Small"))) << op << ": past 32 bits";
    const std::string_view text = op;
    const bool takesNegative = text.find("mod") == text.npos && text.find("div") == text.npos && text != "rshift";
    EXPECT_EQ(count(with("5"), "Small"), takesNegative ? 1u : 0u) << op;
  }
}

TEST(Constants, NoneNeedsNoRegister) {
  const auto with = [](const char* edges) {
    return listing(std::string("^0(%0: any, %1: any):\n  %2 = const #1\n  %3 = is %0, %2\n  br.if %3 -> ") + edges + "\n^1():\n  return %0\n^2():\n  return %1\n");
  };
  EXPECT_THAT(with("^1() -> ^2()"), HasSubstr("JumpIfNotNone"));
  EXPECT_THAT(with("^2() -> ^1()"), HasSubstr("JumpIfNone"));
}

TEST(Constants, PowersOfTwoNeedNoDivision) {
  const auto with = [](const char* op, const char* by) {
    return listing(std::string("^0(%0: any, %1: any):\n  %2 = unbox.i64 %0 overflow ^2()\n  br -> ^1()\n^1():\n  %4 = const.i64 ") + by + "\n  %5 = " + op +
                   " %2, %4 : i64 overflow ^2()\n  br -> ^3()\n^2():\n  return %1\n^3():\n  %8 = box %5\n  return %8\n");
  };
  EXPECT_THAT(with("mod", "8"), HasSubstr("ModPowerI64 r0 r0 #3"));
  EXPECT_THAT(with("floordiv", "8"), HasSubstr("FloorDivPowerI64 r0 r0 #3"));
  EXPECT_THAT(with("ifloordiv", "1"), HasSubstr("FloorDivPowerI64 r0 r0 #0"));
  for (const char* by : {"0", "-8", "6"}) EXPECT_THAT(with("mod", by), Not(HasSubstr("Power")));
}

/// Code on three floats and two objects that have the layout; it may leave along ^9.
std::string onFloats(const std::string& code, const std::string& result) {
  return listing(
      "^0(%0: any, %1: any):\n"
      "  %2 = unbox.f64 %0 overflow ^9()\n"
      "  br -> ^1()\n"
      "^1():\n"
      "  %4 = slot.get.f64 %0, 0, 0 overflow ^9()\n"
      "  br -> ^2()\n"
      "^2():\n" + code + "  br -> ^8()\n^8():\n  %80 = box " + result + "\n  return %80\n^9():\n  return %1\n");
}

TEST(Floats, ProductsGoIntoSums) {
  EXPECT_THAT(onFloats("  %10 = mul %2, %4 : f64\n  %11 = add %4, %10 : f64\n", "%11"), HasSubstr("MulAddF64"));
  EXPECT_THAT(onFloats("  %10 = mul %2, %4 : f64\n  %11 = add %10, %4 : f64\n", "%11"), HasSubstr("MulAddF64"));
  EXPECT_THAT(onFloats("  %10 = mul %2, %4 : f64\n  %11 = sub %4, %10 : f64\n", "%11"), HasSubstr("MulSubF64"));
  EXPECT_THAT(onFloats("  %10 = mul %2, %4 : f64\n  %11 = sub %10, %4 : f64\n", "%11"), Not(HasSubstr("MulSubF64")));
  EXPECT_THAT(onFloats("  %10 = mul %2, %4 : f64\n  %11 = add %10, %10 : f64\n", "%11"), Not(HasSubstr("MulAddF64")));
}

TEST(Fields, AreReadByTheOperation) {
  const auto with = [](const char* operation) { return onFloats(std::string("  %10 = slot.get.f64 %0, 0, 0 overflow ^9()\n  br -> ^3()\n^3():\n  %12 = ") + operation + " : f64\n", "%12"); };
  EXPECT_THAT(with("add %2, %10"), HasSubstr("AddFieldF64"));
  EXPECT_THAT(with("add %10, %2"), HasSubstr("AddFieldF64"));
  EXPECT_THAT(with("mul %10, %2"), HasSubstr("MulFieldF64"));
  EXPECT_THAT(with("sub %2, %10"), HasSubstr("SubFieldF64"));
  EXPECT_THAT(with("sub %10, %2"), HasSubstr("FieldGet"));
}

TEST(Fields, AreUpdatedInOneStep) {
  const auto with = [](const std::string& operation) {
    return onFloats("  %10 = slot.get.f64 %0, 0, 0 overflow ^9()\n  br -> ^3()\n^3():\n" + operation +
                    "  slot.set.f64 %0, %13, 0, 0 overflow ^9()\n", "%13");
  };
  EXPECT_THAT(with("  %13 = add %10, %2 : f64\n"), Not(HasSubstr("FieldAddF64"))) << "the sum is used again";
  const auto alone = [](const std::string& operation) {
    return onFloats("  %10 = slot.get.f64 %0, 0, 0 overflow ^9()\n  br -> ^3()\n^3():\n" + operation +
                    "  slot.set.f64 %0, %13, 0, 0 overflow ^9()\n", "%2");
  };
  EXPECT_THAT(alone("  %13 = add %10, %2 : f64\n"), HasSubstr("FieldAddF64"));
  EXPECT_THAT(alone("  %13 = isub %10, %2 : f64\n"), HasSubstr("FieldSubF64"));
  EXPECT_THAT(alone("  %12 = mul %2, %4 : f64\n  %13 = iadd %10, %12 : f64\n"), HasSubstr("FieldMulAddF64"));
  EXPECT_THAT(alone("  %12 = mul %2, %4 : f64\n  %13 = sub %10, %12 : f64\n"), HasSubstr("FieldMulSubF64"));
}

TEST(Fields, AreNotReadAfterAStore) {
  const std::string text = onFloats(
      "  %10 = slot.get.f64 %0, 0, 0 overflow ^9()\n  br -> ^3()\n^3():\n"
      "  slot.set.f64 %0, %2, 0, 0 overflow ^9()\n  br -> ^4()\n^4():\n  %14 = mul %10, %2 : f64\n", "%14");
  EXPECT_THAT(text, HasSubstr("FieldGet"));
  EXPECT_THAT(text, HasSubstr("FieldPutF64"));
  EXPECT_THAT(text, Not(HasSubstr("MulFieldF64")));
}

TEST(Fields, AreCheckedOnce) {
  const std::string boxed = onFloats(
      "  %10 = slot.get %0, 0, 1 overflow ^9()\n  br -> ^3()\n^3():\n  slot.set %0, %10, 0, 1 overflow ^9()\n", "%4");
  EXPECT_EQ(count(boxed, "FieldLoad"), 1u);
  EXPECT_THAT(boxed, HasSubstr("FieldGet"));
  EXPECT_THAT(boxed, HasSubstr("FieldPut "));
  const std::string other = onFloats("  %10 = slot.get.f64 %1, 0, 0 overflow ^9()\n", "%10");
  EXPECT_EQ(count(other, "FieldLoadF64"), 2u) << "another object";
  const std::string call = onFloats("  %10 = call %1, #-1\n  %11 = slot.get.f64 %0, 0, 0 overflow ^9()\n", "%11");
  EXPECT_EQ(count(call, "FieldLoadF64"), 2u) << "anything may have happened";
}

TEST(Lists, AreCheckedOnceAnIndex) {
  const auto with = [](const char* kind, const char* type, const char* between, const char* second) {
    return listing(std::string("^0(%0: any, %1: any):\n  %2 = unbox.i64 %1 overflow ^9()\n  br -> ^1()\n^1():\n  %4 = list.get") + kind +
                   " %0, %2 overflow ^9()\n  br -> ^2()\n^2():\n" + between + "  %6 = list.get" + kind + " %0, " + second +
                   " overflow ^9()\n  br -> ^3()\n^3():\n  list.set" + kind + " %0, %2, %4 overflow ^9()\n  br -> ^4()\n^4():\n" +
                   (std::string_view(type) == "any" ? "  return %6\n" : "  %10 = box %6\n  return %10\n") + "^9():\n  return %1\n");
  };
  const std::string boxed = with("", "any", "", "%2"), floats = with(".f64", "f64", "", "%2"), bools = with(".i1", "i1", "", "%2");
  EXPECT_THAT(boxed, testing::AllOf(HasSubstr("ListTake "), HasSubstr("ListPut ")));
  EXPECT_THAT(floats, testing::AllOf(HasSubstr("ListTake "), HasSubstr("ListPutF64 ")));
  EXPECT_THAT(bools, testing::AllOf(HasSubstr("ListTakeI1 "), HasSubstr("ListPutI1 ")));
  EXPECT_EQ(count(with("", "any", "  %5 = const.i64 3\n", "%5"), "ListTake"), 0u);
  EXPECT_EQ(count(with("", "any", "  %5 = call %1, #-1\n", "%2"), "ListTake"), 0u);
}

TEST(Generators, StateAndSwitchAreOne) {
  std::string error;
  const auto module = ir::parse(kModule + std::string(
      "func $1 \"g\" \"g\" module 0 line 1 generator slots 0 () {\n^0():\n  %0 = gen.new $1\n  return %0\n}\n"
      "func $2 \"g\" \"g\" module 0 line 1 resumes $1 () {\n^0():\n  %0 = gen.state\n  switch %0 -> ^1() -> ^2()\n^1():\n  unreachable\n"
      "^2():\n  %3 = const #1\n  return %3\n}\n"), error);
  ASSERT_TRUE(module) << error;
  BytecodeProgram program;
  ASSERT_TRUE(compileProgram(*module, program, error)) << error;
  EXPECT_THAT(disassemble(program, *module, 2), HasSubstr("StateTable"));
}

}  // namespace
}  // namespace trivium::interp
