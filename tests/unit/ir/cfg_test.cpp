// Facts about control flow: variables that may be without a value, in a function and in its copies that are entered at a loop.
#include "ir/cfg.h"
#include "ir/passes/osr.h"

#include <gtest/gtest.h>

namespace trivium::ir {
namespace {

/// A loop whose variable `x` has no value before it, beside `n`, which has one.
struct LateVariable {
  Module module;
  Function* function = module.addFunction();
  Value *n, *unbound, *x, *given, *checked;
  BasicBlock* header;

  LateVariable() {
    BasicBlock* entry = function->addBlock();
    n = entry->addParam();
    header = function->addBlock();
    BasicBlock *body = function->addBlock(), *end = function->addBlock();
    x = header->addParam();
    unbound = Builder(entry).add(Opcode::Unbound);
    Builder(entry).br(header, {unbound});
    Value* goesOn = Builder(header).add(Opcode::Truth, {n});
    Builder(header).condBr(goesOn, {body, {}}, {end, {}});
    given = Builder(body).add(Opcode::Neg, {n});
    Builder(body).br(header, {given});
    checked = Builder(end).add(Opcode::CheckBound, {x}, {module.addStr("x")});
    Builder(end).add(Opcode::Return, {checked});
  }
};

TEST(Unbound, FlowsThroughBlockParameters) {
  LateVariable program;
  const std::vector<char> found = findUnbound(Cfg(*program.function));
  EXPECT_TRUE(found[program.unbound->id]);
  EXPECT_TRUE(found[program.x->id]);
  EXPECT_FALSE(found[program.n->id]);
  EXPECT_FALSE(found[program.given->id]);
  EXPECT_FALSE(found[program.checked->id]);
}

TEST(Unbound, FlowsThroughFrameSlots) {
  Module module;
  Function* function = module.addFunction();
  BasicBlock* entry = function->addBlock();
  Builder builder(entry);
  Value* early = builder.add(Opcode::GenLoad, {}, {0});
  builder.add(Opcode::GenStore, {builder.add(Opcode::Unbound)}, {0});
  Value* late = builder.add(Opcode::GenLoad, {}, {0});
  Value* other = builder.add(Opcode::GenLoad, {}, {1});
  builder.add(Opcode::Return, {late});
  const std::vector<char> found = findUnbound(Cfg(*function));
  EXPECT_TRUE(found[early->id]);
  EXPECT_TRUE(found[late->id]);
  EXPECT_FALSE(found[other->id]);
}

TEST(Unbound, IsKnownWhereALoopIsEntered) {
  LateVariable program;
  const std::vector<OsrPoint> points = findOsrPoints(*program.function);
  ASSERT_EQ(points.size(), 1u);
  ASSERT_EQ(points[0].values, (std::vector<const Value*>{program.n, program.x}));
  const auto copy = makeOsrEntry(*program.function, points[0]);
  const auto& params = copy->blocks.front()->params;
  const std::vector<char> found = findUnbound(Cfg(*copy));
  EXPECT_FALSE(found[params[0]->id]);
  EXPECT_TRUE(found[params[1]->id]);
}

}  // namespace
}  // namespace trivium::ir
