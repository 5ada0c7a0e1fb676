// re.Match: what a match found, and the templates of sub() and expand(). Library Reference "re", Match Objects; texts as CPython's
// Modules/_sre/sre.c and, for templates, Lib/re/_parser.py.
#include "runtime/detail/bytes.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/re.h"

namespace trivium::runtime {

ClassObj reMatchClass;

Value reSlice(const ReSubject& s, int64_t from, int64_t to) {
  if (s.isText) {
    auto* text = as<StrObj>(s.object);
    if (from == 0 && to == text->length && isExact(s.object, &trv_class_str)) return s.object;
    return toValue(to > from ? strSubstring(text, from, to) : emptyStr());
  }
  if (from == 0 && to == s.length && isExact(s.object, &trv_class_bytes)) return s.object;
  return newBytes(s.data + from, to > from ? to - from : 0);
}

Value reNewMatch(RePatternObj* pattern, Value subject, int64_t pos, int64_t end, const int64_t* marks) {
  const int64_t count = 2 * (pattern->groups + 1);
  auto* m = gcNew<ReMatchObj>(reMatchClass.instanceShape, static_cast<size_t>(count) * sizeof(int64_t));
  m->subject = subject;
  m->pattern = pattern;
  m->pos = pos;
  m->end = end;
  m->lastIndex = marks[count];
  memcpy(m->marks, marks, static_cast<size_t>(count) * sizeof(int64_t));
  return toValue(m);
}

namespace {

ReMatchObj* matchOf(Value v) { return as<ReMatchObj>(v); }

bool subjectOf(ReMatchObj* m, ReSubject* out) { return reSubjectOf(m->subject, nullptr, out); }

Value groupText(ReMatchObj* m, const ReSubject& s, int64_t group, Value missing) {
  const int64_t from = m->marks[2 * group], to = m->marks[2 * group + 1];
  if (from < 0 || to < 0) return missing;
  const int64_t last = to < s.length ? to : s.length;
  return reSlice(s, from < last ? from : last, last);
}

/// Number of the group an argument names; -1 = IndexError.
int64_t groupNumber(ReMatchObj* m, Value v) {
  int64_t group = -1;
  if (isSmallInt(v)) {
    group = smallIntOf(v);
  } else if (hasIndex(v)) {
    if (indexValue(v, &group) < 0) {
      clearPending();
      group = -1;
    }
  } else {
    const Value known = m->pattern->names->used ? dictLookup(m->pattern->names, v) : 0;
    if (known) group = smallIntOf(known);
    if (!known && hasPending()) return -1;
  }
  if (group < 0 || group > m->pattern->groups) return raiseInt(raise(&trv_exc_IndexError, "no such group"));
  return group;
}

Value group(Value self, const Value* args, int64_t nargs) {
  ReMatchObj* m = matchOf(self);
  ReSubject s;
  if (!subjectOf(m, &s)) return 0;
  if (nargs == 0) return groupText(m, s, 0, none());
  if (nargs == 1) {
    const int64_t number = groupNumber(m, args[0]);
    return number < 0 ? 0 : groupText(m, s, number, none());
  }
  TupleObj* out = newTuple(nargs);
  for (int64_t i = 0; i < nargs; ++i) {
    const int64_t number = groupNumber(m, args[i]);
    if (number < 0) return 0;
    out->items[i] = groupText(m, s, number, none());
  }
  return toValue(out);
}
Value getGroup(Value self, Value key) { return group(self, &key, 1); }

Value groups(Value self, const Value* args, int64_t) {
  ReMatchObj* m = matchOf(self);
  ReSubject s;
  if (!subjectOf(m, &s)) return 0;
  TupleObj* out = newTuple(m->pattern->groups);
  for (int64_t i = 0; i < m->pattern->groups; ++i) out->items[i] = groupText(m, s, i + 1, args[0] ? args[0] : none());
  return toValue(out);
}
Value groupDict(Value self, const Value* args, int64_t) {
  ReMatchObj* m = matchOf(self);
  ReSubject s;
  if (!subjectOf(m, &s)) return 0;
  DictObj* out = newDict();
  int64_t position = 0;
  Value name, number;
  while (dictNext(m->pattern->names, &position, &name, &number))
    if (dictSet(out, name, groupText(m, s, smallIntOf(number), args[0] ? args[0] : none())) < 0) return 0;
  return toValue(out);
}

Value place(int64_t at) { return newInt(at); }
int64_t groupArgument(Value self, const Value* args, int64_t nargs) { return nargs ? groupNumber(matchOf(self), args[0]) : 0; }
Value startOf(Value self, const Value* args, int64_t nargs) {
  const int64_t number = groupArgument(self, args, nargs);
  return number < 0 ? 0 : place(matchOf(self)->marks[2 * number]);
}
Value endOf(Value self, const Value* args, int64_t nargs) {
  const int64_t number = groupArgument(self, args, nargs);
  return number < 0 ? 0 : place(matchOf(self)->marks[2 * number + 1]);
}
Value spanTuple(ReMatchObj* m, int64_t number) { return toValue(makeTuple(place(m->marks[2 * number]), place(m->marks[2 * number + 1]))); }
Value spanOf(Value self, const Value* args, int64_t nargs) {
  const int64_t number = groupArgument(self, args, nargs);
  return number < 0 ? 0 : spanTuple(matchOf(self), number);
}

Value expand(Value self, const Value* args, int64_t) {
  ReMatchObj* m = matchOf(self);
  ReSubject s;
  const Value parts = subjectOf(m, &s) ? reTemplate(m->pattern, args[0]) : 0;
  return parts ? reExpand(parts, s, m->marks) : 0;
}

Value itself(Value self, const Value*, int64_t) { return self; }

Value getString(Value self) { return matchOf(self)->subject; }
Value getRe(Value self) { return toValue(matchOf(self)->pattern); }
Value getPos(Value self) { return newInt(matchOf(self)->pos); }
Value getEndPos(Value self) { return newInt(matchOf(self)->end); }
Value getLastIndex(Value self) { return matchOf(self)->lastIndex < 0 ? none() : newInt(matchOf(self)->lastIndex); }
Value getLastGroup(Value self) {
  ReMatchObj* m = matchOf(self);
  int64_t position = 0;
  Value name, number;
  while (m->lastIndex > 0 && dictNext(m->pattern->names, &position, &name, &number))
    if (smallIntOf(number) == m->lastIndex) return name;
  return none();
}
Value getRegs(Value self) {
  ReMatchObj* m = matchOf(self);
  if (m->regs) return m->regs;
  TupleObj* out = newTuple(m->pattern->groups + 1);
  for (int64_t i = 0; i <= m->pattern->groups; ++i) out->items[i] = spanTuple(m, i);
  return m->regs = toValue(out);
}

Value reprSlot(Value self) {
  ReMatchObj* m = matchOf(self);
  const Value text = group(self, nullptr, 0);
  if (!text) return 0;
  return toValue(strFormat("<re.Match object; span=(%lld, %lld), match=%R>", static_cast<long long>(m->marks[0]), static_cast<long long>(m->marks[1]), text));
}

const NativeDef kMethods[] = {
    {"group", group, ArgKind::Positional, 0, -1},
    {"groups", groups, ArgKind::Named, 0, -1, "default="},
    {"groupdict", groupDict, ArgKind::Named, 0, -1, "default="},
    {"start", startOf, ArgKind::Positional, 0, 1},
    {"end", endOf, ArgKind::Positional, 0, 1},
    {"span", spanOf, ArgKind::Positional, 0, 1},
    {"expand", expand, ArgKind::Named, 0, -1, "template"},
    {"__copy__", itself, ArgKind::None},
    {"__deepcopy__", itself, ArgKind::One},
    kClassGetItem,
    {nullptr, nullptr},
};
const GetSetDef kAttributes[] = {
    {"string", getString, nullptr},       {"re", getRe, nullptr},     {"pos", getPos, nullptr}, {"endpos", getEndPos, nullptr}, {"lastindex", getLastIndex, nullptr},
    {"lastgroup", getLastGroup, nullptr}, {"regs", getRegs, nullptr}, {nullptr, nullptr, nullptr}};

// ---- templates

struct TemplateParser {
  RePatternObj* pattern;
  StrObj* text;
  Value shown;
  bool isText;
  int64_t at = 0;
  ListObj* parts = newList();
  StrBuilder literal = {};
  bool hasLiteral = false;

