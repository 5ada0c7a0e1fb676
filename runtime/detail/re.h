// What the files of module `_re` share. A pattern goes three steps: re_parse.cpp reads its text into nodes, re_compile.cpp turns the nodes
// into a program of 32-bit words, re_match.cpp runs the program over a string. re_pattern.cpp and re_match_object.cpp hold the classes.
#pragma once
#include "runtime/detail/core.h"
#include "runtime/detail/text.h"

namespace trivium::runtime {

enum ReFlags : uint32_t {
  kReTemplate = 1, kReIgnoreCase = 2, kReLocale = 4, kReMultiLine = 8, kReDotAll = 16, kReUnicode = 32, kReVerbose = 64, kReDebug = 128, kReAscii = 256,
};
constexpr uint32_t kReTypeFlags = kReAscii | kReLocale | kReUnicode;
constexpr int64_t kReMaxRepeat = 4294967295;
constexpr int64_t kReMaxGroups = 1073741823;

// ---- nodes

enum class ReOp : uint8_t {
  Literal, Any, Set,                      // one character each
  At, Category, Sequence, Branch, Group, Repeat, Atomic, Look, GroupRef, Conditional, Fail,
};
enum class ReAt : uint8_t { Beginning, BeginningString, End, EndString, Boundary, NonBoundary };
enum class ReCategory : uint8_t { Digit, NotDigit, Space, NotSpace, Word, NotWord };
enum class ReGreed : uint8_t { Greedy, Lazy, Possessive };

struct ReNode;
/// Members of a character set: a single character, a range (lo < hi) or a category (lo = kReCategoryItem).
struct ReSetItem {
  uint32_t lo, hi;
};
constexpr uint32_t kReCategoryItem = 0xFFFFFFFF;

/// One node; which members count depends on the op. Sequences and branches keep their parts in a list.
struct ReNode {
  ReOp op;
  ReGreed greed;
  bool negate;          ///< Set, Look
  bool behind;          ///< Look
  uint32_t value;       ///< Literal: code point; At, Category: which
  int64_t group;        ///< Group: number or 0; GroupRef, Conditional
  uint32_t addFlags, delFlags;  ///< Group
  int64_t min, max;     ///< Repeat
  ReNode *first, *second;       ///< body; Conditional: both branches
  ReNode** parts;
  int64_t count, capacity;
  ReSetItem* items;     ///< Set
  int64_t itemCount, itemCapacity;
};

/// What the parser found out.
struct ReParsed {
  ReNode* root;
  uint32_t flags;
  int64_t groups;       ///< without group 0
  DictObj* names;       ///< name -> number
};
/// False with re.error (or what CPython raises instead) pending. `isText`: a str pattern; bytes come as their Latin-1 text.
bool reParse(StrObj* text, bool isText, Value pattern, uint32_t flags, ReParsed* out);
/// Raises re.error; pos < 0: without a place.
Value reError(StrObj* message, Value pattern, int64_t pos);

// ---- program

enum ReInstruction : int32_t {
  kReSuccess, kReFail, kReLiteral, kReNotLiteral, kReLiteralCase, kReNotLiteralCase, kReAny, kReAnyAll, kReInSet, kReString, kReAtCode, kReMark,
  kReJump, kReSplit, kReRepeatOne, kReLazyOne, kRePossessiveOne, kReLoop, kReUntil, kReLazyUntil, kReAtomic, kReAtomicEnd, kReLook, kReLookEnd,
  kReNotLook, kReNotLookEnd, kReBack, kReGroupRef, kReGroupRefCase, kReCondition,
};

/// A set ready for matching. Characters below 256 are in the bitmap, all things considered; for others the items are asked.
struct ReCharSet {
  uint32_t bitmap[8];
  uint32_t flags;       ///< of the place where it stands
  bool negate;
  const ReSetItem* items;
  int64_t itemCount;
};

enum class ReAnchor : uint8_t { None, Start };

struct ReProgram {
  int32_t* code;        ///< leaf block
  int64_t codeLength;
  ReCharSet* sets;      ///< scan block
  int64_t setCount;
  int64_t groups;
  int64_t loops;        ///< counted repeats, each with two variables
  int64_t registers;    ///< of atomic groups and look-arounds
  // What a search can skip by.
  bool hasFirst;        ///< `first` holds the characters below 256 a match may begin with; others may only if firstOther
  bool firstOther;
  ReAnchor anchor;
  uint32_t first[8];
  int64_t minLength;    ///< characters that a match needs at least
  int64_t prefixLength; ///< literal characters every match begins with
  uint32_t* prefix;
};
/// Null with re.error pending.
ReProgram* reCompile(const ReParsed& parsed, Value pattern);

// ---- characters

/// The lower case that comparisons without regard to case use: one character to one, in the sense of the flags.
uint32_t reLower(uint32_t c, uint32_t flags);
/// The same for all characters that count as equal without regard to case.
uint32_t reFold(uint32_t c, uint32_t flags);
bool reIsCategory(ReCategory category, uint32_t c, uint32_t flags);
/// Whether a character is in the set, by its items.
bool reSetHas(const ReCharSet* set, uint32_t c);

// ---- matching

/// A string being matched: units of `kind` bytes.
struct ReSubject {
  Value object;         ///< str or bytes-like
  const uint8_t* data;
  int kind;
  int64_t length;
  bool isText;
};
enum class ReMode : uint8_t { Match, FullMatch, Search };
/// Positions after a match: [0, 1] the whole, then two for each group, -1 unmatched. Behind them the number of the group closed last.
/// 1 matched, 0 not, -1 raised. `mustAdvance`: an empty match at `start` does not count.
int reRun(const ReProgram* program, const ReSubject& subject, int64_t start, int64_t end, ReMode mode, bool mustAdvance, int64_t* marks);

// ---- objects

struct RePatternObj : Object {
  Value pattern;        ///< str or bytes
  ReProgram* program;
  DictObj* names;
  int64_t flags, groups;
  int64_t hash;
};
struct ReMatchObj : Object {
  Value subject;        ///< str or bytes-like
  RePatternObj* pattern;
  int64_t pos, end;
  int64_t lastIndex;    ///< -1 = none
  Value regs;           ///< made on demand
  int64_t marks[];      ///< as reRun leaves them
};
extern ClassObj rePatternClass, reMatchClass;
bool reSubjectOf(Value v, const RePatternObj* pattern, ReSubject* out);
Value reNewMatch(RePatternObj* pattern, Value subject, int64_t pos, int64_t end, const int64_t* marks);
/// The part of a subject, as str or bytes.
Value reSlice(const ReSubject& subject, int64_t from, int64_t to);
/// A compiled pattern, from the cache of the most recent ones where it can be.
Value rePatternOf(Value pattern, uint32_t flags);
/// Parts of a replacement: strings and group numbers (small ints); a single string when there are no groups. 0 = raised.
Value reTemplate(RePatternObj* pattern, Value text);
/// The parts with a match's groups put in.
Value reExpand(Value parts, const ReSubject& subject, const int64_t* marks);
void readyReMatch();

}  // namespace trivium::runtime
