// Items of lists and attributes of instances whose layout was guessed: a test, then one load or store. What is not as expected takes the
// overflow edge to the dynamic copy of the code, so nothing here meets a slow path again and LLVM can move the tests out of loops. For that
// the memory is told apart by what is stored there (https://llvm.org/docs/LangRef.html#tbaa-metadata): headers of objects and lists, items
// and slots of each kind.
#include "codegen/detail/function.h"

#include "runtime/abi/value.h"

#include "llvm/IR/MDBuilder.h"

#include <cassert>
#include <cstddef>

namespace trivium::codegen {

using ir::Opcode;
using runtime::ListObj;
using runtime::Shape;

llvm::MDNode* ProgramLowering::memory(Memory kind) {
  llvm::MDNode*& tag = memoryTags_[static_cast<size_t>(kind)];
  if (tag) return tag;
  constexpr const char* kNames[] = {"shape", "list header", "items", "float items", "bool items", "slots", "float slots"};
  llvm::MDBuilder metadata(context);
  llvm::MDNode* type = metadata.createTBAAScalarTypeNode(kNames[static_cast<size_t>(kind)], metadata.createTBAARoot("trivium"));
  return tag = metadata.createTBAAStructTagNode(type, type, 0);
}

namespace {

template <class T> T* in(T* access, llvm::MDNode* memory) {
  access->setMetadata(llvm::LLVMContext::MD_tbaa, memory);
  return access;
}

} // namespace

llvm::Value* FunctionLowering::itemAddress(const Inst& inst, std::string_view listShape, llvm::Type* itemType) {
  llvm::Value *list = valueOf(inst.operands[0]), *index = valueOf(inst.operands[1]);
  overflowIf(isSmallInt(list), inst);
  llvm::Value* shape = in(b_.CreateLoad(p_.i64, pointer(list)), p_.memory(Memory::Shape));
  overflowIf(b_.CreateNot(shapeIs(shape, listShape)), inst);
  const auto header = [&](int64_t offset) { return in(b_.CreateLoad(p_.i64, pointer(list, offset)), p_.memory(Memory::ListHeader)); };
  llvm::Value* length = header(offsetof(ListObj, length));
  llvm::Value* fromEnd = b_.CreateAdd(index, length);
  index = b_.CreateSelect(b_.CreateICmpSLT(index, word(0)), fromEnd, index);
  overflowIf(b_.CreateICmpUGE(index, length), inst);
  return b_.CreateInBoundsGEP(itemType, pointer(header(offsetof(ListObj, items))), index);
}

llvm::Value* FunctionLowering::itemAddress(const Inst& inst, llvm::Type* itemType) {
  llvm::Value *length = valueOf(inst.operands[1]), *index = valueOf(inst.operands[2]);
  index = b_.CreateSelect(b_.CreateICmpSLT(index, word(0)), b_.CreateAdd(index, length), index);
  overflowIf(b_.CreateICmpUGE(index, length), inst);
  return b_.CreateInBoundsGEP(itemType, pointer(valueOf(inst.operands[0])), index);
}

llvm::Value* FunctionLowering::slotAddress(const Inst& inst) {
  llvm::Value* object = valueOf(inst.operands[0]);
  overflowIf(isSmallInt(object), inst);
  llvm::Value* shape = in(b_.CreateLoad(p_.i64, pointer(object)), p_.memory(Memory::Shape));
  // Layouts of a Shape change when a class does, which takes a call: that ends what LLVM knows of them.
  llvm::Value* layouts = b_.CreateLoad(p_.i64, pointer(shape, offsetof(Shape, layouts)));
  in(llvm::cast<llvm::LoadInst>(layouts), p_.memory(Memory::Shape));
  overflowIf(isNull(b_.CreateAnd(layouts, b_.getInt64(uint64_t{1} << inst.attrs[0]))), inst);
  return pointer(object, runtime::kFirstSlotOffset + 8 * inst.attrs[1]);
}

llvm::Value* FunctionLowering::typedAccess(const Inst& inst) {
  const auto load = [&](llvm::Type* type, llvm::Value* address, Memory kind) -> llvm::Value* { return in(b_.CreateLoad(type, address), p_.memory(kind)); };
  const auto store = [&](const ir::Value* value, llvm::Value* address, Memory kind) -> llvm::Value* {
    in(b_.CreateStore(valueOf(value), address), p_.memory(kind));
    return nullptr;
  };
  switch (inst.op) {
  case Opcode::ListLen: {
    llvm::Value* list = valueOf(inst.operands[0]);
    overflowIf(isSmallInt(list), inst);
    llvm::Value* shape = load(p_.i64, pointer(list), Memory::Shape);
    llvm::Value* isList = b_.CreateOr(shapeIs(shape, "trv_shape_list"), b_.CreateOr(shapeIs(shape, "trv_shape_list_f64"), shapeIs(shape, "trv_shape_list_bool")));
    overflowIf(b_.CreateNot(isList), inst);
    return load(p_.i64, pointer(list, offsetof(ListObj, length)), Memory::ListHeader);
  }
  case Opcode::ListGet: return load(p_.i64, itemAddress(inst, "trv_shape_list", p_.i64), Memory::Items);
  case Opcode::ListGetF64: return load(p_.f64, itemAddress(inst, "trv_shape_list_f64", p_.f64), Memory::FloatItems);
  case Opcode::ListGetBool: return b_.CreateTrunc(load(p_.i8, itemAddress(inst, "trv_shape_list_bool", p_.i8), Memory::BoolItems), p_.i1);
  case Opcode::ListSet: return store(inst.operands[2], itemAddress(inst, "trv_shape_list", p_.i64), Memory::Items);
  case Opcode::ListSetF64: {
    // A NaN is kept as the object it is.
    llvm::Value* value = valueOf(inst.operands[2]);
    overflowIf(b_.CreateFCmpUNO(value, value), inst);
    return store(inst.operands[2], itemAddress(inst, "trv_shape_list_f64", p_.f64), Memory::FloatItems);
  }
  case Opcode::ListSetBool: {
    llvm::Value* address = itemAddress(inst, "trv_shape_list_bool", p_.i8);
    in(b_.CreateStore(b_.CreateZExt(valueOf(inst.operands[2]), p_.i8), address), p_.memory(Memory::BoolItems));
    return nullptr;
  }
  case Opcode::ListItems: {
    constexpr std::string_view kShapes[] = {"trv_shape_list", "trv_shape_list_f64", "trv_shape_list_bool"};
    llvm::Value* list = valueOf(inst.operands[0]);
    overflowIf(isSmallInt(list), inst);
    overflowIf(b_.CreateNot(shapeIs(load(p_.i64, pointer(list), Memory::Shape), kShapes[inst.attrs[0]])), inst);
    return load(p_.i64, pointer(list, offsetof(ListObj, items)), Memory::ListHeader);
  }
  case Opcode::ItemsGet: return load(p_.i64, itemAddress(inst, p_.i64), Memory::Items);
  case Opcode::ItemsGetF64: return load(p_.f64, itemAddress(inst, p_.f64), Memory::FloatItems);
  case Opcode::ItemsGetBool: return b_.CreateTrunc(load(p_.i8, itemAddress(inst, p_.i8), Memory::BoolItems), p_.i1);
  case Opcode::ItemsSet: return store(inst.operands[3], itemAddress(inst, p_.i64), Memory::Items);
  case Opcode::ItemsSetF64: {
    llvm::Value* value = valueOf(inst.operands[3]);
    overflowIf(b_.CreateFCmpUNO(value, value), inst);
    return store(inst.operands[3], itemAddress(inst, p_.f64), Memory::FloatItems);
  }
  case Opcode::ItemsSetBool: {
    llvm::Value* address = itemAddress(inst, p_.i8);
    in(b_.CreateStore(b_.CreateZExt(valueOf(inst.operands[3]), p_.i8), address), p_.memory(Memory::BoolItems));
    return nullptr;
  }
  case Opcode::SlotGet: return load(p_.i64, slotAddress(inst), Memory::Slots);
  case Opcode::SlotGetF64: return load(p_.f64, slotAddress(inst), Memory::FloatSlots);
  case Opcode::SlotSet: return store(inst.operands[1], slotAddress(inst), Memory::Slots);
  case Opcode::SlotSetF64: {
    llvm::Value* value = valueOf(inst.operands[1]);
    overflowIf(b_.CreateFCmpUNO(value, value), inst);
    return store(inst.operands[1], slotAddress(inst), Memory::FloatSlots);
  }
  default: assert(false && "no typed access"); return nullptr;
  }
}

llvm::Value* FunctionLowering::calleeIs(const Inst& inst) {
  llvm::Value* callee = valueOf(inst.operands[0]);
  const ir::Function& function = *p_.program.functions[static_cast<size_t>(inst.attrs[0])];
  llvm::Constant* seen = p_.seenCallee(function);
  llvm::BasicBlock *unseen = newBlock(), *other = newBlock(), *isObject = newBlock(), *isIt = newBlock(), *from = b_.GetInsertBlock();
  Join join = newJoin();
  join.arrivals.push_back({b_.getTrue(), nullptr, from});
  b_.CreateCondBr(b_.CreateICmpEQ(callee, b_.CreateLoad(p_.i64, seen)), join.block, unseen, p_.likely);
  b_.SetInsertPoint(unseen);
  b_.CreateCondBr(isSmallInt(callee), other, isObject, p_.unlikely);
  b_.SetInsertPoint(isObject);
  leaveUnless(shapeIs(in(b_.CreateLoad(p_.i64, pointer(callee)), p_.memory(Memory::Shape)), "trv_shape_function"), other);
  llvm::Value* info = in(b_.CreateLoad(p_.ptr, pointer(callee, offsetof(runtime::FunctionObj, info))), p_.memory(Memory::Shape));
  leaveUnless(b_.CreateICmpEQ(info, p_.infoOf(function)), other);
  b_.CreateBr(isIt);
  b_.SetInsertPoint(isIt);
  b_.CreateStore(callee, seen);
  arrive(join, b_.getTrue());
  b_.SetInsertPoint(other);
  arrive(join, b_.getFalse());
  return meet(join);
}

// ---- the same in dynamic code: the test leads to the general way instead

const ir::LayoutField* FunctionLowering::fieldOf(const ir::Value* object, int64_t name) const {
  if (!(object->guess.kinds & ir::kInstance) || object->guess.layout < 0) return nullptr;
  for (const ir::LayoutField& field : p_.program.layouts[static_cast<size_t>(object->guess.layout)].fields)
    if (static_cast<int64_t>(field.name) == name) return &field;
  return nullptr;
}

llvm::Value* FunctionLowering::slotAddress(const ir::Value* object, const ir::LayoutField& field, llvm::BasicBlock* other) {
  llvm::Value* word = valueOf(object);
  leaveIf(isSmallInt(word), other);
  llvm::Value* shape = in(b_.CreateLoad(p_.i64, pointer(word)), p_.memory(Memory::Shape));
  llvm::Value* layouts = in(b_.CreateLoad(p_.i64, pointer(shape, offsetof(Shape, layouts))), p_.memory(Memory::Shape));
  leaveIf(isNull(b_.CreateAnd(layouts, b_.getInt64(uint64_t{1} << object->guess.layout))), other);
  return pointer(word, runtime::kFirstSlotOffset + 8 * static_cast<int64_t>(field.slot));
}

bool FunctionLowering::isFloatList(const ir::Value* list) const { return list->type == ir::Type::Any && list->guess.kinds == kList && list->guess.items == kFloat; }

bool FunctionLowering::readsReal(const Inst& inst) const {
  if (inst.op == Opcode::AttrGet) {
    const ir::LayoutField* field = fieldOf(inst.operands[0], inst.attrs[0]);
    return field && field->isFloat;
  }
  if (inst.op == Opcode::ItemGet) return isFloatList(inst.operands[0]) && hasIntIndex(inst);
  return inst.op == Opcode::Box && inst.operands[0]->type == ir::Type::F64;
}

bool FunctionLowering::takesReal(const Inst& user, size_t operand) const {
  switch (user.op) {
  case Opcode::AttrSet: {
    const ir::LayoutField* field = operand == 1 ? fieldOf(user.operands[0], user.attrs[0]) : nullptr;
    return field && field->isFloat;
  }
  case Opcode::ItemSet: return operand == 2 && isFloatList(user.operands[0]) && hasIntIndex(user);
  case Opcode::ListAppend: return operand == 1 && isFloatList(user.operands[0]);
  case Opcode::CallMethod:
    return operand == 1 && user.operands.size() == 2 && isFloatList(user.operands[0]) && user.attrs[1] < 0 && p_.program.constants[static_cast<size_t>(user.attrs[0])].text == "append";
  default: return false;
  }
}

llvm::Value* FunctionLowering::plainDouble(const ir::Value* value, llvm::BasicBlock* other) {
  llvm::Value* real = doubleOf(value, known(value), /*orInt=*/false, other);
  leaveIf(b_.CreateFCmpUNO(real, real), other);
  return real;
}

llvm::Value* FunctionLowering::doubleAddress(const Inst& inst, llvm::BasicBlock* other) {
  llvm::Value* list = valueOf(inst.operands[0]);
  const ir::Value* indexValue = inst.operands[1];
  llvm::Value* index = valueOf(indexValue);
  leaveIf(isSmallInt(list), other);
  if (indexValue->type != ir::Type::I64) {
    leaveUnless(isSmallInt(index), other);
    index = b_.CreateAShr(index, 1);
  }
  leaveUnless(shapeIs(in(b_.CreateLoad(p_.i64, pointer(list)), p_.memory(Memory::Shape)), "trv_shape_list_f64"), other);
  const auto header = [&](int64_t offset) { return in(b_.CreateLoad(p_.i64, pointer(list, offset)), p_.memory(Memory::ListHeader)); };
  llvm::Value* length = header(offsetof(ListObj, length));
  index = b_.CreateSelect(b_.CreateICmpSLT(index, word(0)), b_.CreateAdd(index, length), index);
  leaveUnless(b_.CreateICmpULT(index, length), other);
  return b_.CreateInBoundsGEP(p_.f64, pointer(header(offsetof(ListObj, items))), index);
}

void FunctionLowering::appendDouble(llvm::Value* list, const ir::Value* item, llvm::BasicBlock* other) {
  leaveUnless(shapeIs(in(b_.CreateLoad(p_.i64, pointer(list)), p_.memory(Memory::Shape)), "trv_shape_list_f64"), other);
  llvm::Value* real = plainDouble(item, other);
  llvm::Value* length = loadField(list, offsetof(ListObj, length));
  leaveUnless(b_.CreateICmpSLT(length, loadField(list, offsetof(ListObj, capacity))), other);
  b_.CreateStore(real, b_.CreateInBoundsGEP(p_.f64, pointer(loadField(list, offsetof(ListObj, items))), length));
  storeField(list, offsetof(ListObj, length), b_.CreateAdd(length, word(1)));
}

llvm::Value* FunctionLowering::mathCall(const Inst& inst) {
  const int64_t function = inst.attrs[0], row = inst.attrs[1] ? 0 : function + 1;
  llvm::Value* expected = b_.CreateLoad(p_.i64, pointer(p_.runtimeData("trv_math_callees"), 8 * row));
  in(llvm::cast<llvm::LoadInst>(expected), p_.memory(Memory::Shape));
  overflowIf(b_.CreateICmpNE(valueOf(inst.operands[0]), expected), inst);
  llvm::Value* x = valueOf(inst.operands[1]);
  if (function == runtime::kMath_fabs) {
    llvm::Value* size = b_.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, x);
    overflowIf(b_.CreateFCmpUNO(x, x), inst);
    return size;
  }
  llvm::Value* result;
  if (function == runtime::kMath_sqrt) {
    // Below zero is an error, infinity its own root.
    overflowIf(b_.CreateNot(b_.CreateFCmpOGE(x, llvm::ConstantFP::get(p_.f64, 0.0))), inst);
    return b_.CreateUnaryIntrinsic(llvm::Intrinsic::sqrt, x);
  }
  result = call("trv_math_call", {word(function), x});
  llvm::Value* size = b_.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, result);
  overflowIf(b_.CreateNot(b_.CreateFCmpOLT(size, llvm::ConstantFP::getInfinity(p_.f64))), inst);
  return result;
}

} // namespace trivium::codegen
