"""Regular expressions. The runtime's `_re` parses, compiles and matches; here are the flags and the exception."""
from _re import Pattern, Match, compile, match, fullmatch, search, findall, finditer, split, sub, subn, purge, escape

__all__ = ["match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile", "purge", "template",
           "escape", "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII", "IGNORECASE", "LOCALE",
           "MULTILINE", "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag", "T", "TEMPLATE", "DEBUG"]

_compile = compile
_names = {256: 'ASCII', 2: 'IGNORECASE', 4: 'LOCALE', 32: 'UNICODE', 8: 'MULTILINE', 16: 'DOTALL', 64: 'VERBOSE',
          1: 'TEMPLATE', 128: 'DEBUG'}


class RegexFlag(int):
    """Flags of patterns. An int that prints as its names; not an enumeration, as it is in CPython."""
    __slots__ = ()

    def _flags(self):
        return [bit for bit in _names if self & bit]

    @property
    def name(self):
        if not self:
            return 'NOFLAG'
        return '|'.join([_names[int(bit)] for bit in self._flags()]) or None

    @property
    def value(self):
        return int(self)

    def __repr__(self):
        if not self:
            return 're.NOFLAG'
        parts = ['re.' + name for bit, name in _names.items() if int(self) & bit]
        rest = int(self) & ~511
        if rest:
            parts.append(hex(rest))
        return '|'.join(parts)

    __str__ = __repr__

    def __format__(self, spec):
        return format(repr(self), spec)

    def __or__(self, other):
        return RegexFlag(int(self) | int(other)) if isinstance(other, int) else NotImplemented

    def __and__(self, other):
        return RegexFlag(int(self) & int(other)) if isinstance(other, int) else NotImplemented

    def __xor__(self, other):
        return RegexFlag(int(self) ^ int(other)) if isinstance(other, int) else NotImplemented

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__

    def __invert__(self):
        return RegexFlag(511 & ~int(self))

    def __contains__(self, other):
        return int(other) & int(self) == int(other)

    def __iter__(self):
        return iter([RegexFlag(bit) for bit in _names if int(self) & bit])

    def __len__(self):
        return int(self).bit_count()


NOFLAG = RegexFlag(0)
T = TEMPLATE = RegexFlag(1)
I = IGNORECASE = RegexFlag(2)
L = LOCALE = RegexFlag(4)
M = MULTILINE = RegexFlag(8)
S = DOTALL = RegexFlag(16)
U = UNICODE = RegexFlag(32)
X = VERBOSE = RegexFlag(64)
DEBUG = RegexFlag(128)
A = ASCII = RegexFlag(256)


class error(Exception):
    """A pattern that cannot be compiled.

    msg is the text without the place; pattern, pos, lineno and colno say where, or are None.
    """
    __module__ = 're'

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        if pattern is not None and pos is not None:
            msg = '%s at position %d' % (msg, pos)
            newline = '\n' if isinstance(pattern, str) else b'\n'
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = '%s (line %d, column %d)' % (msg, self.lineno, self.colno)
        else:
            self.lineno = self.colno = None
        super().__init__(msg)


def template(pattern, flags=0):
    return compile(pattern, flags | T)


class Scanner:
    """Splits a string into tokens by a list of (pattern, action)."""

    def __init__(self, lexicon, flags=0):
        self.lexicon = lexicon
        # Groups of the phrases keep their own numbers, so each is tried by itself.
        self._phrases = [(compile(phrase, flags), action) for phrase, action in lexicon]

    def scan(self, string):
        result = []
        i = 0
        while True:
            for pattern, action in self._phrases:
                m = pattern.match(string, i)
                if m:
                    break
            else:
                break
            j = m.end()
            if i == j:
                break
            if callable(action):
                self.match = m
                action = action(self, m.group())
            if action is not None:
                result.append(action)
            i = j
        return result, string[i:]
