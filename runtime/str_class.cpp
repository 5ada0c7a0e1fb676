// The class str: constructor, operators, subscripts, iteration, repr, and the helpers behind f-strings. Methods are in str_methods.cpp.
#include "runtime/abi/helpers.h"
#include "runtime/detail/bigint.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/str_methods.h"
#include "runtime/detail/unicode.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_str;
}

namespace {

ClassObj strIteratorClass, strAsciiIteratorClass;
Shape strIteratorShape, strAsciiIteratorShape;

StrObj* strOf(Value v) { return as<StrObj>(v); }

}  // namespace

bool hasSurrogates(const StrObj* s) {
  if (s->kind == 1) return false;
  for (int64_t i = 0; i < s->length; i++)
    if ((charAt(s, i) & ~uint32_t{0x7ff}) == 0xd800) return true;
  return false;
}

const char* numberText(StrObj* s, int64_t* n) {
  char* text = static_cast<char*>(gcAllocLeaf(static_cast<size_t>(s->length + 1)));
  for (int64_t i = 0; i < s->length; i++) {
    uint32_t c = charAt(s, i);
    int digit;
    if (isSpaceChar(c))
      text[i] = ' ';
    else if (c < 128)
      text[i] = static_cast<char>(c);
    else
      text[i] = (digit = decimalValue(c)) >= 0 ? static_cast<char>('0' + digit) : '?';
  }
  *n = s->length;
  return text;
}

// ---- repr

/// Appends \n, \xhh, \uhhhh or \Uhhhhhhhh.
static void appendEscape(StrBuilder& out, uint32_t c) {
  const char* named = c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\t' ? "\\t" : nullptr;
  if (named) {
    out.append(named);
    return;
  }
  int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
  char text[12] = {'\\', digits == 2 ? 'x' : digits == 4 ? 'u' : 'U'};
  for (int i = 0; i < digits; i++) text[2 + i] = "0123456789abcdef"[c >> 4 * (digits - 1 - i) & 15];
  out.append(text);
}

StrObj* strRepr(StrObj* s) {
  bool single = false, doubled = false, plain = true;
  for (int64_t i = 0; i < s->length; i++) {
    uint32_t c = charAt(s, i);
    single |= c == '\'';
    doubled |= c == '"';
    plain &= c < 128 && c >= ' ' && c != '\\' && c != 127 && c != '\'';
  }
  if (plain) {
    StrObj* r = newStrOfKind(s->length + 2, 1);
    r->ascii = 1;
    r->data[0] = r->data[s->length + 1] = '\'';
    copyUnits(r->data + 1, 1, s, 0, s->length);
    return r;
  }
  uint32_t quote = single && !doubled ? '"' : '\'';
  StrBuilder out;
  out.append(quote);
  for (int64_t i = 0; i < s->length; i++) {
    uint32_t c = charAt(s, i);
    if (c == quote || c == '\\') {
      out.append(uint32_t{'\\'});
      out.append(c);
    } else if (c < 128 ? c >= ' ' && c != 127 : charFlags(c) & kCharPrintable) {
      out.append(c);
    } else {
      appendEscape(out, c);
    }
  }
  out.append(quote);
  return out.finish();
}

StrObj* strAscii(StrObj* s) {
  if (s->ascii) return s;
  StrBuilder out;
  for (int64_t i = 0; i < s->length; i++) {
    uint32_t c = charAt(s, i);
    if (c < 128)
      out.append(c);
    else
      appendEscape(out, c);
  }
  return out.finish();
}

// ---- slots

