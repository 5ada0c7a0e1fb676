"""Writes JSON text: a recursive walk that appends pieces to a list."""

__all__ = ['JSONEncoder']

_escapes = {'"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\f': '\\f', '\b': '\\b'}
_infinity = float('inf')


def encode_basestring_ascii(s):
    """s in double quotes, with everything outside printable ASCII escaped."""
    if s.isascii() and s.isprintable() and '"' not in s and '\\' not in s:
        return '"' + s + '"'
    out = ['"']
    for c in s:
        if c in _escapes:
            out.append(_escapes[c])
        elif ' ' <= c <= '~':
            out.append(c)
        else:
            n = ord(c)
            if n >= 0x10000:
                n -= 0x10000
                out.append(f'\\u{0xd800 | n >> 10:04x}\\u{0xdc00 | n & 0x3ff:04x}')
            else:
                out.append(f'\\u{n:04x}')
    out.append('"')
    return ''.join(out)


def encode_basestring(s):
    """s in double quotes, with only quotes, backslashes and control characters escaped."""
    if s.isprintable() and '"' not in s and '\\' not in s:
        return '"' + s + '"'
    out = ['"']
    for c in s:
        if c in _escapes:
            out.append(_escapes[c])
        elif c < ' ':
            out.append(f'\\u{ord(c):04x}')
        else:
            out.append(c)
    out.append('"')
    return ''.join(out)


class JSONEncoder:
    """Options of the writer; subclasses override default() for objects of other types."""
    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ','
        if default is not None:
            self.default = default

    def default(self, o):
        """A value of a known type to write instead of o."""
        raise TypeError(f'Object of type {o.__class__.__name__} is not JSON serializable')

    def encode(self, o):
        if isinstance(o, str):
            return (encode_basestring_ascii if self.ensure_ascii else encode_basestring)(o)
        return ''.join(self.iterencode(o, _one_shot=True))

    def iterencode(self, o, _one_shot=False):
        out = []
        writer = _Writer(self, out)
        writer.write(o, '\n')
        return out if _one_shot else iter(out)


class _Writer:
    """One walk over a value."""

    def __init__(self, encoder, out):
        self.out = out
        self.encoder = encoder
        self.quote = encode_basestring_ascii if encoder.ensure_ascii else encode_basestring
        indent = encoder.indent
        self.indent = ' ' * indent if isinstance(indent, int) else indent
        self.open = set() if encoder.check_circular else None

    def float_text(self, o):
        if o != o:
            text = 'NaN'
        elif o == _infinity:
            text = 'Infinity'
        elif o == -_infinity:
            text = '-Infinity'
        else:
            return float.__repr__(o)
        if not self.encoder.allow_nan:
            raise ValueError("Out of range float values are not JSON compliant")
        return text

    def key_text(self, key):
        """A dict key as a string, or None if it is to be skipped."""
        if isinstance(key, str):
            return key
        if isinstance(key, float):
            return self.float_text(key)
        if key is True:
            return 'true'
        if key is False:
            return 'false'
        if key is None:
            return 'null'
        if isinstance(key, int):
            return int.__repr__(key)
        if self.encoder.skipkeys:
            return None
        raise TypeError(f'keys must be str, int, float, bool or None, not {key.__class__.__name__}')

    def write(self, o, newline):
        """Appends o; `newline` is a line break with the indentation of the value around it."""
        out = self.out
        if isinstance(o, str):
            out.append(self.quote(o))
        elif o is None:
            out.append('null')
        elif o is True:
            out.append('true')
        elif o is False:
            out.append('false')
        elif isinstance(o, int):
            out.append(int.__repr__(o))
        elif isinstance(o, float):
            out.append(self.float_text(o))
        else:
            if self.open is not None:
                mark = id(o)
                if mark in self.open:
                    raise ValueError("Circular reference detected")
                self.open.add(mark)
            if isinstance(o, (list, tuple)):
                self.write_list(o, newline)
            elif isinstance(o, dict):
                self.write_dict(o, newline)
            else:
                self.write(self.encoder.default(o), newline)
            if self.open is not None:
                self.open.discard(mark)

    def write_list(self, values, newline):
        out = self.out
        if not values:
            out.append('[]')
            return
        separator = self.encoder.item_separator
        inner = newline
        out.append('[')
        if self.indent is not None:
            inner = newline + self.indent
            separator += inner
            out.append(inner)
        first = True
        for value in values:
            if first:
                first = False
            else:
                out.append(separator)
            self.write(value, inner)
        if self.indent is not None:
            out.append(newline)
        out.append(']')

    def write_dict(self, dct, newline):
        out = self.out
        if not dct:
            out.append('{}')
            return
        separator = self.encoder.item_separator
        colon = self.encoder.key_separator
        inner = newline
        out.append('{')
        if self.indent is not None:
            inner = newline + self.indent
            separator += inner
            out.append(inner)
        first = True
        for key, value in (sorted(dct.items()) if self.encoder.sort_keys else dct.items()):
            key = self.key_text(key)
            if key is None:
                continue
            if first:
                first = False
            else:
                out.append(separator)
            out.append(self.quote(key))
            out.append(colon)
            self.write(value, inner)
        if self.indent is not None:
            out.append(newline)
        out.append('}')
