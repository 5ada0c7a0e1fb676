// The native module `_functools`. Library Reference "functools"; native so that no frame of it shows in tracebacks, as in CPython.
#include "runtime/detail/core.h"

namespace trivium::runtime {
namespace {

Value reduceFn(Value, const Value* args, int64_t count) {
  const Value it = iterOf(args[1]);
  if (!it) {
    if (!pendingIs(&trv_exc_TypeError)) return 0;
    clearPending();
    return raise(&trv_exc_TypeError, "reduce() arg 2 must support iteration");
  }
  Value result = count > 2 ? args[2] : nextOf(it);
  if (result == kEnd) return raise(&trv_exc_TypeError, "reduce() of empty iterable with no initial value");
  while (result) {
    const Value item = nextOf(it);
    if (item == kEnd) return result;
    if (!item) return 0;
    const Value pair[] = {result, item};
    result = call(args[0], pair, 2);
  }
  return 0;
}

const NativeDef kFunctions[] = {
    {"reduce", reduceFn, ArgKind::Positional, 2, 3},
    {},
};

}  // namespace

void initFunctoolsModule(Value module) { moduleAddFunctions(module, kFunctions); }

}  // namespace trivium::runtime
