// The built-in exception classes: construction, attributes, str and repr (Library Reference "Built-in Exceptions"; the texts and the
// order of checks are those of CPython's Objects/exceptions.c). All classes share ExceptionObj; what a class adds is in `extra`.
#include <errno.h>

#include "runtime/detail/containers.h"
#include "runtime/detail/errors.h"
#include "runtime/detail/text.h"

namespace trivium::runtime {

extern "C" {
#define TRV_EXCEPTION(name, base) ClassObj trv_exc_##name;
#include "runtime/exceptions.def"
#undef TRV_EXCEPTION
extern ClassObj trv_class_base_exception __attribute__((alias("trv_exc_BaseException")));
extern ClassObj trv_class_exception __attribute__((alias("trv_exc_Exception")));
}

// ---- BaseException

StrObj* exceptionName(Value exception) { return classOf(exception)->name; }

Value exceptionNew(ClassObj* cls, const Value* args, int64_t nargs, Value) {
  auto* e = static_cast<ExceptionObj*>(allocInstance(cls));
  if (nargs == 1) {
    auto* one = static_cast<TupleObj*>(gcAllocScan(sizeof(TupleObj) + sizeof(Value)));
    one->shape = &trv_shape_tuple;
    one->length = 1;
    one->items[0] = args[0];
    e->args = toValue(one);
  } else {
    e->args = toValue(tupleOf(args, nargs));
  }
  e->traceback = none();
  return toValue(e);
}

int exceptionInit(Value self, const Value* args, int64_t nargs, Value kwnames) {
  if (keywordCount(kwnames)) return raiseInt(raise(&trv_exc_TypeError, "%T() takes no keyword arguments", self));
  auto* known = as<TupleObj>(exceptionOf(self)->args);
  bool same = known->length == nargs;  // as exceptionNew left it, the usual case
  for (int64_t i = 0; same && i < nargs; ++i) same = known->items[i] == args[i];
  if (!same) exceptionOf(self)->args = toValue(tupleOf(args, nargs));
  return 0;
}

Value newExceptionOf(ClassObj* cls, const Value* args, int64_t nargs) {
  if (cls->flags & kHeapType) return call(toValue(cls), args, nargs);
  Value e = cls->slots.create(cls, args, nargs, 0);
  if (cls->slots.create == exceptionNew && cls->slots.init == exceptionInit) return e;  // would find what it is to store
  return e && classOf(e)->slots.init(e, args, nargs, 0) == 0 ? e : 0;
}

namespace {

Value orNone(Value v) { return v ? v : none(); }
TupleObj* argsOf(Value self) { return as<TupleObj>(exceptionOf(self)->args); }

Value exceptionStr(Value self) {
  TupleObj* args = argsOf(self);
  return args->length == 0 ? toValue(emptyStr()) : args->length == 1 ? str(args->items[0]) : str(toValue(args));
}

Value exceptionRepr(Value self) {
  TupleObj* args = argsOf(self);
  StrObj* text = args->length == 1 ? strFormat("%U(%R)", exceptionName(self), args->items[0])
                                   : strFormat("%U%R", exceptionName(self), toValue(args));
  return text ? toValue(text) : 0;
}

Value getArgs(Value self) { return exceptionOf(self)->args; }
int setArgs(Value self, Value value) {
  if (!value) return raiseInt(raise(&trv_exc_TypeError, "args may not be deleted"));
  Value tuple = tupleFrom(value);
  if (!tuple) return -1;
  exceptionOf(self)->args = tuple;
  return 0;
}

Value getTraceback(Value self) { return orNone(exceptionOf(self)->traceback); }
int setTraceback(Value self, Value value) {
  if (!value) return raiseInt(raise(&trv_exc_TypeError, "__traceback__ may not be deleted"));
  if (value != none() && !isExact(value, &trv_class_traceback))
    return raiseInt(raise(&trv_exc_TypeError, "__traceback__ must be a traceback or None"));
  exceptionOf(self)->traceback = value;
  return 0;
}

int setChained(Value* slot, Value value, const char* attribute, const char* what) {
  if (!value) return raiseInt(raise(&trv_exc_TypeError, "%s may not be deleted", attribute));
  if (value != none() && !isException(value))
    return raiseInt(raise(&trv_exc_TypeError, "exception %s must be None or derive from BaseException", what));
  *slot = value == none() ? 0 : value;
  return 0;
}
Value getContext(Value self) { return orNone(exceptionOf(self)->context); }
int setContext(Value self, Value value) { return setChained(&exceptionOf(self)->context, value, "__context__", "context"); }
Value getCause(Value self) { return orNone(exceptionOf(self)->cause); }
int setCause(Value self, Value value) {
  if (setChained(&exceptionOf(self)->cause, value, "__cause__", "cause") < 0) return -1;
  exceptionOf(self)->suppressContext = 1;
  return 0;
}
Value getSuppress(Value self) { return fromBool(exceptionOf(self)->suppressContext != 0); }
int setSuppress(Value self, Value value) {
  if (!value) return raiseInt(raise(&trv_exc_TypeError, "can't delete numeric/char attribute"));
  if (!isExact(value, &trv_class_bool)) return raiseInt(raise(&trv_exc_TypeError, "attribute value type must be bool"));
  exceptionOf(self)->suppressContext = value == fromBool(true);
  return 0;
}

Value getDict(Value self) { return instanceDict(self); }
int setDict(Value self, Value value) {
  if (!value || !isDict(value))
    return raiseInt(raise(&trv_exc_TypeError, value ? "__dict__ must be set to a dictionary, not a '%T'" : "cannot delete __dict__", value));
  Value own = instanceDict(self);
  if (!own) return -1;
  if (own == value) return 0;
  dictClear(as<DictObj>(own));
  return dictUpdateFrom(as<DictObj>(own), value);
}

Value addNote(Value self, const Value* args, int64_t) {
  if (!isStr(args[0])) return raise(&trv_exc_TypeError, "note must be a str, not '%T'", args[0]);
  StrObj* name = TRV_STR("__notes__");
  Value notes = getAttrOrEnd(self, name);
  if (!notes) return 0;
  if (notes == kEnd) {
    notes = toValue(newList());
    if (setAttr(self, name, notes) < 0) return 0;
  } else if (!isList(notes)) {
    return raise(&trv_exc_TypeError, "Cannot add note: __notes__ is not a list");
  }
  listAppend(as<ListObj>(notes), args[0]);
  return none();
}

Value withTraceback(Value self, const Value* args, int64_t) { return setTraceback(self, args[0]) < 0 ? 0 : self; }

Value setState(Value self, const Value* args, int64_t) {
  if (args[0] == none()) return none();
  if (!isDict(args[0])) return raise(&trv_exc_TypeError, "state is not a dictionary");
  int64_t position = 0;
  Value key, value;
  while (dictNext(as<DictObj>(args[0]), &position, &key, &value)) {
    StrObj* name = internedName(key);
    if (!name || setAttr(self, name, value) < 0) return 0;
  }
  return none();
}

/// What pickling and copying see of the attributes: the instance dict, 0 when it is empty.
Value stateOf(Value self) {
  DictObj* state = newDict();
  eachInstanceAttr(objectOf(self), [](StrObj* name, Value value, void* into) { dictSetStr(static_cast<DictObj*>(into), name, value); }, state);
  return state->used ? toValue(state) : 0;
}
Value reduced(Value self, TupleObj* args) {
  Value cls = toValue(classOf(self));
  Value state = stateOf(self);
  return toValue(state ? makeTuple(cls, toValue(args), state) : makeTuple(cls, toValue(args)));
}
Value exceptionReduce(Value self, const Value*, int64_t) { return reduced(self, argsOf(self)); }

const NativeDef kBaseMethods[] = {
    {"add_note", addNote, ArgKind::One},
    {"with_traceback", withTraceback, ArgKind::One},
    {"__setstate__", setState, ArgKind::One},
    {"__reduce__", exceptionReduce, ArgKind::None},
    {nullptr, nullptr},
};
const GetSetDef kBaseGetSets[] = {
    {"args", getArgs, setArgs},
    {"__traceback__", getTraceback, setTraceback},
    {"__context__", getContext, setContext},
    {"__cause__", getCause, setCause},
    {"__suppress_context__", getSuppress, setSuppress},
    {"__dict__", getDict, setDict},
    {nullptr, nullptr, nullptr},
};

// ---- attributes kept in `extra`

template <int i> Value getExtra(Value self) { return orNone(exceptionOf(self)->extra[i]); }
template <int i> int setExtra(Value self, Value value) {
  exceptionOf(self)->extra[i] = value;
  return 0;
}
template <int i> constexpr GetSetDef extra(const char* name) { return {name, getExtra<i>, setExtra<i>}; }

/// Keyword arguments of constructors that keep them in `extra`: names[i] goes to extra[first + i].
int readKeywords(Value self, const char* function, const char* const* names, int count, int first, const Value* values, Value kwnames) {
  for (int64_t k = 0; k < keywordCount(kwnames); ++k) {
    auto* name = as<StrObj>(as<TupleObj>(kwnames)->items[k]);
    int at = 0;
    while (at < count && !strEquals(name, names[at])) ++at;
    if (at == count) return raiseInt(raise(&trv_exc_TypeError, "'%U' is an invalid keyword argument for %s()", name, function));
    exceptionOf(self)->extra[first + at] = values[k];
  }
  return 0;
}

// ---- StopIteration, SystemExit

int stopIterationInit(Value self, const Value* args, int64_t nargs, Value kwnames) {
  if (exceptionInit(self, args, nargs, kwnames) < 0) return -1;
  exceptionOf(self)->extra[kStopValue] = nargs ? args[0] : none();
  return 0;
}
const GetSetDef kStopGetSets[] = {extra<kStopValue>("value"), {nullptr, nullptr, nullptr}};

int systemExitInit(Value self, const Value* args, int64_t nargs, Value kwnames) {
  if (exceptionInit(self, args, nargs, kwnames) < 0) return -1;
  exceptionOf(self)->extra[kExitCode] = nargs == 0 ? none() : nargs == 1 ? args[0] : exceptionOf(self)->args;
  return 0;
}
const GetSetDef kExitGetSets[] = {extra<kExitCode>("code"), {nullptr, nullptr, nullptr}};

// ---- ImportError, NameError, AttributeError

int importErrorInit(Value self, const Value* args, int64_t nargs, Value kwnames) {
  static const char* const names[] = {"name", "path"};
  if (exceptionInit(self, args, nargs, 0) < 0 || readKeywords(self, "ImportError", names, 2, kImportName, args + nargs, kwnames) < 0) return -1;
  exceptionOf(self)->extra[kImportMsg] = nargs == 1 ? args[0] : 0;
  return 0;
}
Value importErrorStr(Value self) {
  Value msg = exceptionOf(self)->extra[kImportMsg];
  return msg && isExact(msg, &trv_class_str) ? msg : exceptionStr(self);
}
const GetSetDef kImportGetSets[] = {extra<kImportMsg>("msg"), extra<kImportName>("name"), extra<kImportPath>("path"),
                                    {nullptr, nullptr, nullptr}};

int nameErrorInit(Value self, const Value* args, int64_t nargs, Value kwnames) {
  static const char* const names[] = {"name"};
  if (exceptionInit(self, args, nargs, 0) < 0) return -1;
  return readKeywords(self, "NameError", names, 1, kNameName, args + nargs, kwnames);
}
const GetSetDef kNameGetSets[] = {extra<kNameName>("name"), {nullptr, nullptr, nullptr}};

int attributeErrorInit(Value self, const Value* args, int64_t nargs, Value kwnames) {
  static const char* const names[] = {"name", "obj"};
  if (exceptionInit(self, args, nargs, 0) < 0) return -1;
  return readKeywords(self, "AttributeError", names, 2, kAttributeName, args + nargs, kwnames);
}
const GetSetDef kAttributeGetSets[] = {extra<kAttributeName>("name"), extra<kAttributeObj>("obj"), {nullptr, nullptr, nullptr}};

// ---- KeyError

Value keyErrorStr(Value self) {
  TupleObj* args = argsOf(self);
  return args->length == 1 ? repr(args->items[0]) : exceptionStr(self);
}

// ---- OSError

ClassObj* classOfErrno(int64_t code) {
  switch (code) {
    case EAGAIN: case EALREADY: case EINPROGRESS: return &trv_exc_BlockingIOError;
    case EPIPE: case ESHUTDOWN: return &trv_exc_BrokenPipeError;
    case ECHILD: return &trv_exc_ChildProcessError;
    case ECONNABORTED: return &trv_exc_ConnectionAbortedError;
    case ECONNREFUSED: return &trv_exc_ConnectionRefusedError;
    case ECONNRESET: return &trv_exc_ConnectionResetError;
    case EEXIST: return &trv_exc_FileExistsError;
    case ENOENT: return &trv_exc_FileNotFoundError;
    case EISDIR: return &trv_exc_IsADirectoryError;
    case ENOTDIR: return &trv_exc_NotADirectoryError;
    case EINTR: return &trv_exc_InterruptedError;
    case EACCES: case EPERM: return &trv_exc_PermissionError;
    case ESRCH: return &trv_exc_ProcessLookupError;
    case ETIMEDOUT: return &trv_exc_TimeoutError;
    default: return nullptr;
  }
}

Value osErrorNew(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames);
int osErrorInit(Value self, const Value* args, int64_t nargs, Value kwnames);

/// A subclass that defines __init__ but not __new__ gets its attributes from OSError.__init__, so that it can change the arguments;
/// all others from OSError.__new__.
bool fillsInInit(const ClassObj* cls) { return cls->slots.init != osErrorInit && cls->slots.create == osErrorNew; }

int fillOsError(Value self, const Value* args, int64_t nargs) {
  ExceptionObj* e = exceptionOf(self);
  int64_t kept = nargs;
  if (nargs >= 2 && nargs <= 5) {
    e->extra[kOsErrno] = args[0];
    e->extra[kOsStrerror] = args[1];
    const Value filename = nargs >= 3 ? args[2] : none();
    if (filename != none()) {
      if (classOf(self) == &trv_exc_BlockingIOError && hasIndex(filename)) {
        e->extra[kOsFilename2] = filename;  // characters_written
      } else {
        e->extra[kOsFilename] = filename;
        if (nargs == 5 && args[4] != none()) e->extra[kOsFilename2] = args[4];
        kept = 2;  // names of files are no part of args, for compatibility as CPython says
      }
    }
  }
  e->args = toValue(tupleOf(args, kept));
  return 0;
}

Value osErrorNew(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  const bool later = fillsInInit(cls);
  if (!later) {
    if (keywordCount(kwnames)) return raise(&trv_exc_TypeError, "%N() takes no keyword arguments", cls);
    int64_t code;
    if (cls == &trv_exc_OSError && nargs >= 2 && nargs <= 5 && isInt(args[0]) && intFitsInt64(args[0], &code))
      if (ClassObj* special = classOfErrno(code)) cls = special;
  }
  Value self = exceptionNew(cls, args, later ? 0 : nargs, 0);
  if (!later && fillOsError(self, args, nargs) < 0) return 0;
  return self;
}

int osErrorInit(Value self, const Value* args, int64_t nargs, Value kwnames) {
  if (!fillsInInit(classOf(self))) return 0;
  if (keywordCount(kwnames)) return raiseInt(raise(&trv_exc_TypeError, "%T() takes no keyword arguments", self));
  return fillOsError(self, args, nargs);
}

Value osErrorStr(Value self) {
  const ExceptionObj* e = exceptionOf(self);
  const Value code = orNone(e->extra[kOsErrno]), text = orNone(e->extra[kOsStrerror]);
  StrObj* s;
  if (e->extra[kOsFilename]) {
    s = e->extra[kOsFilename2] ? strFormat("[Errno %S] %S: %R -> %R", code, text, e->extra[kOsFilename], e->extra[kOsFilename2])
                               : strFormat("[Errno %S] %S: %R", code, text, e->extra[kOsFilename]);
  } else if (e->extra[kOsErrno] && e->extra[kOsStrerror]) {
    s = strFormat("[Errno %S] %S", code, text);
  } else {
    return exceptionStr(self);
  }
  return s ? toValue(s) : 0;
}
Value getWritten(Value self) {
  Value n = classOf(self) == &trv_exc_BlockingIOError && !exceptionOf(self)->extra[kOsFilename] ? exceptionOf(self)->extra[kOsFilename2] : 0;
  if (n) return n;
  raiseValue(&trv_exc_AttributeError, toValue(TRV_STR("characters_written")));
  exceptionOf(currentThread()->pending)->extra[kAttributeName] = toValue(TRV_STR("characters_written"));
  return 0;
}
int setWritten(Value self, Value value) {
  exceptionOf(self)->extra[kOsFilename2] = value;
  return 0;
}
Value getFilename2(Value self) {
  return classOf(self) == &trv_exc_BlockingIOError && !exceptionOf(self)->extra[kOsFilename] ? none() : orNone(exceptionOf(self)->extra[kOsFilename2]);
}
Value osErrorReduce(Value self, const Value*, int64_t) {
  const ExceptionObj* e = exceptionOf(self);
  TupleObj* args = argsOf(self);
  if (args->length == 2 && e->extra[kOsFilename])
    args = e->extra[kOsFilename2] ? makeTuple(args->items[0], args->items[1], e->extra[kOsFilename], none(), e->extra[kOsFilename2])
                                  : makeTuple(args->items[0], args->items[1], e->extra[kOsFilename]);
  return reduced(self, args);
}
const NativeDef kOsMethods[] = {{"__reduce__", osErrorReduce, ArgKind::None}, {nullptr, nullptr}};
const GetSetDef kOsGetSets[] = {
    extra<kOsErrno>("errno"),
    extra<kOsStrerror>("strerror"),
    extra<kOsFilename>("filename"),
    {"filename2", getFilename2, setExtra<kOsFilename2>},
    {"characters_written", getWritten, setWritten},
    {nullptr, nullptr, nullptr},
};

// ---- SyntaxError

TupleObj* fieldsOf(Value self, int at, int count) {
  Value& fields = exceptionOf(self)->extra[at];
  if (!fields) fields = toValue(newTuple(count));
  return as<TupleObj>(fields);
}
template <int at, int count, int field> Value getField(Value self) { return orNone(fieldsOf(self, at, count)->items[field]); }
template <int at, int count, int field> int setField(Value self, Value value) {
  fieldsOf(self, at, count)->items[field] = value;
  return 0;
}
template <int field> constexpr GetSetDef syntaxField(const char* name) {
  return {name, getField<kSyntaxFields, kSyntaxFieldCount, field>, setField<kSyntaxFields, kSyntaxFieldCount, field>};
}

int syntaxErrorInit(Value self, const Value* args, int64_t nargs, Value kwnames) {
  if (exceptionInit(self, args, nargs, kwnames) < 0) return -1;
  TupleObj* fields = fieldsOf(self, kSyntaxFields, kSyntaxFieldCount);
  if (nargs >= 1) exceptionOf(self)->extra[kSyntaxMsg] = args[0];
  if (nargs != 2) return 0;
  Value given = tupleFrom(args[1]);
  if (!given) return -1;
  auto* info = as<TupleObj>(given);
  if (info->length < 4 || info->length > 6)
    return raiseInt(raise(&trv_exc_TypeError, "function takes at %s %d arguments (%lld given)", info->length < 4 ? "least" : "most",
                          info->length < 4 ? 4 : 6, static_cast<long long>(info->length)));
  if (info->length == 5) return raiseInt(raise(&trv_exc_TypeError, "end_offset must be provided when end_lineno is provided"));
  fields->items[kSyntaxFilename] = info->items[0];
  fields->items[kSyntaxLine] = info->items[1];
  fields->items[kSyntaxOffset] = info->items[2];
  fields->items[kSyntaxText] = info->items[3];
  if (info->length == 6) {
    fields->items[kSyntaxEndLine] = info->items[4];
    fields->items[kSyntaxEndOffset] = info->items[5];
  }
  return 0;
}
Value syntaxErrorStr(Value self) {
  TupleObj* fields = fieldsOf(self, kSyntaxFields, kSyntaxFieldCount);
  const Value msg = orNone(exceptionOf(self)->extra[kSyntaxMsg]);
  Value file = fields->items[kSyntaxFilename];
  const Value line = fields->items[kSyntaxLine];
  const bool hasFile = file && isStr(file), hasLine = line && isInt(line);
  if (!hasFile && !hasLine) return str(msg);
  if (hasFile) {
    auto* path = as<StrObj>(file);
    int64_t from = path->length;
    while (from > 0 && charAt(path, from - 1) != '/') --from;
    file = toValue(strSubstring(path, from, path->length));
  }
  StrObj* s = !hasLine ? strFormat("%S (%S)", msg, file) : !hasFile ? strFormat("%S (line %S)", msg, line) : strFormat("%S (%S, line %S)", msg, file, line);
  return s ? toValue(s) : 0;
}
const GetSetDef kSyntaxGetSets[] = {
    extra<kSyntaxMsg>("msg"),
    syntaxField<kSyntaxFilename>("filename"),
    syntaxField<kSyntaxLine>("lineno"),
    syntaxField<kSyntaxOffset>("offset"),
    syntaxField<kSyntaxText>("text"),
    syntaxField<kSyntaxEndLine>("end_lineno"),
    syntaxField<kSyntaxEndOffset>("end_offset"),
    syntaxField<kSyntaxPrint>("print_file_and_line"),
    {nullptr, nullptr, nullptr},
};

// ---- UnicodeError

template <int field> constexpr GetSetDef unicodeField(const char* name) {
  return {name, getField<kUnicodeFields, kUnicodeFieldCount, field>, setField<kUnicodeFields, kUnicodeFieldCount, field>};
}

/// Positions of the arguments are 1-based in the texts; `encoded` is what the object must be.
int unicodeInit(Value self, const Value* args, int64_t nargs, Value kwnames, bool hasEncoding, bool isBytesLike) {
  if (exceptionInit(self, args, nargs, kwnames) < 0) return -1;
  const int64_t wanted = hasEncoding ? 5 : 4;
  if (nargs != wanted)
    return raiseInt(raise(&trv_exc_TypeError, "function takes exactly %lld arguments (%lld given)", static_cast<long long>(wanted), static_cast<long long>(nargs)));
  int at = 0;
  const auto requireStr = [&](Value v) {
    if (isStr(v)) return true;
    raise(&trv_exc_TypeError, "argument %d must be str, not %T", at + 1, v);
    return false;
  };
  TupleObj* fields = newTuple(kUnicodeFieldCount);
  if (hasEncoding) {
    if (!requireStr(args[at])) return -1;
    fields->items[kUnicodeEncoding] = args[at++];
  }
  Value object = args[at];
  if (!isBytesLike && !requireStr(object)) return -1;
  ++at;
  for (int field = kUnicodeStart; field <= kUnicodeEnd; ++field) {
    Value n = index(args[at]);
    int64_t value;
    if (!n || toInt64(n, &value) < 0) return -1;
    fields->items[field] = newInt(value);
    ++at;
  }
  if (!requireStr(args[at])) return -1;
  fields->items[kUnicodeReason] = args[at];
  if (isBytesLike && !isBytes(object)) {
    const uint8_t* data;
    int64_t n;
    if (!bufferOf(object, &data, &n)) return raiseInt(raise(&trv_exc_TypeError, "a bytes-like object is required, not '%T'", object));
    object = newBytes(data, n);
  }
  fields->items[kUnicodeObject] = object;
  exceptionOf(self)->extra[kUnicodeFields] = toValue(fields);
  return 0;
}
int encodeErrorInit(Value self, const Value* args, int64_t nargs, Value kwnames) { return unicodeInit(self, args, nargs, kwnames, true, false); }
int decodeErrorInit(Value self, const Value* args, int64_t nargs, Value kwnames) { return unicodeInit(self, args, nargs, kwnames, true, true); }
int translateErrorInit(Value self, const Value* args, int64_t nargs, Value kwnames) {
  return unicodeInit(self, args, nargs, kwnames, false, false);
}

Value unicodeErrorStr(Value self) {
  TupleObj* f = fieldsOf(self, kUnicodeFields, kUnicodeFieldCount);
  const Value object = f->items[kUnicodeObject];
  if (!object) return toValue(emptyStr());
  const bool decoding = isInstance(self, &trv_exc_UnicodeDecodeError), translating = isInstance(self, &trv_exc_UnicodeTranslateError);
  int64_t start = 0, end = 0;
  if (toInt64(orNone(f->items[kUnicodeStart]), &start) < 0 || toInt64(orNone(f->items[kUnicodeEnd]), &end) < 0) return 0;
  const Value reason = str(orNone(f->items[kUnicodeReason]));
  const Value encoding = translating ? none() : str(orNone(f->items[kUnicodeEncoding]));
  if (!reason || !encoding) return 0;
  const int64_t length = decoding ? as<BytesObj>(object)->length : as<StrObj>(object)->length;
  StrBuilder out;
  if (translating) {
    out.append("can't translate character");
  } else {
    out.append("'");
    out.append(as<StrObj>(encoding));
    out.append(decoding ? "' codec can't decode byte" : "' codec can't encode character");
  }
  StrObj* tail;
  if (start >= 0 && start < length && end == start + 1) {
    const uint32_t c = decoding ? as<BytesObj>(object)->data[start] : charAt(as<StrObj>(object), start);
    tail = strFormat(decoding ? " 0x%02x in position %lld: %S" : c <= 0xFF ? " '\\x%02x' in position %lld: %S" : c <= 0xFFFF ? " '\\u%04x' in position %lld: %S" : " '\\U%08x' in position %lld: %S",
                     c, static_cast<long long>(start), reason);
  } else {
    tail = strFormat("s in position %lld-%lld: %S", static_cast<long long>(start), static_cast<long long>(end - 1), reason);
  }
  if (!tail) return 0;
  out.append(tail);
  return toValue(out.finish());
}
const GetSetDef kUnicodeGetSets[] = {
    unicodeField<kUnicodeEncoding>("encoding"),
    unicodeField<kUnicodeObject>("object"),
    unicodeField<kUnicodeStart>("start"),
    unicodeField<kUnicodeEnd>("end"),
    unicodeField<kUnicodeReason>("reason"),
    {nullptr, nullptr, nullptr},
};

// ---- start

/// What the classes that add something to their base add; all others are plain.
struct Special {
  ClassObj* cls;
  int (*init)(Value, const Value*, int64_t, Value);
  Value (*str)(Value);
  const GetSetDef* getsets;
};
const Special kSpecial[] = {
    {&trv_exc_StopIteration, stopIterationInit, nullptr, kStopGetSets},
    {&trv_exc_SystemExit, systemExitInit, nullptr, kExitGetSets},
    {&trv_exc_ImportError, importErrorInit, importErrorStr, kImportGetSets},
    {&trv_exc_NameError, nameErrorInit, nullptr, kNameGetSets},
    {&trv_exc_AttributeError, attributeErrorInit, nullptr, kAttributeGetSets},
    {&trv_exc_KeyError, nullptr, keyErrorStr, nullptr},
    {&trv_exc_OSError, osErrorInit, osErrorStr, kOsGetSets},
    {&trv_exc_SyntaxError, syntaxErrorInit, syntaxErrorStr, kSyntaxGetSets},
    {&trv_exc_UnicodeEncodeError, encodeErrorInit, unicodeErrorStr, kUnicodeGetSets},
    {&trv_exc_UnicodeDecodeError, decodeErrorInit, unicodeErrorStr, kUnicodeGetSets},
    {&trv_exc_UnicodeTranslateError, translateErrorInit, unicodeErrorStr, kUnicodeGetSets + 1},
};

struct Row {
  ClassObj* cls;
  ClassObj* base;
  const char* name;
};
#define trv_exc_object trv_class_object
const Row kRows[] = {
#define TRV_EXCEPTION(name, base) {&trv_exc_##name, &trv_exc_##base, #name},
#include "runtime/exceptions.def"
#undef TRV_EXCEPTION
};
#undef trv_exc_object

}  // namespace

void readyExceptions() {
  Slots& s = trv_exc_BaseException.slots;
  s.create = exceptionNew;
  s.init = exceptionInit;
  s.repr = exceptionRepr;
  s.str = exceptionStr;
  trv_exc_OSError.slots.create = osErrorNew;
  for (const Special& special : kSpecial) {
    special.cls->slots.init = special.init;
    special.cls->slots.str = special.str;
  }
  for (const Row& row : kRows) {
    if (row.cls == &trv_exc_BaseExceptionGroup || row.cls == &trv_exc_ExceptionGroup) {
      row.cls == &trv_exc_ExceptionGroup ? readyExceptionGroup() : readyBaseExceptionGroup();
      continue;
    }
    const bool isRoot = row.cls == &trv_exc_BaseException;
    const GetSetDef* getsets = isRoot ? kBaseGetSets : nullptr;
    for (const Special& special : kSpecial)
      if (special.cls == row.cls) getsets = special.getsets;
    const NativeDef* methods = isRoot ? kBaseMethods : row.cls == &trv_exc_OSError ? kOsMethods : nullptr;
    readyClass({row.cls, row.name, row.base, sizeof(ExceptionObj), kBaseType | (isRoot ? kExceptionSubclass | kHasDict : 0u), methods,
                getsets, nullptr, nullptr});
    builtinAdd(row.name, toValue(row.cls));
  }
  builtinAdd("IOError", toValue(&trv_exc_OSError));
  builtinAdd("EnvironmentError", toValue(&trv_exc_OSError));
}

}  // namespace trivium::runtime
