"""Texts of exceptions and tracebacks.

Exceptions know where they passed through. What is running is known where the program calls print_stack(), format_stack() or
extract_stack() by these names.
"""

import sys

import _callsite
import _traceback
import linecache

__all__ = ['extract_stack', 'extract_tb', 'format_exception', 'format_exception_only', 'format_list', 'format_stack', 'format_tb',
           'print_exc', 'format_exc', 'print_exception', 'print_last', 'print_stack', 'print_tb', 'clear_frames', 'FrameSummary',
           'StackSummary', 'TracebackException', 'walk_stack', 'walk_tb', 'print_list']

_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"
_CUTOFF = 3
_absent = object()


class FrameSummary:
    """One entry: filename, lineno, name, line, locals (always None), and end_lineno, colno, end_colno where known."""

    __slots__ = ('filename', 'lineno', 'end_lineno', 'colno', 'end_colno', 'name', '_line', 'locals', '_text')

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None, colno=None, end_colno=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self._line = line
        self.locals = {k: repr(v) for k, v in locals.items()} if locals else None
        self.end_lineno = end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self._text = None
        if lookup_line:
            self.line

    @property
    def line(self):
        if self._line is None:
            if self.lineno is None:
                return None
            self._line = linecache.getline(self.filename, self.lineno)
        return self._line.strip()

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return (self.filename, self.lineno, self.name, self.locals) == (other.filename, other.lineno, other.name, other.locals)
        if isinstance(other, tuple):
            return (self.filename, self.lineno, self.name, self.line) == other
        return NotImplemented

    def __getitem__(self, pos):
        return (self.filename, self.lineno, self.name, self.line)[pos]

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"

    def __len__(self):
        return 4


def _cut(items, limit):
    """The first `limit` items, or the last -limit."""
    if limit is None:
        limit = getattr(sys, 'tracebacklimit', None)
        if limit is not None and limit < 0:
            limit = 0
    if limit is None:
        return items
    return items[:limit] if limit >= 0 else items[limit:]


class StackSummary(list):
    """A list of FrameSummary."""

    @classmethod
    def _of_traceback(cls, tb, limit=None, exc=None, lookup_lines=True):
        entries = []
        while tb is not None:
            entries.append(tb)
            tb = tb.tb_next
        result = cls()
        for tb in _cut(entries, limit):
            code = tb.tb_frame.f_code
            end_lineno, colno, end_colno = _traceback.position(tb)
            frame = FrameSummary(code.co_filename, tb.tb_lineno, code.co_name, lookup_line=lookup_lines, end_lineno=end_lineno,
                                 colno=colno, end_colno=end_colno)
            frame._text = _traceback.entry_text(tb, exc)
            result.append(frame)
        return result

    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """From (frame, line number) pairs as walk_tb() gives them."""
        result = cls()
        for frame, lineno in _cut(list(frame_gen), limit):
            code = frame.f_code
            result.append(FrameSummary(code.co_filename, lineno, code.co_name, lookup_line=lookup_lines))
        return result

    @classmethod
    def from_list(cls, a_list):
        """From FrameSummary objects or tuples (filename, lineno, name, line)."""
        result = cls()
        for frame in a_list:
            if not isinstance(frame, FrameSummary):
                filename, lineno, name, line = frame
                frame = FrameSummary(filename, lineno, name, line=line)
            result.append(frame)
        return result

    def format_frame_summary(self, frame_summary):
        """The lines of one entry as one string."""
        if frame_summary._text is not None:
            return frame_summary._text
        text = f'  File "{frame_summary.filename}", line {frame_summary.lineno}, in {frame_summary.name}\n'
        if frame_summary.line:
            text += f'    {frame_summary.line}\n'
        if frame_summary.locals:
            for name, value in sorted(frame_summary.locals.items()):
                text += f'    {name} = {value}\n'
        return text

    def format(self):
        """One string an entry; of an entry that repeats more than three times only the number of repetitions."""
        result = []
        last = None
        count = 0

        def note():
            more = count - _CUTOFF
            if more > 0:
                result.append(f'  [Previous line repeated {more} more time{"s" if more > 1 else ""}]\n')

        for frame in self:
            text = self.format_frame_summary(frame)
            if text is None:
                continue
            key = (frame.filename, frame.lineno, frame.name)
            if key != last:
                note()
                last = key
                count = 0
            count += 1
            if count <= _CUTOFF:
                result.append(text)
        note()
        return result


