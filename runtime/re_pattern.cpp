// Module `_re`: re.Pattern and the functions of module re, which find the pattern in a cache and go on with it. Library Reference "re";
// texts as CPython's Modules/_sre/sre.c and Lib/re/__init__.py.
#include "runtime/detail/bytes.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/re.h"

namespace trivium::runtime {

ClassObj rePatternClass;
static ClassObj iteratorClass, scannerClass;

bool reSubjectOf(Value v, const RePatternObj* pattern, ReSubject* out) {
  out->object = v;
  out->isText = isStr(v);
  if (out->isText) {
    auto* s = as<StrObj>(v);
    out->data = s->data;
    out->kind = s->kind;
    out->length = s->length;
  } else {
    out->kind = 1;
    if (isSmallInt(v) || !bufferOf(v, &out->data, &out->length))
      return hasPending() || raise(&trv_exc_TypeError, "expected string or bytes-like object, got '%T'", v) ? false : false;
  }
  if (pattern && out->isText != isStr(pattern->pattern)) {
    raise(&trv_exc_TypeError, out->isText ? "cannot use a bytes pattern on a string-like object" : "cannot use a string pattern on a bytes-like object");
    return false;
  }
  return true;
}

namespace {

RePatternObj* patternOf(Value v) { return as<RePatternObj>(v); }

/// A pattern at work on a string.
struct Run {
  RePatternObj* pattern;
  ReSubject subject;
  int64_t pos, end;      ///< as given, clamped
  int64_t next;          ///< where the next search begins
  bool mustAdvance = false;
  int64_t* marks;        ///< of the last match