  int32_t peek() const { return at < text->length ? static_cast<int32_t>(charAt(text, at)) : -1; }
  void add(uint32_t c) {
    literal.append(c);
    hasLiteral = true;
  }
  void flush() {
    if (!hasLiteral) return;
    StrObj* s = literal.finish();
    listAppend(parts, isText ? toValue(s) : newBytes(s->data, s->length));
    literal = StrBuilder();
    hasLiteral = false;
  }
  bool fail(StrObj* message, int64_t position) { return reError(message, shown, position), false; }
  bool addGroup(int64_t number, int64_t position) {
    if (number > pattern->groups) return fail(strFormat("invalid group reference %lld", static_cast<long long>(number)), position);
    flush();
    listAppend(parts, newInt(number));
    return true;
  }
  bool namedGroup(int64_t backslash);
  bool escape();
};

bool isDigit(int32_t c) { return c >= '0' && c <= '9'; }
bool isOctal(int32_t c) { return c >= '0' && c <= '7'; }

bool TemplateParser::namedGroup(int64_t) {
  if (peek() != '<') return fail(newStr("missing <"), at);
  const int64_t first = ++at;
  while (peek() >= 0 && peek() != '>') ++at;
  if (peek() < 0) return fail(newStr(at == first ? "missing group name" : "missing >, unterminated name"), at == first ? at : first);
  StrObj* name = strSubstring(text, first, at++);
  if (name->length == 0) return fail(newStr("missing group name"), first);
  bool isNumber = true;
  int64_t number = 0;
  for (int64_t i = 0; i < name->length; ++i) {
    const uint32_t c = charAt(name, i);
    isNumber &= isDigit(static_cast<int32_t>(c));
    if (isNumber && number < kReMaxGroups) number = number * 10 + (c - '0');
  }
  if (isNumber) {
    if (number >= kReMaxGroups) return fail(strFormat("invalid group reference %U", name), first);
    return addGroup(number, first);
  }
  const Value isName = callMethod(toValue(name), TRV_STR("isidentifier"), nullptr, 0);
  if (!isName) return false;
  if (isName != fromBool(true) || (!isText && !name->ascii))
    return fail(strFormat("bad character in group name %S", isText ? repr(toValue(name)) : ascii(toValue(name))), first);
  const Value known = dictLookup(pattern->names, toValue(name));
  if (!known) return raise(&trv_exc_IndexError, "unknown group name %R", toValue(name)), false;
  return addGroup(smallIntOf(known), first);
}

/// The escape whose backslash was just taken.
bool TemplateParser::escape() {
  const int64_t backslash = at - 1;
  const int32_t c = peek();
  if (c < 0) return fail(newStr("bad escape (end of pattern)"), backslash);
  ++at;
  if (c == 'g') return namedGroup(backslash);
  if (c == '0') {
    uint32_t value = 0;
    for (int i = 0; i < 2 && isOctal(peek()); ++i) value = value * 8 + static_cast<uint32_t>(charAt(text, at++) - '0');
    add(value & 0xff);
    return true;
  }
  if (isDigit(c)) {
    int64_t number = c - '0';
    if (isDigit(peek())) {
      const int32_t second = peek();
      ++at;
      if (isOctal(c) && isOctal(second) && isOctal(peek())) {
        const int32_t third = peek();
        ++at;
        const int32_t value = (c - '0') * 64 + (second - '0') * 8 + (third - '0');
        if (value > 0377) return fail(strFormat("octal escape value \\%c%c%c outside of range 0-0o377", c, second, third), backslash);
        add(static_cast<uint32_t>(value));
        return true;
      }
      number = number * 10 + (second - '0');
    }
    return addGroup(number, backslash + 1);
  }
  static constexpr char kFrom[] = "abfnrtv\\", kTo[] = "\a\b\f\n\r\t\v\\";
  const char* named = c < 128 && c > 0 ? strchr(kFrom, c) : nullptr;
  if (named) {
    add(static_cast<uint32_t>(kTo[named - kFrom]));
  } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
    return fail(strFormat("bad escape \\%c", c), backslash);
  } else {
    add('\\');
    add(static_cast<uint32_t>(c));
  }
  return true;
}

}  // namespace

