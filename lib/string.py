"""String constants, Template and Formatter."""

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits",
           "printable", "punctuation", "whitespace", "Formatter", "Template"]

whitespace = ' \t\n\r\v\f'
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdef' + 'ABCDEF'
octdigits = '01234567'
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Capitalises every word."""
    return (sep or ' ').join([x.capitalize() for x in s.split(sep)])


_start_chars = frozenset(ascii_letters + '_')
_name_chars = frozenset(ascii_letters + digits + '_')


class Template:
    """$-substitution. Subclasses may change `delimiter`; other patterns than the usual names are not supported."""
    delimiter = '$'

    def __init_subclass__(cls):
        super().__init_subclass__()
        for name in ('pattern', 'idpattern', 'braceidpattern'):
            if name in cls.__dict__:
                raise NotImplementedError(f"string.Template.{name} cannot be changed")

    def __init__(self, template):
        self.template = template

    def _parts(self):
        """(kind, text, position) of each part: literal, escaped, named or invalid."""
        s = self.template
        mark = self.delimiter
        pos = 0
        while True:
            at = s.find(mark, pos)
            if at < 0:
                yield 'literal', s[pos:], pos
                return
            if at > pos:
                yield 'literal', s[pos:at], pos
            i = at + len(mark)
            if s.startswith(mark, i):
                yield 'escaped', mark, at
                pos = i + len(mark)
                continue
            braced = s[i:i + 1] == '{'
            start = i + braced
            end = start
            if s[start:start + 1] in _start_chars and start < len(s):
                end += 1
                while end < len(s) and s[end] in _name_chars:
                    end += 1
            if end > start and (not braced or s[end:end + 1] == '}'):
                pos = end + braced
                yield 'named', s[start:end], at
            else:
                yield 'invalid', s[at:i], i
                pos = i

    def _invalid(self, at):
        lines = self.template[:at].splitlines(keepends=True)
        if not lines:
            colno = lineno = 1
        else:
            colno = at - len(''.join(lines[:-1]))
            lineno = len(lines)
        raise ValueError(f'Invalid placeholder in string: line {lineno}, col {colno}')

    def substitute(self, mapping={}, /, **kws):
        values = {**mapping, **kws} if kws and isinstance(mapping, dict) else kws if kws and not mapping else mapping
        if kws and not isinstance(mapping, dict) and mapping:
            from collections import ChainMap
            values = ChainMap(kws, mapping)
        out = []
        for kind, text, at in self._parts():
            if kind == 'invalid':
                self._invalid(at)
            out.append(str(values[text]) if kind == 'named' else text)
        return ''.join(out)

    def safe_substitute(self, mapping={}, /, **kws):
        out = []
        s = self.template
        for kind, text, at in self._parts():
            if kind == 'named':
                try:
                    text = str(kws[text] if text in kws else mapping[text])
                except KeyError:
                    after = at + len(self.delimiter)
                    text = self.delimiter + ('{' + text + '}' if s[after] == '{' else text)
            out.append(text)
        return ''.join(out)

    def is_valid(self):
        return all([kind != 'invalid' for kind, _, _ in self._parts()])

    def get_identifiers(self):
        ids = []
        for kind, text, _ in self._parts():
            if kind == 'named' and text not in ids:
                ids.append(text)
        return ids


def _parse(s):
    """(literal, field, spec, conversion) of each replacement field, as str.format reads them."""
    i = 0
    n = len(s)
    literal = ''
    while i < n:
        c = s[i]
        if c == '}':
            if s[i + 1:i + 2] != '}':
                raise ValueError("Single '}' encountered in format string")
            yield literal + '}', None, None, None
            literal = ''
            i += 2
            continue
        if c != '{':
            start = i
            while i < n and s[i] not in '{}':
                i += 1
            literal += s[start:i]
            continue
        if s[i + 1:i + 2] == '{':
            yield literal + '{', None, None, None
            literal = ''
            i += 2
            continue
        if i + 1 >= n:
            raise ValueError("Single '{' encountered in format string")
        i += 1
        start = i
        depth = 1
        while i < n:
            c = s[i]
            if c == '{':
                depth += 1
            elif c == '}':
                depth -= 1
                if not depth:
                    break
            i += 1
        if depth:
            raise ValueError("expected '}' before end of string")
        inner = s[start:i]
        i += 1
        j = 0
        bracket = False
        while j < len(inner):
            c = inner[j]
            if c == '[':
                bracket = True
            elif c == ']':
                bracket = False
            elif c == '{':
                raise ValueError("unexpected '{' in field name")
            elif not bracket and c in ':!':
                break
            j += 1
        field = inner[:j]
        rest = inner[j:]
        conversion = None
        if rest[:1] == '!':
            if len(rest) < 2:
                raise ValueError("end of string while looking for conversion specifier")
            conversion = rest[1]
            rest = rest[2:]
            if rest and rest[0] != ':':
                raise ValueError("expected ':' after conversion specifier")
        yield literal, field, rest[1:], conversion
        literal = ''
    if literal:
        yield literal, None, None, None


def _split_field(name):
    """The first part of a field name, and (is attribute, name or index) for the rest."""
    end = 0
    while end < len(name) and name[end] not in '.[':
        end += 1
    first = name[:end]
    rest = []
    while end < len(name):
        if name[end] == '.':
            start = end + 1
            end = start
            while end < len(name) and name[end] not in '.[':
                end += 1
            if end == start:
                raise ValueError("Empty attribute in format string")
            rest.append((True, name[start:end]))
        elif name[end] == '[':
            close = name.find(']', end)
            if close < 0:
                raise ValueError("Missing ']' in format string")
            key = name[end + 1:close]
            if not key:
                raise ValueError("Empty attribute in format string")
            rest.append((False, int(key) if key.isdigit() else key))
            end = close + 1
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
    return (int(first) if first.isdigit() else first), rest


class Formatter:
    """str.format as a class whose steps can be overridden."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used_args = set()
        result, _ = self._vformat(format_string, args, kwargs, used_args, 2)
        self.check_unused_args(used_args, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError('Max string recursion exceeded')
        result = []
        for literal, field, spec, conversion in self.parse(format_string):
            if literal:
                result.append(literal)
            if field is None:
                continue
            if field == '':
                if auto_arg_index is False:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                field = str(auto_arg_index)
                auto_arg_index += 1
            elif field.isdigit():
                if auto_arg_index:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                auto_arg_index = False
            obj, used = self.get_field(field, args, kwargs)
            used_args.add(used)
            obj = self.convert_field(obj, conversion)
            spec, auto_arg_index = self._vformat(spec, args, kwargs, used_args, recursion_depth - 1, auto_arg_index)
            result.append(self.format_field(obj, spec))
        return ''.join(result), auto_arg_index

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == 's':
            return str(value)
        if conversion == 'r':
            return repr(value)
        if conversion == 'a':
            return ascii(value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")

    def parse(self, format_string):
        return _parse(format_string)

    def get_field(self, field_name, args, kwargs):
        first, rest = _split_field(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attr, key in rest:
            obj = getattr(obj, key) if is_attr else obj[key]
        return obj, first