  bool start(Value self, Value string, Value posArgument, Value endArgument) {
    pattern = patternOf(self);
    pos = 0;
    end = INT64_MAX;
    if (!reSubjectOf(string, pattern, &subject)) return false;
    if (posArgument && !bound(posArgument, &pos)) return false;
    if (endArgument && !bound(endArgument, &end)) return false;
    pos = pos < 0 ? 0 : pos > subject.length ? subject.length : pos;
    end = end < 0 ? 0 : end > subject.length ? subject.length : end;
    next = pos;
    marks = static_cast<int64_t*>(gcAllocLeaf(static_cast<size_t>(2 * pattern->groups + 3) * sizeof(int64_t)));
    return true;
  }
  static bool bound(Value v, int64_t* out) {
    bool overflow = false;
    return toInt64(v, out, &overflow) == 0;
  }
  /// 1, 0 or -1, as reRun. The string may have changed since (a bytearray): its memory is looked up again.
  int find(ReMode mode) {
    if (next > end) return 0;
    if (!subject.isText && !reSubjectOf(subject.object, pattern, &subject)) return -1;
    if (end > subject.length) end = subject.length;
    if (next > end) return 0;
    const int found = reRun(pattern->program, subject, next, end, mode, mustAdvance, marks);
    if (found == 1) {
      mustAdvance = marks[0] == marks[1];
      next = marks[1];
    }
    return found;
  }
  Value match() { return reNewMatch(pattern, subject.object, pos, end, marks); }
  Value group(int64_t number, Value missing) {
    const int64_t from = marks[2 * number], to = marks[2 * number + 1];
    return from < 0 || to < from ? missing : reSlice(subject, from, to);
  }
  Value empty() { return subject.isText ? toValue(emptyStr()) : newBytes(nullptr, 0); }
};

template <ReMode mode> Value matchWith(Value self, const Value* args, int64_t) {
  Run run;
  if (!run.start(self, args[0], args[1], args[2])) return 0;
  const int found = run.find(mode);
  return found < 0 ? 0 : found ? run.match() : none();
}

Value findAll(Value self, const Value* args, int64_t) {
  Run run;
  if (!run.start(self, args[0], args[1], args[2])) return 0;
  ListObj* out = newList();
  const int64_t groups = run.pattern->groups;
  for (;;) {
    const int found = run.find(ReMode::Search);
    if (found < 0) return 0;
    if (!found) return toValue(out);
    if (groups <= 1) {
      listAppend(out, run.group(groups, run.empty()));
      continue;
    }
    TupleObj* item = newTuple(groups);
    for (int64_t i = 0; i < groups; ++i) item->items[i] = run.group(i + 1, run.empty());
    listAppend(out, toValue(item));
  }
}

Value split(Value self, const Value* args, int64_t) {
  Run run;
  int64_t limit = 0;
  if ((args[1] && indexValue(args[1], &limit) < 0) || !run.start(self, args[0], 0, 0)) return 0;
  ListObj* out = newList();
  int64_t last = 0;
  for (int64_t n = 0; limit == 0 || n < limit; ++n) {
    const int found = run.find(ReMode::Search);
    if (found < 0) return 0;
    if (!found) break;
    listAppend(out, reSlice(run.subject, last, run.marks[0]));
    for (int64_t i = 1; i <= run.pattern->groups; ++i) listAppend(out, run.group(i, none()));
    last = run.marks[1];
  }
  listAppend(out, reSlice(run.subject, last, run.end));
  return toValue(out);
}

/// sub() and subn(): the new string, the number of replacements in *count.
Value substitute(Value self, Value replacement, Value string, Value limitArgument, int64_t* count) {
  int64_t limit = 0;
  if (limitArgument && indexValue(limitArgument, &limit) < 0) return 0;
  const bool isCall = classOf(replacement)->slots.call != nullptr;
  const Value parts = isCall ? 0 : reTemplate(patternOf(self), replacement);
  Run run;
  if ((!isCall && !parts) || !run.start(self, string, 0, 0)) return 0;
  ListObj* out = newList();
  int64_t last = 0;
  *count = 0;
  while (limit == 0 || *count < limit) {
    const int found = run.find(ReMode::Search);
    if (found < 0) return 0;
    if (!found) break;
    const int64_t from = run.marks[0], to = run.marks[1];
    if (last < from) listAppend(out, reSlice(run.subject, last, from));
    const Value item = isCall ? callWith(replacement, run.match()) : reExpand(parts, run.subject, run.marks);
    if (!item) return 0;
    if (item != none()) listAppend(out, item);
    last = to;
    ++*count;
  }
  if (last < run.end) listAppend(out, reSlice(run.subject, last, run.end));
  if (out->length == 0) return run.empty();
  const Value list = toValue(out);
  return callMethod(run.empty(), TRV_STR("join"), &list, 1);
}
Value sub(Value self, const Value* args, int64_t) {
  int64_t count;
  return substitute(self, args[0], args[1], args[2], &count);
}
Value subn(Value self, const Value* args, int64_t) {
  int64_t count;
  const Value text = substitute(self, args[0], args[1], args[2], &count);
  return text ? toValue(makeTuple(text, newInt(count))) : 0;
}

// ---- finditer() and scanner()

struct ScannerObj : Object {
  Run run;
  uint8_t isDone;
};

Value newScanner(ClassObj* cls, Value self, const Value* args) {
  Run run;
  if (!run.start(self, args[0], args[1], args[2])) return 0;
  auto* s = gcNew<ScannerObj>(cls->instanceShape);
  s->run = run;
  return toValue(s);
}
Value findIter(Value self, const Value* args, int64_t) { return newScanner(&iteratorClass, self, args); }
Value scanner(Value self, const Value* args, int64_t) { return newScanner(&scannerClass, self, args); }

template <ReMode mode> Value scan(Value self, Value atEnd) {
  auto* s = as<ScannerObj>(self);
  if (s->isDone) return atEnd;
  const int found = s->run.find(mode);
  if (found < 0) return 0;
  if (found) return s->run.match();
  s->isDone = 1;
  return atEnd;
}
Value iteratorNext(Value self) { return scan<ReMode::Search>(self, kEnd); }
Value iteratorSelf(Value self) { return self; }
template <ReMode mode> Value scannerMethod(Value self, const Value*, int64_t) { return scan<mode>(self, none()); }
Value scannerPattern(Value self) { return toValue(as<ScannerObj>(self)->run.pattern); }
const NativeDef kScannerMethods[] = {
    {"match", scannerMethod<ReMode::Match>, ArgKind::None}, {"search", scannerMethod<ReMode::Search>, ArgKind::None}, {nullptr, nullptr}};
const GetSetDef kScannerAttributes[] = {{"pattern", scannerPattern, nullptr}, {nullptr, nullptr, nullptr}};

// ---- the pattern itself

Value getPattern(Value self) { return patternOf(self)->pattern; }
Value getFlags(Value self) { return newInt(patternOf(self)->flags); }
Value getGroups(Value self) { return newInt(patternOf(self)->groups); }
Value getGroupIndex(Value self) {
  if (patternOf(self)->names->used == 0) return toValue(newDict());
  return newMappingProxy(toValue(patternOf(self)->names));
}

Value reprSlot(Value self) {
  static constexpr const char* kNames[] = {"re.TEMPLATE", "re.IGNORECASE", "re.LOCALE", "re.MULTILINE", "re.DOTALL", "re.UNICODE", "re.VERBOSE", "re.DEBUG", "re.ASCII"};
  RePatternObj* p = patternOf(self);
  const Value shown = repr(p->pattern);
  if (!shown) return 0;
  StrBuilder out;
  out.append("re.compile(");
  auto* text = as<StrObj>(shown);
  out.append(text, 0, text->length < 200 ? text->length : 200);
  auto flags = static_cast<uint32_t>(p->flags);
  if (isStr(p->pattern) && (flags & kReTypeFlags) == kReUnicode) flags &= ~kReUnicode;
  const char* separator = ", ";
  for (int i = 0; i < 9; ++i)
    if (flags >> i & 1) {
      out.append(separator);
      out.append(kNames[i]);
      separator = "|";
    }
  if (flags >> 9) {
    out.append(separator);
    out.append(strFormat("0x%x", flags >> 9 << 9));
  }
  out.append(")");
  return toValue(out.finish());
}

Value compareSlot(Value a, Value b, CompareOp op) {
  if ((op != CompareOp::Eq && op != CompareOp::Ne) || !isExact(b, &rePatternClass)) return notImplemented();
  RePatternObj *p = patternOf(a), *q = patternOf(b);
  int same = p == q;
  if (!same && p->flags == q->flags && isStr(p->pattern) == isStr(q->pattern) && (same = equals(p->pattern, q->pattern)) < 0) return 0;
  return fromBool((same != 0) == (op == CompareOp::Eq));
}
int64_t hashSlot(Value self) {
  const int64_t h = hashOf(patternOf(self)->pattern);
  if (h == -1) return -1;
  const int64_t mixed = h ^ (patternOf(self)->flags * 1000003);
  return mixed == -1 ? -2 : mixed;
}

Value itself(Value self, const Value*, int64_t) { return self; }
Value reduce(Value self, const Value*, int64_t) {
  const Value module = programModule(TRV_STR("re"));
  const Value compile = module ? getAttr(module, TRV_STR("_compile")) : 0;
  if (!compile) return 0;
  return toValue(makeTuple(compile, toValue(makeTuple(patternOf(self)->pattern, newInt(patternOf(self)->flags)))));
}

const char* const kWhere = "string, pos=, endpos=";
const NativeDef kMethods[] = {
    {"match", matchWith<ReMode::Match>, ArgKind::Named, 0, -1, kWhere},
    {"fullmatch", matchWith<ReMode::FullMatch>, ArgKind::Named, 0, -1, kWhere},
    {"search", matchWith<ReMode::Search>, ArgKind::Named, 0, -1, kWhere},
    {"findall", findAll, ArgKind::Named, 0, -1, kWhere},
    {"finditer", findIter, ArgKind::Named, 0, -1, kWhere},
    {"scanner", scanner, ArgKind::Named, 0, -1, kWhere},
    {"split", split, ArgKind::Named, 0, -1, "string, maxsplit="},
    {"sub", sub, ArgKind::Named, 0, -1, "repl, string, count="},
    {"subn", subn, ArgKind::Named, 0, -1, "repl, string, count="},
    {"__copy__", itself, ArgKind::None},
    {"__deepcopy__", itself, ArgKind::One},
    {"__reduce__", reduce, ArgKind::None},
    kClassGetItem,
    {nullptr, nullptr},
};
const GetSetDef kAttributes[] = {
    {"pattern", getPattern, nullptr}, {"flags", getFlags, nullptr}, {"groups", getGroups, nullptr}, {"groupindex", getGroupIndex, nullptr}, {nullptr, nullptr, nullptr}};

// ---- the cache

constexpr int64_t kMostCached = 512;
DictObj* cache;          ///< (class, pattern, flags) -> pattern
/// The last patterns by the identity of their text, so that a loop that calls re.match() costs next to nothing.
struct Recent {
  Value text, compiled;
  Value flags;
};
Recent recent[32];

Value compileText(Value text, uint32_t flags) {
  const bool isText = isStr(text);
  if (!isText && !isBytes(text)) return raise(&trv_exc_TypeError, "first argument must be string or compiled pattern");
  StrObj* source = isText ? as<StrObj>(text) : newLatin1(as<BytesObj>(text)->data, as<BytesObj>(text)->length);
  ReParsed parsed;
  if (!reParse(source, isText, text, flags, &parsed)) return 0;
  ReProgram* program = reCompile(parsed, text);
  if (!program) return 0;
  auto* p = gcNew<RePatternObj>(rePatternClass.instanceShape);
  p->pattern = text;
  p->program = program;
  p->names = parsed.names;
  p->flags = parsed.flags;
  p->groups = parsed.groups;
  return toValue(p);
}

void clearCache() {
  cache = newDict();
  for (Recent& r : recent) r = {};
}

}  // namespace

Value rePatternOf(Value text, uint32_t flags) {
  Recent& slot = recent[((text >> 4) ^ flags) & 31];
  if (slot.text == text && slot.compiled && slot.flags == fromSmallInt(flags)) return slot.compiled;
  if (isExact(text, &rePatternClass)) {
    if (flags) return raise(&trv_exc_ValueError, "cannot process flags argument with a compiled pattern");
    return text;
  }
  const Value key = toValue(makeTuple(toValue(classOf(text)), text, newInt(flags)));
  Value compiled = dictLookup(cache, key);
  if (!compiled) {
    if (hasPending()) return 0;
    if (!(compiled = compileText(text, flags))) return 0;
    if (cache->used >= kMostCached) clearCache();
    if (dictSet(cache, key, compiled) < 0) return 0;
  }
  slot = {text, compiled, fromSmallInt(flags)};
  return compiled;
}

namespace {

// ---- functions of the module

/// The pattern of a function's first argument, with its flags.
Value patternArgument(Value text, Value flags) {
  int64_t bits = 0;
  if (flags && toInt64(flags, &bits) < 0) return 0;
  return rePatternOf(text, static_cast<uint32_t>(bits));
}
using Method = Value (*)(Value self, const Value* args, int64_t nargs);
/// function(pattern, string, flags) as method(string).
template <Method method> Value onString(Value, const Value* args, int64_t) {
  const Value pattern = patternArgument(args[0], args[2]);
  const Value given[] = {args[1], 0, 0};
  return pattern ? method(pattern, given, 3) : 0;
}
Value splitFn(Value, const Value* args, int64_t) {
  const Value pattern = patternArgument(args[0], args[3]);
  return pattern ? split(pattern, args + 1, 2) : 0;
}
template <Method method> Value onReplacement(Value, const Value* args, int64_t) {
  const Value pattern = patternArgument(args[0], args[4]);
  return pattern ? method(pattern, args + 1, 3) : 0;
}
Value compileFn(Value, const Value* args, int64_t) { return patternArgument(args[0], args[1]); }
Value purgeFn(Value, const Value*, int64_t) {
  clearCache();
  return none();
}

Value escapeFn(Value, const Value* args, int64_t) {
  static constexpr char kSpecial[] = "()[]{}?*+-|^$\\.&~# \t\n\r\v\f";
  const bool isText = isStr(args[0]);
  StrObj* text;
  if (isText) {
    text = as<StrObj>(args[0]);
  } else {
    const uint8_t* data;
    int64_t n;
    if (isSmallInt(args[0]) || !bufferOf(args[0], &data, &n))
      return hasPending() ? 0 : raise(&trv_exc_TypeError, "decoding to str: need a bytes-like object, %T found", args[0]);
    text = newLatin1(data, n);
  }
  StrBuilder out;
  for (int64_t i = 0; i < text->length; ++i) {
    const uint32_t c = charAt(text, i);
    if (c && c < 128 && strchr(kSpecial, static_cast<int>(c))) out.append("\\");
    out.append(c);
  }
  StrObj* escaped = out.finish();
  return isText ? toValue(escaped) : newBytes(escaped->data, escaped->length);
}

const char* const kString = "pattern, string, flags=";
const NativeDef kFunctions[] = {
    {"compile", compileFn, ArgKind::Named, 0, -1, "pattern, flags="},
    {"match", onString<matchWith<ReMode::Match>>, ArgKind::Named, 0, -1, kString},
    {"fullmatch", onString<matchWith<ReMode::FullMatch>>, ArgKind::Named, 0, -1, kString},
    {"search", onString<matchWith<ReMode::Search>>, ArgKind::Named, 0, -1, kString},
    {"findall", onString<findAll>, ArgKind::Named, 0, -1, kString},
    {"finditer", onString<findIter>, ArgKind::Named, 0, -1, kString},
    {"split", splitFn, ArgKind::Named, 0, -1, "pattern, string, maxsplit=, flags="},
    {"sub", onReplacement<sub>, ArgKind::Named, 0, -1, "pattern, repl, string, count=, flags="},
    {"subn", onReplacement<subn>, ArgKind::Named, 0, -1, "pattern, repl, string, count=, flags="},
    {"purge", purgeFn, ArgKind::None},
    {"escape", escapeFn, ArgKind::Named, 0, -1, "pattern"},
    {nullptr, nullptr},
};

}  // namespace

void initReModule(Value module) {
  gcAddRoots(reinterpret_cast<Value*>(&cache), 1);
  gcAddRoots(reinterpret_cast<Value*>(recent), 3 * sizeof recent / sizeof recent[0]);
  cache = newDict();
  rePatternClass.slots.repr = reprSlot;
  rePatternClass.slots.compare = compareSlot;
  rePatternClass.slots.hash = hashSlot;
  readyClass({&rePatternClass, "Pattern", nullptr, sizeof(RePatternObj), 0, kMethods, kAttributes, "Compiled regular expression object.", nullptr, "re"});
  readyReMatch();
  iteratorClass.slots.iter = iteratorSelf;
  iteratorClass.slots.next = iteratorNext;
  readyClass({&iteratorClass, "callable_iterator", nullptr, sizeof(ScannerObj), 0, nullptr, nullptr, nullptr, nullptr});
  readyClass({&scannerClass, "SRE_Scanner", nullptr, sizeof(ScannerObj), 0, kScannerMethods, kScannerAttributes, nullptr, nullptr, "_sre"});
  moduleAdd(module, "Pattern", toValue(&rePatternClass));
  moduleAdd(module, "Match", toValue(&reMatchClass));
  moduleAddFunctions(module, kFunctions);
}

}  // namespace trivium::runtime