namespace {

Value reprSlot(Value self) { return toValue(strRepr(strOf(self))); }
Value strSlot(Value self) { return toValue(exactStr(self)); }
int64_t hashSlot(Value self) { return strHash(strOf(self)); }
int64_t lenSlot(Value self) { return strOf(self)->length; }

Value compareSlot(Value a, Value b, CompareOp op) {
  if (!isStr(b)) return notImplemented();
  if (op == CompareOp::Eq) return fromBool(strEquals(strOf(a), strOf(b)));
  if (op == CompareOp::Ne) return fromBool(!strEquals(strOf(a), strOf(b)));
  return fromBool(orderHolds(strCompare(strOf(a), strOf(b)), 0, op));
}

int containsSlot(Value self, Value item) {
  if (!isStr(item)) return raiseInt(raise(&trv_exc_TypeError, "'in <string>' requires string as left operand, not %T", item));
  return strFind(strOf(self), strOf(item), 0, strOf(self)->length) >= 0;
}

Value slice(StrObj* s, Value key) {
  int64_t start, stop, step, count;
  if (sliceIndices(key, s->length, &start, &stop, &step, &count) < 0) return 0;
  if (step == 1) return toValue(strSubstring(s, start, start + count));
  if (count <= 0) return toValue(emptyStr());
  return withUnits(s, [&](auto* p) -> Value {
    using Unit = __remove_cvref(decltype(*p));
    Unit* out = static_cast<Unit*>(gcAllocLeaf(static_cast<size_t>(count) * sizeof(Unit)));
    for (int64_t i = 0; i < count; i++) out[i] = p[start + i * step];
    return toValue(strFromUnits(out, count));
  });
}

Value getItemSlot(Value self, Value key) {
  StrObj* s = strOf(self);
  if (hasIndex(key)) {
    int64_t i;
    if (indexValue(key, &i) < 0) return 0;
    if (i < 0) i += s->length;
    if (static_cast<uint64_t>(i) >= static_cast<uint64_t>(s->length)) return raise(&trv_exc_IndexError, "string index out of range");
    return toValue(charStr(charAt(s, i)));
  }
  if (isExact(key, &trv_class_slice)) return slice(s, key);
  return raise(&trv_exc_TypeError, "string indices must be integers, not '%T'", key);
}

/// What another class makes of an operation with a str on the left; kEnd = nothing.
Value askOther(BinaryOp op, Value lhs, Value rhs) {
  auto own = trv_class_str.slots.binary[static_cast<int>(op)], other = classOf(rhs)->slots.binary[static_cast<int>(op)];
  if (!other || other == own) return kEnd;
  Value result = other(lhs, rhs);
  return result == notImplemented() ? kEnd : result;
}

Value addSlot(Value lhs, Value rhs) {
  if (!isStr(lhs)) return notImplemented();
  if (isStr(rhs)) return toValue(strConcat(strOf(lhs), strOf(rhs)));
  Value result = askOther(BinaryOp::Add, lhs, rhs);
  return result != kEnd ? result : raise(&trv_exc_TypeError, "can only concatenate str (not \"%T\") to str", rhs);
}


Value mulSlot(Value lhs, Value rhs) {
  bool left = isStr(lhs);
  Value text = left ? lhs : rhs, count = left ? rhs : lhs;
  if (!hasIndex(count)) {
    if (!left && isSequence(lhs)) return notImplemented();  // whose own error names the right operand
    Value result = left ? askOther(BinaryOp::Mul, lhs, rhs) : kEnd;
    return result != kEnd ? result : raise(&trv_exc_TypeError, "can't multiply sequence by non-int of type '%T'", count);
  }
  int64_t times;
  return repeatCount(count, &times) < 0 ? 0 : toValue(strRepeat(strOf(text), times));
}

Value modSlot(Value lhs, Value rhs) { return isStr(lhs) ? strPercent(strOf(lhs), rhs) : notImplemented(); }

// ---- constructor

Value textFromArgs(const Value* args, int64_t nargs, Value kwnames) {
  static const char* const names[] = {"object", "encoding", "errors"};
  Value bound[3];
  if (!bindArgs("str", names, 3, 0, 0, args, nargs, kwnames, bound)) return 0;
  const char *encoding, *errors;
  if (!codecNameArg(bound[1], "str", "encoding", &encoding) || !codecNameArg(bound[2], "str", "errors", &errors)) return 0;
  if (!bound[0]) return toValue(emptyStr());
  if (!encoding && !errors) return str(bound[0]);
  if (isStr(bound[0])) return raise(&trv_exc_TypeError, "decoding str is not supported");
  const uint8_t* data;
  int64_t n;
  if (!bufferOf(bound[0], &data, &n))
    return hasPending() ? 0 : raise(&trv_exc_TypeError, "decoding to str: need a bytes-like object, %T found", bound[0]);
  return decodeBytes(data, n, encoding, errors, bound[0]);
}

Value createSlot(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  Value text;
  if (nargs == 1 && !kwnames)
    text = str(args[0]);
  else
    text = textFromArgs(args, nargs, kwnames);
  return !text || cls == &trv_class_str ? text : newStrOfClass(cls, strOf(text));
}

// ---- iteration

Value iterSlot(Value self) { return newSequenceIterator(strOf(self)->ascii ? &strAsciiIteratorShape : &strIteratorShape, self, 0); }

Value iteratorSelf(Value self) { return self; }

Value iteratorNext(Value self) {
  auto* it = as<SequenceIteratorObj>(self);
  if (!it->sequence) return kEnd;
  StrObj* s = strOf(it->sequence);
  if (it->index < s->length) return toValue(charStr(charAt(s, it->index++)));
  it->sequence = 0;
  return kEnd;
}

Value iteratorLengthHint(Value self, const Value*, int64_t) {
  auto* it = as<SequenceIteratorObj>(self);
  return fromSmallInt(it->sequence ? strOf(it->sequence)->length - it->index : 0);
}

const NativeDef kIteratorMethods[] = {
    {"__length_hint__", iteratorLengthHint, ArgKind::None},
    {"__reduce__", sequenceIteratorReduce, ArgKind::None},
    {"__setstate__", sequenceIteratorSetState, ArgKind::One},
    {},
};

void readyIterator(ClassObj* cls, const char* name, Shape* shape) {
  cls->slots.iter = iteratorSelf;
  cls->slots.next = iteratorNext;
  readyClass({cls, name, nullptr, sizeof(SequenceIteratorObj), 0, kIteratorMethods, nullptr, nullptr, shape});
}

}  // namespace

