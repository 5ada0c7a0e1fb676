// str.format and str.format_map. Library Reference "Format String Syntax"; the parse and its errors follow CPython's
// Objects/stringlib/unicode_format.h, which scans a template once from left to right.
#include "runtime/abi/helpers.h"
#include "runtime/detail/text.h"
#include "runtime/detail/unicode.h"

namespace trivium::runtime {

namespace {

enum class Numbering { Undecided, Automatic, Manual };

/// A part [from, to) of the template.
struct Range {
  int64_t from = 0, to = 0;
};

struct Field {
  Range name, spec;
  uint32_t conversion = 0;
  bool specHasFields = false;
};

bool failValue(const char* text) {
  raise(&trv_exc_ValueError, "%s", text);
  return false;
}

struct Formatter {
  StrObj* s;
  const Value* args;
  int64_t nargs;    ///< -1 = format_map: no positional arguments
  Value mapping;
  Numbering numbering = Numbering::Undecided;
  int64_t nextNumber = 0;

  uint32_t at(int64_t i) const { return charAt(s, i); }
  Value text(Range r) const { return toValue(strSubstring(s, r.from, r.to)); }

  bool expand(Range r, int depth, StrBuilder& out);
  bool readField(int64_t* at, int64_t end, Field* field);
  bool readNumber(Range r, int64_t* out);
  Value fieldObject(Range name);
  Value firstObject(Range name);
  bool appendField(const Field& field, int depth, StrBuilder& out);
};

/// Behind a '{': the field up to and with its '}'.
bool Formatter::readField(int64_t* position, int64_t end, Field* f) {
  int64_t i = *position;
  uint32_t c = 0;
  f->name.from = i;
  bool ended = false;
  while (i < end && !ended) {
    c = at(i++);
    if (c == '{') return failValue("unexpected '{' in field name");
    if (c == '[') {
      while (i < end && at(i) != ']') i++;
    } else {
      ended = c == '}' || c == ':' || c == '!';
    }
  }
  f->name.to = i - 1;
  *position = i;
  if (!ended) return failValue("expected '}' before end of string");
  if (c == '}') return true;
  if (c == '!') {
    if (i >= end) return failValue("end of string while looking for conversion specifier");
    f->conversion = at(i++);
    if (i < end) {
      c = at(i++);
      *position = i;
      if (c == '}') return true;
      if (c != ':') return failValue("expected ':' after conversion specifier");
    }
  }
  f->spec.from = i;
  for (int open = 1; i < end;) {
    c = at(i++);
    if (c == '{') {
      f->specHasFields = true;
      open++;
    } else if (c == '}' && --open == 0) {
      f->spec.to = i - 1;
      *position = i;
      return true;
    }
  }
  return failValue("unmatched '{' in format spec");
}

/// The value of a part that consists of decimal digits; *out = -1 for anything else.
bool Formatter::readNumber(Range r, int64_t* out) {
  int64_t value = 0;
  *out = -1;
  if (r.from == r.to) return true;
  for (int64_t i = r.from; i < r.to; i++) {
    int digit = decimalValue(at(i));
    if (digit < 0) return true;
    if (value > (INT64_MAX - digit) / 10) return failValue("Too many decimal digits in format string");
    value = value * 10 + digit;
  }
  *out = value;
  return true;
}

Value Formatter::firstObject(Range name) {
  int64_t number;
  if (!readNumber(name, &number)) return 0;
  bool empty = name.from >= name.to;
  if (empty || number >= 0) {
    Numbering wanted = empty ? Numbering::Automatic : Numbering::Manual;
    if (numbering == Numbering::Undecided) numbering = wanted;
    if (numbering != wanted)
      return raise(&trv_exc_ValueError, empty ? "cannot switch from manual field specification to automatic field numbering"
                                              : "cannot switch from automatic field numbering to manual field specification");
    if (empty) number = nextNumber++;
    if (nargs < 0) return raise(&trv_exc_ValueError, "Format string contains positional fields");
    if (number >= nargs)
      return raise(&trv_exc_IndexError, "Replacement index %lld out of range for positional args tuple", static_cast<long long>(number));
    return args[number];
  }
  Value key = text(name);
  if (!isExact(mapping, &trv_class_dict)) return getItem(mapping, key);
  Value v = dictGetStr(as<DictObj>(mapping), as<StrObj>(key));
  return v ? v : raiseValue(&trv_exc_KeyError, key);
}

/// The object that "0.attribute[key]" stands for.
Value Formatter::fieldObject(Range name) {
  int64_t i = name.from;
  while (i < name.to && at(i) != '.' && at(i) != '[') i++;
  Value v = firstObject({name.from, i});
  while (v && i < name.to) {
    uint32_t c = at(i++);
    Range part{i, i};
    if (c == '.') {
      while (i < name.to && at(i) != '.' && at(i) != '[') i++;
      part.to = i;
    } else if (c == '[') {
      while (i < name.to && at(i) != ']') i++;
      if (i == name.to) return raise(&trv_exc_ValueError, "Missing ']' in format string");
      part.to = i++;
    } else {
      return raise(&trv_exc_ValueError, "Only '.' or '[' may follow ']' in format field specifier");
    }
    if (part.from == part.to) return raise(&trv_exc_ValueError, "Empty attribute in format string");
    if (c == '.') {
      v = getAttr(v, intern(as<StrObj>(text(part))));
      continue;
    }
    int64_t number;
    if (!readNumber(part, &number)) return 0;
    v = getItem(v, number >= 0 ? newInt(number) : text(part));
  }
  return v;
}

bool Formatter::appendField(const Field& field, int depth, StrBuilder& out) {
  Value v = fieldObject(field.name);
  if (!v) return false;
  switch (field.conversion) {
    case 0: break;
    case 'r': v = repr(v); break;
    case 's': v = str(v); break;
    case 'a': v = ascii(v); break;
    default:
      if (field.conversion > 32 && field.conversion < 127)
        raise(&trv_exc_ValueError, "Unknown conversion specifier %c", static_cast<int>(field.conversion));
      else
        raise(&trv_exc_ValueError, "Unknown conversion specifier \\x%x", field.conversion);
      return false;
  }
  if (!v) return false;
  Value spec = 0;
  if (field.specHasFields) {
    StrBuilder expanded;
    if (!expand(field.spec, depth - 1, expanded)) return false;
    spec = toValue(expanded.finish());
  } else if (field.spec.to > field.spec.from) {
    spec = text(field.spec);
  }
  Value formatted = abi::trv_format_value(v, spec, 0);
  if (!formatted) return false;
  out.append(as<StrObj>(formatted));
  return true;
}

bool Formatter::expand(Range r, int depth, StrBuilder& out) {
  if (depth <= 0) return failValue("Max string recursion exceeded");
  for (int64_t i = r.from; i < r.to;) {
    int64_t start = i;
    uint32_t c = 0;
    while (i < r.to && (c = at(i)) != '{' && c != '}') i++;
    out.append(s, start, i);
    if (i == r.to) break;
    i++;
    bool atEnd = i == r.to;
    if (c == '}' && (atEnd || at(i) != '}')) return failValue("Single '}' encountered in format string");
    if (c == '{' && atEnd) return failValue("Single '{' encountered in format string");
    if (at(i) == c) {
      out.append(c);
      i++;
      continue;
    }
    Field field;
    if (!readField(&i, r.to, &field) || !appendField(field, depth, out)) return false;
  }
  return true;
}

}  // namespace

Value strFormatMethod(StrObj* format, const Value* args, int64_t nargs, Value mapping) {
  bool plain = withUnits(format, [format](auto* p) {
    for (int64_t i = 0; i < format->length; i++)
      if (p[i] == '{' || p[i] == '}') return false;
    return format->length > 0;
  });
  if (plain) return toValue(format);
  Formatter f{format, args, nargs, mapping};
  StrBuilder out;
  return f.expand({0, format->length}, /*depth=*/2, out) ? toValue(out.finish()) : 0;
}

}  // namespace trivium::runtime
