// Module _traceback: the texts of exceptions and traceback entries, on which lib/traceback.py stands.
#include "runtime/detail/containers.h"
#include "runtime/detail/errors.h"

namespace trivium::runtime {

namespace {

bool wantException(Value v) {
  if (isInstance(v, &trv_exc_BaseException)) return true;
  raise(&trv_exc_TypeError, "Exception expected for value, %T found", v);
  return false;
}
bool wantTraceback(Value v) {
  if (isExact(v, &trv_class_traceback)) return true;
  raise(&trv_exc_TypeError, "traceback expected, %T found", v);
  return false;
}

/// exception_text(exception, chain): as an uncaught exception is reported, without suggestions.
Value exceptionTextFn(Value, const Value* args, int64_t) {
  if (!wantException(args[0])) return 0;
  const int chain = truth(args[1]);
  return chain < 0 ? 0 : toValue(exceptionText(args[0], chain ? kChain : 0));
}

/// only_text(exception): the lines after the traceback.
Value onlyTextFn(Value, const Value* args, int64_t) { return wantException(args[0]) ? toValue(exceptionOnlyText(args[0])) : 0; }

/// entry_text(traceback, exception or None): its first entry.
Value entryTextFn(Value, const Value* args, int64_t) {
  if (!wantTraceback(args[0]) || (args[1] != none() && !wantException(args[1]))) return 0;
  return toValue(entryText(as<TracebackObj>(args[0]), args[1] == none() ? 0 : args[1]));
}

/// position(traceback): (end_lineno, colno, end_colno) of its first entry, None for what is not known.
Value positionFn(Value, const Value* args, int64_t) {
  if (!wantTraceback(args[0])) return 0;
  const auto* tb = as<TracebackObj>(args[0]);
  TupleObj* result = newTuple(3);
  for (int i = 0; i < 3; ++i) result->items[i] = none();
  const SourcePos* pos = tb->locIndex < tb->info->locCount ? tb->info->locs + tb->locIndex : nullptr;
  if (!pos || !pos->line || !pos->endLine) return toValue(result);
  result->items[0] = newInt(pos->endLine);
  result->items[1] = newInt(pos->col);
  result->items[2] = newInt(pos->endCol);
  return toValue(result);
}

const NativeDef kFunctions[] = {
    {"exception_text", exceptionTextFn, ArgKind::Positional, 2, 2},
    {"only_text", onlyTextFn, ArgKind::One},
    {"entry_text", entryTextFn, ArgKind::Positional, 2, 2},
    {"position", positionFn, ArgKind::One},
    {nullptr, nullptr},
};

}  // namespace

void initTracebackModule(Value module) { moduleAddFunctions(module, kFunctions); }

}  // namespace trivium::runtime
