// The native module `math`: functions of one or two floats, rounding, classification. Library Reference "math". Values come from libm;
// which results count as errors follows CPython's Modules/mathmodule.c.
#include <cerrno>
#include <cfloat>
#include <climits>
#include <cmath>

#include "runtime/detail/bigint.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/core.h"
#include "runtime/detail/math.h"

namespace trivium::runtime {

Value raiseMathDomain() { return raise(&trv_exc_ValueError, "math domain error"); }
Value raiseMathRange() { return raise(&trv_exc_OverflowError, "math range error"); }

namespace {

constexpr double kPi = 3.141592653589793238462643383279502884197;

/// The float of an argument, 0 = raised.
bool argument(Value v, double* out) {
  if (hasShape(v, &trv_shape_float)) {
    *out = floatOf(v);
    return true;
  }
  return toDouble(v, out) == 0;
}

/// Applies f: a NaN that did not come in is a domain error, an infinity a range error where the function can overflow at all.
template <double (*f)(double), bool canOverflow> Value unary(Value, const Value* args, int64_t) {
  double x;
  if (!argument(args[0], &x)) return 0;
  double r = f(x);
  if (std::isnan(r) && !std::isnan(x)) return raiseMathDomain();
  if (std::isinf(r) && std::isfinite(x)) return canOverflow ? raiseMathRange() : raiseMathDomain();
  return newFloat(r);
}

template <double (*f)(double, double)> Value binary(Value, const Value* args, int64_t) {
  double x, y;
  if (!argument(args[0], &x) || !argument(args[1], &y)) return 0;
  double r = f(x, y);
  if (std::isnan(r) && !std::isnan(x) && !std::isnan(y)) return raiseMathDomain();
  if (std::isinf(r) && std::isfinite(x) && std::isfinite(y)) return raiseMathRange();
  return newFloat(r);
}

template <double (*f)(double, int*)> Value unaryWithError(Value, const Value* args, int64_t) {
  double x;
  if (!argument(args[0], &x)) return 0;
  int error = 0;
  double r = f(x, &error);
  if (error == EDOM) return raiseMathDomain();
  if (error == ERANGE && std::fabs(r) > 1.5) return raiseMathRange();
  return newFloat(r);
}

Value erfFn(Value, const Value* args, int64_t) {
  double x;
  return argument(args[0], &x) ? newFloat(std::erf(x)) : 0;
}
Value erfcFn(Value, const Value* args, int64_t) {
  double x;
  return argument(args[0], &x) ? newFloat(std::erfc(x)) : 0;
}

Value fmodFn(Value, const Value* args, int64_t) {
  double x, y;
  if (!argument(args[0], &x) || !argument(args[1], &y)) return 0;
  if (std::isinf(y) && std::isfinite(x)) return newFloat(x);
  double r = std::fmod(x, y);
  if (std::isnan(r) && !std::isnan(x) && !std::isnan(y)) return raiseMathDomain();
  return newFloat(r);
}

Value powFn(Value, const Value* args, int64_t) {
  double x, y;
  if (!argument(args[0], &x) || !argument(args[1], &y)) return 0;
  double r = std::pow(x, y);
  if (std::isfinite(x) && std::isfinite(y) && !std::isfinite(r)) return std::isnan(r) || x == 0 ? raiseMathDomain() : raiseMathRange();
  return newFloat(r);
}

// ---- logarithms

/// f(v) for a logarithm f; ints of any size. *failed = raised.
double logOf(Value v, double (*f)(double), bool* failed) {
  *failed = true;
  if (isInt(v)) {
    if (intSign(v) <= 0) return raiseMathDomain(), 0;
    *failed = false;
    bool overflow;
    double x = intToDouble(v, &overflow);
    if (!overflow) return f(x);
    int64_t e;
    x = intFrexp(v, &e);
    return f(x) + f(2.0) * static_cast<double>(e);
  }
  double x;
  if (!argument(v, &x)) return 0;
  if (x <= 0) return raiseMathDomain(), 0;
  *failed = false;
  return f(x);
}

Value logFn(Value, const Value* args, int64_t nargs) {
  if (nargs < 1 || nargs > 2) return raise(&trv_exc_TypeError, "math.log requires 1 to 2 arguments");
  bool failed;
  double r = logOf(args[0], std::log, &failed);
  if (failed) return 0;
  if (nargs == 2) {
    double base = logOf(args[1], std::log, &failed);
    if (failed) return 0;
    if (base == 0) return raise(&trv_exc_ZeroDivisionError, "float division by zero");
    r /= base;
  }
  return newFloat(r);
}

template <double (*f)(double)> Value logTo(Value, const Value* args, int64_t) {
  bool failed;
  double r = logOf(args[0], f, &failed);
  return failed ? 0 : newFloat(r);
}

// ---- rounding

template <double (*f)(double)> Value rounded(Value v, StrObj* method) {
  if (!isExact(v, &trv_class_float)) {
    if (isSmallInt(v)) return v;
    bool found = false;
    Value r = callSpecial(v, method, nullptr, 0, &found);
    if (found) return r;
  }
  double x;
  return argument(v, &x) ? intFromDouble(f(x)) : 0;
}
Value ceilFn(Value, const Value* args, int64_t) { return rounded<std::ceil>(args[0], TRV_STR("__ceil__")); }
Value floorFn(Value, const Value* args, int64_t) { return rounded<std::floor>(args[0], TRV_STR("__floor__")); }

Value truncFn(Value, const Value* args, int64_t) {
  if (isExact(args[0], &trv_class_float)) return intFromDouble(floatOf(args[0]));
  bool found = false;
  Value r = callSpecial(args[0], TRV_STR("__trunc__"), nullptr, 0, &found);
  return found ? r : raise(&trv_exc_TypeError, "type %T doesn't define __trunc__ method", args[0]);
}

// ---- parts of a float

Value frexpFn(Value, const Value* args, int64_t) {
  double x;
  if (!argument(args[0], &x)) return 0;
  int e = 0;
  if (x != 0 && std::isfinite(x)) x = std::frexp(x, &e);
  return toValue(makeTuple(newFloat(x), fromSmallInt(e)));
}

Value ldexpFn(Value, const Value* args, int64_t) {
  double x;
  if (!argument(args[0], &x)) return 0;
  if (!isInt(args[1])) return raise(&trv_exc_TypeError, "Expected an int as second argument to ldexp.");
  int64_t e;
  if (!intFitsInt64(args[1], &e)) e = intSign(args[1]) < 0 ? INT64_MIN : INT64_MAX;
  if (x == 0 || !std::isfinite(x)) return newFloat(x);
  if (e > INT_MAX) return raiseMathRange();
  if (e < INT_MIN) return newFloat(std::copysign(0.0, x));
  double r = std::ldexp(x, static_cast<int>(e));
  return std::isinf(r) ? raiseMathRange() : newFloat(r);
}

Value modfFn(Value, const Value* args, int64_t) {
  double x;
  if (!argument(args[0], &x)) return 0;
  if (std::isinf(x)) return toValue(makeTuple(newFloat(std::copysign(0.0, x)), newFloat(x)));
  double whole;
  double part = std::modf(x, &whole);
  return toValue(makeTuple(newFloat(part), newFloat(whole)));
}

Value nextAfterFn(Value, const Value* args, int64_t) {
  double x, y;
  if (!argument(args[0], &x) || !argument(args[1], &y)) return 0;
  return newFloat(std::nextafter(x, y));
}

Value ulpFn(Value, const Value* args, int64_t) {
  double x;
  if (!argument(args[0], &x)) return 0;
  x = std::fabs(x);
  if (!std::isfinite(x)) return newFloat(x);
  double next = std::nextafter(x, HUGE_VAL);
  return newFloat(std::isinf(next) ? x - std::nextafter(x, 0.0) : next - x);
}

Value copysignFn(Value, const Value* args, int64_t) {
  double x, y;
  if (!argument(args[0], &x) || !argument(args[1], &y)) return 0;
  return newFloat(std::copysign(x, y));
}

Value degreesFn(Value, const Value* args, int64_t) {
  double x;
  return argument(args[0], &x) ? newFloat(x * (180.0 / kPi)) : 0;
}
Value radiansFn(Value, const Value* args, int64_t) {
  double x;
  return argument(args[0], &x) ? newFloat(x * (kPi / 180.0)) : 0;
}

// ---- classification

Value isFiniteFn(Value, const Value* args, int64_t) {
  double x;
  return argument(args[0], &x) ? fromBool(std::isfinite(x)) : 0;
}
Value isInfFn(Value, const Value* args, int64_t) {
  double x;
  return argument(args[0], &x) ? fromBool(std::isinf(x)) : 0;
}
Value isNanFn(Value, const Value* args, int64_t) {
  double x;
  return argument(args[0], &x) ? fromBool(std::isnan(x)) : 0;
}

Value isCloseFn(Value, const Value* args, int64_t) {
  double a, b, relative = 1e-9, absolute = 0;
  if (!argument(args[0], &a) || !argument(args[1], &b)) return 0;
  if ((args[2] && !argument(args[2], &relative)) || (args[3] && !argument(args[3], &absolute))) return 0;
  if (relative < 0 || absolute < 0) return raise(&trv_exc_ValueError, "tolerances must be non-negative");
  if (a == b) return fromBool(true);
  if (std::isinf(a) || std::isinf(b)) return fromBool(false);
  double difference = std::fabs(b - a);
  return fromBool(difference <= std::fabs(relative * b) || difference <= std::fabs(relative * a) || difference <= absolute);
}

double cubeRoot(double x) { return std::cbrt(x); }
double powerOfTwo(double x) { return std::exp2(x); }

const NativeDef kFunctions[] = {
    {"acos", unary<std::acos, false>, ArgKind::One},
    {"acosh", unary<std::acosh, false>, ArgKind::One},
    {"asin", unary<std::asin, false>, ArgKind::One},
    {"asinh", unary<std::asinh, false>, ArgKind::One},
    {"atan", unary<std::atan, false>, ArgKind::One},
    {"atan2", binary<std::atan2>, ArgKind::Positional, 2, 2},
    {"atanh", unary<std::atanh, false>, ArgKind::One},
    {"cbrt", unary<cubeRoot, false>, ArgKind::One},
    {"ceil", ceilFn, ArgKind::One},
    {"copysign", copysignFn, ArgKind::Positional, 2, 2},
    {"cos", unary<std::cos, false>, ArgKind::One},
    {"cosh", unary<std::cosh, true>, ArgKind::One},
    {"degrees", degreesFn, ArgKind::One},
    {"erf", erfFn, ArgKind::One},
    {"erfc", erfcFn, ArgKind::One},
    {"exp", unary<std::exp, true>, ArgKind::One},
    {"exp2", unary<powerOfTwo, true>, ArgKind::One},
    {"expm1", unary<std::expm1, true>, ArgKind::One},
    {"fabs", unary<std::fabs, false>, ArgKind::One},
    {"floor", floorFn, ArgKind::One},
    {"fmod", fmodFn, ArgKind::Positional, 2, 2},
    {"frexp", frexpFn, ArgKind::One},
    {"gamma", unaryWithError<mathGamma>, ArgKind::One},
    {"isclose", isCloseFn, ArgKind::Named, 0, -1, "a, b, *, rel_tol=, abs_tol="},
    {"isfinite", isFiniteFn, ArgKind::One},
    {"isinf", isInfFn, ArgKind::One},
    {"isnan", isNanFn, ArgKind::One},
    {"ldexp", ldexpFn, ArgKind::Positional, 2, 2},
    {"lgamma", unaryWithError<mathLogGamma>, ArgKind::One},
    {"log", logFn},
    {"log10", logTo<std::log10>, ArgKind::One},
    {"log1p", unary<std::log1p, false>, ArgKind::One},
    {"log2", logTo<std::log2>, ArgKind::One},
    {"modf", modfFn, ArgKind::One},
    {"nextafter", nextAfterFn, ArgKind::Positional, 2, 2},
    {"pow", powFn, ArgKind::Positional, 2, 2},
    {"radians", radiansFn, ArgKind::One},
    {"remainder", binary<std::remainder>, ArgKind::Positional, 2, 2},
    {"sin", unary<std::sin, false>, ArgKind::One},
    {"sinh", unary<std::sinh, true>, ArgKind::One},
    {"sqrt", unary<std::sqrt, false>, ArgKind::One},
    {"tan", unary<std::tan, false>, ArgKind::One},
    {"tanh", unary<std::tanh, false>, ArgKind::One},
    {"trunc", truncFn, ArgKind::One},
    {"ulp", ulpFn, ArgKind::One},
    {},
};

}  // namespace

extern "C" {
Value trv_math_callees[kMathFunctionCount + 1];

double trv_math_call(int64_t function, double x) {
  switch (function) {
#define TRV_MATH(name) \
  case kMath_##name: return std::name(x);
#include "runtime/abi/math_functions.def"
#undef TRV_MATH
    default: return __builtin_nan("");
  }
}
}

static void noteMathFunctions(Value module) {
  Value* row = trv_math_callees;
  *row++ = module;
#define TRV_MATH(name) *row++ = moduleGet(as<ModuleObj>(module), TRV_STR(#name));
#include "runtime/abi/math_functions.def"
#undef TRV_MATH
  gcAddRoots(trv_math_callees, kMathFunctionCount + 1);
}

void initMathModule(Value module) {
  moduleAddFunctions(module, kFunctions);
  addIntegerMath(module);
  addMathSums(module);
  moduleAdd(module, "pi", newFloat(kPi));
  moduleAdd(module, "e", newFloat(2.718281828459045235360287471352662498));
  moduleAdd(module, "tau", newFloat(2 * kPi));
  moduleAdd(module, "inf", newFloat(HUGE_VAL));
  moduleAdd(module, "nan", newFloat(__builtin_nan("")));
  noteMathFunctions(module);
}

}  // namespace trivium::runtime
