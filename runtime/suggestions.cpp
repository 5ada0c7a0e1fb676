// "Did you mean": the nearest known name to one that was not found, by the weighted edit distance of CPython 3.11 (Python/suggestions.c).
#include <string.h>

#include "runtime/detail/containers.h"
#include "runtime/detail/errors.h"

namespace trivium::runtime {

namespace {

constexpr int64_t kMaxCandidates = 750;
constexpr int64_t kMaxLength = 40;
constexpr int64_t kMoveCost = 2;
constexpr int64_t kCaseCost = 1;

int64_t substitutionCost(char a, char b) {
  if ((a & 31) != (b & 31)) return kMoveCost;
  if (a == b) return 0;
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return lower(a) == lower(b) ? kCaseCost : kMoveCost;
}

/// More than `limit` when the distance is larger than that.
int64_t distance(const char* a, int64_t aLength, const char* b, int64_t bLength, int64_t limit) {
  while (aLength && bLength && *a == *b) ++a, ++b, --aLength, --bLength;
  while (aLength && bLength && a[aLength - 1] == b[bLength - 1]) --aLength, --bLength;
  if (!aLength || !bLength) return (aLength + bLength) * kMoveCost;
  if (aLength > kMaxLength || bLength > kMaxLength) return limit + 1;
  if (bLength < aLength) {
    const char* t = a;
    a = b;
    b = t;
    const int64_t n = aLength;
    aLength = bLength;
    bLength = n;
  }
  if ((bLength - aLength) * kMoveCost > limit) return limit + 1;
  int64_t row[kMaxLength];
  for (int64_t i = 0; i < aLength; ++i) row[i] = (i + 1) * kMoveCost;
  int64_t result = 0;
  for (int64_t k = 0; k < bLength; ++k) {
    int64_t diagonal = result = k * kMoveCost;
    int64_t least = INT64_MAX;
    for (int64_t i = 0; i < aLength; ++i) {
      const int64_t substitute = diagonal + substitutionCost(b[k], a[i]);
      diagonal = row[i];
      const int64_t move = (result < diagonal ? result : diagonal) + kMoveCost;
      row[i] = result = move < substitute ? move : substitute;
      if (result < least) least = result;
    }
    if (least > limit) return limit + 1;
  }
  return result;
}

/// The best of the names offered so far.
struct Search {
  explicit Search(StrObj* wanted) : name(wanted) { text = utf8Of(wanted, &bytes); }

  void offer(const char* candidate, int64_t length, Value asStr) {
    if (length == bytes && !memcmp(candidate, text, static_cast<size_t>(bytes))) return;
    // No more than a third of the characters may change.
    int64_t limit = (bytes + length + 3) * kMoveCost / 6;
    if (best && bestDistance - 1 < limit) limit = bestDistance - 1;
    const int64_t d = distance(text, bytes, candidate, length, limit);
    if (d > limit) return;
    best = asStr ? asStr : toValue(newStr(candidate, length));
    bestDistance = d;
  }
  void offer(Value candidate) {
    if (!isStr(candidate)) return;
    int64_t length;
    const char* c = utf8Of(as<StrObj>(candidate), &length);
    offer(c, length, candidate);
  }

  StrObj* name;
  const char* text;
  int64_t bytes;
  Value best = 0;
  int64_t bestDistance = 0;
};

Value forAttribute(const ExceptionObj* e) {
  const Value name = e->extra[kAttributeName], object = e->extra[kAttributeObj];
  if (!name || !object || !isStr(name)) return 0;
  const Value names = dirOf(object);
  if (!names || !isList(names) || as<ListObj>(names)->length >= kMaxCandidates) return 0;
  Search search(as<StrObj>(name));
  for (int64_t i = 0; i < as<ListObj>(names)->length; ++i) search.offer(listItem(as<ListObj>(names), i));
  return search.best;
}

Value forName(const ExceptionObj* e) {
  const Value name = e->extra[kNameName];
  if (!name || !isExact(name, &trv_class_str) || !e->traceback || e->traceback == none()) return 0;
  auto* tb = as<TracebackObj>(e->traceback);
  while (tb->next) tb = tb->next;
  Search search(as<StrObj>(name));
  const FunctionInfo* info = tb->info;
  // Names in co_varnames: parameters and variables that no inner function shares.
  const uint64_t ownCount = info->localCount - info->capturedCount - info->freeCount;
  if (info->paramCount + ownCount < static_cast<uint64_t>(kMaxCandidates)) {
    for (uint32_t i = 0; i < info->paramCount; ++i) search.offer(info->paramNames[i]);
    for (uint64_t i = 0; i < ownCount; ++i) search.offer(info->localNames[i], static_cast<int64_t>(strlen(info->localNames[i])), 0);
  }
  if (search.best) return search.best;
  DictObj* const scopes[] = {moduleSnapshot(as<ModuleObj>(moduleByIndex(info->moduleIndex))), builtinTable()};
  for (DictObj* scope : scopes) {
    int64_t position = 0;
    Value key, value;
    if (scope->used < kMaxCandidates)
      while (dictNext(scope, &position, &key, &value)) search.offer(key);
    if (search.best) return search.best;
  }
  return 0;
}

}  // namespace

Value suggestionFor(Value exception) {
  Value found = 0;
  if (classOf(exception) == &trv_exc_AttributeError) found = forAttribute(exceptionOf(exception));
  else if (classOf(exception) == &trv_exc_NameError) found = forName(exceptionOf(exception));
  clearPending();
  return found;
}

}  // namespace trivium::runtime
