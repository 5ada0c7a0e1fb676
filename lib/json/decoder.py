"""Reads JSON text: one recursive function per kind of value, each returning (value, end)."""

__all__ = ['JSONDecoder', 'JSONDecodeError']


class JSONDecodeError(ValueError):
    """msg, doc, pos, and the line and column they mean."""

    def __init__(self, msg, doc, pos):
        lineno = doc.count('\n', 0, pos) + 1
        colno = pos - doc.rfind('\n', 0, pos)
        ValueError.__init__(self, f'{msg}: line {lineno} column {colno} (char {pos})')
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


_constants = {'-Infinity': float('-inf'), 'Infinity': float('inf'), 'NaN': float('nan')}
_escapes = {'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}
_digits = '0123456789'
_hex = '0123456789abcdefABCDEF'


def _skip(s, i):
    n = len(s)
    while i < n and s[i] in ' \t\n\r':
        i += 1
    return i


def _unicode_escape(s, pos):
    digits = s[pos + 1:pos + 5]
    if len(digits) != 4 or not all([c in _hex for c in digits]):
        raise JSONDecodeError("Invalid \\uXXXX escape", s, pos)
    return int(digits, 16)


def scanstring(s, end, strict=True):
    """The string whose opening quote is before `end`."""
    begin = end - 1
    n = len(s)
    chunks = None
    while True:
        quote = s.find('"', end)
        if quote < 0:
            quote = n
        slash = s.find('\\', end, quote)
        stop = quote if slash < 0 else slash
        piece = s[end:stop]
        if strict and not piece.isprintable():
            for i, c in enumerate(piece):
                if c < ' ':
                    raise JSONDecodeError("Invalid control character at", s, end + i)
        if stop == n:
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        if slash < 0:
            if chunks is None:
                return piece, quote + 1
            chunks.append(piece)
            return ''.join(chunks), quote + 1
        if chunks is None:
            chunks = []
        chunks.append(piece)
        i = slash + 1
        if i >= n:
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        c = s[i]
        if c != 'u':
            if c not in _escapes:
                raise JSONDecodeError("Invalid \\escape", s, slash)
            chunks.append(_escapes[c])
            end = i + 1
        else:
            code = _unicode_escape(s, i)
            end = i + 5
            if 0xD800 <= code <= 0xDBFF and s.startswith('\\u', end):
                digits = s[end + 2:end + 6]
                if len(digits) == 4 and all([c in _hex for c in digits]):
                    low = int(digits, 16)
                    if 0xDC00 <= low <= 0xDFFF:
                        code = 0x10000 + ((code - 0xD800) << 10 | (low - 0xDC00))
                        end += 6
            chunks.append(chr(code))


class JSONDecoder:
    """Options of the reader; decode() wants the whole text to be one value, raw_decode() only its beginning."""

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or _constants.__getitem__
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook

    def decode(self, s):
        obj, end = self.raw_decode(s, _skip(s, 0))
        end = _skip(s, end)
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return obj

    def raw_decode(self, s, idx=0):
        return self._value(s, idx)

    def _value(self, s, i):
        c = s[i:i + 1]
        if c == '"':
            return scanstring(s, i + 1, self.strict)
        if c == '{':
            return self._object(s, i + 1)
        if c == '[':
            return self._array(s, i + 1)
        if c == 'n' and s.startswith('null', i):
            return None, i + 4
        if c == 't' and s.startswith('true', i):
            return True, i + 4
        if c == 'f' and s.startswith('false', i):
            return False, i + 5
        if c and c in '-0123456789':
            return self._number(s, i)
        for name in ('NaN', 'Infinity'):
            if s.startswith(name, i):
                return self.parse_constant(name), i + len(name)
        raise JSONDecodeError("Expecting value", s, i)

    def _number(self, s, start):
        n = len(s)
        i = start
        if s[i] == '-':
            i += 1
        if i < n and s[i] == '0':
            i += 1
        elif i < n and s[i] in _digits:
            while i < n and s[i] in _digits:
                i += 1
        elif s.startswith('-Infinity', start):
            return self.parse_constant('-Infinity'), start + 9
        else:
            raise JSONDecodeError("Expecting value", s, start)
        is_float = False
        if i + 1 < n and s[i] == '.' and s[i + 1] in _digits:
            is_float = True
            i += 2
            while i < n and s[i] in _digits:
                i += 1
        if i + 1 < n and s[i] in 'eE':
            j = i + 1
            if s[j] in '+-':
                j += 1
            if j < n and s[j] in _digits:
                is_float = True
                while j < n and s[j] in _digits:
                    j += 1
                i = j
        text = s[start:i]
        return (self.parse_float(text) if is_float else self.parse_int(text)), i

    def _array(self, s, i):
        values = []
        i = _skip(s, i)
        if s[i:i + 1] == ']':
            return values, i + 1
        while True:
            value, i = self._value(s, i)
            values.append(value)
            c = s[i:i + 1]
            if c != ',' and c != ']':
                i = _skip(s, i)
                c = s[i:i + 1]
            if c == ']':
                return values, i + 1
            if c != ',':
                raise JSONDecodeError("Expecting ',' delimiter", s, i)
            i = _skip(s, i + 1)

    def _object(self, s, i):
        pairs = []
        i = _skip(s, i)
        if s[i:i + 1] == '}':
            i += 1
        else:
            while True:
                if s[i:i + 1] != '"':
                    raise JSONDecodeError("Expecting property name enclosed in double quotes", s, i)
                key, i = scanstring(s, i + 1, self.strict)
                if s[i:i + 1] != ':':
                    i = _skip(s, i)
                    if s[i:i + 1] != ':':
                        raise JSONDecodeError("Expecting ':' delimiter", s, i)
                value, i = self._value(s, _skip(s, i + 1))
                pairs.append((key, value))
                i = _skip(s, i)
                c = s[i:i + 1]
                i += 1
                if c == '}':
                    break
                if c != ',':
                    raise JSONDecodeError("Expecting ',' delimiter", s, i - 1)
                i = _skip(s, i)
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs), i
        result = dict(pairs)
        if self.object_hook is not None:
            result = self.object_hook(result)
        return result, i
