// The dispatch loop. Two builds of the same handlers (handlers.inc):
//   * clang: every handler is a function that ends in a guaranteed tail call to the next one; `preserve_none` keeps pc, regs and ts in
//     registers across all of them (measured 25 % over a switch, see docs/decisions);
//   * other compilers: labels in one function and computed goto.
// Calls of Python functions push a frame and stay in the loop; only calls that come through the runtime enter it again.
#include <bit>
#include <cassert>
#include <cmath>

#include "interp/generic.h"
#include "interp/vm.h"
#include "runtime/gc.h"

#if defined(__clang__) && __has_cpp_attribute(clang::musttail) && __has_attribute(preserve_none) && !defined(TRV_COMPUTED_GOTO)
#define TRV_TAIL_CALLS 1
#else
#define TRV_TAIL_CALLS 0
#endif

namespace trivium::interp {

using namespace runtime;
using namespace runtime::abi;

ActiveProgram active;
TierHooks tierHooks;
VmStack vmStack;
SharedWay sharedWays[kSharedWays];

namespace {

#define kTrue (toValue(&trv_true))
#define kFalse (toValue(&trv_false))
#define kNone (toValue(&trv_none))

#define R(n) (regs[reinterpret_cast<const uint16_t*>(pc)[n]])
#define N(n) (read32(reinterpret_cast<const uint16_t*>(pc) + (n)))
#define FRAME (reinterpret_cast<Frame*>(regs) - 1)
#define U(n) (reinterpret_cast<const uint16_t*>(pc)[n])

constexpr size_t kFrameWords = sizeof(Frame) / sizeof(Value);
static_assert(sizeof(Frame) % sizeof(Value) == 0);

#if defined(__clang__)
#define TRV_ROLLED _Pragma("clang loop unroll(disable) vectorize(disable)")
#else
#define TRV_ROLLED
#endif

/// Whether a call of `fn` above the current frame is allowed and has room.
inline bool hasRoom(const ThreadState* ts, const BytecodeFunction* fn) {
  return ts->depth < ts->recursionLimit && vmStack.top + kFrameWords + fn->registerCount <= vmStack.limit;
}

/// Makes the frame for a call of `fn` above the current one (hasRoom) and fills its constants.
inline Value* pushFrame(ThreadState* ts, const BytecodeFunction* fn, FunctionObj* self, const Word* callPc, const Word* returnPc,
                        Value* callerRegs, uint32_t dest) {
  Value* window = vmStack.top + kFrameWords;
  ++ts->depth;
  auto* frame = reinterpret_cast<Frame*>(window) - 1;
  frame->callPc = callPc;
  frame->returnPc = returnPc;
  frame->callerRegs = callerRegs;
  frame->fn = fn;
  frame->self = self;
  frame->dest = dest;
  vmStack.top = window + fn->registerCount;
  const Value* from = fn->constantValues;
  Value* to = window + fn->paramCount;
  TRV_ROLLED for (const Value* end = from + fn->constantCount; from != end; ++from, ++to) *to = *from;
  return window;
}

/// Makes the frame in which a generator goes on inside this loop, so that its next item arrives at `onItem`. Null when the runtime must
/// do it: it runs, it has ended, it is compiled, it handles exceptions (then what its caller handles must be kept apart).
inline Value* pushGenerator(ThreadState* ts, GeneratorObj* gen, const Word* pc, const Word* onItem, Value* regs) {
  const FunctionInfo* info = gen->info;
  if (gen->blocked || info->resume != resumeGenerator) return nullptr;
  const BytecodeFunction* fn = static_cast<const BytecodeFunction*>(info->engineData)->resume;
  if (!hasRoom(ts, fn)) return nullptr;
  Value* window = pushFrame(ts, fn, gen->function, pc, onItem, regs, U(1));
  Frame* frame = reinterpret_cast<Frame*>(window) - 1;
  frame->gen = gen;
  frame->sent = kNone;
  gen->blocked = kRunning;
  return window;
}
/// The body of such a generator has ended, with kEnd or 0.
inline void generatorDone(GeneratorObj* gen, Value v) {
  gen->blocked = 0;
  trv_gen_ended(gen, v);
}
/// Where an instruction that asks for items goes on when there are no more.
inline const Word* afterLast(const Word* pc) { return static_cast<Op>(pc->unit[0]) == Op::NextOrJump ? pc + N(3) : pc + 2; }

uint32_t locAt(const BytecodeFunction* fn, const Word* pc) {
  const auto word = static_cast<uint32_t>(pc - fn->code.data());
  uint32_t loc = 0;
  size_t low = 0, high = fn->locs.size();
  while (low < high) {
    const size_t mid = (low + high) / 2;
    if (fn->locs[mid].first <= word) {
      loc = fn->locs[mid].loc;
      low = mid + 1;
    } else {
      high = mid;
    }
  }
  return loc;
}

/// Handler of an instruction, or null.
const Word* handlerFor(const BytecodeFunction* fn, const Word* pc) {
  const auto word = static_cast<uint32_t>(pc - fn->code.data());
  size_t low = 0, high = fn->handlers.size();
  while (low < high) {
    const size_t mid = (low + high) / 2;
    const HandlerRange& h = fn->handlers[mid];
    if (word < h.first) high = mid;
    else if (word >= h.last) low = mid + 1;
    else return fn->code.data() + h.target;
  }
  return nullptr;
}

/// Finds where the pending exception continues: the handler, with `regs` set to its frame; null when it leaves the base frame.
const Word* unwindFrames(const Word* pc, Value*& regs, ThreadState* ts) {
  for (;;) {
    Frame* frame = FRAME;
    const uint32_t loc = locAt(frame->fn, pc);
    if (const Word* handler = handlerFor(frame->fn, pc)) {
      frame->raiseLoc = loc;
      vmStack.top = regs + frame->fn->registerCount;
      return handler;
    }
    trv_add_traceback(ts, const_cast<FunctionInfo*>(frame->fn->info), loc);
    --ts->depth;
    vmStack.top = reinterpret_cast<Value*>(frame);
    if (frame->dest == kBaseFrame) return nullptr;
    if (frame->fn->isResume) generatorDone(frame->gen, 0);
    pc = frame->callPc;
    regs = frame->callerRegs;
  }
}

inline Value newFloatInline(double d) {
  auto* f = static_cast<FloatObj*>(gcAllocLeaf(sizeof(FloatObj)));
  f->shape = &trv_shape_float;
  f->value = d;
  return toValue(f);
}

/// Call through the runtime; the argument list begins at unit `listAt` (its count).
__attribute__((noinline)) bool callSlow(const Word* pc, Value* regs, Value callee, Value kwnames, unsigned listAt) {
  const unsigned n = U(listAt);
  Value* args = static_cast<Value*>(alloca((n + 1) * sizeof(Value)));
  for (unsigned k = 0; k < n; ++k) args[k] = R(listAt + 1 + k);
  const Value v = trv_call_values(callee, kwnames, args, n);
  if (v == 0) return false;
  R(1) = v;
  return true;
}
__attribute__((noinline)) bool methodSlow(const Word* pc, Value* regs, AttrCache* cache) {
  const unsigned n = U(9);
  Value* args = static_cast<Value*>(alloca((n + 1) * sizeof(Value)));
  for (unsigned k = 0; k < n; ++k) args[k] = R(10 + k);
  const int32_t kwnames = N(5);
  const Value v = trv_call_method_cached(R(2), active.constants[N(3)], kwnames < 0 ? 0 : active.constants[kwnames], args, n, cache);
  if (v == 0) return false;
  R(1) = v;
  return true;
}

inline const SharedWay* foundWay(const Shape* shape, Value name) {
  const SharedWay* way = sharedWay(shape, name);
  return way->shape == shape && way->name == name && way->epoch == trv_class_epoch ? way : nullptr;
}
/// Notes for sites of the same name what a site's cache has just learned about `shape`.
inline void shareWay(const AttrCache* cache, Shape* shape, Value name, uint32_t kind, Value value) {
  if (cache->shape == shape && cache->kind == kind && cache->epoch == trv_class_epoch) *sharedWay(shape, name) = {shape, name, value, cache->epoch};
}

/// What a function or loop that became hot goes on in, or null. Rarely called.
__attribute__((noinline)) FunctionEntry hotEntry(const BytecodeFunction* fn) {
  fn->entryLimit = 0;
  return tierHooks.entryHot ? tierHooks.entryHot(tierHooks.context, fn->index) : nullptr;
}
__attribute__((noinline)) ResumeEntry hotResume(const BytecodeFunction* fn) {
  return tierHooks.resumeHot ? tierHooks.resumeHot(tierHooks.context, fn->index) : nullptr;
}
/// Every compilation of a function costs as much as the first, so a hot loop is not always what is compiled. If the function was
/// entered often, the running call will soon be over, and later ones had better start in compiled code. If a loop around the hot one has
/// gone round some times, its next iteration will come soon, and the whole nest had better be compiled as one. Should that prove
/// wrong, the loop is hot again after as many iterations as have been.
bool hotterThanLoop(const BytecodeFunction* fn, const BytecodeFunction::LoopPoint& point) {
  constexpr uint32_t kSome = 4;
  if (fn->entryCount > kSome && fn->entryLimit) {
    if (!hotEntry(fn)) return false;
    point.limit = point.count + 2 * tierHooks.hotIterations;
    return true;
  }
  const BytecodeFunction::LoopPoint* nest = nullptr;
  for (int32_t i = point.outer; i >= 0; i = fn->loopPoints[static_cast<size_t>(i)].outer) {
    const auto& around = fn->loopPoints[static_cast<size_t>(i)];
    if (around.count > kSome && around.count < around.limit) nest = &around;
  }
  if (!nest) return false;
  nest->limit = nest->count + 1;
  point.limit = 2 * point.count;
  return true;
}
__attribute__((noinline)) bool runHotLoop(const Word* pc, Value* regs, ThreadState* ts, Value* result) {
  const BytecodeFunction* fn = FRAME->fn;
  const auto number = static_cast<uint32_t>(N(1));
  const auto& point = fn->loopPoints[number];
  if (!point.compiled) {
    if (hotterThanLoop(fn, point)) return false;
    if (tierHooks.loopHot) point.compiled = tierHooks.loopHot(tierHooks.context, fn->index, number);
    if (!point.compiled) return false;
  }
  const FunctionEntry entry = point.compiled;
  point.limit = point.count + 1;  // the next call changes over here as well, in its first iteration
  const unsigned n = U(3);
  Value* flat = static_cast<Value*>(alloca((n + 1) * sizeof(Value)));
  for (unsigned k = 0; k < n; ++k) flat[k] = R(4 + k);
  --ts->depth;  // the compiled code counts the call itself
  *result = entry(ts, FRAME->self, flat);
  ++ts->depth;
  return true;
}

#if TRV_TAIL_CALLS

#define TRV_CONVENTION __attribute__((preserve_none))
using Handler = TRV_CONVENTION Value (*)(const Word* pc, Value* regs, ThreadState* ts);
extern const Handler handlerTable[kOpCount];

#define GOTO(target)                                                        \
  do {                                                                      \
    const Word* nextPc_ = (target);                                         \
    [[clang::musttail]] return handlerTable[nextPc_->unit[0]](nextPc_, regs, ts); \
  } while (0)
#define NEXT(words) GOTO(pc + (words))
#define RAISE() [[clang::musttail]] return raiseHere(pc, regs, ts)
#define TRV_HANDLER(name) TRV_CONVENTION Value execute##name([[maybe_unused]] const Word* pc, [[maybe_unused]] Value* regs, [[maybe_unused]] ThreadState* ts)
#define TRV_SLOW(name) TRV_CONVENTION __attribute__((noinline)) Value slow##name([[maybe_unused]] const Word* pc, [[maybe_unused]] Value* regs, [[maybe_unused]] ThreadState* ts)
#define SLOW(name) [[clang::musttail]] return slow##name(pc, regs, ts)

TRV_CONVENTION __attribute__((noinline)) Value raiseHere(const Word* pc, Value* regs, ThreadState* ts) {
  pc = unwindFrames(pc, regs, ts);
  if (!pc) return 0;
  GOTO(pc);
}

#include "interp/handlers.inc"

template <ir::Opcode op> TRV_CONVENTION Value executeGeneric(const Word* pc, Value* regs, ThreadState* ts) {
  if (__builtin_expect(!generic::step<op>(pc, regs), 0)) RAISE();
  NEXT(generic::length<op>(pc));
}

const Handler handlerTable[kOpCount] = {
#define TRV_OP(name, mnemonic, operands, result, effects, helper, doc) executeGeneric<ir::Opcode::name>,
#include "ir/ops.def"
#undef TRV_OP
#define TRV_BC(name, format, origin) execute##name,
#include "interp/bytecode.def"
#undef TRV_BC
};

Value execute(const Word* pc, Value* regs, ThreadState* ts) { return handlerTable[pc->unit[0]](pc, regs, ts); }

#else

Value execute(const Word* pc, Value* regs, ThreadState* ts) {
  static const void* const labels[kOpCount] = {
#define TRV_OP(name, mnemonic, operands, result, effects, helper, doc) &&label_Generic_##name,
#include "ir/ops.def"
#undef TRV_OP
#define TRV_BC(name, format, origin) &&label_##name,
#include "interp/bytecode.def"
#undef TRV_BC
  };
#define GOTO(target)               \
  do {                             \
    pc = (target);                 \
    goto* labels[pc->unit[0]];     \
  } while (0)
#define NEXT(words) GOTO(pc + (words))
#define RAISE() goto raiseHere
#define TRV_HANDLER(name) label_##name:
#define TRV_SLOW(name) slow_##name:
#define SLOW(name) goto slow_##name
  goto* labels[pc->unit[0]];
raiseHere:
  pc = unwindFrames(pc, regs, ts);
  if (!pc) return 0;
  goto* labels[pc->unit[0]];

#define TRV_OP(name, mnemonic, operands, result, effects, helper, doc)                             \
  label_Generic_##name : {                                                                        \
    if (__builtin_expect(!generic::step<ir::Opcode::name>(pc, regs), 0)) RAISE();                 \
    NEXT(generic::length<ir::Opcode::name>(pc));                                                  \
  }
#include "ir/ops.def"
#undef TRV_OP
#include "interp/handlers.inc"
}

#endif

}  // namespace

