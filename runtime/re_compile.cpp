// Turns the nodes of a regular expression into a program (re_match.cpp runs it) and finds out what a search can skip by. Which characters
// count as equal without regard to case follows CPython's Lib/re/_compiler.py: those with one lower case, and lower-case ones with one
// upper case.
#include "runtime/detail/re.h"
#include "runtime/detail/unicode.h"

namespace trivium::runtime {

// ---- characters

namespace {

/// Lower-case characters with the same upper case (Unicode 14.0); the first of a row stands for all of them.
constexpr uint16_t kSameUpper[][3] = {
    {0x69, 0x131},    {0x73, 0x17f},  {0xb5, 0x3bc},   {0x345, 0x3b9, 0x1fbe}, {0x390, 0x1fd3}, {0x3b0, 0x1fe3}, {0x3b2, 0x3d0},
    {0x3b5, 0x3f5},   {0x3b8, 0x3d1}, {0x3ba, 0x3f0},  {0x3c0, 0x3d6},         {0x3c1, 0x3f1},  {0x3c2, 0x3c3},  {0x3c6, 0x3d5},
    {0x432, 0x1c80},  {0x434, 0x1c81}, {0x43e, 0x1c82}, {0x441, 0x1c83},       {0x442, 0x1c84, 0x1c85},          {0x44a, 0x1c86},
    {0x463, 0x1c87},  {0x1c88, 0xa64b}, {0x1e61, 0x1e9b}, {0xfb05, 0xfb06},
};
/// Characters that are neither upper nor title case of their lower case.
constexpr uint16_t kMoreUpper[][2] = {{0x130, 0x69}, {0x3f4, 0x3b8}, {0x1e9e, 0xdf}, {0x2126, 0x3c9}, {0x212a, 0x6b}, {0x212b, 0xe5}};

bool isAsciiCase(uint32_t flags) { return !(flags & kReUnicode) || (flags & kReAscii); }

template <class F> void eachWithSameLower(uint32_t lower, F f) {
  f(lower);
  uint32_t out[3];
  if (upperOf(lower, out) == 1 && out[0] != lower) f(out[0]);
  if (titleOf(lower, out) == 1 && out[0] != lower) f(out[0]);
  for (const auto& row : kMoreUpper)
    if (row[1] == lower) f(row[0]);
}
/// Calls f with every character that equals c without regard to case.
template <class F> void eachEqual(uint32_t c, uint32_t flags, F f) {
  const uint32_t lower = reLower(c, flags);
  if (isAsciiCase(flags)) {
    f(lower);
    if (lower >= 'a' && lower <= 'z') f(lower - 32);
    return;
  }
  for (const auto& row : kSameUpper)
    for (const uint32_t member : row)
      if (member == lower) {
        for (const uint32_t other : row)
          if (other) eachWithSameLower(other, f);
        return;
      }
  eachWithSameLower(lower, f);
}

}  // namespace

uint32_t reLower(uint32_t c, uint32_t flags) {
  if (c < 128 || isAsciiCase(flags)) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  uint32_t out[3];
  return lowerOf(c, out) == 1 || c == 0x130 ? out[0] : c;
}

uint32_t reFold(uint32_t c, uint32_t flags) {
  const uint32_t lower = reLower(c, flags);
  if (lower < 0x131 || isAsciiCase(flags)) return lower;
  for (const auto& row : kSameUpper)
    for (const uint32_t member : row)
      if (member == lower) return row[0];
  return lower;
}

bool reIsCategory(ReCategory category, uint32_t c, uint32_t flags) {
  const bool ascii = isAsciiCase(flags);
  switch (category) {
    case ReCategory::Digit: return c < 128 || ascii ? c >= '0' && c <= '9' : (charFlags(c) & kCharDecimal) != 0;
    case ReCategory::NotDigit: return !reIsCategory(ReCategory::Digit, c, flags);
    case ReCategory::Space: return ascii ? c == ' ' || (c >= '\t' && c <= '\r') : isSpaceChar(c);
    case ReCategory::NotSpace: return !reIsCategory(ReCategory::Space, c, flags);
    case ReCategory::Word:
      if (c < 128) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
      return !ascii && (charFlags(c) & (kCharAlpha | kCharDecimal | kCharDigit | kCharNumeric)) != 0;
    case ReCategory::NotWord: return !reIsCategory(ReCategory::Word, c, flags);
  }
  return false;
}

bool reSetHas(const ReCharSet* set, uint32_t c) {
  const bool ignoreCase = (set->flags & kReIgnoreCase) != 0;
  const uint32_t lower = ignoreCase ? reLower(c, set->flags) : c;
  bool found = false;
  const auto inItems = [&](uint32_t member) {
    for (int64_t i = 0; i < set->itemCount && !found; ++i) {
      const ReSetItem& item = set->items[i];
      if (item.lo != kReCategoryItem) found = member >= item.lo && member <= item.hi;
    }
  };
  for (int64_t i = 0; i < set->itemCount && !found; ++i)
    if (set->items[i].lo == kReCategoryItem) found = reIsCategory(static_cast<ReCategory>(set->items[i].hi), lower, set->flags);
  if (!found && !ignoreCase) inItems(c);
  else if (!found) eachEqual(c, set->flags, inItems);
  return found != set->negate;
}

namespace {

struct Width {
  int64_t lo, hi;
};
Width sum(Width a, Width b) {
  const auto add = [](int64_t x, int64_t y) { return x + y < kReMaxRepeat ? x + y : kReMaxRepeat; };
  return {add(a.lo, b.lo), add(a.hi, b.hi)};
}
int64_t product(int64_t a, int64_t b) {
  if (a == 0 || b == 0) return 0;
  return a >= kReMaxRepeat || b >= kReMaxRepeat || a > kReMaxRepeat / b ? kReMaxRepeat : a * b;
}

struct Compiler {
  Value pattern;
  ReProgram* program;
  ReNode** groupNodes;   ///< by number
  int64_t capacity = 0;
  int64_t setCapacity = 0;
  bool failed = false;

