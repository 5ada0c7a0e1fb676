// Function objects, bound methods, cells and code objects (Language Reference 3.2, "Callable types", "Internal types").
#include "runtime/abi/helpers.h"
#include "runtime/detail/core.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_function, trv_class_method, trv_class_cell, trv_class_code;
Shape trv_shape_function, trv_shape_method, trv_shape_cell;
}

namespace {

FunctionObj* fn(Value v) { return as<FunctionObj>(v); }
Value orNone(Value v) { return v ? v : none(); }
unsigned long long address(Value v) { return static_cast<unsigned long long>(v); }
int refuseWrite(Value, Value) { return raiseInt(raise(&trv_exc_AttributeError, "readonly attribute")); }

// ---- functions

Value functionCall(Value self, const Value* args, int64_t nargs, Value kwnames) { return callFunction(fn(self), args, nargs, kwnames); }
Value functionRepr(Value self) { return toValue(strFormat("<function %U at 0x%llx>", fn(self)->qualname, address(self))); }
Value functionGet(Value self, Value instance, Value) { return instance ? newMethod(instance, self) : self; }

int setAttribute(Value self, StrObj* name, Value value) {
  Value found = lookupOnClass(&trv_class_function, name);
  if (found)
    if (auto set = classOf(found)->slots.descrSet) return set(found, self, value);
  if (value) return dictSetStr(as<DictObj>(functionDict(fn(self))), name, value);
  if (fn(self)->dict && dictDel(as<DictObj>(fn(self)->dict), toValue(name)) == 1) return 0;
  return raiseInt(raiseNoAttribute(self, name));
}

Value getName(Value self) { return fn(self)->name; }
Value getQualname(Value self) { return fn(self)->qualname; }
Value getModule(Value self) { return orNone(fn(self)->module); }
Value getDoc(Value self) { return orNone(fn(self)->doc); }
Value getDefaults(Value self) { return orNone(fn(self)->defaults); }
Value getKwDefaults(Value self) { return orNone(fn(self)->kwDefaults); }
Value getCode(Value self) { return newCode(fn(self)->info); }
Value getDict(Value self) { return functionDict(fn(self)); }
Value getGlobals(Value self) { return moduleNamespace(as<ModuleObj>(moduleByIndex(fn(self)->info->moduleIndex))); }
Value getClosure(Value self) {
  FunctionObj* f = fn(self);
  return f->cellCount ? toValue(tupleOf(f->cells, f->cellCount)) : none();
}
Value getAnnotations(Value self) {
  FunctionObj* f = fn(self);
  if (!f->annotations) f->annotations = toValue(newDict());
  return f->annotations;
}

int setName(Value self, Value value) {
  if (!value || !isStr(value)) return raiseInt(raise(&trv_exc_TypeError, "__name__ must be set to a string object"));
  fn(self)->name = value;
  return 0;
}
int setQualname(Value self, Value value) {
  if (!value || !isStr(value)) return raiseInt(raise(&trv_exc_TypeError, "__qualname__ must be set to a string object"));
  fn(self)->qualname = value;
  return 0;
}
int setModule(Value self, Value value) {
  fn(self)->module = value ? value : none();
  return 0;
}
int setDoc(Value self, Value value) {
  fn(self)->doc = value ? value : none();
  return 0;
}
int setDefaults(Value self, Value value) {
  if (value == none()) value = 0;
  if (value && !isTuple(value)) return raiseInt(raise(&trv_exc_TypeError, "__defaults__ must be set to a tuple object"));
  fn(self)->defaults = value;
  return 0;
}
int setKwDefaults(Value self, Value value) {
  if (value == none()) value = 0;
  if (value && !isDict(value)) return raiseInt(raise(&trv_exc_TypeError, "__kwdefaults__ must be set to a dict object"));
  fn(self)->kwDefaults = value;
  return 0;
}
int setAnnotations(Value self, Value value) {
  if (value == none()) value = 0;
  if (value && !isDict(value)) return raiseInt(raise(&trv_exc_TypeError, "__annotations__ must be set to a dict object"));
  fn(self)->annotations = value;
  return 0;
}
int setDict(Value self, Value value) {
  if (!value) return raiseInt(raise(&trv_exc_TypeError, "cannot delete __dict__"));
  if (!isDict(value)) return raiseInt(raise(&trv_exc_TypeError, "__dict__ must be set to a dictionary, not a '%T'", value));
  fn(self)->dict = value;
  return 0;
}
int setCode(Value, Value value) {
  if (!value || !isExact(value, &trv_class_code)) return raiseInt(raise(&trv_exc_TypeError, "__code__ must be set to a code object"));
  // Engines bind calls of known functions to their code when the program is compiled.
  return raiseInt(raise(&trv_exc_NotImplementedError, "the code of a compiled function cannot be replaced"));
}

const GetSetDef kFunctionGetSets[] = {
    {"__name__", getName, setName},
    {"__qualname__", getQualname, setQualname},
    {"__module__", getModule, setModule},
    {"__doc__", getDoc, setDoc},
    {"__defaults__", getDefaults, setDefaults},
    {"__kwdefaults__", getKwDefaults, setKwDefaults},
    {"__code__", getCode, setCode},
    {"__dict__", getDict, setDict},
    {"__closure__", getClosure, refuseWrite},
    {"__globals__", getGlobals, refuseWrite},
    {"__annotations__", getAnnotations, setAnnotations},
    {nullptr, nullptr, nullptr},
};

// ---- bound methods

MethodObj* bound(Value v) { return as<MethodObj>(v); }

Value methodNew(ClassObj*, const Value* args, int64_t nargs, Value kwnames) {
  if (keywordCount(kwnames)) return raise(&trv_exc_TypeError, "method() takes no keyword arguments");
  if (nargs != 2) return raise(&trv_exc_TypeError, "method expected 2 arguments, got %lld", static_cast<long long>(nargs));
  if (!classOf(args[0])->slots.call) return raise(&trv_exc_TypeError, "first argument must be callable");
  if (args[1] == none()) return raise(&trv_exc_TypeError, "instance must not be None");
  return newMethod(args[1], args[0]);
}
Value methodCall(Value self, const Value* args, int64_t nargs, Value kwnames) {
  return callWithSelf(bound(self)->function, bound(self)->self, args, nargs, kwnames);
}
Value methodRepr(Value self) {
  Value name = getAttrOrEnd(bound(self)->function, TRV_STR("__qualname__"));
  if (name == kEnd) name = getAttrOrEnd(bound(self)->function, TRV_STR("__name__"));
  if (!name) return 0;
  Value of = repr(bound(self)->self);
  return of ? toValue(strFormat("<bound method %U of %U>", name == kEnd || !isStr(name) ? toValue(TRV_STR("?")) : name, of)) : 0;
}
Value methodCompare(Value a, Value b, CompareOp op) {
  if (!isExact(b, &trv_class_method) || (op != CompareOp::Eq && op != CompareOp::Ne)) return notImplemented();
  int same = bound(a)->self == bound(b)->self ? equals(bound(a)->function, bound(b)->function) : 0;
  return same < 0 ? 0 : fromBool((same != 0) == (op == CompareOp::Eq));
}
int64_t methodHash(Value self) {
  int64_t h = hashOf(bound(self)->function);
  if (h == -1) return -1;
  h ^= static_cast<int64_t>(bound(self)->self >> 4);
  return h == -1 ? -2 : h;
}
/// What the method itself lacks it has from its function.
Value methodGetAttr(Value self, StrObj* name) {
  if (Value found = lookupOnClass(&trv_class_method, name)) return bindAttr(found, self, toValue(&trv_class_method));
  return getAttr(bound(self)->function, name);
}
Value methodGet(Value self, Value, Value) { return self; }
Value getFunction(Value self) { return bound(self)->function; }
Value getSelf(Value self) { return bound(self)->self; }
Value getMethodDoc(Value self) {
  Value doc = getAttrOrEnd(bound(self)->function, TRV_STR("__doc__"));
  return doc == kEnd ? none() : doc;
}
const GetSetDef kMethodGetSets[] = {
    {"__func__", getFunction, refuseWrite}, {"__self__", getSelf, refuseWrite}, {"__doc__", getMethodDoc, nullptr}, {nullptr, nullptr, nullptr}};

// ---- cells

Value cellNew(ClassObj*, const Value* args, int64_t nargs, Value kwnames) {
  if (keywordCount(kwnames)) return raise(&trv_exc_TypeError, "cell() takes no keyword arguments");
  if (nargs > 1) return raise(&trv_exc_TypeError, "cell expected at most 1 argument, got %lld", static_cast<long long>(nargs));
  return abi::trv_cell_new(nargs ? args[0] : 0);
}
Value cellRepr(Value self) {
  Value content = as<CellObj>(self)->content;
  if (!content) return toValue(strFormat("<cell at 0x%llx: empty>", address(self)));
  return toValue(strFormat("<cell at 0x%llx: %T object at 0x%llx>", address(self), content, address(content)));
}
Value cellCompare(Value a, Value b, CompareOp op) {
  if (!isExact(b, &trv_class_cell)) return notImplemented();
  Value x = as<CellObj>(a)->content, y = as<CellObj>(b)->content;
  if (x && y) return compare(x, y, op);
  return compare(fromSmallInt(x != 0), fromSmallInt(y != 0), op);
}
Value getContents(Value self) {
  Value content = as<CellObj>(self)->content;
  return content ? content : raise(&trv_exc_ValueError, "Cell is empty");
}
int setContents(Value self, Value value) {
  as<CellObj>(self)->content = value;
  return 0;
}
const GetSetDef kCellGetSets[] = {{"cell_contents", getContents, setContents}, {nullptr, nullptr, nullptr}};

// ---- code objects: a window on what the runtime knows of a compiled function

const FunctionInfo* infoOf(Value v) { return as<CodeObj>(v)->info; }

Value codeRepr(Value self) {
  const FunctionInfo* info = infoOf(self);
  return toValue(strFormat("<code object %U at 0x%llx, file \"%s\", line %u>", info->name, address(self), info->file, info->firstLine));
}
Value codeName(Value self) { return infoOf(self)->name; }
Value codeQualname(Value self) { return infoOf(self)->qualname; }
Value codeFile(Value self) { return toValue(newStr(infoOf(self)->file)); }
Value codeLine(Value self) { return newInt(infoOf(self)->firstLine); }
Value codeArgCount(Value self) { return newInt(infoOf(self)->posCount); }
Value codePosOnly(Value self) { return newInt(infoOf(self)->posOnlyCount); }
Value codeKwOnly(Value self) { return newInt(infoOf(self)->kwOnlyCount); }
Value namesFrom(const char* const* names, uint64_t n) {
  TupleObj* t = newTuple(static_cast<int64_t>(n));
  for (uint64_t i = 0; i < n; ++i) t->items[i] = toValue(intern(newStr(names[i])));
  return toValue(t);
}
/// The parameters, then what else is local to the function alone.
Value codeVarNames(Value self) {
  const FunctionInfo* info = infoOf(self);
  ListObj* names = newList();
  for (uint32_t i = 0; i < info->paramCount; ++i) listAppend(names, info->paramNames[i]);
  for (uint64_t i = 0; i < info->localCount - info->capturedCount - info->freeCount; ++i) {
    Value name = toValue(intern(newStr(info->localNames[i])));
    bool known = false;
    for (uint32_t k = 0; k < info->paramCount; ++k) known |= info->paramNames[k] == name;
    if (!known) listAppend(names, name);
  }
  return toValue(tupleOf(names->items, names->length));
}
Value codeLocalCount(Value self) { return newInt(as<TupleObj>(codeVarNames(self))->length); }
Value codeCellVars(Value self) {
  const FunctionInfo* info = infoOf(self);
  return namesFrom(info->localNames + (info->localCount - info->capturedCount - info->freeCount), info->capturedCount);
}
Value codeFreeVars(Value self) {
  const FunctionInfo* info = infoOf(self);
  return namesFrom(info->localNames + (info->localCount - info->freeCount), info->freeCount);
}
Value codeFlags(Value self) {
  const FunctionInfo* info = infoOf(self);
  constexpr int kOptimized = 1, kNewLocals = 2, kVarArgs = 4, kVarKeywords = 8, kNested = 16, kGenerator = 32;
  bool nested = strstr(utf8Of(as<StrObj>(info->qualname)), "<locals>") != nullptr;
  return newInt(kOptimized | kNewLocals | (info->flags & kHasVarArgs ? kVarArgs : 0) | (info->flags & kHasVarKeywords ? kVarKeywords : 0) |
                (nested ? kNested : 0) | (info->flags & kIsGenerator ? kGenerator : 0));
}
const GetSetDef kCodeGetSets[] = {
    {"co_name", codeName, refuseWrite},
    {"co_qualname", codeQualname, refuseWrite},
    {"co_filename", codeFile, refuseWrite},
    {"co_firstlineno", codeLine, refuseWrite},
    {"co_argcount", codeArgCount, refuseWrite},
    {"co_posonlyargcount", codePosOnly, refuseWrite},
    {"co_kwonlyargcount", codeKwOnly, refuseWrite},
    {"co_varnames", codeVarNames, refuseWrite},
    {"co_nlocals", codeLocalCount, refuseWrite},
    {"co_cellvars", codeCellVars, refuseWrite},
    {"co_freevars", codeFreeVars, refuseWrite},
    {"co_flags", codeFlags, refuseWrite},
    {nullptr, nullptr, nullptr},
};

DictObj* gCodes;  ///< code objects by the address of their FunctionInfo, so that f.__code__ is f.__code__

}  // namespace

