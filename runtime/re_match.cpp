// Runs the program of a regular expression over a string, by backtracking with a stack of its own, so that no pattern and no string can
// exhaust the machine's.
//
// The stack of choices holds where to go on when the present way fails. Variables (where groups begin and end, the counters of repeats)
// change in place; what they were before goes to a trail, which is undone as far as it had grown when the choice was made. Atomic groups
// and look-arounds drop the choices made inside of them. When an iteration of a repeat may be empty follows CPython's Modules/_sre:
// another one begins only at another place than the last one did.
#include <stdlib.h>

#include "runtime/abi/helpers.h"
#include "runtime/detail/re.h"

namespace trivium::runtime {

namespace {

enum ChoiceKind : int32_t { kResume, kGreedyOne, kLazyOne };
struct Choice {
  int32_t pc, kind;
  int64_t at;     ///< place in the string
  int64_t low;    ///< kGreedyOne: not further back than this; kLazyOne: not further than this
  int64_t trail;
};
struct Change {
  int64_t variable, old;
};

/// The stacks stay for the next match: matching never calls back into the program.
struct Stacks {
  Choice* choices;
  int64_t choiceCapacity;
  Change* changes;
  int64_t changeCapacity;
  int64_t* variables;
  int64_t variableCapacity;
} stacks;
constexpr int64_t kKeptBytes = 8 << 20;

template <class T> bool grow(T** data, int64_t* capacity, int64_t wanted) {
  const int64_t larger = *capacity * 2 > wanted ? *capacity * 2 : wanted < 256 ? 256 : wanted;
  auto* memory = static_cast<T*>(realloc(*data, static_cast<size_t>(larger) * sizeof(T)));
  if (!memory) return raise(&trv_exc_MemoryError, ""), false;
  *data = memory;
  *capacity = larger;
  return true;
}
void shrinkStacks() {
  if (stacks.choiceCapacity * static_cast<int64_t>(sizeof(Choice)) > kKeptBytes) {
    free(stacks.choices);
    stacks.choices = nullptr;
    stacks.choiceCapacity = 0;
  }
  if (stacks.changeCapacity * static_cast<int64_t>(sizeof(Change)) > kKeptBytes) {
    free(stacks.changes);
    stacks.changes = nullptr;
    stacks.changeCapacity = 0;
  }
}

inline bool inBitmap(const uint32_t* bitmap, uint32_t c) { return bitmap[c >> 5] >> (c & 31) & 1; }
inline bool inSet(const ReCharSet* set, uint32_t c) { return c < 256 ? inBitmap(set->bitmap, c) : reSetHas(set, c); }

template <class U> struct Matcher {
  const ReProgram* program;
  const U* text;
  int64_t start, end;
  bool wantsEnd;        ///< fullmatch
  bool mustAdvance;     ///< an empty match at `start` does not count
  int64_t* variables;   ///< marks, the number of the last group, counters
  int64_t lastIndex;    ///< which variable holds it
  int64_t choiceCount = 0, changeCount = 0;
  int64_t steps = 0;

  bool testOne(int32_t op, int32_t argument, uint32_t flags, uint32_t c) const {
    switch (op) {
      case kReLiteral: return c == static_cast<uint32_t>(argument);
      case kReNotLiteral: return c != static_cast<uint32_t>(argument);
      case kReLiteralCase: return reFold(c, flags) == static_cast<uint32_t>(argument);
      case kReNotLiteralCase: return reFold(c, flags) != static_cast<uint32_t>(argument);
      case kReAny: return c != '\n';
      case kReAnyAll: return true;
      default: return inSet(program->sets + argument, c);
    }
  }

  /// Where a run of characters that pass the test ends, from `at` on and not behind `limit`.
  int64_t runEnd(int32_t op, int32_t argument, uint32_t flags, int64_t at, int64_t limit) const {
    switch (op) {
      case kReAnyAll: return limit;
      case kReAny:
        if constexpr (sizeof(U) == 1) {
          const void* line = limit > at ? memchr(text + at, '\n', static_cast<size_t>(limit - at)) : nullptr;
          return line ? static_cast<const U*>(line) - text : limit;
        }
        while (at < limit && text[at] != '\n') ++at;
        return at;
      case kReLiteral:
        while (at < limit && text[at] == static_cast<uint32_t>(argument)) ++at;
        return at;
      case kReNotLiteral:
        while (at < limit && text[at] != static_cast<uint32_t>(argument)) ++at;
        return at;
      case kReInSet: {
        const ReCharSet* set = program->sets + argument;
        if constexpr (sizeof(U) == 1) {
          while (at < limit && inBitmap(set->bitmap, text[at])) ++at;
        } else {
          while (at < limit && inSet(set, text[at])) ++at;
        }
        return at;
      }
      default:
        while (at < limit && testOne(op, argument, flags, text[at])) ++at;
        return at;
    }
  }

  bool isWord(int64_t i, uint32_t flags) const { return i >= 0 && i < end && reIsCategory(ReCategory::Word, text[i], flags); }
  bool holds(int32_t code, uint32_t flags, int64_t at) const {
    switch (code) {
      case 0: return at == 0;
      case 1: return at == 0 || text[at - 1] == '\n';
      case 2: return at == end || (at == end - 1 && text[at] == '\n');
      case 3: return at == end || text[at] == '\n';
      case 4: return at == end;
      case 5: return end > 0 && isWord(at - 1, flags) != isWord(at, flags);
      default: return end > 0 && isWord(at - 1, flags) == isWord(at, flags);
    }
  }

  bool push(int32_t pc, int32_t kind, int64_t at, int64_t low) {
    if (choiceCount == stacks.choiceCapacity && !grow(&stacks.choices, &stacks.choiceCapacity, choiceCount + 1)) return false;
    stacks.choices[choiceCount++] = {pc, kind, at, low, changeCount};
    return true;
  }
  bool set(int64_t variable, int64_t value) {
    if (changeCount == stacks.changeCapacity && !grow(&stacks.changes, &stacks.changeCapacity, changeCount + 1)) return false;
    stacks.changes[changeCount++] = {variable, variables[variable]};
    variables[variable] = value;
    return true;
  }
  void undo(int64_t to) {
    while (changeCount > to) {
      const Change& change = stacks.changes[--changeCount];
      variables[change.variable] = change.old;
    }
  }

  /// Whether what follows an instruction can match at all at a place: looks at a literal character only.
  bool mayContinue(int32_t pc, int64_t at) const {
    const int32_t* code = program->code + pc;
    if (code[0] == kReLiteral) return at < end && text[at] == static_cast<uint32_t>(code[1]);
    if (code[0] == kReString) return at < end && text[at] == static_cast<uint32_t>(code[2]);
    if (code[0] == kReInSet) return at < end && inSet(program->sets + code[1], text[at]);
    return true;
  }

  int matchAt(int64_t at);
  int search();
};

/// 1 matched (the variables hold how), 0 not (they are as before), -1 raised.
template <class U> int Matcher<U>::matchAt(int64_t at) {
  const int64_t begin = at;
  const int32_t* code = program->code;
  int64_t* registers = variables + lastIndex + 1 + 2 * program->loops;
  int32_t pc = 0;
  choiceCount = 0;
  for (;;) {
    switch (code[pc]) {
      case kReSuccess:
        if ((wantsEnd && at != end) || (mustAdvance && at == begin && begin == start)) goto fail;
        variables[0] = begin;
        variables[1] = at;
        return 1;
      case kReFail: goto fail;
      case kReLiteral:
        if (at >= end || text[at] != static_cast<uint32_t>(code[pc + 1])) goto fail;
        ++at;
        pc += 2;
        continue;
      case kReNotLiteral:
        if (at >= end || text[at] == static_cast<uint32_t>(code[pc + 1])) goto fail;
        ++at;
        pc += 2;
        continue;
      case kReLiteralCase: case kReNotLiteralCase:
        if (at >= end || !testOne(code[pc], code[pc + 1], static_cast<uint32_t>(code[pc + 2]), text[at])) goto fail;
        ++at;
        pc += 3;
        continue;
      case kReAny:
        if (at >= end || text[at] == '\n') goto fail;
        ++at;
        pc += 2;
        continue;
      case kReAnyAll:
        if (at >= end) goto fail;
        ++at;
        pc += 2;
        continue;
      case kReInSet:
        if (at >= end || !inSet(program->sets + code[pc + 1], text[at])) goto fail;
        ++at;
        pc += 2;
        continue;
      case kReString: {
        const int32_t n = code[pc + 1];
        if (end - at < n) goto fail;
        const int32_t* wanted = code + pc + 2;
        for (int32_t i = 0; i < n; ++i)
          if (text[at + i] != static_cast<uint32_t>(wanted[i])) goto fail;
        at += n;
        pc += 2 + n;
        continue;
      }
      case kReAtCode:
        if (!holds(code[pc + 1], static_cast<uint32_t>(code[pc + 2]), at)) goto fail;
        pc += 3;
        continue;
      case kReMark: {
        const int32_t mark = code[pc + 1];
        if (!set(mark, at) || ((mark & 1) && !set(lastIndex, mark / 2))) return -1;
        pc += 2;
        continue;
      }
      case kReJump: pc = code[pc + 1]; continue;
      case kReSplit:
        if (!mayContinue(pc + 2, at)) {
          pc = code[pc + 1];
          continue;
        }
        if (!push(code[pc + 1], kResume, at, 0)) return -1;
        pc += 2;
        continue;
      case kReRepeatOne: case kRePossessiveOne: {
        const int64_t min = code[pc + 1], max = code[pc + 2];
        if (end - at < min) goto fail;
        const int64_t limit = max == INT32_MAX || end - at < max ? end : at + max;
        const int64_t last = runEnd(code[pc + 3], code[pc + 4], static_cast<uint32_t>(code[pc + 5]), at, limit);
        if (last - at < min) goto fail;
        if (code[pc] == kReRepeatOne && last > at + min && !push(pc, kGreedyOne, last, at + min)) return -1;
        at = last;
        pc += 6;
        if (!mayContinue(pc, at)) goto fail;
        continue;
      }
      case kReLazyOne: {
        const int64_t min = code[pc + 1], max = code[pc + 2];
        if (end - at < min) goto fail;
        if (min && runEnd(code[pc + 3], code[pc + 4], static_cast<uint32_t>(code[pc + 5]), at, at + min) != at + min) goto fail;
        const int64_t limit = max == INT32_MAX || end - at < max ? end : at + max;
        at += min;
        if (at < limit && !push(pc, kLazyOne, at, limit)) return -1;
        pc += 6;
        continue;
      }
      case kReLoop: {
        const int64_t counter = lastIndex + 1 + 2 * code[pc + 1];
        if (!set(counter, 0) || !set(counter + 1, -1)) return -1;
        pc = code[pc + 2];
        continue;
      }
      case kReUntil: case kReLazyUntil: {
        const int64_t counter = lastIndex + 1 + 2 * code[pc + 1], count = variables[counter];
        const int32_t again = code[pc + 4];
        if (count < code[pc + 2]) {
          if (!set(counter, count + 1)) return -1;
          pc = again;
          continue;
        }
        const bool canRepeat = (code[pc + 3] == INT32_MAX || count < code[pc + 3]) && at != variables[counter + 1];
        if (code[pc] == kReUntil) {
          if (!canRepeat) {
            pc += 5;
            continue;
          }
          if (!push(pc + 5, kResume, at, 0) || !set(counter, count + 1) || !set(counter + 1, at)) return -1;
          pc = again;
          continue;
        }
        // The way into another round, at the back of this instruction's choice: its changes are made when it is taken.
        if (canRepeat && !push(pc, kResume, at, 1)) return -1;
        pc += 5;
        continue;
      }
      case kReAtomic:
        registers[2 * code[pc + 1]] = choiceCount;
        pc += 2;
        continue;
      case kReAtomicEnd:
        choiceCount = registers[2 * code[pc + 1]];
        pc += 2;
        continue;
      case kReLook:
        registers[2 * code[pc + 1]] = choiceCount;
        registers[2 * code[pc + 1] + 1] = at;
        pc += 3;
        continue;
      case kReLookEnd:
        choiceCount = registers[2 * code[pc + 1]];
        at = registers[2 * code[pc + 1] + 1];
        pc += 2;
        continue;
      case kReNotLook:
        registers[2 * code[pc + 1]] = choiceCount;
        if (!push(code[pc + 2], kResume, at, 0)) return -1;
        pc += 3;
        continue;
      case kReNotLookEnd: choiceCount = registers[2 * code[pc + 1]]; goto fail;
      case kReBack:
        if (at < code[pc + 1]) goto fail;
        at -= code[pc + 1];
        pc += 2;
        continue;
      case kReGroupRef: case kReGroupRefCase: {
        const int64_t from = variables[2 * code[pc + 1]], to = variables[2 * code[pc + 1] + 1];
        if (from < 0 || to < from || end - at < to - from) goto fail;
        const auto flags = static_cast<uint32_t>(code[pc + 2]);
        for (int64_t i = 0; i < to - from; ++i) {
          const uint32_t a = text[at + i], b = text[from + i];
          if (a != b && (code[pc] == kReGroupRef || reLower(a, flags) != reLower(b, flags))) goto fail;
        }
        at += to - from;
        pc += 3;
        continue;
      }
      case kReCondition: {
        const int64_t from = variables[2 * code[pc + 1]], to = variables[2 * code[pc + 1] + 1];
        pc = from >= 0 && to >= from ? pc + 3 : code[pc + 2];
        continue;
      }
    }
  fail:
    if ((++steps & 0xFFFF) == 0 && currentThread()->pollRequest && abi::trv_poll(currentThread()) < 0) return -1;
    for (;;) {
      if (choiceCount == 0) {
        undo(0);
        return 0;
      }
      Choice& choice = stacks.choices[choiceCount - 1];
      undo(choice.trail);
      const int32_t tail = choice.pc + 6;
      if (choice.kind == kGreedyOne) {
        int64_t place = choice.at - 1;
        while (place >= choice.low && !mayContinue(tail, place)) --place;
        if (place <= choice.low) --choiceCount;
        if (place < choice.low) continue;
        choice.at = place;
        at = place;
        pc = tail;
        break;
      }
      if (choice.kind == kLazyOne) {
        const int32_t* one = code + choice.pc;
        int64_t place = choice.at;
        bool found = false;
        while (place < choice.low && testOne(one[3], one[4], static_cast<uint32_t>(one[5]), text[place])) {
          ++place;
          if (mayContinue(tail, place)) {
            found = true;
            break;
          }
        }
        if (!found || place == choice.low) --choiceCount;
        if (!found) continue;
        choice.at = place;
        at = place;
        pc = tail;
        break;
      }
      --choiceCount;
      at = choice.at;
      pc = choice.pc;
      if (choice.low == 0) break;
      // Another round of a lazy repeat.
      const int64_t counter = lastIndex + 1 + 2 * code[pc + 1], count = variables[counter];
      const int32_t again = code[pc + 4];
      if (!set(counter, count + 1) || !set(counter + 1, at)) return -1;
      pc = again;
      break;
    }
  }
}

template <class U> int Matcher<U>::search() {
  const int64_t last = end - program->minLength;
  if (program->anchor == ReAnchor::Start) return start == 0 && last >= 0 ? matchAt(0) : 0;
  for (int64_t at = start; at <= last; ++at) {
    if (program->prefixLength > 0) {
      const uint32_t first = program->prefix[0];
      if constexpr (sizeof(U) == 1) {
        if (first > 255) return 0;
        if (program->prefixLength > 1) {
          // All of it at once.
          uint8_t needle[64];
          for (int64_t i = 0; i < program->prefixLength; ++i) {
            if (program->prefix[i] > 255) return 0;
            needle[i] = static_cast<uint8_t>(program->prefix[i]);
          }
          const int64_t found = findBytes(reinterpret_cast<const uint8_t*>(text) + at, end - at, needle, program->prefixLength);
          if (found < 0) return 0;
          at += found;
        } else {
          const void* found = memchr(text + at, static_cast<int>(first), static_cast<size_t>(end - at));
          if (!found) return 0;
          at = static_cast<const U*>(found) - text;
        }
      } else {
        while (at <= last && text[at] != first) ++at;
      }
      if (at > last) return 0;
    } else if (program->hasFirst) {
      while (at <= last && !(text[at] < 256 ? inBitmap(program->first, text[at]) : program->firstOther)) ++at;
      if (at > last) return 0;
    }
    const int result = matchAt(at);
    if (result) return result;
  }
  return 0;
}

template <class U> int runOn(const ReProgram* program, const ReSubject& subject, int64_t start, int64_t end, ReMode mode, bool mustAdvance, int64_t* marks) {
  const int64_t markCount = 2 * (program->groups + 1);
  const int64_t total = markCount + 1 + 2 * program->loops + 2 * program->registers;
  if (total > stacks.variableCapacity && !grow(&stacks.variables, &stacks.variableCapacity, total)) return -1;
  for (int64_t i = 0; i <= markCount; ++i) stacks.variables[i] = -1;
  Matcher<U> m{program, reinterpret_cast<const U*>(subject.data), start, end, mode == ReMode::FullMatch, mustAdvance, stacks.variables, markCount};
  const int result = mode == ReMode::Search ? m.search() : end - start < program->minLength ? 0 : m.matchAt(start);
  if (result == 1) memcpy(marks, stacks.variables, static_cast<size_t>(markCount + 1) * sizeof(int64_t));
  shrinkStacks();
  return result;
}

}  // namespace

int reRun(const ReProgram* program, const ReSubject& subject, int64_t start, int64_t end, ReMode mode, bool mustAdvance, int64_t* marks) {
  switch (subject.kind) {
    case 1: return runOn<uint8_t>(program, subject, start, end, mode, mustAdvance, marks);
    case 2: return runOn<uint16_t>(program, subject, start, end, mode, mustAdvance, marks);
    default: return runOn<uint32_t>(program, subject, start, end, mode, mustAdvance, marks);
  }
}

}  // namespace trivium::runtime
