// What the files of exceptions and tracebacks share.
#pragma once
#include "runtime/detail/core.h"

namespace trivium::runtime {

// ---- exceptions.cpp
/// Creates and initialises an exception of a built-in or user class; `args` one Value per positional argument.
Value newExceptionOf(ClassObj* cls, const Value* args, int64_t nargs);
inline ExceptionObj* exceptionOf(Value v) { return as<ExceptionObj>(v); }
/// The `__new__` of BaseException: args kept, everything else empty.
Value exceptionNew(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames);
int exceptionInit(Value self, const Value* args, int64_t nargs, Value kwnames);
/// type.__name__ as tp_name is shown: after the last dot.
StrObj* exceptionName(Value exception);
/// A class that `except` accepts.
inline bool isExceptionClass(Value v) { return isClass(v) && (as<ClassObj>(v)->flags & kExceptionSubclass); }

/// What ExceptionObj::extra holds, by class.
enum ExtraIndex : int {
  kStopValue = 0,
  kExitCode = 0,
  kImportMsg = 0, kImportName = 1, kImportPath = 2,
  kNameName = 0,
  kAttributeName = 0, kAttributeObj = 1,
  kOsErrno = 0, kOsStrerror = 1, kOsFilename = 2, kOsFilename2 = 3,
  kSyntaxMsg = 0, kSyntaxFields = 1,  ///< a private tuple, see SyntaxField
  kUnicodeFields = 0,                 ///< a private tuple, see UnicodeField
  kGroupMessage = 0, kGroupExceptions = 1,
};
enum SyntaxField : int { kSyntaxFilename, kSyntaxLine, kSyntaxOffset, kSyntaxText, kSyntaxEndLine, kSyntaxEndOffset, kSyntaxPrint, kSyntaxFieldCount };
enum UnicodeField : int { kUnicodeEncoding, kUnicodeObject, kUnicodeStart, kUnicodeEnd, kUnicodeReason, kUnicodeFieldCount };

// ---- exception_group.cpp
void readyBaseExceptionGroup();
void readyExceptionGroup();
inline bool isExceptionGroup(Value v) { return isInstance(v, &trv_exc_BaseExceptionGroup); }

// ---- traceback.cpp
void readyTracebackClasses();
/// Line of a traceback entry; 0 = unknown.
uint32_t lineOf(const TracebackObj* tb);
/// co_name of a traceback entry.
StrObj* frameNameOf(const TracebackObj* tb);

// ---- traceback_text.cpp
enum TracebackTextFlags : unsigned { kChain = 1, kSuggest = 2 };
StrObj* exceptionText(Value exception, unsigned flags);
/// What names an exception, with its notes but without traceback and chain.
StrObj* exceptionOnlyText(Value exception);
/// One entry of a traceback; `exception` is what it belongs to, or 0.
StrObj* entryText(const TracebackObj* entry, Value exception);
/// Entries of a traceback without a heading, as traceback.format_tb joined.
StrObj* tracebackText(Value traceback, int64_t limit);
/// Writes to sys.stderr as it is now; errors are dropped.
void writeErrorText(StrObj* text);
/// "Exception ignored in: …" with the pending exception, which is cleared. `message` replaces "Exception ignored in".
void reportIgnored(const char* message, Value object);

// ---- traceback_anchors.cpp
/// Where the operator of a binary operation or the brackets of a subscript lie in the text of an expression, as CPython marks them
/// with ^ between ~. Offsets in bytes.
struct Anchors {
  int64_t left, right;
};
bool findAnchors(const char* segment, int64_t bytes, Anchors* out);
/// In the text of a call `object.name(…)`, maybe cut off behind the parenthesis: where the name ends. -1 if it is no such call.
int64_t findCalledName(const char* segment, int64_t bytes, const char* name);

// ---- suggestions.cpp
/// The name that was probably meant, 0 if none. Never leaves an exception pending.
Value suggestionFor(Value exception);

// ---- signals (program.cpp)
void installSignalHandlers();

}  // namespace trivium::runtime