Value functionDict(FunctionObj* f) {
  if (!f->dict) f->dict = toValue(newDict());
  return f->dict;
}

Value newMethod(Value self, Value function) {
  auto* m = gcNew<MethodObj>(&trv_shape_method);
  m->self = self;
  m->function = function;
  return toValue(m);
}

Value newCode(const FunctionInfo* info) {
  if (!gCodes) gCodes = newDict();
  Value key = newIntU(reinterpret_cast<uintptr_t>(info));
  if (Value known = dictLookup(gCodes, key)) return known;
  auto* code = gcNew<CodeObj>(trv_class_code.instanceShape);
  code->info = info;
  return dictSet(gCodes, key, toValue(code)) < 0 ? 0 : toValue(code);
}

extern "C" {
Value trv_func_new(void* infoPtr, Value defaults, Value kwDefaults, Value annotations, void* cells, int64_t count) {
  const auto* info = static_cast<const FunctionInfo*>(infoPtr);
  auto* f = gcNew<FunctionObj>(&trv_shape_function, static_cast<size_t>(count) * sizeof(Value));
  f->info = info;
  f->name = info->name;
  f->qualname = info->qualname;
  f->doc = info->doc;
  f->module = info->moduleIndex < gProgram.moduleCount ? toValue(gProgram.modules[info->moduleIndex].name) : 0;
  f->defaults = defaults;
  f->kwDefaults = kwDefaults;
  f->annotations = annotations;
  f->cellCount = count;
  for (int64_t i = 0; i < count; ++i) f->cells[i] = static_cast<const Value*>(cells)[i];
  return toValue(f);
}

Value trv_cell_new(Value content) {
  auto* cell = gcNew<CellObj>(&trv_shape_cell);
  cell->content = content;
  return toValue(cell);
}
}

