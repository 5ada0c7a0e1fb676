// strFormat: the runtime's own printf into a str, which raise() uses for the texts of exceptions. Besides the C conversions it knows
// %U %R %S %T %N (object.h describes them). Conversions of numbers go to snprintf one at a time.
#include <cstdio>

#include "runtime/detail/core.h"
#include "runtime/detail/text.h"

namespace trivium::runtime {

namespace {

/// Appends UTF-8 of `n` bytes.
void appendUtf8(StrBuilder& out, const char* text, int64_t n) { out.append(newStr(text, n)); }

/// One C conversion: `spec` is its text from % up to and without the conversion character.
struct Directive {
  char spec[24];
  int length = 0;
  int longs = 0;         ///< number of l's, 2 also for z, t and j
  int64_t precision = -1;
};

/// Reads flags, width, precision and length after a %; `p` is left at the conversion character.
const char* readDirective(const char* p, Directive* d) {
  d->spec[d->length++] = '%';
  auto keep = [&](char c) {
    if (d->length < 16) d->spec[d->length++] = c;
  };
  for (; *p && strchr("-+ #0", *p); p++) keep(*p);
  for (; *p >= '0' && *p <= '9'; p++) keep(*p);
  if (*p == '.') {
    keep(*p++);
    d->precision = 0;
    for (; *p >= '0' && *p <= '9'; p++) {
      keep(*p);
      d->precision = d->precision * 10 + (*p - '0');
    }
  }
  for (; *p == 'l' || *p == 'z' || *p == 't' || *p == 'j'; p++) d->longs += *p == 'l' ? 1 : 2;
  return p;
}

void appendNumber(StrBuilder& out, Directive& d, char conversion, va_list& args) {
  char buffer[400];
  int n = d.length;
  if (conversion == 'p') {
    snprintf(buffer, sizeof buffer, "%p", va_arg(args, void*));
  } else if (strchr("feEgG", conversion)) {
    d.spec[n] = conversion;
    d.spec[n + 1] = 0;
    snprintf(buffer, sizeof buffer, d.spec, va_arg(args, double));
  } else {
    // long, long long and ptrdiff_t are one size on all targets.
    int64_t value = d.longs ? va_arg(args, long long) : strchr("di", conversion) ? va_arg(args, int) : static_cast<int64_t>(va_arg(args, unsigned));
    d.spec[n] = d.spec[n + 1] = 'l';
    d.spec[n + 2] = conversion;
    d.spec[n + 3] = 0;
    snprintf(buffer, sizeof buffer, d.spec, static_cast<long long>(value));
  }
  out.append(buffer);
}

/// A class's name as messages show it: with the module where the class is the runtime's but not a built-in.
StrObj* typeText(ClassObj* cls) {
  return cls->flags & kHeapType || !cls->module ? cls->name : strFormat("%U.%U", cls->module, cls->name);
}

bool appendObject(StrBuilder& out, char conversion, int64_t precision, va_list& args) {
  Value v = va_arg(args, Value);
  StrObj* text = nullptr;
  switch (conversion) {
    case 'U': text = as<StrObj>(v); break;
    case 'T': text = typeText(classOf(v)); break;
    case 'N': text = typeText(as<ClassObj>(v)); break;
    case 'R': text = as<StrObj>(repr(v)); break;
    default: text = as<StrObj>(str(v)); break;
  }
  if (!text) return false;
  out.append(text, 0, precision >= 0 && precision < text->length ? precision : text->length);
  return true;
}

}  // namespace

StrObj* strFormatV(const char* format, va_list given) {
  StrBuilder out;
  va_list args;
  va_copy(args, given);
  bool ok = true;
  for (const char* p = format; *p && ok;) {
    const char* start = p;
    while (*p && *p != '%') p++;
    if (p > start) appendUtf8(out, start, p - start);
    if (!*p) break;
    Directive d;
    p = readDirective(p + 1, &d);
    char conversion = *p;
    if (!conversion) break;
    p++;
    switch (conversion) {
      case '%': out.append(uint32_t{'%'}); break;
      case 'c': out.append(static_cast<uint32_t>(va_arg(args, int))); break;
      case 's': {
        const char* text = va_arg(args, const char*);
        size_t n = d.precision >= 0 ? strnlen(text, static_cast<size_t>(d.precision)) : strlen(text);
        appendUtf8(out, text, static_cast<int64_t>(n));
        break;
      }
      case 'U': case 'R': case 'S': case 'T': case 'N': ok = appendObject(out, conversion, d.precision, args); break;
      default: appendNumber(out, d, conversion, args); break;
    }
  }
  va_end(args);
  return ok ? out.finish() : nullptr;
}

StrObj* strFormat(const char* format, ...) {
  va_list args;
  va_start(args, format);
  StrObj* s = strFormatV(format, args);
  va_end(args);
  return s;
}

}  // namespace trivium::runtime