namespace {
/// A frame entered from C; null with RecursionError pending when that is too deep.
Value* pushBaseFrame(ThreadState* ts, const BytecodeFunction* fn, FunctionObj* self) {
  char here;
  if (__builtin_expect(&here < ts->stackLimit || !hasRoom(ts, fn), 0)) {
    trv_recursion_error(ts);
    return nullptr;
  }
  return pushFrame(ts, fn, self, nullptr, nullptr, nullptr, kBaseFrame);
}
}  // namespace

Value enterFunction(ThreadState* ts, FunctionObj* self, const Value* flat) {
  const auto* fn = static_cast<const BytecodeFunction*>(self->info->engineData);
  Value* regs = pushBaseFrame(ts, fn, self);
  if (!regs) return 0;
  for (uint32_t i = 0; i < fn->paramCount; ++i) regs[i] = flat[i];
  return execute(fn->entry, regs, ts);
}

Value resumeGenerator(ThreadState* ts, GeneratorObj* gen, Value sent) {
  const BytecodeFunction* fn = static_cast<const BytecodeFunction*>(gen->info->engineData)->resume;
  Value* regs = pushBaseFrame(ts, fn, gen->function);
  if (!regs) return 0;
  Frame* frame = reinterpret_cast<Frame*>(regs) - 1;
  frame->gen = gen;
  frame->sent = sent;
  return execute(fn->entry, regs, ts);
}

}  // namespace trivium::interp
