// The layout contract between the runtime, the interpreter and generated code.
//
// A dynamic value is one 64-bit word:
//   bit 0 = 1            small int, 63 bits, `(v << 1) | 1`
//   low 4 bits = 0       address of an Object (16-byte aligned); 0 itself means "no value"
//   kEnd (= 2)           "iterator exhausted", returned by `trv_iter_next` and generator resumption only
// Word 0 is never a Python value: as a result it says that an exception is pending in the thread state, as the content of a
// variable, cell or slot it says "unbound".
//
// Every object starts with one word, its Shape. A Shape names the class and, for instances with attributes, which attribute
// lives in which slot (a hidden class, see Chambers, Ungar & Lee 1989). Two objects with the same Shape have the same class and
// the same attributes at the same places, so one pointer comparison guards an inline cache.
//
// Objects never move. The collector scans stacks, registers and object bodies conservatively.
#pragma once
#include <cstddef>
#include <cstdint>

namespace trivium::runtime {

using Value = uint64_t;

constexpr Value kNoValue = 0;  ///< error result / unbound variable
constexpr Value kEnd = 2;      ///< iterator exhausted

constexpr int64_t kSmallIntMax = (int64_t{1} << 62) - 1;
constexpr int64_t kSmallIntMin = -(int64_t{1} << 62);

constexpr bool isSmallInt(Value v) { return v & 1; }
constexpr bool bothSmallInt(Value a, Value b) { return a & b & 1; }
constexpr int64_t smallIntOf(Value v) { return static_cast<int64_t>(v) >> 1; }
constexpr bool fitsSmallInt(int64_t i) { return i >= kSmallIntMin && i <= kSmallIntMax; }
/// Needs fitsSmallInt(i).
constexpr Value fromSmallInt(int64_t i) { return (static_cast<uint64_t>(i) << 1) | 1; }

struct Shape;
struct ClassObj;

/// Header of every heap or static object.
struct Object {
  Shape* shape;
};

inline bool isObject(Value v) { return (v & 15) == 0 && v != 0; }
inline Object* objectOf(Value v) { return reinterpret_cast<Object*>(v); }
template <class T> inline T* as(Value v) { return reinterpret_cast<T*>(v); }
inline Value toValue(const void* object) { return reinterpret_cast<Value>(object); }

// ---- Immutable scalars ------------------------------------------------------------------------------------------------

struct alignas(16) NoneObj : Object {};
struct alignas(16) BoolObj : Object { int64_t value; };

extern "C" {
extern NoneObj trv_none, trv_not_implemented, trv_ellipsis;
extern BoolObj trv_true, trv_false;
}
inline Value none() { return toValue(&trv_none); }
inline Value notImplemented() { return toValue(&trv_not_implemented); }
inline Value ellipsis() { return toValue(&trv_ellipsis); }
inline Value fromBool(bool b) { return toValue(b ? &trv_true : &trv_false); }

struct FloatObj : Object { double value; };
struct ComplexObj : Object { double re, im; };

/// An int outside the small range (or an instance of an int subclass, whatever its size). Sign and magnitude, little-endian
/// digits of kDigitBits bits as LibTomMath's `mp_digit`, no leading zero digit. The digits follow the object; those of an int
/// subclass, whose attribute slots are there, live in a block of their own. The same holds for StrObj and BytesObj.
struct LongObj : Object {
  int32_t sign;   ///< -1, 0 or 1
  int32_t used;   ///< digits in use
  uint64_t* digits;
};
constexpr int kDigitBits = 60;

/// Immutable string (PEP 393): `length` code points of `kind` bytes each. Strings grown by `+=` share one block, each seeing a
/// prefix of it (str.cpp), so `data` need not be followed by a zero: C strings come from utf8Of().
struct StrObj : Object {
  int64_t length;   ///< code points
  int32_t hash;     ///< 0 until computed (a computed hash is never 0)
  uint8_t kind;     ///< 1, 2 or 4: the narrowest width that holds every code point
  uint8_t ascii;    ///< all code points < 128 (then kind is 1 and the data is also UTF-8)
  uint8_t interned : 1; ///< equal interned strings are the same object
  uint8_t growing : 1;  ///< a GrowingStrObj: `data` lies in a block shared with the strings it was grown from
  uint8_t inLayout : 1; ///< interned only: the name of a field of a layout of the program
  /// Interned only: an attribute of this name that is given a float holds it raw (Shape::floatSlots). Counts down to 0, which is no, as
  /// values of other types turn up.
  uint8_t floatAttribute;
  uint8_t* data;    ///< use chars<T>() for wider kinds
};
static_assert(sizeof(StrObj) == 32);  // short texts are most of what many programs hold
template <class T> inline T* chars(StrObj* s) { return reinterpret_cast<T*>(s->data); }
template <class T> inline const T* chars(const StrObj* s) { return reinterpret_cast<const T*>(s->data); }
inline uint32_t charAt(const StrObj* s, int64_t i) {
  return s->kind == 1 ? s->data[i] : s->kind == 2 ? chars<uint16_t>(s)[i] : chars<uint32_t>(s)[i];
}

struct BytesObj : Object {
  int64_t length;
  int64_t hash;  ///< 0 until computed
  uint8_t* data; ///< followed by a zero byte
};
struct ByteArrayObj : Object {
  int64_t length;
  int64_t capacity;
  uint8_t* data;  ///< collector-owned leaf block
};

// ---- Containers -------------------------------------------------------------------------------------------------------

/// A list keeps its items in one of three storage kinds, and its Shape tells which:
///   trv_shape_list       Values in a scan block (also the kind of all instances of subclasses, whatever their Shape)
///   trv_shape_list_f64   doubles in a leaf block, never a NaN: each stands for an exact float
///   trv_shape_list_bool  bytes 0 and 1 in a leaf block, for False and True
/// All three are of class `list`. A list is *open* while it has Shape trv_shape_list and `items` is null: its first item may choose
/// the kind. A list of doubles or bools becomes one of words when something else is stored; a list of words that is not open keeps
/// its kind for ever, which is what lets loops and list iterators read words without looking at the Shape again.
/// NaN stays out of doubles because two equal NaNs may be different objects, which `==` and `in` tell apart.
struct ListObj : Object {
  int64_t length;
  int64_t capacity;  ///< in items
  Value* items;      ///< of words; the others through doublesOf() and boolsOf(). Maybe null when capacity is 0
};
inline double* doublesOf(const ListObj* list) { return reinterpret_cast<double*>(list->items); }
inline uint8_t* boolsOf(const ListObj* list) { return reinterpret_cast<uint8_t*>(list->items); }
struct TupleObj : Object {
  int64_t length;
  int64_t hash;  ///< 0 until computed
  Value items[];
};

struct DictEntry {
  Value key;    ///< 0 when deleted
  Value value;
  int64_t hash;
};
/// Compact insertion-ordered hash table. `indices` has `indexMask + 1` int32 cells: -1 empty, -2 deleted, else index in entries.
struct DictObj : Object {
  int64_t used;        ///< live entries
  int64_t entryCount;  ///< entries in use, deleted ones included
  int64_t entryCapacity;
  DictEntry* entries;  ///< scan block
  int32_t* indices;    ///< leaf block, null while the dict is empty
  int64_t indexMask;
  uint64_t version;    ///< changes with every insertion or removal of a key and when entries move
};

struct SetEntry {
  Value key;  ///< 0 empty, kDeleted removed
  int64_t hash;
};
constexpr Value kDeletedKey = 4;
/// CPython's set table (Objects/setobject.c): linear probes then perturbation; iteration order is observable and must agree.
struct SetObj : Object {
  int64_t fill;  ///< live and removed entries
  int64_t used;
  int64_t mask;
  int64_t finger;
  int64_t hash;  ///< frozenset only, 0 until computed
  SetEntry* table;
};

/// An exception's tuple of arguments. Its other fields may be zero (runtime/object.h).
constexpr uint32_t kExceptionArgsOffset = 8;

struct RangeObj : Object { Value start, stop, step, length; };
struct SliceObj : Object { Value start, stop, step; };
struct CellObj : Object { Value content; };

// ---- Calls ------------------------------------------------------------------------------------------------------------

struct ThreadState;
struct FunctionObj;
struct GeneratorObj;
struct ProgramImage;

/// Compiled form of a Python function. `flat` holds one Value per parameter after binding, in the order: positional-only,
/// positional-or-keyword, keyword-only, *args (tuple), **kwargs (dict). Returns 0 with an exception pending on error.
using FunctionEntry = Value (*)(ThreadState* ts, FunctionObj* self, const Value* flat);
/// Compiled body of a generator: runs until the next yield. Returns the yielded value, kEnd after `return` (result in
/// gen->result), or 0 with an exception pending. `sent` is what `yield` evaluates to.
using ResumeEntry = Value (*)(ThreadState* ts, GeneratorObj* gen, Value sent);

struct SourcePos {
  uint32_t line, col, endLine, endCol;  ///< 1-based lines, 0-based UTF-8 byte columns; line 0 = no position
  uint32_t inlined;  ///< 0, or inside a comprehension that is part of the function: 1 <listcomp>, 2 <setcomp>, 3 <dictcomp>; or inside
                     ///< the copy of a called function: kFirstInlinedFunction + its index
  uint32_t outer;    ///< index in `locs` of the comprehension in the code around it; tracebacks show both as frames
};

constexpr uint32_t kFirstInlinedFunction = 4;

enum FunctionFlags : uint32_t {
  kHasVarArgs = 1,
  kHasVarKeywords = 2,
  kIsGenerator = 4,     ///< entry creates a GeneratorObj
  kIsModuleBody = 8,
  kIsClassBody = 16,
  kHasCleanup = 32,     ///< generator with a yield inside try or with: dropping it while suspended there has effects
  kHandlesExceptions = 64,  ///< generator whose body may change which exception is being handled
};

/// What is known of a function when the program is loaded. One per IR function, built from the program image.
struct FunctionInfo {
  const char* file;
  Value name;      ///< interned str
  Value qualname;
  Value doc;       ///< str or None
  Value* paramNames;  ///< paramCount interned strings
  uint32_t flags;
  uint32_t posOnlyCount;
  uint32_t kwOnlyCount;
  uint32_t posCount;     ///< positional-only included
  uint32_t paramCount;   ///< posCount + kwOnlyCount + (*args) + (**kwargs)
  uint32_t slotCount;    ///< generator frame slots
  uint32_t firstLine;
  uint32_t moduleIndex;
  uint32_t index;        ///< of this function in the program
  uint32_t locCount;
  const SourcePos* locs;
  FunctionEntry entry;
  ResumeEntry resume;    ///< generators only
  void* engineData;      ///< the interpreter's bytecode function
  const char* const* localNames;  ///< variables of the function, UTF-8: plain ones, captured ones, free ones
  uint64_t localCount;
  uint32_t capturedCount, freeCount;  ///< of localNames
  uint32_t selfAttributes;  ///< distinct attribute names that the function stores on its first parameter
};

struct FunctionObj : Object {
  const FunctionInfo* info;
  Value name, qualname, doc, module;
  Value defaults;     ///< tuple or 0
  Value kwDefaults;   ///< dict or 0
  Value annotations;  ///< dict or 0
  Value dict;         ///< attributes, dict or 0
  int64_t cellCount;
  Value cells[];      ///< captured CellObj
};

/// Native functions receive bound arguments, see NativeDef in runtime/native.h.
using NativeFn = Value (*)(Value self, const Value* args, int64_t nargs);
/// As NativeFn, unbound: `nargs` positional values, then one value per name in the tuple `kwnames` (0 = none).
using NativeKwFn = Value (*)(Value self, const Value* args, int64_t nargs, Value kwnames);

struct MethodObj : Object { Value self, function; };  ///< bound method

enum GeneratorBlock : int64_t {
  kRunning = 1,
  kFinished = 2,
  kNeedsRuntime = 4,  ///< resuming takes more than calling its code (kHandlesExceptions)
};
struct GeneratorObj : Object {
  const FunctionInfo* info;
  FunctionObj* function;
  Value name, qualname;
  int64_t state;       ///< resume point: 0 = not started, -1 = finished, else yield number
  int64_t blocked;     ///< GeneratorBlock bits; 0: whoever wants the next value may call info->resume with None, kRunning set meanwhile
  Value inject;        ///< exception to raise at the yield where it is resumed, or 0
  Value result;        ///< value of `return`
  Value handled;       ///< exception being handled inside the generator while it is suspended
  Value delegate;      ///< iterator of the active `yield from`, or 0
  int64_t slotCount;
  Value slots[];
};

inline bool isRunning(const GeneratorObj* g) { return g->blocked & kRunning; }

// ---- Classes and attributes -------------------------------------------------------------------------------------------

/// Attribute layout of instances of one class. Shapes form a tree: adding an attribute follows or makes a child. An object in
/// dictionary mode (after `del obj.attr`, or with very many attributes) has a Shape of its own class with isDictMode set and
/// keeps a DictObj in its overflow word.
struct Shape : Object {
  ClassObj* cls;
  Shape* parent;
  StrObj* lastName;     ///< attribute this Shape added, interned
  uint32_t slotCount;
  uint8_t isDictMode;
  uint8_t hasSlots;     ///< instances carry the overflow word and slots
  uint16_t inlineSlots; ///< slots stored inside the object
  uint32_t slotOffset;  ///< byte offset of the overflow word; inline slots follow it
  uint32_t tableSize;   ///< of `table`, a power of two or 0
  struct ShapeEntry* table;  ///< name -> slot, built on demand
  struct ShapeTransition* transitions;
  uint64_t floatSlots;  ///< bit k: inline slot k < 64 holds the raw bits of a double instead of a Value
  /// Bit i: instances have layout i of the program: each of its fields is an attribute in that inline slot, raw float or Value as the field
  /// says; slot k is at byte kFirstSlotOffset + 8 k; reading and writing the attribute is nothing but reading and writing the slot.
  uint64_t layouts;
  Shape* nextWithLayouts;  ///< list of the Shapes that may have any
};
constexpr uint32_t kFirstSlotOffset = 16;  ///< of plain objects, and of all that have a layout
// Instance with slots:  [Shape*] [builtin base fields …] [overflow word at slotOffset] [inline slot 0] [inline slot 1] …
// Slot k < inlineSlots lives inline; slot k >= inlineSlots at overflow[k - inlineSlots], overflow being a scan block whose word 0 is
// its capacity as small int and whose slots start at word 1. An unset slot is 0. Attributes that are floats may be raw: see floatSlots.
// slotOffset 0 means that the slots follow the variable part of the object (instances of tuple subclasses); then none is inline.
Value* variableOverflowWord(Object* o);
inline Value* overflowWord(Object* o) {
  uint32_t offset = o->shape->slotOffset;
  return offset ? reinterpret_cast<Value*>(reinterpret_cast<char*>(o) + offset) : variableOverflowWord(o);
}

/// What an AttrCache knows. Engines may test the first ones in line; the others belong to the helpers (attribute.cpp).
enum AttrCacheKind : uint32_t {
  kCacheEmpty = 0,
  kCacheInline = 1,     ///< slot inside the instance at byte `index`; a loaded 0 = unset, take the helper
  kCacheOverflow = 2,   ///< word `index` of the overflow block; a loaded 0 = unset, take the helper
  kCacheClassValue = 3, ///< `value` found on the class, no instance attribute of that name. At a get site the result itself; at a
                        ///< method site a function or native method to call with the object passed first
  kCacheInlineFloat = 4, ///< raw double inside the instance at byte `index`. A store of anything but an exact float: take the helper
  kCacheFirstPrivate = 5,
};

/// One inline cache of an attribute site. All zero = empty. Filled by trv_getattr_cached and friends. A hit needs an equal Shape and
/// an equal epoch.
struct AttrCache {
  Shape* shape;
  Value value;
  uint32_t kind;     ///< AttrCacheKind or private to the helpers
  uint32_t index;
  Shape* nextShape;  ///< stores that add an attribute: the Shape afterwards
  uint64_t epoch;    ///< valid while equal to trv_class_epoch
};

extern "C" {
/// Counts changes to classes that may invalidate what caches found on classes.
extern uint64_t trv_class_epoch;
}

/// Per-thread state; generated code gets it as its first argument and touches only the first members directly.
struct ThreadState {
  int64_t depth;            ///< nested Python calls
  int64_t recursionLimit;   ///< as sys.setrecursionlimit
  char* stackLimit;         ///< lowest address the native stack may reach
  Value pending;            ///< exception in flight or 0
  Value handled;            ///< exception being handled (sys.exc_info), 0 = none
  volatile int64_t pollRequest;  ///< non-zero: call trv_poll (signals)
  /// Inside a generator: what its caller was handling when it resumed it. ExcHandled answers 0 while that is current and ExcRestore of 0
  /// makes it current, so that a generator which leaves a handler under another caller than it entered it gets that caller's.
  Value outerHandled;
};

extern "C" {
extern ThreadState trv_thread;  ///< of the one thread that runs Python code
}

/// What a call of a function of math_functions.def goes through: the module as it was made in row 0, 0 once an attribute of it has been
/// replaced; then the functions.
enum MathFunction {
#define TRV_MATH(name) kMath_##name,
#include "runtime/abi/math_functions.def"
#undef TRV_MATH
  kMathFunctionCount
};
extern "C" {
extern Value trv_math_callees[kMathFunctionCount + 1];
}

// Shapes that generated code compares against.
extern "C" {
extern Shape trv_shape_float, trv_shape_long, trv_shape_bool, trv_shape_str, trv_shape_list, trv_shape_list_f64, trv_shape_list_bool,
    trv_shape_tuple, trv_shape_dict, trv_shape_set, trv_shape_function, trv_shape_method, trv_shape_cell, trv_shape_range, trv_shape_range_iterator,
    trv_shape_list_iterator, trv_shape_list_typed_iterator, trv_shape_tuple_iterator, trv_shape_generator, trv_shape_bytes;
/// 0: every list and instance keeps words. Set from the image before the program starts and never changed afterwards.
extern int64_t trv_storage_kinds;
}
inline bool hasShape(Value v, const Shape* shape) { return isObject(v) && objectOf(v)->shape == shape; }

/// `for` over range/list/tuple inlines these.
struct RangeIteratorObj : Object { int64_t next, step, remaining; };  ///< ranges whose values fit small ints
/// List and tuple iterators; sequence 0 = exhausted. Shape trv_shape_list_iterator promises a list of words, for good;
/// trv_shape_list_typed_iterator, of the same class, a list whose kind must be looked at before each step.
struct SequenceIteratorObj : Object { Value sequence; int64_t index; };

}  // namespace trivium::runtime