  Width widthOf(const ReNode* node) const;
  int64_t put(int32_t word);
  void patch(int64_t at) { program->code[at] = static_cast<int32_t>(program->codeLength); }
  int32_t addSet(const ReNode* node, uint32_t flags);
  void collectGroups(ReNode* node);
  bool isUnit(const ReNode* node) const;
  void unit(const ReNode* node, uint32_t flags, int32_t* op, int32_t* argument);
  void emitUnit(const ReNode* node, uint32_t flags);
  void emit(const ReNode* node, uint32_t flags);
  void emitSequence(const ReNode* node, uint32_t flags);
  void emitRepeat(const ReNode* node, uint32_t flags);
  void emitLook(const ReNode* node, uint32_t flags);
  bool addFirst(const ReNode* node, uint32_t flags);
  bool addPrefix(const ReNode* node, uint32_t flags);
  void analyse(const ReNode* root, uint32_t flags);
};

uint32_t combined(uint32_t flags, const ReNode* group) {
  if (group->addFlags & kReTypeFlags) flags &= ~kReTypeFlags;
  return (flags | group->addFlags) & ~group->delFlags;
}

Width Compiler::widthOf(const ReNode* node) const {
  switch (node->op) {
    case ReOp::Literal: case ReOp::Any: case ReOp::Set: return {1, 1};
    case ReOp::Sequence: {
      Width w{0, 0};
      for (int64_t i = 0; i < node->count; ++i) w = sum(w, widthOf(node->parts[i]));
      return w;
    }
    case ReOp::Branch: {
      Width w{kReMaxRepeat, 0};
      for (int64_t i = 0; i < node->count; ++i) {
        const Width part = widthOf(node->parts[i]);
        if (part.lo < w.lo) w.lo = part.lo;
        if (part.hi > w.hi) w.hi = part.hi;
      }
      return w;
    }
    case ReOp::Group: case ReOp::Atomic: return widthOf(node->first);
    case ReOp::Repeat: {
      const Width w = widthOf(node->first);
      return {product(w.lo, node->min), product(w.hi, node->max)};
    }
    case ReOp::GroupRef: return groupNodes[node->group] ? widthOf(groupNodes[node->group]) : Width{0, kReMaxRepeat};
    case ReOp::Conditional: {
      Width w = widthOf(node->first);
      const Width other = node->second ? widthOf(node->second) : Width{0, 0};
      if (other.lo < w.lo) w.lo = other.lo;
      if (other.hi > w.hi) w.hi = other.hi;
      return w;
    }
    default: return {0, 0};
  }
}

int64_t Compiler::put(int32_t word) {
  if (program->codeLength == capacity) {
    capacity = capacity ? capacity * 2 : 64;
    auto* code = static_cast<int32_t*>(gcAllocLeaf(static_cast<size_t>(capacity) * sizeof(int32_t)));
    if (program->codeLength) memcpy(code, program->code, static_cast<size_t>(program->codeLength) * sizeof(int32_t));
    program->code = code;
  }
  program->code[program->codeLength] = word;
  return program->codeLength++;
}

void Compiler::collectGroups(ReNode* node) {
  if (!node) return;
  if (node->op == ReOp::Group && node->group) groupNodes[node->group] = node->first;
  collectGroups(node->first);
  collectGroups(node->second);
  for (int64_t i = 0; i < node->count; ++i) collectGroups(node->parts[i]);
}

int32_t Compiler::addSet(const ReNode* node, uint32_t flags) {
  if (program->setCount == setCapacity) {
    setCapacity = setCapacity ? setCapacity * 2 : 4;
    auto* sets = static_cast<ReCharSet*>(gcAllocScan(static_cast<size_t>(setCapacity) * sizeof(ReCharSet)));
    if (program->setCount) memcpy(sets, program->sets, static_cast<size_t>(program->setCount) * sizeof(ReCharSet));
    program->sets = sets;
  }
  ReCharSet* set = &program->sets[program->setCount];
  set->flags = flags;
  set->negate = node->negate;
  set->items = node->items;
  set->itemCount = node->itemCount;
  for (uint32_t c = 0; c < 256; ++c)
    if (reSetHas(set, c)) set->bitmap[c >> 5] |= 1u << (c & 31);
  return static_cast<int32_t>(program->setCount++);
}

// ---- single characters

bool isSingle(const ReNode* node) { return node->op == ReOp::Literal || node->op == ReOp::Any || node->op == ReOp::Set; }

/// The node below groups that only group, with the flags that hold there.
const ReNode* unwrapped(const ReNode* node, uint32_t* flags) {
  for (;;) {
    if (node->op == ReOp::Group && node->group == 0) {
      *flags = combined(*flags, node);
      node = node->first;
    } else if (node->op == ReOp::Sequence && node->count == 1) {
      node = node->parts[0];
    } else {
      return node;
    }
  }
}

/// Instruction and argument that test one character.
void Compiler::unit(const ReNode* node, uint32_t flags, int32_t* op, int32_t* argument) {
  *argument = 0;
  if (node->op == ReOp::Any) {
    *op = flags & kReDotAll ? kReAnyAll : kReAny;
    return;
  }
  const bool isOne = node->op == ReOp::Literal || (node->itemCount == 1 && node->items[0].lo == node->items[0].hi && node->items[0].lo != kReCategoryItem);
  if (!isOne) {
    *op = kReInSet;
    *argument = addSet(node, flags);
    return;
  }
  const uint32_t c = node->op == ReOp::Literal ? node->value : node->items[0].lo;
  const bool negate = node->op == ReOp::Set && node->negate;
  int equal = 0;
  if (flags & kReIgnoreCase) eachEqual(c, flags, [&equal](uint32_t) { ++equal; });
  if (equal > 1) {
    *op = negate ? kReNotLiteralCase : kReLiteralCase;
    *argument = static_cast<int32_t>(reFold(c, flags));
  } else {
    *op = negate ? kReNotLiteral : kReLiteral;
    *argument = static_cast<int32_t>(c);
  }
}

void Compiler::emitUnit(const ReNode* node, uint32_t flags) {
  int32_t op, argument;
  unit(node, flags, &op, &argument);
  put(op);
  put(argument);
  if (op == kReLiteralCase || op == kReNotLiteralCase) put(static_cast<int32_t>(flags));
}

// ---- the rest

void Compiler::emitSequence(const ReNode* node, uint32_t flags) {
  for (int64_t i = 0; i < node->count && !failed;) {
    int64_t run = i;
    if (!(flags & kReIgnoreCase))
      while (run < node->count && node->parts[run]->op == ReOp::Literal) ++run;
    if (run - i > 1) {
      put(kReString);
      put(static_cast<int32_t>(run - i));
      for (; i < run; ++i) put(static_cast<int32_t>(node->parts[i]->value));
    } else {
      emit(node->parts[i++], flags);
    }
  }
}

void Compiler::emitRepeat(const ReNode* node, uint32_t flags) {
  const auto count = [](int64_t n) { return n >= INT32_MAX ? INT32_MAX : static_cast<int32_t>(n); };
  if (node->max == 0) return;
  if (node->min == 1 && node->max == 1 && node->greed != ReGreed::Possessive) return emit(node->first, flags);
  uint32_t innerFlags = flags;
  const ReNode* inner = unwrapped(node->first, &innerFlags);
  if (isSingle(inner)) {
    int32_t op, argument;
    unit(inner, innerFlags, &op, &argument);
    put(node->greed == ReGreed::Greedy ? kReRepeatOne : node->greed == ReGreed::Lazy ? kReLazyOne : kRePossessiveOne);
    put(count(node->min));
    put(count(node->max));
    put(op);
    put(argument);
    put(static_cast<int32_t>(innerFlags));
    return;
  }
  const bool isPossessive = node->greed == ReGreed::Possessive, isLazy = node->greed == ReGreed::Lazy;
  int32_t whole = 0, each = 0;
  if (isPossessive) {  // each round by itself is final too
    whole = static_cast<int32_t>(program->registers++);
    each = static_cast<int32_t>(program->registers++);
    put(kReAtomic);
    put(whole);
  }
  const auto body = [&]() {
    if (isPossessive) {
      put(kReAtomic);
      put(each);
    }
    emit(node->first, flags);
    if (isPossessive) {
      put(kReAtomicEnd);
      put(each);
    }
  };
  const bool neverEmpty = widthOf(node->first).lo > 0;
  if (node->min == 0 && node->max == 1) {
    put(kReSplit);
    const int64_t other = put(0);
    if (isLazy) {
      put(kReJump);
      const int64_t end = put(0);
      patch(other);
      body();
      patch(end);
    } else {
      body();
      patch(other);
    }
  } else if (neverEmpty && node->min <= 1 && node->max >= kReMaxRepeat) {
    const auto again = static_cast<int32_t>(program->codeLength);
    if (node->min == 1) body();
    put(kReSplit);
    const int64_t other = put(0);
    if (isLazy && node->min == 1) {
      put(kReJump);
      const int64_t end = put(0);
      patch(other);
      put(kReJump);
      put(again);
      patch(end);
    } else if (isLazy) {
      put(kReJump);
      const int64_t end = put(0);
      patch(other);
      body();
      put(kReJump);
      put(again);
      patch(end);
    } else {
      if (node->min == 0) body();
      put(kReJump);
      put(again);
      patch(other);
    }
  } else {
    const auto loop = static_cast<int32_t>(program->loops++);
    put(kReLoop);
    put(loop);
    const int64_t until = put(0);
    const auto again = static_cast<int32_t>(program->codeLength);
    body();
    patch(until);
    put(isLazy ? kReLazyUntil : kReUntil);
    put(loop);
    put(count(node->min));
    put(count(node->max));
    put(again);
  }
  if (isPossessive) {
    put(kReAtomicEnd);
    put(whole);
  }
}

void Compiler::emitLook(const ReNode* node, uint32_t flags) {
  int64_t back = 0;
  if (node->behind) {
    const Width w = widthOf(node->first);
    if (w.lo != w.hi) {
      reError(newStr("look-behind requires fixed-width pattern"), pattern, -1);
      failed = true;
      return;
    }
    back = w.lo;
  }
  if (node->negate && node->first->op == ReOp::Sequence && node->first->count == 0) {
    put(kReFail);
    return;
  }
  const auto reg = static_cast<int32_t>(program->registers++);
  put(node->negate ? kReNotLook : kReLook);
  put(reg);
  const int64_t other = put(0);
  if (node->behind) {
    put(kReBack);
    put(back >= INT32_MAX ? INT32_MAX : static_cast<int32_t>(back));
  }
  emit(node->first, flags);
  put(node->negate ? kReNotLookEnd : kReLookEnd);
  put(reg);
  patch(other);
}

void Compiler::emit(const ReNode* node, uint32_t flags) {
  if (failed) return;
  switch (node->op) {
    case ReOp::Literal: case ReOp::Any: case ReOp::Set: emitUnit(node, flags); break;
    case ReOp::At: {
      auto at = static_cast<ReAt>(node->value);
      int32_t code = 0;
      switch (at) {
        case ReAt::Beginning: code = flags & kReMultiLine ? 1 : 0; break;
        case ReAt::BeginningString: code = 0; break;
        case ReAt::End: code = flags & kReMultiLine ? 3 : 2; break;
        case ReAt::EndString: code = 4; break;
        case ReAt::Boundary: code = 5; break;
        case ReAt::NonBoundary: code = 6; break;
      }
      put(kReAtCode);
      put(code);
      put(static_cast<int32_t>(flags));
      break;
    }
    case ReOp::Sequence: emitSequence(node, flags); break;
    case ReOp::Branch: {
      int64_t ends = -1;  // chain of the jumps to the end through their targets
      for (int64_t i = 0; i < node->count; ++i) {
        if (i + 1 == node->count) {
          emit(node->parts[i], flags);
          break;
        }
        put(kReSplit);
        const int64_t next = put(0);
        emit(node->parts[i], flags);
        put(kReJump);
        ends = put(static_cast<int32_t>(ends));
        patch(next);
      }
      while (ends >= 0) {
        const int64_t before = program->code[ends];
        patch(ends);
        ends = before;
      }
      break;
    }
    case ReOp::Group: {
      const uint32_t inner = combined(flags, node);
      if (node->group) {
        put(kReMark);
        put(static_cast<int32_t>(2 * node->group));
      }
      emit(node->first, inner);
      if (node->group) {
        put(kReMark);
        put(static_cast<int32_t>(2 * node->group + 1));
      }
      break;
    }
    case ReOp::Atomic: {
      const auto reg = static_cast<int32_t>(program->registers++);
      put(kReAtomic);
      put(reg);
      emit(node->first, flags);
      put(kReAtomicEnd);
      put(reg);
      break;
    }
    case ReOp::Repeat: emitRepeat(node, flags); break;
    case ReOp::Look: emitLook(node, flags); break;
    case ReOp::GroupRef:
      put(flags & kReIgnoreCase ? kReGroupRefCase : kReGroupRef);
      put(static_cast<int32_t>(node->group));
      put(static_cast<int32_t>(flags));
      break;
    case ReOp::Conditional: {
      put(kReCondition);
      put(static_cast<int32_t>(node->group));
      const int64_t other = put(0);
      emit(node->first, flags);
      if (node->second) {
        put(kReJump);
        const int64_t end = put(0);
        patch(other);
        emit(node->second, flags);
        patch(end);
      } else {
        patch(other);
      }
      break;
    }
    case ReOp::Fail: put(kReFail); break;
    case ReOp::Category: break;
  }
}

// ---- what a search can skip by

/// Adds the characters a node can begin with; true when it can match without taking one.
bool Compiler::addFirst(const ReNode* node, uint32_t flags) {
  const auto all = [&]() {
    for (uint32_t& word : program->first) word = 0xFFFFFFFF;
    program->firstOther = true;
  };
  switch (node->op) {
    case ReOp::Any:
      all();
      return false;
    case ReOp::Literal: {
      const auto add = [&](uint32_t c) {
        if (c < 256) program->first[c >> 5] |= 1u << (c & 31);
        else program->firstOther = true;
      };
      if (flags & kReIgnoreCase) eachEqual(node->value, flags, add);
      else add(node->value);
      return false;
    }
    case ReOp::Set: {
      ReCharSet set{{}, flags, node->negate, node->items, node->itemCount};
      for (uint32_t c = 0; c < 256; ++c)
        if (reSetHas(&set, c)) program->first[c >> 5] |= 1u << (c & 31);
      program->firstOther = true;
      return false;
    }
    case ReOp::Sequence:
      for (int64_t i = 0; i < node->count; ++i)
        if (!addFirst(node->parts[i], flags)) return false;
      return true;
    case ReOp::Branch: {
      bool canBeEmpty = false;
      for (int64_t i = 0; i < node->count; ++i) canBeEmpty |= addFirst(node->parts[i], flags);
      return canBeEmpty;
    }
    case ReOp::Group: return addFirst(node->first, combined(flags, node));
    case ReOp::Atomic: return addFirst(node->first, flags);
    case ReOp::Repeat: return node->max == 0 || addFirst(node->first, flags) || node->min == 0;
    case ReOp::At: case ReOp::Look: return true;
    default: all(); return true;
  }
}

/// Adds the literal characters every match begins with; true when the node is nothing but such characters.
bool Compiler::addPrefix(const ReNode* node, uint32_t flags) {
  constexpr int64_t kMost = 64;
  switch (node->op) {
    case ReOp::Literal:
      if ((flags & kReIgnoreCase) || program->prefixLength == kMost) return false;
      if (!program->prefix) program->prefix = static_cast<uint32_t*>(gcAllocLeaf(kMost * sizeof(uint32_t)));
      program->prefix[program->prefixLength++] = node->value;
      return true;
    case ReOp::Sequence:
      for (int64_t i = 0; i < node->count; ++i)
        if (!addPrefix(node->parts[i], flags)) return false;
      return true;
    case ReOp::Group: return addPrefix(node->first, combined(flags, node));
    default: return false;
  }
}

void Compiler::analyse(const ReNode* root, uint32_t flags) {
  program->minLength = widthOf(root).lo;
  const ReNode* start = root;
  while (start->op == ReOp::Sequence && start->count) start = start->parts[0];
  if (start->op == ReOp::At) {
    const auto at = static_cast<ReAt>(start->value);
    if (at == ReAt::BeginningString || (at == ReAt::Beginning && !(flags & kReMultiLine))) program->anchor = ReAnchor::Start;
  }
  program->hasFirst = !addFirst(root, flags);
  addPrefix(root, flags);
}

}  // namespace

ReProgram* reCompile(const ReParsed& parsed, Value pattern) {
  Compiler c{pattern, static_cast<ReProgram*>(gcAllocScan(sizeof(ReProgram))), nullptr};
  c.program->groups = parsed.groups;
  c.groupNodes = static_cast<ReNode**>(gcAllocScan(static_cast<size_t>(parsed.groups + 1) * sizeof(ReNode*)));
  c.collectGroups(parsed.root);
  c.emit(parsed.root, parsed.flags);
  c.put(kReSuccess);
  if (c.failed) return nullptr;
  c.analyse(parsed.root, parsed.flags);
  return c.program;
}

}  // namespace trivium::runtime
