// Module time (Library Reference "time"): clocks, sleep, broken-down times. Checks and texts as CPython's Modules/timemodule.c.
#include <errno.h>
#include <math.h>
#include <time.h>

#include "runtime/abi/helpers.h"
#include "runtime/detail/program.h"

namespace trivium::runtime {

namespace {

constexpr int64_t kNs = 1000000000;
constexpr int kFieldCount = 9;  ///< of a time tuple

ClassObj structTimeClass;

int64_t clockNs(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return int64_t{t.tv_sec} * kNs + t.tv_nsec;
}
template <clockid_t clock> Value seconds(Value, const Value*, int64_t) { return newFloat(static_cast<double>(clockNs(clock)) / 1e9); }
template <clockid_t clock> Value nanoseconds(Value, const Value*, int64_t) { return newInt(clockNs(clock)); }

// ---- sleep

bool durationNs(Value v, int64_t* ns) {
  if (isFloat(v)) {
    const double d = floatOf(v);
    if (isnan(d)) {
      raise(&trv_exc_ValueError, "Invalid value NaN (not a number)");
      return false;
    }
    const double scaled = ceil(d * 1e9);
    if (!(scaled > -9.2e18 && scaled < 9.2e18)) {
      raise(&trv_exc_OverflowError, "timestamp too large to convert to C _PyTime_t");
      return false;
    }
    *ns = static_cast<int64_t>(scaled);
    return true;
  }
  int64_t whole;
  bool overflow = false;
  if (toInt64(v, &whole, &overflow) < 0) return false;
  if (overflow || whole > INT64_MAX / kNs || whole < INT64_MIN / kNs) {
    raise(&trv_exc_OverflowError, "timestamp too large to convert to C _PyTime_t");
    return false;
  }
  *ns = whole * kNs;
  return true;
}

Value sleepFn(Value, const Value* args, int64_t) {
  int64_t ns;
  if (!durationNs(args[0], &ns)) return 0;
  if (ns < 0) return raise(&trv_exc_ValueError, "sleep length must be non-negative");
  const int64_t end = clockNs(CLOCK_MONOTONIC) + ns;
  const struct timespec until = {static_cast<time_t>(end / kNs), static_cast<long>(end % kNs)};
  for (;;) {
    const int err = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
    if (err == 0) return none();
    if (err != EINTR) return raiseErrno(err, 0);
    if (abi::trv_poll(currentThread()) < 0) return 0;
  }
}

// ---- broken-down times

Value newStructTime(const struct tm& t) {
  const Value items[] = {newInt(int64_t{t.tm_year} + 1900), fromSmallInt(t.tm_mon + 1),  fromSmallInt(t.tm_mday), fromSmallInt(t.tm_hour),
                         fromSmallInt(t.tm_min),            fromSmallInt(t.tm_sec),      fromSmallInt((t.tm_wday + 6) % 7),
                         fromSmallInt(t.tm_yday + 1),       fromSmallInt(t.tm_isdst),    toValue(newStr(t.tm_zone)),
                         newInt(t.tm_gmtoff)};
  return newStruct(&structTimeClass, items, 11);
}

/// Seconds since the epoch of an optional argument; now when it is absent or None.
bool timestamp(Value v, time_t* out) {
  if (!v || v == none()) {
    *out = time(nullptr);
    return true;
  }
  int64_t whole;
  bool overflow = false;
  if (isFloat(v)) {
    const double d = floor(floatOf(v));
    if (isnan(d)) {
      raise(&trv_exc_ValueError, "Invalid value NaN (not a number)");
      return false;
    }
    overflow = !(d > -9.2e18 && d < 9.2e18);
    whole = overflow ? 0 : static_cast<int64_t>(d);
  } else if (toInt64(v, &whole, &overflow) < 0) {
    return false;
  }
  if (overflow) {
    raise(&trv_exc_OverflowError, "timestamp out of range for platform time_t");
    return false;
  }
  *out = whole;
  return true;
}

using Breaker = struct tm* (*)(const time_t*, struct tm*);
bool breakDown(Value v, Breaker breaker, struct tm* out) {
  time_t t;
  if (!timestamp(v, &t)) return false;
  errno = 0;
  if (breaker(&t, out)) return true;
  raiseErrno(errno ? errno : EINVAL, 0);
  return false;
}
template <Breaker breaker> Value brokenDown(Value, const Value* args, int64_t nargs) {
  struct tm t;
  return breakDown(nargs ? args[0] : 0, breaker, &t) ? newStructTime(t) : 0;
}

/// A time tuple to C's form, month and days counted from 0 there.
bool readTuple(Value v, const char* function, struct tm* t) {
  if (!isTuple(v)) {
    raise(&trv_exc_TypeError, "Tuple or struct_time argument required");
    return false;
  }
  auto* tuple = as<TupleObj>(v);
  int fields[kFieldCount];
  bool legal = tuple->length == kFieldCount;
  for (int i = 0; legal && i < kFieldCount; ++i) {
    int64_t n;
    bool overflow = false;
    if (toInt64(tuple->items[i], &n, &overflow) < 0) return false;
    if (overflow || n > INT32_MAX || n < INT32_MIN) {
      raise(&trv_exc_OverflowError, "Python int too large to convert to C int");
      return false;
    }
    fields[i] = static_cast<int>(n);
  }
  if (!legal) {
    raise(&trv_exc_TypeError, "%s(): illegal time tuple argument", function);
    return false;
  }
  if (fields[0] < INT32_MIN + 1900) {
    raise(&trv_exc_OverflowError, "year out of range");
    return false;
  }
  *t = {};
  t->tm_year = fields[0] - 1900;
  t->tm_mon = fields[1] - 1;
  t->tm_mday = fields[2];
  t->tm_hour = fields[3];
  t->tm_min = fields[4];
  t->tm_sec = fields[5];
  t->tm_wday = (fields[6] + 1) % 7;
  t->tm_yday = fields[7] - 1;
  t->tm_isdst = fields[8];
  if (isExact(v, &structTimeClass)) {
    if (Value offset = tuple->items[10]; offset && isSmallInt(offset)) t->tm_gmtoff = smallIntOf(offset);
    if (Value zone = tuple->items[9]; zone && isStr(zone)) t->tm_zone = utf8Of(as<StrObj>(zone));
  }
  return true;
}

/// Refuses what strftime would misread; 0 as month or day stands for the first.
bool checkFields(struct tm* t) {
  const char* wrong = nullptr;
  if (t->tm_mon == -1) t->tm_mon = 0;
  else if (t->tm_mon < 0 || t->tm_mon > 11) wrong = "month";
  if (t->tm_mday == 0) t->tm_mday = 1;
  else if (!wrong && (t->tm_mday < 0 || t->tm_mday > 31)) wrong = "day of month";
  if (!wrong && (t->tm_hour < 0 || t->tm_hour > 23)) wrong = "hour";
  if (!wrong && (t->tm_min < 0 || t->tm_min > 59)) wrong = "minute";
  if (!wrong && (t->tm_sec < 0 || t->tm_sec > 61)) wrong = "seconds";
  if (!wrong && t->tm_wday < 0) wrong = "day of week";
  if (t->tm_yday == -1) t->tm_yday = 0;
  else if (!wrong && (t->tm_yday < 0 || t->tm_yday > 365)) wrong = "day of year";
  if (!wrong) return true;
  raise(&trv_exc_ValueError, "%s out of range", wrong);
  return false;
}

Value strftimeFn(Value, const Value* args, int64_t nargs) {
  if (!isStr(args[0])) return raise(&trv_exc_TypeError, "strftime() argument 1 must be str, not %T", args[0]);
  struct tm t;
  if (nargs < 2) {
    const time_t now = time(nullptr);
    localtime_r(&now, &t);
  } else if (!readTuple(args[1], "strftime", &t)) {
    return 0;
  }
  if (!checkFields(&t)) return 0;
  if (t.tm_isdst < -1) t.tm_isdst = -1;
  if (t.tm_isdst > 1) t.tm_isdst = 1;
  const char* format = utf8Of(as<StrObj>(args[0]));
  const size_t length = strlen(format);
  if (length == 0) return toValue(emptyStr());
  // An empty result is right for some formats, so the buffer stops growing when it must have been large enough.
  for (size_t size = 256; ; size += size) {
    auto* buffer = static_cast<char*>(gcAllocLeaf(size));
    const size_t n = strftime(buffer, size, format, &t);
    if (n > 0 || size >= 256 * length) return toValue(newStr(buffer, static_cast<int64_t>(n)));
  }
}

Value textOf(const struct tm& t) {
  static const char* const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static const char* const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return toValue(strFormat("%s %s%3d %02d:%02d:%02d %d", days[t.tm_wday], months[t.tm_mon], t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec, 1900 + t.tm_year));
}
Value asctimeFn(Value, const Value* args, int64_t nargs) {
  struct tm t;
  if (nargs == 0) {
    const time_t now = time(nullptr);
    localtime_r(&now, &t);
  } else if (!readTuple(args[0], "asctime", &t) || !checkFields(&t)) {
    return 0;
  }
  return textOf(t);
}
Value ctimeFn(Value, const Value* args, int64_t nargs) {
  struct tm t;
  return breakDown(nargs ? args[0] : 0, localtime_r, &t) ? textOf(t) : 0;
}

Value mktimeFn(Value, const Value* args, int64_t) {
  struct tm t;
  if (!readTuple(args[0], "mktime", &t)) return 0;
  t.tm_wday = -1;  // stays so when mktime fails; -1 is also a time
  const time_t seconds = mktime(&t);
  if (seconds == -1 && t.tm_wday == -1) return raise(&trv_exc_OverflowError, "mktime argument out of range");
  return newFloat(static_cast<double>(seconds));
}

const NativeDef kFunctions[] = {
    {"time", seconds<CLOCK_REALTIME>, ArgKind::None},
    {"time_ns", nanoseconds<CLOCK_REALTIME>, ArgKind::None},
    {"perf_counter", seconds<CLOCK_MONOTONIC>, ArgKind::None},
    {"perf_counter_ns", nanoseconds<CLOCK_MONOTONIC>, ArgKind::None},
    {"monotonic", seconds<CLOCK_MONOTONIC>, ArgKind::None},
    {"monotonic_ns", nanoseconds<CLOCK_MONOTONIC>, ArgKind::None},
    {"process_time", seconds<CLOCK_PROCESS_CPUTIME_ID>, ArgKind::None},
    {"process_time_ns", nanoseconds<CLOCK_PROCESS_CPUTIME_ID>, ArgKind::None},
    {"thread_time", seconds<CLOCK_THREAD_CPUTIME_ID>, ArgKind::None},
    {"thread_time_ns", nanoseconds<CLOCK_THREAD_CPUTIME_ID>, ArgKind::None},
    {"sleep", sleepFn, ArgKind::One},
    {"gmtime", brokenDown<gmtime_r>, ArgKind::Positional, 0, 1},
    {"localtime", brokenDown<localtime_r>, ArgKind::Positional, 0, 1},
    {"mktime", mktimeFn, ArgKind::One},
    {"strftime", strftimeFn, ArgKind::Positional, 1, 2},
    {"asctime", asctimeFn, ArgKind::Positional, 0, 1},
    {"ctime", ctimeFn, ArgKind::Positional, 0, 1},
    {nullptr, nullptr},
};

}  // namespace

void initTimeModule(Value module) {
  static const char* const fields[] = {"tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst", "tm_zone", "tm_gmtoff", nullptr};
  readyStruct({&structTimeClass, "time", "struct_time", fields, kFieldCount, true});
  moduleAddFunctions(module, kFunctions);
  moduleAdd(module, "struct_time", toValue(&structTimeClass));
  tzset();
  moduleAdd(module, "timezone", newInt(timezone));
  moduleAdd(module, "altzone", newInt(daylight ? timezone - 3600 : timezone));
  moduleAdd(module, "daylight", fromSmallInt(daylight));
  moduleAdd(module, "tzname", toValue(makeTuple(toValue(newStr(tzname[0])), toValue(newStr(tzname[1])))));
}

}  // namespace trivium::runtime
