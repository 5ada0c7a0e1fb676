// What runtime files share: memory, construction and inspection of values, calls, errors. Grouped by the file that defines it.
// Everything that returns Value answers 0 with an exception pending on error, unless it says "never fails"; int and int64_t
// answers are -1 on error.
#pragma once
#include <cstdarg>
#include <cstring>

#include "runtime/abi/value.h"
#include "runtime/class.h"
#include "runtime/gc.h"

namespace trivium::runtime {

// ---- gc.cpp (gc.h): gcAllocScan, gcAllocLeaf, gcAddRoots, gcCollect. Memory comes zeroed and never moves. More than the machine could
// ever provide is refused with a pending MemoryError and null; running out of memory otherwise ends the process with a message.
template <class T> T* gcNew(Shape* shape, size_t extraBytes = 0) {
  T* o = static_cast<T*>(gcAllocScan(sizeof(T) + extraBytes));
  if (extraBytes && !o) return nullptr;
  o->shape = shape;
  return o;
}
template <class T> T* gcNewLeaf(Shape* shape, size_t extraBytes = 0) {
  T* o = static_cast<T*>(gcAllocLeaf(sizeof(T) + extraBytes));
  if (extraBytes && !o) return nullptr;
  o->shape = shape;
  return o;
}
/// A static Shape is as good as a heap one; block starts of static objects are simply not in the heap.

// ---- errors.cpp
struct ExceptionObj : Object {
  Value args;        ///< tuple
  Value traceback;   ///< TracebackObj or None or 0 for None
  Value cause, context;  ///< exception or 0
  Value notes;       ///< list or 0
  int64_t suppressContext;
  Value extra[4];    ///< class-specific: StopIteration.value, SystemExit.code, OSError errno/strerror/filename, KeyError none, SyntaxError …, NameError.name, ImportError name/path, UnicodeError fields as one tuple
};
static_assert(sizeof(Object) == kExceptionArgsOffset);  // args comes first
struct TracebackObj : Object {
  TracebackObj* next;  ///< towards the raise
  const FunctionInfo* info;
  uint32_t locIndex;
};
inline ThreadState* currentThread() { return &trv_thread; }
/// Sets the pending exception, with printf-style text (%s, %d, %lld, %zd, %c; %U = StrObj* or str Value, %R = repr of a Value,
/// %S = str of a Value, %T = name of a Value's class, %N = name of a ClassObj*). Returns 0 so that `return raise(…)` reads well.
Value raise(ClassObj* cls, const char* format, ...);
Value raiseValue(ClassObj* cls, Value arg);      ///< exception with one argument, e.g. KeyError(key)
Value raiseObject(Value exceptionInstance);      ///< sets __context__ from the handled exception
Value raiseErrno(int err, Value filename);       ///< OSError subclass by errno
inline int raiseInt(Value) { return -1; }        ///< `return raiseInt(raise(…))`
bool pendingIs(ClassObj* cls);                   ///< whether the pending exception is an instance
void clearPending();
Value takePending();                             ///< pending exception, cleared
extern "C" {
#define TRV_EXCEPTION(name, base) extern ClassObj trv_exc_##name;
#include "runtime/exceptions.def"
#undef TRV_EXCEPTION
}

// ---- calls (call.cpp)
Value call(Value callee, const Value* args, int64_t nargs, Value kwnames = 0);
template <class... A> inline Value callWith(Value callee, A... args) {
  Value list[] = {args..., 0};
  return call(callee, list, sizeof...(args));
}
/// obj.name(args); AttributeError as CPython's when absent.
Value callMethod(Value self, StrObj* name, const Value* args, int64_t nargs);
/// Special method of the class; sets *found = false and returns 0 without an exception when the class has none.
Value callSpecial(Value self, StrObj* name, const Value* args, int64_t nargs, bool* found);
/// Enters a nested call from C++ (repr, compare, sort …): RecursionError at the limit. Pair with leaveRecursion.
bool enterRecursion(const char* where);  ///< where: " while getting the repr of an object", "" …
void leaveRecursion();

// ---- attributes (class.cpp)
Value getAttr(Value self, StrObj* name);
Value getAttrOrEnd(Value self, StrObj* name);  ///< kEnd instead of AttributeError
int setAttr(Value self, StrObj* name, Value value);
/// The instance's attribute storage only (no class lookup), 0 if absent.
Value instanceAttr(Value self, StrObj* name);
Value instanceDict(Value self);  ///< the object's __dict__ (becomes the live storage), 0 + AttributeError if it has none

// ---- protocols (operators.cpp): generic operations that dispatch through slots, as CPython's abstract.c
Value binaryOp(BinaryOp op, Value a, Value b);
Value inplaceOp(BinaryOp op, Value a, Value b);
Value unaryOp(UnaryOp op, Value a);
Value compare(Value a, Value b, CompareOp op);   ///< rich comparison, any result
int compareBool(Value a, Value b, CompareOp op); ///< identity shortcut for Eq/Ne, then truth
inline int equals(Value a, Value b) { return a == b ? 1 : compareBool(a, b, CompareOp::Eq); }
int truth(Value v);
int64_t hashOf(Value v);                          ///< -1 raised
Value repr(Value v);                              ///< str
Value str(Value v);
Value ascii(Value v);
Value format(Value v, Value spec);                ///< format(v, spec): spec a str or 0
int64_t lengthOf(Value v);
Value getItem(Value v, Value key);
int setItem(Value v, Value key, Value value);
int contains(Value container, Value item);
Value iterOf(Value v);
Value nextOf(Value iterator);                     ///< kEnd at the end
/// Exact conversions. index(): the int an object stands for (__index__), else TypeError "'X' object cannot be interpreted as an integer".
Value index(Value v);
/// index() then to int64; *overflow set and clamped when it does not fit and `overflow` is given, else raises OverflowError/IndexError.
int toInt64(Value v, int64_t* out, bool* overflow = nullptr);
int toDouble(Value v, double* out);               ///< float(v) for numbers: "must be real number, not X"
/// Slice bounds by PySlice_AdjustIndices. `length` is read after the bounds' __index__ has run, which may change it; a step beyond it is cut,
/// so that going on from the last item does not overflow.
int sliceIndices(Value slice, const int64_t& length, int64_t* start, int64_t* stop, int64_t* step, int64_t* count);
/// Calls fn(item, context) for each item of an iterable; stops when it returns non-zero. 0 done, 1 stopped, -1 raised.
int forEach(Value iterable, int (*fn)(Value item, void* context), void* context);

// ---- numbers (int.cpp, float.cpp, complex.cpp)
Value newLong(int64_t i);                         ///< LongObj
inline Value newInt(int64_t i) { return fitsSmallInt(i) ? fromSmallInt(i) : newLong(i); }
Value newIntU(uint64_t i);
Value newFloat(double d);
Value newComplex(double re, double im);
Value intFromText(const char* digits, size_t n, int base);  ///< digits only, optional '-'; used for constants
Value intFromDouble(double d);                    ///< truncates; OverflowError/ValueError for inf/nan
int intSign(Value v);                             ///< any int
bool intFitsInt64(Value v, int64_t* out);         ///< any int
double intToDouble(Value v, bool* overflow);
Value intToStr(Value v, int base);                ///< str, no prefix; obeys the 4300-digit limit for base 10
int64_t hashDouble(double d);
Value floatRepr(double d);                        ///< str
inline double floatOf(Value v) { return as<FloatObj>(v)->value; }

// ---- str.cpp, bytes.cpp, format.cpp
StrObj* newStr(const char* utf8, int64_t bytes = -1);      ///< decodes UTF-8 (WTF-8 for surrogates); never fails
/// Uninitialised data; caller guarantees the narrowest kind, then sets ascii. Null with a pending MemoryError for an absurd length.
StrObj* newStrOfKind(int64_t length, int kind);
StrObj* strFromCodePoints(const uint32_t* points, int64_t n);
StrObj* charStr(uint32_t codePoint);                       ///< cached for Latin-1
StrObj* emptyStr();
StrObj* intern(StrObj* s);
StrObj* intern(const char* ascii);
#define TRV_STR(text) ([]() -> StrObj* { static StrObj* s = internForever(text); return s; }())
StrObj* internForever(const char* ascii);                  ///< interned and a root
bool strEquals(const StrObj* a, const StrObj* b);
bool strEquals(const StrObj* a, const char* ascii);
int64_t strHash(StrObj* s);
StrObj* strConcat(StrObj* a, StrObj* b);
StrObj* strSubstring(StrObj* s, int64_t from, int64_t to);
/// UTF-8 of a str: pointer to the data itself when ascii, else a collector-owned copy. Surrogates as WTF-8.
const char* utf8Of(StrObj* s, int64_t* bytes = nullptr);
Value newBytes(const void* data, int64_t n);
/// printf-like str with raise()'s extra codes.
StrObj* strFormat(const char* format, ...);
StrObj* strFormatV(const char* format, va_list args);
/// Growing str; all functions never fail.
struct StrBuilder {
  uint8_t* data = nullptr;
  int64_t length = 0, capacity = 0;
  int kind = 1;
  uint32_t maxChar = 0;
  bool failed = false;  ///< no memory: nothing more is appended
  void append(StrObj* s);
  void append(const char* ascii);
  void append(uint32_t codePoint);
  void append(StrObj* s, int64_t from, int64_t to);
  StrObj* finish();  ///< null with a pending MemoryError when the text became too long
};

// ---- list.cpp, tuple.cpp
/// An empty list that keeps words for good, so that `items` can be read and written directly.
ListObj* newList(int64_t capacity = 0);
/// An empty list whose first item chooses the storage kind.
ListObj* newOpenList();
void listAppend(ListObj* list, Value item);
TupleObj* newTuple(int64_t n);                   ///< items 0, to be filled
TupleObj* tupleOf(const Value* items, int64_t n);
template <class... A> TupleObj* makeTuple(A... a) { Value v[] = {a..., 0}; return tupleOf(v, sizeof...(a)); }
Value listFrom(Value iterable);                  ///< new list
Value tupleFrom(Value iterable);
int sortList(ListObj* list, Value key, bool reverse);

// ---- dict.cpp, set.cpp
DictObj* newDict();
Value dictGet(DictObj* d, Value key, int64_t hash);        ///< 0 absent (or raised: check hasPending)
Value dictGetStr(DictObj* d, StrObj* key);                 ///< never runs user code; 0 = absent
int dictSet(DictObj* d, Value key, Value value);
int dictSetStr(DictObj* d, StrObj* key, Value value);      ///< never fails
int dictDel(DictObj* d, Value key);                        ///< 1 removed, 0 absent, -1 raised
bool dictNext(DictObj* d, int64_t* position, Value* key, Value* value);  ///< iterate: start with *position = 0
Value dictLookup(DictObj* d, Value key);                   ///< 0 absent without exception, or raised
SetObj* newSet(bool frozen = false);
int setAdd(SetObj* s, Value item);
int setContains(SetObj* s, Value item);
bool hasPending();

// ---- functions, classes, modules
Value newMethod(Value self, Value function);
Value newModule(StrObj* name);
/// Attributes of a runtime-implemented module.
void moduleAdd(Value module, const char* name, Value value);
void moduleAddFunctions(Value module, const NativeDef* rows);
/// Enters names into the table of built-ins (print, len, int …), at start-up.
void builtinAdd(const char* name, Value value);
void builtinAddFunctions(const NativeDef* rows);
/// The built-in of a name, 0 if there is none (no exception).
Value builtinGet(StrObj* name);
/// A module implemented in the runtime (sys, math …): `init` runs at the first import. A table of runtime/modules.def lists them.
struct NativeModule {
  const char* name;
  void (*init)(Value module);
};
/// A module of the running program by dotted name, 0 if the program has none (no exception).
Value programModule(StrObj* dottedName);

}  // namespace trivium::runtime
