// Binding of arguments to the parameters of native functions. The TypeErrors and the order in which they are found follow the argument
// parser that CPython's built-in functions share (Python/getargs.c, `_PyArg_UnpackKeywords`).
#include "runtime/detail/text.h"

namespace trivium::runtime {

bool noKeywords(const char* function, Value kwnames) {
  if (!kwnames || as<TupleObj>(kwnames)->length == 0) return true;
  raise(&trv_exc_TypeError, "%s() takes no keyword arguments", function);
  return false;
}

/// Position of a parameter among the names that may be given as keywords, -1 if there is none.
static int parameterOf(const char* const* names, int count, int posOnly, const StrObj* keyword) {
  for (int i = posOnly; i < count; i++)
    if (strEquals(keyword, names[i])) return i;
  return -1;
}

bool bindArgs(const char* function, const char* const* names, int count, int posOnly, int required, const Value* args, int64_t nargs,
              Value kwnames, Value* out) {
  TupleObj* keywords = kwnames ? as<TupleObj>(kwnames) : nullptr;
  int64_t kwCount = keywords ? keywords->length : 0;
  if (nargs + kwCount > count) {
    raise(&trv_exc_TypeError, "%s() takes %s %d %sargument%s (%lld given)", function, required < count ? "at most" : "exactly", count,
          nargs == 0 ? "keyword " : "", count == 1 ? "" : "s", static_cast<long long>(nargs + kwCount));
    return false;
  }
  int requiredPosOnly = required < posOnly ? required : posOnly;
  if (nargs < requiredPosOnly) {
    raise(&trv_exc_TypeError, "%s() takes %s %d positional argument%s (%lld given)", function,
          requiredPosOnly < count ? "at least" : "exactly", requiredPosOnly, requiredPosOnly == 1 ? "" : "s", static_cast<long long>(nargs));
    return false;
  }
  for (int i = 0; i < count; i++) out[i] = i < nargs ? args[i] : 0;
  int64_t used = 0;
  for (int64_t k = 0; k < kwCount; k++) {
    int i = parameterOf(names, count, posOnly, as<StrObj>(keywords->items[k]));
    if (i < nargs) continue;  // unknown, or given by position too: reported below
    out[i] = args[nargs + k];
    used++;
  }
  for (int i = static_cast<int>(nargs); i < required; i++) {
    if (out[i]) continue;
    raise(&trv_exc_TypeError, "%s() missing required argument '%s' (pos %d)", function, names[i], i + 1);
    return false;
  }
  if (used == kwCount) return true;
  for (int i = posOnly; i < nargs; i++) {
    for (int64_t k = 0; k < kwCount; k++) {
      if (!strEquals(as<StrObj>(keywords->items[k]), names[i])) continue;
      raise(&trv_exc_TypeError, "argument for %s() given by name ('%s') and position (%d)", function, names[i], i + 1);
      return false;
    }
  }
  for (int64_t k = 0; k < kwCount; k++) {
    if (parameterOf(names, count, posOnly, as<StrObj>(keywords->items[k])) >= 0) continue;
    raise(&trv_exc_TypeError, "'%U' is an invalid keyword argument for %s()", keywords->items[k], function);
    return false;
  }
  return true;
}

}  // namespace trivium::runtime
