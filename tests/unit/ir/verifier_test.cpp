// What the verifier refuses, one module per rule. Modules are written in the text form; the parser takes what the verifier refuses.
#include "ir/ir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trivium::ir {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> problemsOf(const std::string& blocks, const std::string& attributes = "") {
  std::string error;
  const auto module = parse("const #0 = none\nconst #1 = str \"x\"\nglobal @0 = \"x\" module 0\n"
                            "module 0 = \"__main__\" file \"x.py\" body $0 @0\n"
                            "func $0 \"f\" \"f\" " + attributes + "() {\n" + blocks + "}\n",
                            error);
  EXPECT_TRUE(module) << error;
  return module ? verify(*module) : std::vector<std::string>{};
}

struct Refused {
  const char* name;
  const char* blocks;
  const char* message;
};

class Verifier : public testing::TestWithParam<Refused> {};

TEST_P(Verifier, Refuses) { EXPECT_THAT(problemsOf(GetParam().blocks), ElementsAre(HasSubstr(GetParam().message))); }

const Refused kRefused[] = {
    {"NoTerminator", "^0():\n  %0 = const #0\n", "does not end with a terminator"},
    {"TerminatorInside", "^0():\n  %0 = const #0\n  return %0\n  return %0\n", "a terminator stands inside a block"},
    {"EdgeToEntry", "^0():\n  br -> ^0()\n", "an edge enters the entry block"},
    {"OperandType", "^0():\n  %0 = const.i64 1\n  %1 = is.end %0\n  br -> ^1()\n^1():\n  return %0\n", "operand `value` has the wrong type"},
    {"ConstantOutOfRange", "^0():\n  %0 = const #9\n  return %0\n", "attribute `value` is out of range"},
    {"GlobalOutOfRange", "^0():\n  %0 = global.get @4\n  return %0\n", "attribute `global` is out of range"},
    {"ResultType", "^0():\n  %0 = const #0\n  %1 = lt %0, %0 : i1\n  return %1\n", "the result type does not follow from the operands"},
    {"ArgumentCount", "^0():\n  %0 = const #0\n  br -> ^1(%0, %0)\n^1(%1: any):\n  return %1\n", "passes 2 values, the block has 1 parameters"},
    {"ArgumentType", "^0():\n  %0 = const.i64 1\n  br -> ^1(%0)\n^1(%1: any):\n  return %1\n", "has another type than the parameter"},
    {"UnwindWithoutRaise", "^0():\n  %0 = const #0 unwind ^1()\n  br -> ^2()\n^1():\n  %1 = exc.catch\n  return %1\n^2():\n  return %0\n",
     "an unwind edge on an instruction that cannot raise"},
    {"UnwindInside", "^0():\n  %0 = const #0\n  %1 = pos %0 : any unwind ^1()\n  return %1\n^1():\n  %2 = exc.catch\n  return %2\n",
     "an instruction with a side exit must stand before a closing br"},
    {"OverflowMissing", "^0():\n  %0 = const.i64 1\n  %1 = add %0, %0 : i64\n  return %1\n", "the overflow edge is missing"},
    {"CatchInside", "^0():\n  %0 = const #0\n  %1 = exc.catch\n  return %1\n", "exc.catch must begin its block"},
    {"GeneratorOp", "^0():\n  %0 = gen.sent\n  return %0\n", "a generator op outside a resume function"},
    {"UseBeforeDefinition", "^0():\n  return %0\n^1():\n  %0 = const #0\n  return %0\n", "not defined on every way here"},
    {"UseOnOneWay",
     "^0():\n  %0 = const.i1 1\n  br.if %0 -> ^1() -> ^2()\n^1():\n  %1 = const #0\n  br -> ^3()\n^2():\n  br -> ^3()\n^3():\n  return %1\n",
     "not defined on every way here"},
    {"UseInOwnHandler", "^0():\n  %0 = const #0\n  %1 = pos %0 : any unwind ^1(%1)\n  br -> ^2()\n^1(%2: any):\n  return %2\n^2():\n  return %1\n",
     "not defined on every way here"},
};

INSTANTIATE_TEST_SUITE_P(Rules, Verifier, testing::ValuesIn(kRefused), [](const auto& info) { return info.param.name; });

TEST(VerifierAccepts, LoopWithHandler) {
  EXPECT_THAT(problemsOf("^0():\n  %0 = const #0\n  %1 = iter.get %0 unwind ^3()\n  br -> ^1()\n"
                         "^1():\n  %2 = iter.next %1 unwind ^3()\n  br -> ^2()\n"
                         "^2():\n  %3 = is.end %2\n  br.if %3 -> ^4() -> ^1()\n"
                         "^3():\n  %4 = exc.catch\n  reraise %4\n"
                         "^4():\n  return %0\n"),
              IsEmpty());
}

}  // namespace
}  // namespace trivium::ir
