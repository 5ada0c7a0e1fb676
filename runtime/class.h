// Classes: the ClassObj, its table of slots through which dynamic operations dispatch, and how native types are declared.
//
// As in CPython, each operation on a value goes through a function pointer of its class. A class statement copies (inherits) the
// slots along the MRO and puts trampolines that call the Python method where the class defines or inherits a dunder method
// written in Python. Assigning a dunder on a class later recomputes its slots and those of its subclasses.
#pragma once
#include "runtime/abi/value.h"

namespace trivium::runtime {

enum class BinaryOp : uint8_t { Add, Sub, Mul, TrueDiv, FloorDiv, Mod, Pow, MatMul, LShift, RShift, And, Or, Xor, DivMod };
constexpr int kBinaryOpCount = 14;
enum class UnaryOp : uint8_t { Neg, Pos, Invert, Abs };
constexpr int kUnaryOpCount = 4;
enum class CompareOp : uint8_t { Lt, Le, Eq, Ne, Gt, Ge };

/// Function slots; null = the operation is not supported by the class. Conventions: Value results 0 = raised; int results -1 = raised.
struct Slots {
  Value (*repr)(Value self);
  Value (*str)(Value self);
  int64_t (*hash)(Value self);  ///< -1 = raised (a hash that would be -1 is -2)
  Value (*call)(Value self, const Value* args, int64_t nargs, Value kwnames);
  Value (*getAttr)(Value self, StrObj* name);            ///< default: genericGetAttr
  int (*setAttr)(Value self, StrObj* name, Value value); ///< value 0 deletes; default: genericSetAttr
  Value (*iter)(Value self);
  Value (*next)(Value self);                             ///< kEnd when exhausted
  /// Called with the operands in source order, for the left and then the right operand's class, as CPython's nb_ slots;
  /// answers NotImplemented when it does not know the types. Sequence repeat and concat live here too.
  Value (*binary[kBinaryOpCount])(Value lhs, Value rhs);
  Value (*inplace[kBinaryOpCount])(Value lhs, Value rhs);
  Value (*unary[kUnaryOpCount])(Value self);
  Value (*compare)(Value lhs, Value rhs, CompareOp op);  ///< lhs is an instance of the class; may answer NotImplemented
  int64_t (*len)(Value self);
  Value (*getItem)(Value self, Value key);
  int (*setItem)(Value self, Value key, Value value);    ///< value 0 deletes
  int (*contains)(Value self, Value item);
  int (*boolean)(Value self);
  Value (*index)(Value self);
  Value (*toInt)(Value self);
  Value (*toFloat)(Value self);
  Value (*descrGet)(Value descriptor, Value instance /* 0 = from the class */, Value owner);
  int (*descrSet)(Value descriptor, Value instance, Value value);  ///< value 0 deletes; non-null = data descriptor
  Value (*create)(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames);          ///< __new__
  int (*init)(Value self, const Value* args, int64_t nargs, Value kwnames);                 ///< __init__
};

enum ClassFlags : uint32_t {
  kHeapType = 1,          ///< made by a class statement or type(...)
  kBaseType = 2,          ///< may be subclassed
  kHasDict = 4,           ///< instances take arbitrary attributes
  kHasFinalizer = 8,
  kIsAbstract = 16,       ///< __abstractmethods__ not empty
  kLongSubclass = 1 << 8, kListSubclass = 1 << 9, kTupleSubclass = 1 << 10, kStrSubclass = 1 << 11, kBytesSubclass = 1 << 12,
  kDictSubclass = 1 << 13, kSetSubclass = 1 << 14, kExceptionSubclass = 1 << 15, kTypeSubclass = 1 << 16, kFloatSubclass = 1 << 17,
  kFrozenSetSubclass = 1 << 18, kByteArraySubclass = 1 << 19,
  kMatchSelf = 1 << 20,   ///< class pattern with one positional binds the subject itself (int, str, list …)
  kMatchSequence = 1 << 21, kMatchMapping = 1 << 22,
};

struct NativeDef;
struct GetSetDef;

struct alignas(16) ClassObj : Object {   // shape->cls is the metaclass; static ones are Values too, hence the alignment
  Slots slots;
  StrObj* name;              ///< __name__
  Value qualname, module;    ///< str; module 0 for built-ins = "builtins"
  ClassObj* base;            ///< the base whose layout instances share
  TupleObj* bases;
  TupleObj* mro;             ///< this class first
  DictObj* dict;             ///< attributes of the class itself, interned str keys
  uint32_t flags;            ///< ClassFlags, subclass bits inherited
  uint32_t basicSize;        ///< bytes of the built-in part (header included)
  uint32_t inlineSlots;      ///< slots reserved inside instances; a hint from the compiler plus what instances were seen to use
  Shape* instanceShape;      ///< root Shape: no attributes yet
  Value subclasses;          ///< list of direct subclasses
  Value doc;
  Value slotNames;           ///< __slots__ as tuple, or 0
  ClassObj* solid;           ///< nearest class of the base chain that added fields or __slots__
  Shape* dictShape;          ///< Shape of instances in dictionary mode, made on demand
  uint32_t reservedSlots;    ///< slots of __slots__ members, inherited ones included; always inline
  int32_t tuneCount;         ///< instances whose attribute count may still adjust inlineSlots
  const NativeDef* methods;  ///< not yet entered into dict
  const GetSetDef* getsets;
  const char* nativeDoc;
};

inline ClassObj* classOf(Value v);  // defined below: small ints and objects

extern "C" {
extern ClassObj trv_class_object, trv_class_type, trv_class_int, trv_class_bool, trv_class_float, trv_class_complex, trv_class_str,
    trv_class_bytes, trv_class_bytearray, trv_class_list, trv_class_tuple, trv_class_dict, trv_class_set, trv_class_frozenset,
    trv_class_range, trv_class_slice, trv_class_none, trv_class_not_implemented, trv_class_ellipsis, trv_class_function,
    trv_class_builtin_function, trv_class_method, trv_class_property, trv_class_staticmethod, trv_class_classmethod, trv_class_super,
    trv_class_cell, trv_class_generator, trv_class_module, trv_class_mappingproxy, trv_class_base_exception, trv_class_exception,
    trv_class_traceback, trv_class_enumerate, trv_class_zip, trv_class_map, trv_class_filter, trv_class_reversed,
    trv_class_dict_keys, trv_class_dict_values, trv_class_dict_items;
}

inline ClassObj* classOf(Value v) { return isSmallInt(v) ? &trv_class_int : objectOf(v)->shape->cls; }
inline bool hasFlag(Value v, ClassFlags f) { return (classOf(v)->flags & f) != 0; }
/// Instances of the exact type or a subclass.
inline bool isInt(Value v) { return isSmallInt(v) || hasFlag(v, kLongSubclass); }
inline bool isStr(Value v) { return !isSmallInt(v) && hasFlag(v, kStrSubclass); }
inline bool isBytes(Value v) { return !isSmallInt(v) && hasFlag(v, kBytesSubclass); }
inline bool isFloat(Value v) { return !isSmallInt(v) && hasFlag(v, kFloatSubclass); }
inline bool isList(Value v) { return !isSmallInt(v) && hasFlag(v, kListSubclass); }
inline bool isTuple(Value v) { return !isSmallInt(v) && hasFlag(v, kTupleSubclass); }
inline bool isDict(Value v) { return !isSmallInt(v) && hasFlag(v, kDictSubclass); }
inline bool isAnySet(Value v) { return !isSmallInt(v) && (classOf(v)->flags & (kSetSubclass | kFrozenSetSubclass)) != 0; }
inline bool isClass(Value v) { return !isSmallInt(v) && hasFlag(v, kTypeSubclass); }
inline bool isException(Value v) { return !isSmallInt(v) && hasFlag(v, kExceptionSubclass); }
inline bool isExact(Value v, const ClassObj* cls) { return classOf(v) == cls; }

/// Whether cls is base or derives from it (real MRO, no __subclasscheck__).
bool isSubclass(const ClassObj* cls, const ClassObj* base);
inline bool isInstance(Value v, const ClassObj* cls) { return classOf(v) == cls || isSubclass(classOf(v), cls); }

/// A zeroed instance of cls, whether cls is the native type or a class derived from it: basicSize, `variableBytes` more (the items of a
/// tuple; nothing else has any), then room for attributes. Collected as scan memory. `create` slots call it.
Object* allocInstance(ClassObj* cls, size_t variableBytes = 0);
/// Hash slot of classes that are not hashable: TypeError "unhashable type: 'list'". A class that defines `compare` but no `hash` gets it.
int64_t hashNotImplemented(Value self);

/// Attribute found along the MRO without binding, 0 if none (no exception).
Value lookupOnClass(ClassObj* cls, StrObj* name);
Value genericGetAttr(Value self, StrObj* name);
int genericSetAttr(Value self, StrObj* name, Value value);

// ---- native functions and types

/// How a native function takes its arguments; decides argument checking and the TypeError texts (as CPython's METH_ kinds).
enum class ArgKind : uint8_t {
  None,        ///< METH_NOARGS: "list.clear() takes no arguments (1 given)"
  One,         ///< METH_O: "list.append() takes exactly one argument (2 given)"
  Positional,  ///< minArgs..maxArgs (-1 = no limit), unpack texts: "pop expected at most 1 argument, got 2"
  Named,       ///< `params` lists the names: "object, /, sep=None, *, end" ; args arrive one per name, 0 = absent
  Raw,         ///< kwFn gets everything unbound
};
enum class MethodKind : uint8_t { Instance, Static, Class };
struct NativeDef {
  const char* name;
  NativeFn fn;
  ArgKind kind = ArgKind::Positional;
  int8_t minArgs = 0, maxArgs = -1;
  const char* params = nullptr;   ///< Named only; `/` ends positional-only, `*` begins keyword-only, `=` marks optional ones
  NativeKwFn kwFn = nullptr;      ///< Raw only
  MethodKind method = MethodKind::Instance;
  const char* doc = nullptr;
};
/// Read-only or writable attribute computed by C++.
struct GetSetDef {
  const char* name;
  Value (*get)(Value self);
  int (*set)(Value self, Value value);  ///< null = read-only; value 0 deletes
};
struct BuiltinFunctionObj : Object {
  const NativeDef* def;
  Value self;       ///< bound receiver or 0
  ClassObj* owner;  ///< class of a method, null for functions
  Value module;
};

/// Fills a static ClassObj at start-up: name, base, slots (set `cls->slots` before), methods, attributes; inherits from base and readies the MRO.
/// Methods and getsets end with a row whose name is null. Cheap: the class dict is filled on first lookup from these tables.
struct ClassSpec {
  ClassObj* cls;
  const char* name;
  ClassObj* base;           ///< null = object
  uint32_t basicSize;
  uint32_t flags;
  const NativeDef* methods;
  const GetSetDef* getsets;
  const char* doc;
  Shape* shape;             ///< static Shape for its plain instances, or null to allocate one
  const char* module = nullptr;  ///< default "builtins"
};
/// Bases first. Each file that defines classes does so in a function of runtime/startup.def.
void readyClass(const ClassSpec& spec);
/// A callable built-in object for a row (module functions).
Value newBuiltinFunction(const NativeDef* def, Value self = 0, ClassObj* owner = nullptr, Value module = 0);

}  // namespace trivium::runtime
