// What the files of the object model share: Shapes, descriptors, the slot table, calls, modules.
#pragma once
#include "runtime/object.h"

namespace trivium::runtime {

// ---- shape.cpp

struct ShapeEntry {
  StrObj* name;
  uint32_t slot;
};
struct ShapeTransition {
  StrObj* name;
  Shape* child;
  ShapeTransition* next;
  bool isFloat;  ///< the slot is raw
};
constexpr uint32_t kNoSlot = ~0u;
constexpr uint32_t kMaxShapeSlots = 192;  ///< instances with more attributes go to dictionary mode

/// Fills a root Shape for instances of cls with cls->inlineSlots slots inside (cls->reservedSlots of them taken).
void initRootShape(Shape* shape, ClassObj* cls);
Shape* newRootShape(ClassObj* cls);
/// Slot of an attribute, kNoSlot if the Shape has none. The name is interned.
uint32_t findSlot(Shape* shape, StrObj* name);
/// Shape after adding an attribute with this value; null when the instance should go to dictionary mode instead.
Shape* shapeAfterAdding(Shape* shape, StrObj* name, Value value);
/// Whether another value of that attribute could lead to another Shape: only exact floats are kept raw.
bool addingDependsOnValue(const Shape* shape, const StrObj* name);
/// Whether a value can be kept as a raw double. A NaN is found by its identity, so it stays the object it is.
inline bool isPlainFloat(Value v) { return hasShape(v, &trv_shape_float) && as<FloatObj>(v)->value == as<FloatObj>(v)->value; }
inline bool isFloatSlot(const Shape* shape, uint32_t k) { return k < 64 && (shape->floatSlots >> k & 1); }
/// What slot k of an object holds, 0 = unset; the overflow block must be large enough. Raw floats get a new object.
Value slotValue(Object* o, uint32_t k);
/// The reverse. A raw slot that gets another type becomes a Value, for which the object changes its Shape (at worst to dictionary mode).
/// Value 0 is for slots of __slots__ members only.
void setSlotValue(Object* o, uint32_t k, Value value);
/// Adds an attribute that the object does not have; `after` comes from shapeAfterAdding(o->shape, name, value).
void addSlot(Object* o, Shape* after, Value value);
DictObj* toDictMode(Object* o);
inline DictObj* dictModeDict(Object* o) { return as<DictObj>(*overflowWord(o)); }
void setInstanceAttr(Object* o, StrObj* name, Value value);
bool removeInstanceAttr(Object* o, StrObj* name);
/// Calls fn for each attribute in insertion order.
void eachInstanceAttr(Object* o, void (*fn)(StrObj* name, Value value, void* context), void* context);
/// Gives the object another class of compatible layout.
void changeClass(Object* o, ClassObj* cls);
/// After a class entry of that name was set or deleted, or (null) classes changed in another way: what Shapes promise of layouts.
void recheckLayouts(const StrObj* name);
/// The layouts that the program's image guesses (Shape::layouts).
struct LayoutField {
  StrObj* name;
  uint32_t slot;
  bool isFloat;
};
struct Layout {
  const LayoutField* fields;
  uint32_t count;
};
/// Says which layouts there are; the tables live as long as the process. Before any class of the program is made.
void setLayouts(const Layout* layouts, uint32_t count);
/// Lets attributes of this name be raw floats.
void setFloatAttribute(StrObj* name);
/// Whether attributes of cls's instances are found by the plain rules first: nothing in front of them, at most a __getattr__ behind.
bool looksUpGenerically(ClassObj* cls);
/// Adjusts cls->inlineSlots to what a new instance needed.
void tuneInlineSlots(ClassObj* cls, Object* fresh);
/// Small ints count as having the Shape of plain ints.
inline Shape* shapeOf(Value v) { return isSmallInt(v) ? &trv_shape_long : objectOf(v)->shape; }

// ---- class objects

/// Enters the native methods into cls->dict if that has not happened yet.
void fillClassDict(ClassObj* cls);
inline DictObj* classDict(ClassObj* cls) {
  if (__builtin_expect(cls->methods != nullptr || cls->getsets != nullptr || !cls->dict, 0)) fillClassDict(cls);
  return cls->dict;
}
/// Where an attribute of a class was found: entry `index` of `dict`, which stays there while trv_class_epoch does.
struct ClassLookup {
  DictObj* dict = nullptr;  ///< null = absent
  ClassObj* owner = nullptr;
  int64_t index = 0;
  Value value() const { return dict ? dict->entries[index].value : 0; }
};
ClassLookup findOnClass(ClassObj* cls, StrObj* name);
int64_t dictEntryIndex(DictObj* d, StrObj* key);  ///< -1 absent; interned keys
/// C3 linearisation; null with TypeError pending.
TupleObj* computeMro(ClassObj* cls, TupleObj* bases);
/// Starts a class object: metaclass, name, lists; not yet linked to anything.
ClassObj* newClassObj(ClassObj* metaclass);
Value newClass(ClassObj* metaclass, StrObj* name, TupleObj* bases, DictObj* ns, const Value* kwValues, Value kwnames);
void linkSubclass(ClassObj* base, ClassObj* cls);
int typeSetAttr(Value self, StrObj* name, Value value);
Value typeGetAttr(Value self, StrObj* name);
Value typeLookup(ClassObj* cls, StrObj* name);    ///< as typeGetAttr, kEnd when absent
Value typeCall(Value self, const Value* args, int64_t nargs, Value kwnames);
Value typeNew(ClassObj* meta, const Value* args, int64_t nargs, Value kwnames);
Value objectNew(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames);
int objectInit(Value self, const Value* args, int64_t nargs, Value kwnames);
Value objectRepr(Value self);
Value objectStr(Value self);
Value objectCompare(Value lhs, Value rhs, CompareOp op);
int64_t objectHash(Value self);
/// Attribute names as dir() without sorting collects them.
void collectClassNames(ClassObj* cls, DictObj* into);
Value dirOf(Value v);
bool nameIsDunder(const StrObj* name);
const char* nameOf(const ClassObj* cls);           ///< UTF-8 of cls->name
Value classModule(ClassObj* cls);                  ///< str
/// "module.qualname", or the qualname alone for builtins and __main__ when `hideMain`.
StrObj* qualifiedName(ClassObj* cls, bool hideMain);
int isInstanceOf(Value v, Value cls);              ///< isinstance(): __instancecheck__, tuples, unions
int isSubclassOf(Value v, Value cls);
extern ClassObj* const kObjectModelClasses[];
extern "C" Shape trv_shape_type;

// ---- slots.cpp

/// How the method behind a dunder name calls its slot, and the slot the method.
enum class SlotKind : uint8_t {
  Unary, Next, Hash, Len, Bool, BinaryLeft, BinaryRight, Inplace, Compare, GetItem, SetItem, DelItem, Contains, Call, Init, GetAttr,
  GetAttrHook, SetAttr, DelAttr, DescrGet, DescrSet, DescrDelete
};
struct SlotRow {
  const char* name;
  uint16_t offset;      ///< of the slot in Slots
  SlotKind kind;
  uint8_t op;           ///< CompareOp
  void* trampoline;
  const char* doc;
};
extern const SlotRow kSlotRows[];
extern const int kSlotRowCount;
StrObj* slotRowName(int row);
inline void*& slotAt(Slots& slots, uint16_t offset) { return *reinterpret_cast<void**>(reinterpret_cast<char*>(&slots) + offset); }
/// What was found on classes may hold no longer: begins a new epoch and empties the sites of generated code (site_cache.cpp).
void classesChanged();
/// Fills a class's slots from what the MRO defines. Classes made by a class statement only.
void fixupSlots(ClassObj* cls);
/// After cls.name changed: recomputes the slots behind that name for cls and its subclasses.
void updateSlots(ClassObj* cls, StrObj* name);
/// Whether the slot holds the trampoline, i.e. the method is written in Python.
bool isTrampolineInit(const ClassObj* cls);
/// Enters slot wrappers for what cls's slots add to its base's.
void addSlotWrappers(ClassObj* cls);

// ---- descriptors (descriptors.cpp, property.cpp)

struct PropertyObj : Object { Value get, set, del, doc, name; };
struct StaticMethodObj : Object { Value function; Value dict; };  ///< classmethod too
struct SuperObj : Object { Value thisClass, self, selfClass; };
/// What `method.find` answers when the lookup had effects: the object of the following call.method, already looked up.
struct FoundMethodObj : Object { Value callee; };
struct GetSetObj : Object { const GetSetDef* def; ClassObj* owner; };
struct MemberObj : Object { StrObj* name; ClassObj* owner; int64_t slot; };  ///< of __slots__
struct WrapperObj : Object { const SlotRow* row; ClassObj* owner; void* slot; Value self; };  ///< self 0 = unbound
struct MappingProxyObj : Object { Value mapping; };
struct CodeObj : Object { const FunctionInfo* info; };
struct GenericAliasObj : Object { Value origin, args, parameters; };
struct UnionObj : Object { Value args; };
struct NamespaceObj : Object {};

extern "C" {
extern ClassObj trv_class_method_descriptor, trv_class_classmethod_descriptor, trv_class_wrapper_descriptor, trv_class_method_wrapper,
    trv_class_getset_descriptor, trv_class_member_descriptor, trv_class_code, trv_class_generic_alias, trv_class_union,
    trv_class_simple_namespace;
extern Shape trv_shape_builtin_function, trv_shape_method_descriptor, trv_shape_module, trv_shape_super, trv_shape_found_method;
}
Value newWrapper(const SlotRow* row, ClassObj* owner, void* slot, Value self);
Value callWrapper(WrapperObj* w, Value self, const Value* args, int64_t nargs, Value kwnames);
Value newGetSet(const GetSetDef* def, ClassObj* owner);
Value newMember(StrObj* name, ClassObj* owner, uint32_t slot);
Value newStaticMethod(Value function);
Value newClassMethod(Value function);
Value newMappingProxy(Value mapping);
Value newGenericAlias(Value origin, Value args);
Value newUnion(Value a, Value b);                 ///< X | Y of classes; NotImplemented for other operands
Value genericAliasOf(Value cls, Value key);       ///< NativeFn body of builtin __class_getitem__
/// Attribute through super: the raw class attribute, 0 if absent (no exception).
Value superLookup(SuperObj* s, StrObj* name);
bool isPlainData(Value v);                        ///< no descriptor: replacing it on a class leaves inline caches right
/// The name of a callable for error texts, "list.append()" (CPython's _PyObject_FunctionStr).
StrObj* functionText(Value callee);

// ---- attribute.cpp

Value genericLookup(Value self, StrObj* name);    ///< as genericGetAttr, kEnd when absent
Value raiseNoAttribute(Value self, StrObj* name); ///< AttributeError with .name and .obj
/// Gives a pending AttributeError of the program its .name and .obj if it has neither; 0.
Value noteAttribute(Value self, StrObj* name);
/// Binds a value found on a class as attribute access through an instance (0 = through the class) does.
inline Value bindAttr(Value found, Value instance, Value owner) {
  auto get = classOf(found)->slots.descrGet;
  return get ? get(found, instance, owner) : found;
}
StrObj* internedName(Value name);                 ///< for names that come from the program; null + TypeError when no str

// ---- call.cpp, function.cpp

/// Calls with one argument put before the others.
Value callWithSelf(Value callee, Value self, const Value* args, int64_t nargs, Value kwnames);
Value callFunction(FunctionObj* f, const Value* args, int64_t nargs, Value kwnames);
Value callNative(const NativeDef* def, Value self, ClassObj* owner, const Value* args, int64_t nargs, Value kwnames);
/// Arguments as a tuple and a dict of keywords (0 = none).
Value callTuple(Value callee, Value args, Value keywords);
inline int64_t keywordCount(Value kwnames) { return kwnames ? as<TupleObj>(kwnames)->length : 0; }
/// Whether arguments can be passed on unchanged: positional parameters only, all given.
inline bool takesExactly(const FunctionInfo* info, int64_t nargs) { return nargs == info->posCount && info->paramCount == info->posCount; }
Value newCode(const FunctionInfo* info);
Value functionDict(FunctionObj* f);

// ---- generator.cpp

/// StopIteration after nextOf(iterator) answered kEnd, with the value a generator returned.
Value raiseStopIteration(Value iterator);

// ---- modules (module.cpp)

struct ModuleObj : Object {
  StrObj* name;
  DictObj* dict;         ///< names that are no variables of the program's module
  int64_t moduleIndex;   ///< in the program image, -1 = none
  int64_t state;         ///< 0 not run, 1 running, 2 done
  DictObj* slots;        ///< variable name -> program-wide index, made on demand
  Value ns;              ///< what moduleNamespace answers, made on demand
};
/// Variables of a program's module: the words live in the program's array.
struct ModuleImage {
  StrObj* name;
  const char* file;
  bool isPackage;
  int64_t body;            ///< function index or -1
  int64_t globalCount;
  uint32_t* globals;       ///< program-wide indices
  ModuleObj* object;
};
struct ProgramImage {
  const struct ProgramDescriptor* descriptor;
  int64_t moduleCount, globalCount, functionCount, constantCount;
  ModuleImage* modules;
  StrObj** globalNames;
  uint32_t* globalModules;
};
extern ProgramImage gProgram;
Value moduleGet(ModuleObj* m, StrObj* name);      ///< attribute or 0
/// Address of a variable of the module, null if it has none of that name.
Value* moduleVariable(ModuleObj* m, StrObj* name);
DictObj* moduleSnapshot(ModuleObj* m);            ///< new dict of all names
void moduleSet(ModuleObj* m, StrObj* name, Value value);
bool moduleDelete(ModuleObj* m, StrObj* name);    ///< false: there was none
/// The module's `__dict__`, always the same object: reads and writes go through to the variables.
Value moduleNamespace(ModuleObj* m);
/// Whether a program may store `value` (0: delete) under that name; -1 raised for the built-ins that compiled code relies on.
int checkModuleStore(ModuleObj* m, StrObj* name, Value value);
Value moduleByIndex(int64_t index);               ///< the module object, not run
extern DictObj* gModules;                         ///< sys.modules: name -> module
DictObj* builtinTable();                          ///< all built-ins, by name

// ---- finalization (finalize.cpp)
/// Has v finalized once it is unreachable or the program ends.
void addFinalizable(Value v);
void finalizeDue();                               ///< what the collector found unreachable
void finalizeAll();                               ///< at the end of the program: everything
extern bool gFinalizing;                          ///< the program has ended; tracebacks no longer show source lines, as CPython's
/// Whether calling `source`, `source.name` or (0) a generator expression made the generator: then that call's caller alone holds it.
bool cameFrom(Value generator, Value source, Value name);
void closeDropped(Value generator);               ///< close() of a generator that nothing refers to; errors are printed

// ---- errors

Value newException(ClassObj* cls, Value args);
void printUncaught(Value exception);              ///< traceback to stderr
/// Text of a traceback as traceback.format_exception gives it.
StrObj* formatException(Value exception, bool chain);
extern "C" Shape trv_shape_traceback;
inline Value newTracebackEntry(const FunctionInfo* info, uint32_t loc, Value next) {
  auto* tb = static_cast<TracebackObj*>(gcAllocScan(sizeof(TracebackObj)));
  tb->shape = &trv_shape_traceback;
  tb->next = next && next != none() ? as<TracebackObj>(next) : nullptr;
  tb->info = info;
  tb->locIndex = loc;
  return toValue(tb);
}
void readyExceptions();
void writeStderr(const char* data, int64_t bytes);

/// As raise() for NameError and AttributeError, with their attributes.
Value raiseNameError(StrObj* name);

void readyObjectModel();                          ///< classes of this part, before startup.def
void readyObjectClasses();
void readyDescriptorClasses();
void readyFunctionClasses();
void readyGeneratorClasses();
void readyModuleClasses();
void readyErrorClasses();
void readyAliasClasses();

}  // namespace trivium::runtime