Value reTemplate(RePatternObj* pattern, Value v) {
  const bool isText = isStr(v);
  StrObj* text;
  if (isText) {
    text = as<StrObj>(v);
  } else {
    const uint8_t* data;
    int64_t n;
    if (!bufferOf(v, &data, &n)) return hasPending() ? 0 : raise(&trv_exc_TypeError, "decoding to str: need a bytes-like object, %T found", v);
    text = newLatin1(data, n);
  }
  if (text->length == 0 || (text->kind == 1 ? !memchr(text->data, '\\', static_cast<size_t>(text->length)) : strFind(text, charStr('\\'), 0, text->length) < 0))
    return isText && isExact(v, &trv_class_str) ? v : isText ? toValue(exactStr(v)) : isExact(v, &trv_class_bytes) ? v : newBytes(text->data, text->length);
  TemplateParser p{pattern, text, v, isText};
  while (p.at < text->length) {
    const uint32_t c = charAt(text, p.at++);
    if (c != '\\') p.add(c);
    else if (!p.escape()) return 0;
  }
  p.flush();
  if (p.parts->length == 1 && !isSmallInt(p.parts->items[0])) return p.parts->items[0];
  return toValue(p.parts);
}

Value reExpand(Value parts, const ReSubject& subject, const int64_t* marks) {
  if (!isExact(parts, &trv_class_list)) return parts;
  ListObj* pieces = newList(as<ListObj>(parts)->length);
  for (int64_t i = 0; i < as<ListObj>(parts)->length; ++i) {
    const Value part = as<ListObj>(parts)->items[i];
    if (!isSmallInt(part)) {
      listAppend(pieces, part);
      continue;
    }
    const int64_t from = marks[2 * smallIntOf(part)], to = marks[2 * smallIntOf(part) + 1];
    if (from >= 0 && to >= from) listAppend(pieces, reSlice(subject, from, to));
  }
  const Value empty = subject.isText ? toValue(emptyStr()) : newBytes(nullptr, 0);
  const Value list = toValue(pieces);
  return callMethod(empty, TRV_STR("join"), &list, 1);
}

void readyReMatch() {
  reMatchClass.slots.repr = reprSlot;
  reMatchClass.slots.getItem = getGroup;
  readyClass({&reMatchClass, "Match", nullptr, sizeof(ReMatchObj), 0, kMethods, kAttributes,
              "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.", nullptr, "re"});
}

}  // namespace trivium::runtime