void readyNativeFunctionClasses();
void readyFoundMethodClass();

void readyFunctionClasses() {
  readyNativeFunctionClasses();
  readyFoundMethodClass();
  gcAddRoots(reinterpret_cast<Value*>(&gCodes), 1);

  Slots& f = trv_class_function.slots;
  f.call = functionCall;
  f.repr = functionRepr;
  f.descrGet = functionGet;
  f.setAttr = setAttribute;
  readyClass({&trv_class_function, "function", nullptr, sizeof(FunctionObj), 0, nullptr, kFunctionGetSets, nullptr, &trv_shape_function});

  Slots& m = trv_class_method.slots;
  m.call = methodCall;
  m.repr = methodRepr;
  m.compare = methodCompare;
  m.hash = methodHash;
  m.getAttr = methodGetAttr;
  m.descrGet = methodGet;
  m.create = methodNew;
  readyClass({&trv_class_method, "method", nullptr, sizeof(MethodObj), 0, nullptr, kMethodGetSets, nullptr, &trv_shape_method});

  Slots& c = trv_class_cell.slots;
  c.repr = cellRepr;
  c.compare = cellCompare;
  c.create = cellNew;
  readyClass({&trv_class_cell, "cell", nullptr, sizeof(CellObj), 0, nullptr, kCellGetSets, nullptr, &trv_shape_cell});

  trv_class_code.slots.repr = codeRepr;
  readyClass({&trv_class_code, "code", nullptr, sizeof(CodeObj), 0, nullptr, kCodeGetSets, nullptr, nullptr});
}

}  // namespace trivium::runtime