class TracebackException:
    """What is needed to show an exception later, without keeping it."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False, compact=False,
                 max_group_width=15, max_group_depth=10, _seen=None):
        seen = _seen if _seen is not None else set()
        seen.add(id(exc_value))
        self.stack = StackSummary._of_traceback(exc_traceback, limit, exc_value, lookup_lines)
        self._has_traceback = exc_traceback is not None
        self.exc_type = exc_type
        self._str = _text_of(exc_value)
        self.__notes__ = getattr(exc_value, '__notes__', None)
        self._only = _only_lines(exc_type, exc_value)
        if isinstance(exc_value, SyntaxError):
            self.filename = exc_value.filename
            self.lineno = None if exc_value.lineno is None else str(exc_value.lineno)
            self.end_lineno = None if exc_value.end_lineno is None else str(exc_value.end_lineno)
            self.text = exc_value.text
            self.offset = exc_value.offset
            self.end_offset = exc_value.end_offset
            self.msg = exc_value.msg
        self.__cause__ = self.__context__ = None
        self.__suppress_context__ = False
        self.exceptions = None
        self._group_text = None
        if exc_value is None:
            return
        self.__suppress_context__ = exc_value.__suppress_context__
        cause, context = exc_value.__cause__, exc_value.__context__
        options = {'limit': limit, 'lookup_lines': lookup_lines, '_seen': seen}
        if cause is not None and id(cause) not in seen:
            self.__cause__ = TracebackException(type(cause), cause, cause.__traceback__, **options)
        if context is not None and id(context) not in seen and not (compact and (cause is not None or self.__suppress_context__)):
            self.__context__ = TracebackException(type(context), context, context.__traceback__, **options)
        if isinstance(exc_value, BaseExceptionGroup):
            self._group_text = {chain: _traceback.exception_text(exc_value, chain) for chain in (False, True)}
            self.exceptions = [TracebackException(type(e), e, e.__traceback__, **options) for e in exc_value.exceptions]

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return self.__dict__ == other.__dict__
        return NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self):
        """The lines that name the exception: for a SyntaxError its place first, then type and text, then notes."""
        yield from self._only

    def format(self, *, chain=True, _ctx=None):
        """All lines; what led to the exception comes first if `chain`."""
        if self._group_text is not None:
            yield from self._group_text[bool(chain)].splitlines(keepends=True)
            return
        pending = []
        exc = self
        while exc is not None:
            if chain and exc.__cause__ is not None:
                pending.append((_CAUSE, exc))
                exc = exc.__cause__
            elif chain and exc.__context__ is not None and not exc.__suppress_context__:
                pending.append((_CONTEXT, exc))
                exc = exc.__context__
            else:
                pending.append((None, exc))
                exc = None
        for message, exc in reversed(pending):
            if message is not None:
                yield message
            if exc._group_text is not None:
                yield exc._group_text[False]
                continue
            if exc._has_traceback:
                yield 'Traceback (most recent call last):\n'
                yield from exc.stack.format()
            yield from exc.format_exception_only()

    def print(self, *, file=None, chain=True):
        file = sys.stderr if file is None else file
        for line in self.format(chain=chain):
            print(line, file=file, end='')


def _text_of(value):
    try:
        return str(value)
    except Exception:
        return '<exception str() failed>'


def _only_lines(exc_type, value):
    if isinstance(value, BaseException):
        text = _traceback.only_text(value)
        if isinstance(value, SyntaxError) or getattr(value, '__notes__', None):
            return text.splitlines(keepends=True)
        return [text]
    if exc_type is None:
        return ['NoneType: None\n' if value is None else f'NoneType: {value}\n']
    name = exc_type.__qualname__
    if exc_type.__module__ not in ('__main__', 'builtins'):
        name = f'{exc_type.__module__}.{name}'
    text = _text_of(value)
    return [f'{name}\n' if value is None or not text else f'{name}: {text}\n']


def _exception_of(exc, value, tb):
    """Type, exception and traceback from the arguments (exc, /, value, tb) of the functions below."""
    if (value is _absent) != (tb is _absent):
        raise ValueError("Both or neither of value and tb must be given")
    if value is not _absent:
        return type(value) if value is not None else exc, value, tb
    if exc is None:
        return None, None, None
    if isinstance(exc, BaseException):
        return type(exc), exc, exc.__traceback__
    raise TypeError(f'Exception expected for value, {type(exc).__name__} found')


def format_exception(exc, /, value=_absent, tb=_absent, limit=None, chain=True):
    """The lines of print_exception() as a list of strings."""
    return list(TracebackException(*_exception_of(exc, value, tb), limit=limit, compact=True).format(chain=chain))


def print_exception(exc, /, value=_absent, tb=_absent, limit=None, file=None, chain=True):
    """An exception with its traceback and, if `chain`, what led to it, to `file` (sys.stderr)."""
    TracebackException(*_exception_of(exc, value, tb), limit=limit, compact=True).print(file=file, chain=chain)


def format_exception_only(exc, /, value=_absent):
    """The lines of an exception without its traceback."""
    if value is _absent:
        value = exc
    return _only_lines(type(value) if value is not None else None if exc is None else exc, value)


def print_exc(limit=None, file=None, chain=True):
    """print_exception() of the exception being handled."""
    print_exception(*sys.exc_info(), limit, file, chain)


def format_exc(limit=None, chain=True):
    """Like print_exc(), as one string."""
    return ''.join(format_exception(*sys.exc_info(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    if not hasattr(sys, 'last_type'):
        raise ValueError('no last exception')
    print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)


def extract_tb(tb, limit=None):
    """The entries of a traceback as a StackSummary, the oldest call first."""
    return StackSummary._of_traceback(tb, limit)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit=limit).format()


def print_tb(tb, limit=None, file=None):
    print_list(extract_tb(tb, limit=limit), file=file)


def format_list(extracted_list):
    """One string an entry of a list from extract_tb()."""
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    file = sys.stderr if file is None else file
    for item in format_list(extracted_list):
        print(item, file=file, end='')


def walk_tb(tb):
    """(frame, line number) of each entry of a traceback."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def walk_stack(f):
    """(frame, line number) of a frame and its callers as far as they are known."""
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def extract_stack(f=None, limit=None):
    if f is None:
        result = StackSummary(_cut([FrameSummary(file, line, name) for file, line, _, name in _callsite.chain()], limit))
    else:
        result = StackSummary.extract(walk_stack(f), limit=limit)
    result.reverse()
    return result


def format_stack(f=None, limit=None):
    return extract_stack(f, limit=limit).format()


def print_stack(f=None, limit=None, file=None):
    print_list(extract_stack(f, limit=limit), file=file)


def clear_frames(tb):
    """Nothing: the variables of functions that were left are gone already."""
