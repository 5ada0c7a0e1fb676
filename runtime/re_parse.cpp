// Reads the text of a regular expression into nodes. Library Reference "re", syntax; which of several errors is reported, its text and
// its place follow CPython's Lib/re/_parser.py, whose reader looks one token ahead.
#include "runtime/detail/re.h"
#include "runtime/detail/unicode.h"

namespace trivium::runtime {

Value reError(StrObj* message, Value pattern, int64_t pos) {
  const Value module = programModule(TRV_STR("re"));
  const Value cls = module ? getAttr(module, TRV_STR("error")) : toValue(&trv_exc_ValueError);
  if (!cls) return 0;
  const Value e = pos < 0 ? callWith(cls, toValue(message)) : callWith(cls, toValue(message), pattern, newInt(pos));
  return e ? raiseObject(e) : 0;
}

namespace {

constexpr int32_t kNoToken = -1;

bool isDigit(int32_t c) { return c >= '0' && c <= '9'; }
bool isOctal(int32_t c) { return c >= '0' && c <= '7'; }
bool isHex(int32_t c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool isLetter(int32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isVerboseSpace(int32_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

uint32_t flagOf(int32_t c) {
  switch (c) {
    case 'i': return kReIgnoreCase;
    case 'L': return kReLocale;
    case 'm': return kReMultiLine;
    case 's': return kReDotAll;
    case 'x': return kReVerbose;
    case 'a': return kReAscii;
    case 't': return kReTemplate;
    case 'u': return kReUnicode;
    default: return 0;
  }
}

struct Parser {
  StrObj* text;
  Value pattern;
  bool isText;
  uint32_t flags;
  bool failed = false;

  // The reader: `next` is a character, with `escaped` set when a backslash stands before it.
  int64_t index = 0;      ///< behind the next token
  int32_t next = kNoToken;
  bool escaped = false;

  int64_t groups = 1;     ///< number of the next group
  DictObj* names = nullptr;
  bool* openGroups = nullptr;  ///< by number
  int64_t groupCapacity = 0;
  int64_t lookBehindGroups = -1;
  int64_t* conditions = nullptr;  ///< (group, position) of conditional references, checked at the end
  int64_t conditionCount = 0;

  int64_t tell() const { return index - (next == kNoToken ? 0 : escaped ? 2 : 1); }
  void advance();
  void seek(int64_t at) {
    index = at;
    advance();
  }
  bool isNext(char c) const { return next == c && !escaped; }
  bool skip(char c) {
    if (!isNext(c)) return false;
    advance();
    return true;
  }

  std::nullptr_t fail(StrObj* message, int64_t offset = 0) {
    if (!failed) reError(message, pattern, tell() - offset);
    failed = true;
    return nullptr;
  }
  std::nullptr_t fail(const char* message, int64_t offset = 0) { return fail(newStr(message), offset); }
  std::nullptr_t failHard() {
    failed = true;
    return nullptr;
  }

  StrObj* until(char terminator, const char* what);
  bool checkName(StrObj* name, int64_t offset);
  bool openGroup(StrObj* name, int64_t* number);
  bool isClosed(int64_t group) const { return group < groups && !openGroups[group]; }
  bool checkLookBehind(int64_t group);
  int readHex(int64_t most, uint32_t* value, StrBuilder* seen);
  bool characterName(uint32_t* c);
  bool commonEscape(int32_t c, StrBuilder* seen, bool* known, uint32_t* value);
  ReNode* escape();
  bool classEscape(ReSetItem* item, StrBuilder* shown);
  ReNode* set();
  ReNode* group(bool first, const ReNode* sequence, bool* verbose, bool* skipped);
  bool inlineFlags(int32_t c, bool* isGlobal, uint32_t* add, uint32_t* del);
  bool repeat(int32_t c, ReNode* sequence, int64_t here);
  ReNode* sequence(bool verbose, int nested, bool first);
  ReNode* alternatives(bool verbose, int nested);
};

ReNode* newNode(ReOp op) {
  auto* node = static_cast<ReNode*>(gcAllocScan(sizeof(ReNode)));
  node->op = op;
  return node;
}
ReNode* newLiteral(uint32_t c) {
  ReNode* node = newNode(ReOp::Literal);
  node->value = c;
  return node;
}
void addPart(ReNode* to, ReNode* part) {
  if (to->count == to->capacity) {
    const int64_t capacity = to->capacity ? to->capacity * 2 : 4;
    auto** parts = static_cast<ReNode**>(gcAllocScan(static_cast<size_t>(capacity) * sizeof(ReNode*)));
    if (to->count) memcpy(parts, to->parts, static_cast<size_t>(to->count) * sizeof(ReNode*));
    to->parts = parts;
    to->capacity = capacity;
  }
  to->parts[to->count++] = part;
}
void addItem(ReNode* set, ReSetItem item) {
  if (set->itemCount == set->itemCapacity) {
    const int64_t capacity = set->itemCapacity ? set->itemCapacity * 2 : 8;
    auto* items = static_cast<ReSetItem*>(gcAllocLeaf(static_cast<size_t>(capacity) * sizeof(ReSetItem)));
    if (set->itemCount) memcpy(items, set->items, static_cast<size_t>(set->itemCount) * sizeof(ReSetItem));
    set->items = items;
    set->itemCapacity = capacity;
  }
  set->items[set->itemCount++] = item;
}

// ---- the reader

void Parser::advance() {
  if (index >= text->length) {
    next = kNoToken;
    escaped = false;
    return;
  }
  next = static_cast<int32_t>(charAt(text, index++));
  escaped = false;
  if (next != '\\') return;
  if (index >= text->length) {
    if (!failed) reError(newStr("bad escape (end of pattern)"), pattern, text->length - 1);
    failed = true;
    next = kNoToken;
    return;
  }
  next = static_cast<int32_t>(charAt(text, index++));
  escaped = true;
}

/// The text up to a terminator, which is skipped.
StrObj* Parser::until(char terminator, const char* what) {
  StrBuilder out;
  for (;;) {
    if (next == kNoToken) {
      if (failed) return nullptr;
      if (out.length == 0) return fail(strFormat("missing %s", what));
      return fail(strFormat("missing %c, unterminated name", terminator), out.length);
    }
    if (skip(terminator)) break;
    if (escaped) out.append(uint32_t{'\\'});
    out.append(static_cast<uint32_t>(next));
    advance();
    if (failed) return nullptr;
  }
  if (out.length == 0) return fail(strFormat("missing %s", what), 1);
  return out.finish();
}

bool Parser::checkName(StrObj* name, int64_t offset) {
  bool ok = name->length > 0;
  for (int64_t i = 0; i < name->length && ok; ++i) {
    const uint32_t c = charAt(name, i);
    if (c < 128) ok = isLetter(static_cast<int32_t>(c)) || c == '_' || (i > 0 && isDigit(static_cast<int32_t>(c)));
    else ok = isText && (charFlags(c) & (i > 0 ? kCharIdContinue : kCharIdStart)) != 0;
  }
  if (ok) return true;
  const Value shown = isText ? repr(toValue(name)) : ascii(toValue(name));
  fail(strFormat("bad character in group name %S", shown), name->length + offset);
  return false;
}

bool isNumber(const StrObj* name) {
  for (int64_t i = 0; i < name->length; ++i)
    if (!isDigit(static_cast<int32_t>(charAt(name, i)))) return false;
  return name->length > 0;
}
/// A number in a name; what is too large for a group stays too large.
int64_t numberOf(const StrObj* name) {
  int64_t n = 0;
  for (int64_t i = 0; i < name->length && n <= (int64_t{1} << 50); ++i) n = n * 10 + (charAt(name, i) - '0');
  return n;
}

bool Parser::openGroup(StrObj* name, int64_t* number) {
  const int64_t group = groups++;
  if (groups > groupCapacity) {
    const int64_t capacity = groupCapacity ? groupCapacity * 2 : 16;
    auto* open = static_cast<bool*>(gcAllocLeaf(static_cast<size_t>(capacity)));
    if (openGroups) memcpy(open, openGroups, static_cast<size_t>(groupCapacity));
    openGroups = open;
    groupCapacity = capacity;
  }
  openGroups[group] = true;
  *number = group;
  if (!name) return true;
  if (const Value known = dictLookup(names, toValue(name))) {
    fail(strFormat("redefinition of group name %R as group %lld; was group %S", toValue(name), static_cast<long long>(group), known), name->length + 1);
    return false;
  }
  dictSet(names, toValue(intern(name)), newInt(group));
  return true;
}

bool Parser::checkLookBehind(int64_t group) {
  if (lookBehindGroups < 0) return true;
  if (group < groups && openGroups[group]) return fail("cannot refer to an open group"), false;
  if (group >= lookBehindGroups) return fail("cannot refer to group defined in the same lookbehind subpattern"), false;
  return true;
}

// ---- escapes

/// Up to `most` hexadecimal digits; how many there were.
int Parser::readHex(int64_t most, uint32_t* value, StrBuilder* seen) {
  int n = 0;
  *value = 0;
  while (n < most && !escaped && isHex(next)) {
    *value = *value * 16 + static_cast<uint32_t>(isDigit(next) ? next - '0' : (next | 32) - 'a' + 10);
    seen->append(static_cast<uint32_t>(next));
    advance();
    ++n;
  }
  return n;
}

bool Parser::characterName(uint32_t* c) {
  if (!skip('{')) return fail("missing {"), false;
  StrObj* name = until('}', "character name");
  if (!name) return false;
  const Value module = programModule(TRV_STR("unicodedata"));
  const Value found = module ? callMethod(module, TRV_STR("lookup"), reinterpret_cast<const Value*>(&name), 1) : 0;
  if (found && isStr(found) && as<StrObj>(found)->length == 1) {
    *c = charAt(as<StrObj>(found), 0);
    return true;
  }
  if (hasPending()) clearPending();
  fail(strFormat("undefined character name %R", toValue(name)), name->length + 4);
  return false;
}

/// Escapes that mean the same inside and outside of sets: \x, \u, \U, \N and the named control characters. `c` is the character behind
/// the backslash, already taken; `seen` what error texts show.
bool Parser::commonEscape(int32_t c, StrBuilder* seen, bool* known, uint32_t* value) {
  *known = true;
  switch (c) {
    case 'a': *value = 7; return true;
    case 'f': *value = 12; return true;
    case 'n': *value = 10; return true;
    case 'r': *value = 13; return true;
    case 't': *value = 9; return true;
    case 'v': *value = 11; return true;
    case '\\': *value = '\\'; return true;
    case 'x': case 'u': case 'U': {
      if (c != 'x' && !isText) break;
      const int wanted = c == 'x' ? 2 : c == 'u' ? 4 : 8;
      const int n = readHex(wanted, value, seen);
      if (failed) return false;
      StrObj* all = seen->finish();
      if (n < wanted) return fail(strFormat("incomplete escape %U", all), all->length), false;
      if (*value > 0x10FFFF) return fail(strFormat("bad escape %U", all), all->length), false;
      return true;
    }
    case 'N':
      if (!isText) break;
      return characterName(value);
    default: break;
  }
  *known = false;
  return true;
}

ReNode* newCategory(ReCategory category) {
  ReNode* node = newNode(ReOp::Set);
  addItem(node, {kReCategoryItem, static_cast<uint32_t>(category)});
  return node;
}
bool categoryOf(int32_t c, ReCategory* out) {
  switch (c) {
    case 'd': *out = ReCategory::Digit; return true;
    case 'D': *out = ReCategory::NotDigit; return true;
    case 's': *out = ReCategory::Space; return true;
    case 'S': *out = ReCategory::NotSpace; return true;
    case 'w': *out = ReCategory::Word; return true;
    case 'W': *out = ReCategory::NotWord; return true;
    default: return false;
  }
}

/// The escape that is the next token, outside of sets.
ReNode* Parser::escape() {
  const int32_t c = next;
  advance();
  if (failed) return nullptr;
  ReCategory category;
  if (categoryOf(c, &category)) return newCategory(category);
  if (c && strchr("AbBZ", c) && c < 128) {
    ReNode* node = newNode(ReOp::At);
    node->value = static_cast<uint32_t>(c == 'A' ? ReAt::BeginningString : c == 'b' ? ReAt::Boundary : c == 'B' ? ReAt::NonBoundary : ReAt::EndString);
    return node;
  }
  StrBuilder seen;
  seen.append("\\");
  seen.append(static_cast<uint32_t>(c));
  bool known;
  uint32_t value;
  if (!commonEscape(c, &seen, &known, &value)) return nullptr;
  if (known) return newLiteral(value);
  if (c == '0') {
    value = 0;
    for (int i = 0; i < 2 && !escaped && isOctal(next); ++i) {
      value = value * 8 + static_cast<uint32_t>(next - '0');
      advance();
    }
    return failed ? nullptr : newLiteral(value);
  }
  if (isDigit(c)) {
    int64_t group = c - '0', length = 2;
    if (!escaped && isDigit(next)) {
      const int32_t second = next;
      advance();
      if (failed) return nullptr;
      if (isOctal(c) && isOctal(second) && !escaped && isOctal(next)) {
        value = static_cast<uint32_t>((c - '0') * 64 + (second - '0') * 8 + (next - '0'));
        const int32_t third = next;
        advance();
        if (failed) return nullptr;
        if (value > 0377) return fail(strFormat("octal escape value \\%c%c%c outside of range 0-0o377", c, second, third), 4);
        return newLiteral(value);
      }
      group = group * 10 + (second - '0');
      length = 3;
    }
    if (group >= groups) return fail(strFormat("invalid group reference %lld", static_cast<long long>(group)), length - 1);
    if (!isClosed(group)) return fail("cannot refer to an open group", length);
    if (!checkLookBehind(group)) return nullptr;
    ReNode* node = newNode(ReOp::GroupRef);
    node->group = group;
    return node;
  }
  if (isLetter(c)) return fail(strFormat("bad escape %U", seen.finish()), 2);
  return newLiteral(static_cast<uint32_t>(c));
}

/// The token just taken was an escape in a set; `c` the character behind the backslash.
bool classEscapeOf(Parser& p, int32_t c, ReSetItem* item) {
  ReCategory category;
  if (categoryOf(c, &category)) {
    *item = {kReCategoryItem, static_cast<uint32_t>(category)};
    return true;
  }
  uint32_t value;
  StrBuilder seen;
  seen.append("\\");
  seen.append(static_cast<uint32_t>(c));
  bool known;
  if (!p.commonEscape(c, &seen, &known, &value)) return false;
  if (!known) {
    if (c == 'b') {
      value = 8;
    } else if (isOctal(c)) {
      value = static_cast<uint32_t>(c - '0');
      for (int i = 0; i < 2 && !p.escaped && isOctal(p.next); ++i) {
        value = value * 8 + static_cast<uint32_t>(p.next - '0');
        seen.append(static_cast<uint32_t>(p.next));
        p.advance();
        if (p.failed) return false;
      }
      StrObj* all = seen.finish();
      if (value > 0377) return p.fail(strFormat("octal escape value %U outside of range 0-0o377", all), all->length), false;
    } else if (isLetter(c) || isDigit(c)) {
      return p.fail(strFormat("bad escape %U", seen.finish()), 2), false;
    } else {
      value = static_cast<uint32_t>(c);
    }
  }
  *item = {value, value};
  return true;
}

// ---- sets

ReNode* Parser::set() {
  const int64_t here = tell() - 1;
  ReNode* node = newNode(ReOp::Set);
  node->negate = skip('^');
  const auto unterminated = [&]() -> ReNode* { return fail("unterminated character set", tell() - here); };
  for (;;) {
    const int32_t c = next;
    const bool wasEscaped = escaped;
    if (failed) return nullptr;
    if (c == kNoToken) return unterminated();
    advance();
    if (c == ']' && !wasEscaped && node->itemCount) return node;
    if (failed) return nullptr;
    ReSetItem item{static_cast<uint32_t>(c), static_cast<uint32_t>(c)};
    if (wasEscaped && !classEscapeOf(*this, c, &item)) return nullptr;
    if (!skip('-')) {
      if (failed) return nullptr;
      addItem(node, item);
      continue;
    }
    const int32_t d = next;
    const bool isEscape = escaped;
    if (failed) return nullptr;
    if (d == kNoToken) return unterminated();
    advance();
    if (d == ']' && !isEscape) {
      addItem(node, item);
      addItem(node, {'-', '-'});
      return node;
    }
    if (failed) return nullptr;
    ReSetItem last{static_cast<uint32_t>(d), static_cast<uint32_t>(d)};
    if (isEscape && !classEscapeOf(*this, d, &last)) return nullptr;
    if (item.lo == kReCategoryItem || last.lo == kReCategoryItem || last.lo < item.lo) {
      StrBuilder shown;
      const auto append = [&shown](int32_t letter, bool hasBackslash) {
        if (hasBackslash) shown.append("\\");
        shown.append(static_cast<uint32_t>(letter));
      };
      append(c, wasEscaped);
      shown.append("-");
      append(d, isEscape);
      StrObj* range = shown.finish();
      return fail(strFormat("bad character range %U", range), range->length);
    }
    addItem(node, {item.lo, last.lo});
  }
}

// ---- groups

/// Flags behind "(?", the first already taken. Global ones apply to the whole pattern and end with ")".
bool Parser::inlineFlags(int32_t c, bool* isGlobal, uint32_t* add, uint32_t* del) {
  *isGlobal = false;
  *add = *del = 0;
  const auto isAlpha = [](int32_t ch) { return ch < 128 ? isLetter(ch) : (charFlags(static_cast<uint32_t>(ch)) & kCharAlpha) != 0; };
  const auto take = [&](int32_t* out, bool* wasEscaped) {
    *out = next;
    *wasEscaped = escaped;
    if (next != kNoToken) advance();
    return !failed;
  };
  bool wasEscaped = false;
  if (c != '-') {
    for (;;) {
      const uint32_t flag = flagOf(c);
      if (isText && c == 'L') return fail("bad inline flags: cannot use 'L' flag with a str pattern"), false;
      if (!isText && c == 'u') return fail("bad inline flags: cannot use 'u' flag with a bytes pattern"), false;
      *add |= flag;
      if ((flag & kReTypeFlags) && (*add & kReTypeFlags) != flag) return fail("bad inline flags: flags 'a', 'u' and 'L' are incompatible"), false;
      if (!take(&c, &wasEscaped)) return false;
      if (c == kNoToken) return fail("missing -, : or )"), false;
      if (!wasEscaped && (c == ')' || c == '-' || c == ':')) break;
      if (wasEscaped || !flagOf(c)) return fail(!wasEscaped && isAlpha(c) ? "unknown flag" : "missing -, : or )", wasEscaped ? 2 : 1), false;
    }
  }
  if (c == ')') {
    flags |= *add;
    *isGlobal = true;
    return true;
  }
  if (*add & kReTemplate) return fail("bad inline flags: cannot turn on global flag", 1), false;
  if (c == '-') {
    if (!take(&c, &wasEscaped)) return false;
    if (c == kNoToken) return fail("missing flag"), false;
    if (wasEscaped || !flagOf(c)) return fail(!wasEscaped && isAlpha(c) ? "unknown flag" : "missing flag", wasEscaped ? 2 : 1), false;
    for (;;) {
      const uint32_t flag = flagOf(c);
      if (flag & kReTypeFlags) return fail("bad inline flags: cannot turn off flags 'a', 'u' and 'L'"), false;
      *del |= flag;
      if (!take(&c, &wasEscaped)) return false;
      if (c == kNoToken) return fail("missing :"), false;
      if (c == ':' && !wasEscaped) break;
      if (wasEscaped || !flagOf(c)) return fail(!wasEscaped && isAlpha(c) ? "unknown flag" : "missing :", wasEscaped ? 2 : 1), false;
    }
  }
  if (*del & kReTemplate) return fail("bad inline flags: cannot turn off global flag", 1), false;
  if (*add & *del) return fail("bad inline flags: flag turned on and off", 1), false;
  return true;
}

/// What follows "(", which is taken. *skipped: it was a comment or flags for the whole pattern.
ReNode* Parser::group(bool first, const ReNode* before, bool* verbose, bool* skipped) {
  const int64_t start = tell() - 1;
  bool captures = true, atomic = false;
  StrObj* name = nullptr;
  uint32_t add = 0, del = 0;
  const auto closed = [&]() {
    if (skip(')')) return !failed;
    if (!failed) fail("missing ), unterminated subpattern", tell() - start);
    return false;
  };
  if (skip('?')) {
    if (failed) return nullptr;
    int32_t c = next;
    const bool wasEscaped = escaped;
    if (c == kNoToken) return fail("unexpected end of pattern");
    advance();
    if (failed) return nullptr;
    if (wasEscaped) return fail(strFormat("unknown extension ?\\%U", charStr(static_cast<uint32_t>(c))), 3);
    if (c == 'P') {
      if (skip('<')) {
        if (!(name = until('>', "group name")) || !checkName(name, 1)) return nullptr;
      } else if (skip('=')) {
        StrObj* wanted = until(')', "group name");
        if (!wanted || !checkName(wanted, 1)) return nullptr;
        const Value known = dictLookup(names, toValue(wanted));
        if (!known) return fail(strFormat("unknown group name %R", toValue(wanted)), wanted->length + 1);
        const int64_t number = smallIntOf(known);
        if (!isClosed(number)) return fail("cannot refer to an open group", wanted->length + 1);
        if (!checkLookBehind(number)) return nullptr;
        ReNode* node = newNode(ReOp::GroupRef);
        node->group = number;
        return node;
      } else {
        if (failed) return nullptr;
        if (next == kNoToken) return fail("unexpected end of pattern");
        StrBuilder extension;
        if (escaped) extension.append("\\");
        extension.append(static_cast<uint32_t>(next));
        advance();
        if (failed) return nullptr;
        StrObj* shown = extension.finish();
        return fail(strFormat("unknown extension ?P%U", shown), shown->length + 2);
      }
    } else if (c == ':') {
      captures = false;
    } else if (c == '#') {
      for (;;) {
        if (failed) return nullptr;
        if (next == kNoToken) return fail("missing ), unterminated comment", tell() - start);
        const bool isEnd = isNext(')');
        advance();
        if (isEnd) break;
      }
      *skipped = true;
      return nullptr;
    } else if (c == '=' || c == '!' || c == '<') {
      const bool behind = c == '<';
      const int64_t outerBehind = lookBehindGroups;
      if (behind) {
        c = next;
        const bool isEscape = escaped;
        if (c == kNoToken) return fail("unexpected end of pattern");
        advance();
        if (failed) return nullptr;
        if (isEscape || (c != '=' && c != '!')) {
          StrObj* shown = isEscape ? strFormat("\\%U", charStr(static_cast<uint32_t>(c))) : charStr(static_cast<uint32_t>(c));
          return fail(strFormat("unknown extension ?<%U", shown), shown->length + 2);
        }
        if (lookBehindGroups < 0) lookBehindGroups = groups;
      }
      ReNode* body = alternatives(*verbose, 1);
      if (!body) return nullptr;
      if (behind && outerBehind < 0) lookBehindGroups = -1;
      if (!closed()) return nullptr;
      ReNode* node = newNode(ReOp::Look);
      node->behind = behind;
      node->negate = c == '!';
      node->first = body;
      return node;
    } else if (c == '(') {
      StrObj* condition = until(')', "group name");
      if (!condition) return nullptr;
      int64_t number;
      if (isNumber(condition)) {
        number = numberOf(condition);
        if (number == 0) return fail("bad group number", condition->length + 1);
        if (number >= kReMaxGroups) return fail(strFormat("invalid group reference %U", condition), condition->length + 1);
        bool known = false;
        for (int64_t i = 0; i < conditionCount; ++i) known |= conditions[2 * i] == number;
        if (!known) {
          auto* more = static_cast<int64_t*>(gcAllocLeaf(static_cast<size_t>(conditionCount + 1) * 16));
          if (conditionCount) memcpy(more, conditions, static_cast<size_t>(conditionCount) * 16);
          conditions = more;
          conditions[2 * conditionCount] = number;
          conditions[2 * conditionCount + 1] = tell() - condition->length - 1;
          ++conditionCount;
        }
      } else {
        if (!checkName(condition, 1)) return nullptr;
        const Value known = dictLookup(names, toValue(condition));
        if (!known) return fail(strFormat("unknown group name %R", toValue(condition)), condition->length + 1);
        number = smallIntOf(known);
      }
      if (!checkLookBehind(number)) return nullptr;
      ReNode* node = newNode(ReOp::Conditional);
      node->group = number;
      node->first = sequence(*verbose, 1, false);
      if (!node->first) return nullptr;
      if (skip('|')) {
        if (failed) return nullptr;
        node->second = sequence(*verbose, 1, false);
        if (!node->second) return nullptr;
        if (isNext('|')) return fail("conditional backref with more than two branches");
      }
      return closed() ? node : nullptr;
    } else if (c == '>') {
      captures = false;
      atomic = true;
    } else if (flagOf(c) || c == '-') {
      bool isGlobal;
      if (!inlineFlags(c, &isGlobal, &add, &del)) return nullptr;
      if (isGlobal) {
        if (!first || before->count) return fail("global flags not at the start of the expression", tell() - start);
        *verbose = (flags & kReVerbose) != 0;
        *skipped = true;
        return nullptr;
      }
      captures = false;
    } else {
      return fail(strFormat("unknown extension ?%U", charStr(static_cast<uint32_t>(c))), 2);
    }
  }
  if (failed) return nullptr;
  int64_t number = 0;
  if (captures && !openGroup(name, &number)) return nullptr;
  ReNode* body = alternatives((*verbose || (add & kReVerbose)) && !(del & kReVerbose), 1);
  if (!body || !closed()) return nullptr;
  if (number) openGroups[number] = false;
  ReNode* node = newNode(atomic ? ReOp::Atomic : ReOp::Group);
  node->group = number;
  node->addFlags = add;
  node->delFlags = del;
  node->first = body;
  return node;
}

// ---- repeats and sequences

bool Parser::repeat(int32_t c, ReNode* to, int64_t here) {
  int64_t min = c == '+', max = c == '?' ? 1 : kReMaxRepeat;
  int64_t shownLength = 1;
  if (c == '{') {
    if (isNext('}')) {
      addPart(to, newLiteral('{'));
      return true;
    }
    bool hasMin = false, hasMax = false;
    int64_t lo = 0, hi = 0;
    const auto number = [&](int64_t* n, bool* has) {
      while (!escaped && isDigit(next)) {
        if (*n < kReMaxRepeat) *n = *n * 10 + (next - '0');
        *has = true;
        advance();
      }
    };
    number(&lo, &hasMin);
    if (skip(',')) {
      number(&hi, &hasMax);
    } else {
      hi = lo;
      hasMax = hasMin;
    }
    if (failed) return false;
    if (!skip('}')) {
      addPart(to, newLiteral('{'));
      seek(here);
      return !failed;
    }
    if (failed) return false;
    min = hasMin ? lo : 0;
    max = hasMax ? hi : kReMaxRepeat;
    if ((hasMin && lo >= kReMaxRepeat) || (hasMax && hi >= kReMaxRepeat)) {
      raise(&trv_exc_OverflowError, "the repetition number is too large");
      return failHard(), false;
    }
    if (max < min) return fail("min repeat greater than max repeat", tell() - here), false;
  }
  ReNode* item = to->count ? to->parts[to->count - 1] : nullptr;
  if (!item || item->op == ReOp::At) return fail("nothing to repeat", tell() - here + shownLength), false;
  if (item->op == ReOp::Repeat) return fail("multiple repeat", tell() - here + shownLength), false;
  ReNode* node = newNode(ReOp::Repeat);
  node->min = min;
  node->max = max;
  node->first = item;
  node->greed = skip('?') ? ReGreed::Lazy : skip('+') ? ReGreed::Possessive : ReGreed::Greedy;
  to->parts[to->count - 1] = node;
  return !failed;
}

ReNode* Parser::sequence(bool verbose, int nested, bool first) {
  ReNode* out = newNode(ReOp::Sequence);
  (void)nested;
  for (;;) {
    if (failed) return nullptr;
    const int32_t c = next;
    if (c == kNoToken || isNext('|') || isNext(')')) return out;
    if (escaped) {
      ReNode* node = escape();
      if (!node) return nullptr;
      addPart(out, node);
      continue;
    }
    advance();
    if (failed) return nullptr;
    if (verbose) {
      if (isVerboseSpace(c)) continue;
      if (c == '#') {
        for (;;) {
          const bool isEnd = next == kNoToken || isNext('\n');
          if (next != kNoToken) advance();
          if (failed) return nullptr;
          if (isEnd) break;
        }
        continue;
      }
    }
    ReNode* node = nullptr;
    switch (c) {
      case '.': node = newNode(ReOp::Any); break;
      case '^': case '$':
        node = newNode(ReOp::At);
        node->value = static_cast<uint32_t>(c == '^' ? ReAt::Beginning : ReAt::End);
        break;
      case '[': node = set(); break;
      case '*': case '+': case '?': case '{':
        if (!repeat(c, out, tell())) return nullptr;
        continue;
      case '(': {
        if (!enterRecursion(" during compilation")) return failHard();
        bool skipped = false;
        node = group(first, out, &verbose, &skipped);
        leaveRecursion();
        if (skipped && !failed) continue;
        break;
      }
      default: node = newLiteral(static_cast<uint32_t>(c)); break;
    }
    if (!node || failed) return nullptr;
    addPart(out, node);
  }
}

ReNode* Parser::alternatives(bool verbose, int nested) {
  ReNode* first = sequence(verbose, nested + 1, nested == 0);
  if (!first || !isNext('|')) return first;
  // Flags for the whole pattern that the first alternative set hold for the others.
  ReNode* branch = newNode(ReOp::Branch);
  addPart(branch, first);
  while (skip('|')) {
    ReNode* more = sequence(nested == 0 ? verbose || (flags & kReVerbose) : verbose, nested + 1, false);
    if (!more) return nullptr;
    addPart(branch, more);
  }
  return failed ? nullptr : branch;
}

}  // namespace

bool reParse(StrObj* text, bool isText, Value pattern, uint32_t flags, ReParsed* out) {
  Parser p{text, pattern, isText, flags};
  p.names = newDict();
  p.openGroups = static_cast<bool*>(gcAllocLeaf(16));
  p.groupCapacity = 16;
  p.advance();
  ReNode* root = p.failed ? nullptr : p.alternatives((flags & kReVerbose) != 0, 0);
  if (!root || p.failed) return false;
  const uint32_t all = p.flags;
  if (isText) {
    if (all & kReLocale) return raise(&trv_exc_ValueError, "cannot use LOCALE flag with a str pattern"), false;
    if ((all & kReAscii) && (all & kReUnicode)) return raise(&trv_exc_ValueError, "ASCII and UNICODE flags are incompatible"), false;
    if (!(all & kReAscii)) p.flags |= kReUnicode;
  } else {
    if (all & kReUnicode) return raise(&trv_exc_ValueError, "cannot use UNICODE flag with a bytes pattern"), false;
    if ((all & kReLocale) && (all & kReAscii)) return raise(&trv_exc_ValueError, "ASCII and LOCALE flags are incompatible"), false;
  }
  if (p.next != kNoToken) return p.fail("unbalanced parenthesis"), false;
  for (int64_t i = 0; i < p.conditionCount; ++i)
    if (p.conditions[2 * i] >= p.groups) {
      reError(strFormat("invalid group reference %lld", static_cast<long long>(p.conditions[2 * i])), pattern, p.conditions[2 * i + 1]);
      return false;
    }
  *out = {root, p.flags, p.groups - 1, p.names};
  return true;
}

}  // namespace trivium::runtime
