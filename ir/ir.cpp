// Construction of modules, functions and blocks.
#include "ir/ir.h"

#include <cassert>
#include <cstring>
#include <functional>

namespace trivium::ir {

BlockParameter* BasicBlock::addParam(Type t) {
  params.push_back(std::make_unique<BlockParameter>(this, t));
  return params.back().get();
}

BasicBlock* Function::addBlock() {
  blocks.push_back(std::make_unique<BasicBlock>(this));
  blocks.back()->id = static_cast<uint32_t>(blocks.size() - 1);
  return blocks.back().get();
}

LocIndex Function::addLoc(const Loc& loc) {
  // Neighbouring instructions usually share their position; a full table is not worth its cost here.
  for (size_t i = locs.size(), tries = 0; i-- > 0 && tries < 8; ++tries)
    if (locs[i] == loc) return static_cast<LocIndex>(i);
  locs.push_back(loc);
  return static_cast<LocIndex>(locs.size() - 1);
}

uint32_t Function::renumber() {
  uint32_t next = 0, blockId = 0;
  for (auto& block : blocks) {
    block->id = blockId++;
    for (auto& p : block->params) p->id = next++;
    for (auto& inst : block->insts) inst->id = next++;
  }
  return next;
}

bool Constant::operator==(const Constant& o) const {
  return kind == o.kind && integer == o.integer && std::memcmp(&real, &o.real, sizeof real) == 0 &&
         std::memcmp(&imag, &o.imag, sizeof imag) == 0 && text == o.text && items == o.items;
}

namespace {
size_t hashOf(const Constant& c) {
  uint64_t realBits, imagBits;
  std::memcpy(&realBits, &c.real, sizeof realBits);
  std::memcpy(&imagBits, &c.imag, sizeof imagBits);
  size_t h = std::hash<std::string>{}(c.text) ^ (static_cast<size_t>(c.kind) << 56);
  for (uint64_t part : {static_cast<uint64_t>(c.integer), realBits, imagBits}) h = (h ^ part) * 0x9E3779B97F4A7C15u;
  for (uint32_t i : c.items) h = (h ^ i) * 0x9E3779B97F4A7C15u;
  return h ^ (h >> 32);
}
}  // namespace

uint32_t Module::addConstant(const Constant& c) {
  constexpr uint32_t kEmpty = UINT32_MAX;
  if (constantTable_.size() < 2 * (constants.size() + 1)) {
    std::vector<uint32_t> table(constantTable_.empty() ? 64 : constantTable_.size() * 4, kEmpty);
    for (uint32_t i = 0; i < constants.size(); ++i) {
      size_t at = hashOf(constants[i]) & (table.size() - 1);
      while (table[at] != kEmpty) at = (at + 1) & (table.size() - 1);
      table[at] = i;
    }
    constantTable_ = std::move(table);
  }
  size_t at = hashOf(c) & (constantTable_.size() - 1);
  for (; constantTable_[at] != kEmpty; at = (at + 1) & (constantTable_.size() - 1))
    if (constants[constantTable_[at]] == c) return constantTable_[at];
  constants.push_back(c);
  return constantTable_[at] = static_cast<uint32_t>(constants.size() - 1);
}

uint32_t Module::addStr(std::string_view utf8) {
  Constant c;
  c.kind = Constant::Kind::Str;
  c.text = utf8;
  return addConstant(c);
}

Function* Module::addFunction() {
  functions.push_back(std::make_unique<Function>(this));
  functions.back()->index = static_cast<uint32_t>(functions.size() - 1);
  return functions.back().get();
}

bool Builder::terminated() const {
  const Instruction* last = block_->terminator();
  return last && infoOf(last->op).has(kTerminator);
}

Instruction* Builder::add(Opcode op, std::vector<Value*> operands, std::vector<int64_t> attrs) {
  assert(!terminated() && "an instruction after the block's terminator");
  auto inst = std::make_unique<Instruction>(op, resultType(op, operands));
  inst->operands = std::move(operands);
  inst->attrs = std::move(attrs);
  inst->loc = loc_;
  inst->block = block_;
  block_->insts.push_back(std::move(inst));
  return block_->insts.back().get();
}

Instruction* Builder::br(BasicBlock* target, std::vector<Value*> args) {
  Instruction* inst = add(Opcode::Br);
  inst->successors.push_back({target, std::move(args)});
  return inst;
}

Instruction* Builder::condBr(Value* condition, Edge ifTrue, Edge ifFalse) {
  Instruction* inst = add(Opcode::CondBr, {condition});
  inst->successors.push_back(std::move(ifTrue));
  inst->successors.push_back(std::move(ifFalse));
  return inst;
}

}  // namespace trivium::ir