void readyStrClasses() {
  Slots& s = trv_class_str.slots;
  s.repr = reprSlot;
  s.str = strSlot;
  s.hash = hashSlot;
  s.compare = compareSlot;
  s.len = lenSlot;
  s.getItem = getItemSlot;
  s.contains = containsSlot;
  s.iter = iterSlot;
  s.create = createSlot;
  s.binary[static_cast<int>(BinaryOp::Add)] = addSlot;
  s.binary[static_cast<int>(BinaryOp::Mul)] = mulSlot;
  s.binary[static_cast<int>(BinaryOp::Mod)] = modSlot;
  readyClass({&trv_class_str, "str", nullptr, sizeof(StrObj), kBaseType | kStrSubclass | kMatchSelf, kStrMethods, nullptr,
              "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nCreate a new string object from the given "
              "object. If encoding or\nerrors is specified, then the object must expose a data buffer\nthat will be decoded using the "
              "given encoding and error handler.\nOtherwise, returns the result of object.__str__() (if defined)\nor repr(object).\n"
              "encoding defaults to sys.getdefaultencoding().\nerrors defaults to 'strict'.",
              &trv_shape_str});
  readyIterator(&strIteratorClass, "str_iterator", &strIteratorShape);
  readyIterator(&strAsciiIteratorClass, "str_ascii_iterator", &strAsciiIteratorShape);
}

// ---- f-strings

extern "C" Value trv_str_join_parts(void* parts, int64_t count) {
  auto* items = static_cast<Value*>(parts);
  int64_t length = 0;
  int kind = 1;
  bool ascii = true;
  for (int64_t i = 0; i < count; i++) {
    StrObj* s = strOf(items[i]);
    length += s->length;
    if (s->kind > kind) kind = s->kind;
    ascii = ascii && s->ascii;
  }
  if (length == 0) return toValue(emptyStr());
  StrObj* r = newStrOfKind(length, kind);
  if (!r) return 0;
  r->ascii = ascii;
  uint8_t* at = r->data;
  for (int64_t i = 0; i < count; i++) {
    StrObj* s = strOf(items[i]);
    copyUnits(at, kind, s, 0, s->length);
    at += s->length * kind;
  }
  return toValue(r);
}

extern "C" Value trv_format_value(Value value, Value spec, int64_t conversion) {
  if (conversion) {
    value = conversion == 'r' ? repr(value) : conversion == 's' ? str(value) : ascii(value);
    if (!value) return 0;
  }
  StrObj* text = spec ? strOf(spec) : nullptr;
  bool plain = !text || text->length == 0;
  if (isSmallInt(value)) return plain ? toValue(intText(value, 10, false)) : formatInt(value, text);
  Shape* shape = objectOf(value)->shape;
  if (shape == &trv_shape_str) return plain ? value : formatStr(strOf(value), text);
  if (shape == &trv_shape_float) return plain ? floatRepr(floatOf(value)) : formatFloat(value, text);
  return format(value, spec);
}

}  // namespace trivium::runtime
