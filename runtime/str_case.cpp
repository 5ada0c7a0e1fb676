// Methods of str about the properties of characters: case mappings, predicates, translate and maketrans. Unicode rules as CPython's
// Objects/unicodeobject.c applies them (full case mappings, the final sigma).
#include "runtime/detail/containers.h"
#include "runtime/detail/str_methods.h"
#include "runtime/detail/unicode.h"

namespace trivium::runtime {

// ---- case mappings

namespace {

constexpr uint32_t kCapitalSigma = 0x3a3, kFinalSigma = 0x3c2, kSmallSigma = 0x3c3;

/// Lower case of a capital sigma at i: the final form behind a cased letter and not before one, skipping case-ignorable characters.
uint32_t lowerSigma(const StrObj* s, int64_t i) {
  int64_t k = i - 1;
  while (k >= 0 && (charFlags(charAt(s, k)) & kCharCaseIgnorable)) k--;
  if (k < 0 || !(charFlags(charAt(s, k)) & kCharCased)) return kSmallSigma;
  k = i + 1;
  while (k < s->length && (charFlags(charAt(s, k)) & kCharCaseIgnorable)) k++;
  return k == s->length || !(charFlags(charAt(s, k)) & kCharCased) ? kFinalSigma : kSmallSigma;
}

int lowerAt(const StrObj* s, int64_t i, uint32_t c, uint32_t* out) {
  if (c != kCapitalSigma) return lowerOf(c, out);
  *out = lowerSigma(s, i);
  return 1;
}

/// A new str from map(i, c, out), which writes up to three code points for character i.
template <class Map> StrObj* mapCharacters(StrObj* s, Map map) {
  uint32_t* out = static_cast<uint32_t*>(gcAllocLeaf(static_cast<size_t>(s->length * 3 + 1) * sizeof(uint32_t)));
  int64_t n = 0;
  for (int64_t i = 0; i < s->length; i++) n += map(i, charAt(s, i), out + n);
  return strFromCodePoints(out, n);
}

StrObj* mapAscii(StrObj* s, uint8_t first, uint8_t last) {
  StrObj* r = newStrOfKind(s->length, 1);
  r->ascii = 1;
  for (int64_t i = 0; i < s->length; i++) {
    uint8_t c = s->data[i];
    r->data[i] = c ^ static_cast<uint8_t>((c >= first && c <= last) << 5);
  }
  return r;
}

}  // namespace

StrObj* strLower(StrObj* s) {
  if (s->length == 0) return emptyStr();
  if (s->ascii) return mapAscii(s, 'A', 'Z');
  return mapCharacters(s, [s](int64_t i, uint32_t c, uint32_t* out) { return lowerAt(s, i, c, out); });
}

StrObj* strUpper(StrObj* s) {
  if (s->length == 0) return emptyStr();
  if (s->ascii) return mapAscii(s, 'a', 'z');
  return mapCharacters(s, [](int64_t, uint32_t c, uint32_t* out) { return upperOf(c, out); });
}

Value strLowerMethod(Value self, const Value*, int64_t) { return toValue(strLower(as<StrObj>(self))); }
Value strUpperMethod(Value self, const Value*, int64_t) { return toValue(strUpper(as<StrObj>(self))); }

Value strCasefoldMethod(Value self, const Value*, int64_t) {
  StrObj* s = as<StrObj>(self);
  if (s->ascii) return toValue(strLower(s));
  return toValue(mapCharacters(s, [](int64_t, uint32_t c, uint32_t* out) { return foldOf(c, out); }));
}

Value strCapitalizeMethod(Value self, const Value*, int64_t) {
  StrObj* s = as<StrObj>(self);
  return toValue(mapCharacters(s, [s](int64_t i, uint32_t c, uint32_t* out) { return i == 0 ? titleOf(c, out) : lowerAt(s, i, c, out); }));
}

Value strTitleMethod(Value self, const Value*, int64_t) {
  StrObj* s = as<StrObj>(self);
  bool inWord = false;
  return toValue(mapCharacters(s, [s, &inWord](int64_t i, uint32_t c, uint32_t* out) {
    int n = inWord ? lowerAt(s, i, c, out) : titleOf(c, out);
    inWord = (charFlags(c) & kCharCased) != 0;
    return n;
  }));
}

Value strSwapcaseMethod(Value self, const Value*, int64_t) {
  StrObj* s = as<StrObj>(self);
  return toValue(mapCharacters(s, [s](int64_t i, uint32_t c, uint32_t* out) {
    uint16_t f = charFlags(c);
    if (f & kCharUpper) return lowerAt(s, i, c, out);
    if (f & kCharLower) return upperOf(c, out);
    *out = c;
    return 1;
  }));
}

// ---- predicates

namespace {

/// Whether the string is not empty and every character has one of the flags.
Value allHave(Value self, unsigned wanted) {
  StrObj* s = as<StrObj>(self);
  if (s->length == 0) return fromBool(false);
  return fromBool(withUnits(s, [&](auto* p) {
    for (int64_t i = 0; i < s->length; i++)
      if (!(charFlags(p[i]) & wanted)) return false;
    return true;
  }));
}

/// isupper and islower: a cased character of the wanted case and none of `refused`.
Value allCased(Value self, unsigned wanted, unsigned refused) {
  StrObj* s = as<StrObj>(self);
  bool found = false;
  for (int64_t i = 0; i < s->length; i++) {
    uint16_t f = charFlags(charAt(s, i));
    if (f & refused) return fromBool(false);
    if (f & wanted) found = true;
  }
  return fromBool(found);
}

}  // namespace

Value strIsAlnum(Value self, const Value*, int64_t) { return allHave(self, kCharAlpha | kCharDecimal | kCharDigit | kCharNumeric); }
Value strIsAlpha(Value self, const Value*, int64_t) { return allHave(self, kCharAlpha); }
Value strIsAscii(Value self, const Value*, int64_t) { return fromBool(as<StrObj>(self)->ascii || as<StrObj>(self)->length == 0); }
Value strIsDecimal(Value self, const Value*, int64_t) { return allHave(self, kCharDecimal); }
Value strIsDigit(Value self, const Value*, int64_t) { return allHave(self, kCharDigit); }
Value strIsNumeric(Value self, const Value*, int64_t) { return allHave(self, kCharNumeric); }
Value strIsSpace(Value self, const Value*, int64_t) { return allHave(self, kCharSpace); }
Value strIsPrintable(Value self, const Value*, int64_t) {
  return as<StrObj>(self)->length == 0 ? fromBool(true) : allHave(self, kCharPrintable);
}
Value strIsLower(Value self, const Value*, int64_t) { return allCased(self, kCharLower, kCharUpper | kCharTitle); }
Value strIsUpper(Value self, const Value*, int64_t) { return allCased(self, kCharUpper, kCharLower | kCharTitle); }

Value strIsIdentifier(Value self, const Value*, int64_t) {
  StrObj* s = as<StrObj>(self);
  if (s->length == 0 || !(charFlags(charAt(s, 0)) & kCharIdStart)) return fromBool(false);
  for (int64_t i = 1; i < s->length; i++)
    if (!(charFlags(charAt(s, i)) & kCharIdContinue)) return fromBool(false);
  return fromBool(true);
}

Value strIsTitle(Value self, const Value*, int64_t) {
  StrObj* s = as<StrObj>(self);
  bool found = false, inWord = false;
  for (int64_t i = 0; i < s->length; i++) {
    uint16_t f = charFlags(charAt(s, i));
    bool starts = f & (kCharUpper | kCharTitle);
    if (starts ? inWord : (f & kCharLower) && !inWord) return fromBool(false);
    inWord = starts || (f & kCharLower);
    found |= inWord;
  }
  return fromBool(found);
}

// ---- translate

namespace {

/// What the table says of a character: the value, kEnd for "not in the table", 0 with an exception pending.
Value translationOf(Value table, uint32_t c) {
  Value key = fromSmallInt(c);
  if (isExact(table, &trv_class_dict)) {
    Value v = dictLookup(as<DictObj>(table), key);
    return v ? v : hasPending() ? 0 : kEnd;
  }
  Value v = getItem(table, key);
  if (v || !pendingIs(&trv_exc_LookupError)) return v;
  clearPending();
  return kEnd;
}

bool appendTranslated(StrBuilder& out, Value v, uint32_t c) {
  if (v == kEnd) {
    out.append(c);
  } else if (isStr(v)) {
    out.append(as<StrObj>(v));
  } else if (isInt(v)) {
    int64_t point;
    if (!intFitsInt64(v, &point) || point < 0 || point > 0x10ffff) {
      raise(&trv_exc_ValueError, "character mapping must be in range(0x110000)");
      return false;
    }
    out.append(static_cast<uint32_t>(point));
  } else if (v != none()) {
    raise(&trv_exc_TypeError, "character mapping must return integer, None or str");
    return false;
  }
  return true;
}

}  // namespace

Value strTranslateMethod(Value self, const Value* args, int64_t) {
  StrObj* s = as<StrObj>(self);
  Value table = args[0];
  // Only a dict answers the same each time, so only its answers are kept.
  Value known[128] = {};
  bool cached = isExact(table, &trv_class_dict);
  StrBuilder out;
  for (int64_t i = 0; i < s->length; i++) {
    uint32_t c = charAt(s, i);
    Value v = cached && c < 128 && known[c] ? known[c] : translationOf(table, c);
    if (!v) return 0;
    if (cached && c < 128) known[c] = v;
    if (!appendTranslated(out, v, c)) return 0;
  }
  return toValue(out.finish());
}

static Value tableFromDict(Value source) {
  if (!isExact(source, &trv_class_dict)) return raise(&trv_exc_TypeError, "if you give only one argument to maketrans it must be a dict");
  DictObj* table = newDict();
  int64_t position = 0;
  Value key, value;
  while (dictNext(as<DictObj>(source), &position, &key, &value)) {
    if (isStr(key)) {
      if (as<StrObj>(key)->length != 1) return raise(&trv_exc_ValueError, "string keys in translate table must be of length 1");
      key = fromSmallInt(charAt(as<StrObj>(key), 0));
    } else if (!isInt(key)) {
      return raise(&trv_exc_TypeError, "keys in translate table must be strings or integers");
    }
    if (dictSet(table, key, value) < 0) return 0;
  }
  return toValue(table);
}

Value strMaketransMethod(Value, const Value* args, int64_t nargs) {
  if (nargs > 1 && !wantStr(args[1], "maketrans", 2)) return 0;
  if (nargs > 2 && !wantStr(args[2], "maketrans", 3)) return 0;
  if (nargs == 1) return tableFromDict(args[0]);
  if (!isStr(args[0])) return raise(&trv_exc_TypeError, "first maketrans argument must be a string if there is a second argument");
  StrObj *from = as<StrObj>(args[0]), *to = as<StrObj>(args[1]);
  if (from->length != to->length) return raise(&trv_exc_ValueError, "the first two maketrans arguments must have equal length");
  DictObj* table = newDict();
  for (int64_t i = 0; i < from->length; i++)
    if (dictSet(table, fromSmallInt(charAt(from, i)), fromSmallInt(charAt(to, i))) < 0) return 0;
  if (nargs > 2) {
    StrObj* removed = as<StrObj>(args[2]);
    for (int64_t i = 0; i < removed->length; i++)
      if (dictSet(table, fromSmallInt(charAt(removed, i)), none()) < 0) return 0;
  }
  return toValue(table);
}

}  // namespace trivium::runtime
