// Generic operations: dispatch through the slots of the operands' classes, with the order of attempts, fallbacks and error texts of CPython's
// Objects/abstract.c and object.c. The entry points of engines, with their fast paths, are in arithmetic.cpp and protocols.cpp.
#include "runtime/detail/containers.h"
#include "runtime/detail/core.h"
#include "runtime/detail/text.h"

namespace trivium::runtime {

// ---- binary and unary operators (Language Reference 3.3.8)

namespace {

const char* const kBinarySigns[kBinaryOpCount] = {"+", "-", "*", "/", "//", "%", "** or pow()", "@", "<<", ">>", "&", "|", "^", "divmod()"};
const char* const kInplaceSigns[kBinaryOpCount] = {"+=", "-=", "*=", "/=", "//=", "%=", "**=", "@=", "<<=", ">>=", "&=", "|=", "^=", ""};
const char* const kUnarySigns[kUnaryOpCount] = {"unary -", "unary +", "unary ~", "abs()"};
const char* const kCompareSigns[6] = {"<", "<=", "==", "!=", ">", ">="};

/// NotImplemented when neither operand's class knows. The right operand goes first if its class is a subclass with a slot of its own.
inline Value tryBinary(int op, Value a, Value b) {
  ClassObj *left = classOf(a), *right = classOf(b);
  auto ours = left->slots.binary[op], theirs = left == right ? nullptr : right->slots.binary[op];
  if (theirs == ours) theirs = nullptr;
  if (ours) {
    if (theirs && isSubclass(right, left)) {
      Value r = theirs(a, b);
      if (r != notImplemented()) return r;
      theirs = nullptr;
    }
    Value r = ours(a, b);
    if (r != notImplemented()) return r;
  }
  return theirs ? theirs(a, b) : notImplemented();
}

Value raiseUnsupported(const char* sign, Value a, Value b) {
  return raise(&trv_exc_TypeError, "unsupported operand type(s) for %s: '%T' and '%T'", sign, a, b);
}

}  // namespace

Value binaryOp(BinaryOp op, Value a, Value b) {
  Value r = tryBinary(static_cast<int>(op), a, b);
  return __builtin_expect(r == notImplemented(), 0) ? raiseUnsupported(kBinarySigns[static_cast<int>(op)], a, b) : r;
}

/// Whether CPython's class would have a table of sequence methods: program classes always do.
static bool hasSequenceMethods(const ClassObj* cls) {
  return (cls->flags & kHeapType) || cls->slots.len || cls->slots.getItem || cls->slots.contains;
}

Value inplaceOp(BinaryOp op, Value a, Value b) {
  const int k = static_cast<int>(op);
  if (auto slot = classOf(a)->slots.inplace[k]) {
    Value r = slot(a, b);
    if (r != notImplemented()) return r;
  }
  if (op == BinaryOp::Mul && isSequence(b) && !isSequence(a) && hasSequenceMethods(classOf(a))) {
    // `*=` repeats the right operand only if the left one is no kind of container.
    auto slot = classOf(a)->slots.binary[k];
    Value r = slot ? slot(a, b) : notImplemented();
    return r == notImplemented() ? raiseUnsupported(kInplaceSigns[k], a, b) : r;
  }
  Value r = tryBinary(k, a, b);
  return __builtin_expect(r == notImplemented(), 0) ? raiseUnsupported(kInplaceSigns[k], a, b) : r;
}

Value unaryOp(UnaryOp op, Value a) {
  if (auto slot = classOf(a)->slots.unary[static_cast<int>(op)]) return slot(a);
  return raise(&trv_exc_TypeError, "bad operand type for %s: '%T'", kUnarySigns[static_cast<int>(op)], a);
}

// ---- comparison

static Value richCompare(Value a, Value b, CompareOp op) {
  static constexpr CompareOp kSwapped[] = {CompareOp::Gt, CompareOp::Ge, CompareOp::Eq, CompareOp::Ne, CompareOp::Lt, CompareOp::Le};
  ClassObj *left = classOf(a), *right = classOf(b);
  bool reflected = false;
  if (left != right && right->slots.compare && isSubclass(right, left)) {
    reflected = true;
    Value r = right->slots.compare(b, a, kSwapped[static_cast<int>(op)]);
    if (r != notImplemented()) return r;
  }
  if (auto slot = left->slots.compare) {
    Value r = slot(a, b, op);
    if (r != notImplemented()) return r;
  }
  if (!reflected && right->slots.compare) {
    Value r = right->slots.compare(b, a, kSwapped[static_cast<int>(op)]);
    if (r != notImplemented()) return r;
  }
  if (op == CompareOp::Eq) return fromBool(a == b);
  if (op == CompareOp::Ne) return fromBool(a != b);
  return raise(&trv_exc_TypeError, "'%s' not supported between instances of '%N' and '%N'", kCompareSigns[static_cast<int>(op)], left, right);
}

Value compare(Value a, Value b, CompareOp op) {
  if (__builtin_expect(!enterRecursion(" in comparison"), 0)) return 0;
  Value r = richCompare(a, b, op);
  leaveRecursion();
  return r;
}

int compareBool(Value a, Value b, CompareOp op) {
  if (a == b) {
    if (op == CompareOp::Eq) return 1;
    if (op == CompareOp::Ne) return 0;
  }
  Value r = compare(a, b, op);
  return r ? truth(r) : -1;
}

// ---- truth, hash, text

int truth(Value v) {
  if (v == fromBool(true)) return 1;
  if (v == fromBool(false) || v == none()) return 0;
  if (isSmallInt(v)) return v != fromSmallInt(0);
  const Slots& s = classOf(v)->slots;
  if (s.boolean) return s.boolean(v);
  if (!s.len) return 1;
  int64_t n = s.len(v);
  return n < 0 ? -1 : n > 0;
}

int64_t hashOf(Value v) {
  if (hasShape(v, &trv_shape_str)) return strHash(as<StrObj>(v));
  return classOf(v)->slots.hash(v);
}

Value repr(Value v) {
  if (!enterRecursion(" while getting the repr of an object")) return 0;
  Value r = classOf(v)->slots.repr(v);
  leaveRecursion();
  return r;
}

Value str(Value v) {
  if (isExact(v, &trv_class_str)) return v;
  if (!enterRecursion(" while getting the str of an object")) return 0;
  Value r = classOf(v)->slots.str(v);
  leaveRecursion();
  if (r && !isStr(r)) return raise(&trv_exc_TypeError, "__str__ returned non-string (type %T)", r);
  return r;
}

Value ascii(Value v) {
  Value shown = repr(v);
  if (!shown || as<StrObj>(shown)->ascii) return shown;
  auto* s = as<StrObj>(shown);
  StrBuilder out;
  for (int64_t i = 0; i < s->length; ++i) {
    uint32_t c = charAt(s, i);
    if (c < 128) {
      out.append(c);
      continue;
    }
    const int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
    out.append(digits == 2 ? "\\x" : digits == 4 ? "\\u" : "\\U");
    for (int k = digits - 1; k >= 0; --k) out.append(static_cast<uint32_t>("0123456789abcdef"[c >> (4 * k) & 15]));
  }
  return toValue(out.finish());
}

Value format(Value v, Value spec) {
  const bool isPlain = !spec || as<StrObj>(spec)->length == 0;
  StrObj* text = spec ? as<StrObj>(spec) : emptyStr();
  if (isSmallInt(v) || objectOf(v)->shape == &trv_shape_long) return isPlain ? intToStr(v, 10) : formatInt(v, text);
  if (objectOf(v)->shape == &trv_shape_str) return isPlain ? v : formatStr(as<StrObj>(v), text);
  if (objectOf(v)->shape == &trv_shape_float) return isPlain ? floatRepr(floatOf(v)) : formatFloat(v, text);
  bool found;
  Value arg = toValue(text);
  Value r = callSpecial(v, TRV_STR("__format__"), &arg, 1, &found);
  if (!found) return raise(&trv_exc_TypeError, "Type %T doesn't define __format__", v);
  if (r && !isStr(r)) return raise(&trv_exc_TypeError, "__format__ must return a str, not %T", r);
  return r;
}

// ---- containers

int64_t lengthOf(Value v) {
  auto slot = classOf(v)->slots.len;
  return slot ? slot(v) : raiseInt(raise(&trv_exc_TypeError, "object of type '%T' has no len()", v));
}

Value getItem(Value v, Value key) {
  if (auto slot = classOf(v)->slots.getItem) return slot(v, key);
  if (isClass(v)) {
    if (v == toValue(&trv_class_type)) return newGenericAlias(v, key);
    Value method = getAttrOrEnd(v, TRV_STR("__class_getitem__"));
    if (!method) return 0;
    if (method != kEnd && method != none()) return callWith(method, key);
    return raise(&trv_exc_TypeError, "type '%N' is not subscriptable", as<ClassObj>(v));
  }
  return raise(&trv_exc_TypeError, "'%T' object is not subscriptable", v);
}

int setItem(Value v, Value key, Value value) {
  const Slots& s = classOf(v)->slots;
  if (s.setItem) return s.setItem(v, key, value);
  if (value) return raiseInt(raise(&trv_exc_TypeError, "'%T' object does not support item assignment", v));
  // Deletion by an index from what has sequence methods is refused in another place of CPython, in other words.
  const bool isSequence = hasFlag(v, kHeapType) || s.len || s.contains;
  return raiseInt(raise(&trv_exc_TypeError, "'%T' object %s support item deletion", v, isSequence && hasIndex(key) ? "doesn't" : "does not"));
}

int contains(Value container, Value item) {
  if (auto slot = classOf(container)->slots.contains) return slot(container, item);
  Value iterator = iterOf(container);
  if (!iterator) {
    if (!pendingIs(&trv_exc_TypeError)) return -1;
    clearPending();
    return raiseInt(raise(&trv_exc_TypeError, "argument of type '%T' is not iterable", container));
  }
  for (;;) {
    Value v = nextOf(iterator);
    if (v == kEnd) return 0;
    int same = v ? itemEquals(v, item) : -1;
    if (same) return same;
  }
}

// ---- iteration

Value iterOf(Value v) {
  const Slots& s = classOf(v)->slots;
  if (s.iter) {
    Value it = s.iter(v);
    if (__builtin_expect(it && !classOf(it)->slots.next, 0)) return raise(&trv_exc_TypeError, "iter() returned non-iterator of type '%T'", it);
    return it;
  }
  // Native classes that can be subscripted without being sequences (re.Match) are not iterable.
  if (s.getItem && !isDict(v) && hasFlag(v, kHeapType)) return newSequenceIterator(trv_class_sequence_iterator.instanceShape, v, 0);
  return raise(&trv_exc_TypeError, "'%T' object is not iterable", v);
}

Value nextOf(Value iterator) {
  auto slot = classOf(iterator)->slots.next;
  if (__builtin_expect(!slot, 0)) return raise(&trv_exc_TypeError, "'%T' object is not an iterator", iterator);
  Value v = slot(iterator);
  if (__builtin_expect(v == 0, 0) && pendingIs(&trv_exc_StopIteration)) {
    clearPending();
    return kEnd;
  }
  return v;
}

int forEach(Value iterable, int (*fn)(Value item, void* context), void* context) {
  auto outcome = [](int status) { return status > 0 ? 1 : status; };
  if (hasShape(iterable, &trv_shape_list)) {
    // The length is read again each time: fn may run code that changes the list.
    auto* list = as<ListObj>(iterable);
    for (int64_t i = 0; i < list->length; ++i)
      if (int status = fn(list->items[i], context)) return outcome(status);
    return 0;
  }
  if (hasListShape(iterable)) {  // doubles or bools, as long as nothing else is stored
    auto* list = as<ListObj>(iterable);
    for (int64_t i = 0; i < list->length; ++i)
      if (int status = fn(listItem(list, i), context)) return outcome(status);
    return 0;
  }
  if (hasShape(iterable, &trv_shape_tuple)) {
    auto* tuple = as<TupleObj>(iterable);
    for (int64_t i = 0; i < tuple->length; ++i)
      if (int status = fn(tuple->items[i], context)) return outcome(status);
    return 0;
  }
  Value iterator = iterOf(iterable);
  if (!iterator) return -1;
  for (;;) {
    Value v = nextOf(iterator);
    if (v == kEnd) return 0;
    if (!v) return -1;
    if (int status = fn(v, context)) return outcome(status);
  }
}

// ---- numbers

Value index(Value v) {
  if (isInt(v)) return v;
  auto slot = classOf(v)->slots.index;
  if (!slot) return raise(&trv_exc_TypeError, "'%T' object cannot be interpreted as an integer", v);
  Value r = slot(v);
  if (r && !isInt(r)) return raise(&trv_exc_TypeError, "__index__ returned non-int (type %T)", r);
  return r;
}

int toInt64(Value v, int64_t* out, bool* overflow) {
  if (isSmallInt(v)) {
    *out = smallIntOf(v);
    return 0;
  }
  Value i = index(v);
  if (!i) return -1;
  if (intFitsInt64(i, out)) return 0;
  if (!overflow) return raiseInt(raise(&trv_exc_OverflowError, "Python int too large to convert to C ssize_t"));
  *overflow = true;
  *out = intSign(i) < 0 ? INT64_MIN : INT64_MAX;
  return 0;
}

int toDouble(Value v, double* out) {
  if (isSmallInt(v)) {
    *out = static_cast<double>(smallIntOf(v));
    return 0;
  }
  if (isFloat(v)) {
    *out = floatOf(v);
    return 0;
  }
  if (auto slot = classOf(v)->slots.toFloat) {
    Value r = slot(v);
    if (!r) return -1;
    if (!isFloat(r)) return raiseInt(raise(&trv_exc_TypeError, "%T.__float__ returned non-float (type %T)", v, r));
    *out = floatOf(r);
    return 0;
  }
  if (!classOf(v)->slots.index) return raiseInt(raise(&trv_exc_TypeError, "must be real number, not %T", v));
  Value i = index(v);
  if (!i) return -1;
  bool overflow = false;
  *out = intToDouble(i, &overflow);
  return overflow ? raiseInt(raise(&trv_exc_OverflowError, "int too large to convert to float")) : 0;
}

}  // namespace trivium::runtime
