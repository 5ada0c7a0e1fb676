"""Paths as POSIX writes them: os.path."""
import posix as _posix

__name__ = 'posixpath'  # what CPython calls it

__all__ = ["normcase", "isabs", "join", "splitdrive", "split", "splitext", "basename", "dirname", "commonprefix",
           "getsize", "getmtime", "getatime", "getctime", "islink", "exists", "lexists", "isdir", "isfile", "ismount",
           "expanduser", "expandvars", "normpath", "abspath", "samefile", "sameopenfile", "samestat", "curdir",
           "pardir", "sep", "pathsep", "defpath", "altsep", "extsep", "devnull", "realpath",
           "supports_unicode_filenames", "relpath", "commonpath"]

curdir = '.'
pardir = '..'
extsep = '.'
sep = '/'
pathsep = ':'
defpath = '/bin:/usr/bin'
altsep = None
devnull = '/dev/null'
supports_unicode_filenames = False

_fspath = _posix.fspath
_mode = _posix._mode


def _mixed(function, paths):
    """The TypeError for str and bytes together, or for what is neither."""
    for p in paths:
        if not isinstance(p, (str, bytes)) and not hasattr(p, '__fspath__'):
            raise TypeError(f'{function}() argument must be str, bytes, or os.PathLike object, '
                            f'not {type(p).__name__!r}') from None
    kinds = {type(_fspath(p)) for p in paths}
    if len(kinds) > 1:
        raise TypeError("Can't mix strings and bytes in path components") from None


def normcase(s):
    return _fspath(s)


def isabs(s):
    s = _fspath(s)
    return s.startswith('/' if isinstance(s, str) else b'/')


def join(a, *p):
    a = _fspath(a)
    slash = '/' if isinstance(a, str) else b'/'
    path = a
    try:
        if not p:
            path[:0] + slash
        for b in p:
            b = _fspath(b)
            if b.startswith(slash):
                path = b
            elif not path or path.endswith(slash):
                path += b
            else:
                path += slash + b
    except (TypeError, AttributeError, BytesWarning):
        _mixed('join', (a, *p))
        raise
    return path


def split(p):
    p = _fspath(p)
    slash = '/' if isinstance(p, str) else b'/'
    i = p.rfind(slash) + 1
    head, tail = p[:i], p[i:]
    if head and head != slash * len(head):
        head = head.rstrip(slash)
    return head, tail


def splitext(p):
    p = _fspath(p)
    slash, dot = ('/', '.') if isinstance(p, str) else (b'/', b'.')
    start = p.rfind(slash) + 1
    at = p.rfind(dot)
    if at >= start:
        # Dots that begin the name belong to it.
        while start < at:
            if p[start:start + 1] != dot:
                return p[:at], p[at:]
            start += 1
    return p, p[:0]


def splitdrive(p):
    p = _fspath(p)
    return p[:0], p


def basename(p):
    p = _fspath(p)
    return p[p.rfind('/' if isinstance(p, str) else b'/') + 1:]


def dirname(p):
    return split(p)[0]


def exists(path):
    return _mode(path, True) >= 0


def lexists(path):
    return _mode(path, False) >= 0


def isfile(path):
    mode = _mode(path, True)
    return mode >= 0 and mode & 0o170000 == 0o100000


def isdir(s):
    mode = _mode(s, True)
    return mode >= 0 and mode & 0o170000 == 0o040000


def islink(path):
    mode = _mode(path, False)
    return mode >= 0 and mode & 0o170000 == 0o120000


def ismount(path):
    try:
        own = _posix.lstat(path)
    except (OSError, ValueError):
        return False
    if own.st_mode & 0o170000 == 0o120000:
        return False
    path = _fspath(path)
    try:
        above = _posix.lstat(realpath(join(path, b'..' if isinstance(path, bytes) else '..')))
    except (OSError, ValueError):
        return False
    return own.st_dev != above.st_dev or own.st_ino == above.st_ino


def getsize(filename):
    return _posix.stat(filename).st_size


def getmtime(filename):
    return _posix.stat(filename).st_mtime


def getatime(filename):
    return _posix.stat(filename).st_atime


def getctime(filename):
    return _posix.stat(filename).st_ctime


def samestat(s1, s2):
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def samefile(f1, f2):
    return samestat(_posix.stat(f1), _posix.stat(f2))


def sameopenfile(fp1, fp2):
    return samestat(_posix.fstat(fp1), _posix.fstat(fp2))


def commonprefix(m):
    """The longest text with which all of them begin."""
    if not m:
        return ''
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(_fspath, m))
    least, most = min(m), max(m)
    for i, c in enumerate(least):
        if c != most[i]:
            return least[:i]
    return least


def normpath(path):
    path = _fspath(path)
    slash, dot, up = ('/', '.', '..') if isinstance(path, str) else (b'/', b'.', b'..')
    if not path:
        return dot
    # Two slashes at the front, but not three, mean something of their own.
    lead = slash * (2 if path.startswith(slash * 2) and not path.startswith(slash * 3) else path.startswith(slash))
    kept = []
    for part in path.split(slash):
        if not part or part == dot:
            continue
        if part != up or (not lead and not kept) or (kept and kept[-1] == up):
            kept.append(part)
        elif kept:
            kept.pop()
    return lead + slash.join(kept) or dot


def abspath(path):
    path = _fspath(path)
    if isinstance(path, bytes):
        return normpath(path if path.startswith(b'/') else join(_posix.getcwdb(), path))
    return normpath(path if path.startswith('/') else join(_posix.getcwd(), path))


def realpath(filename, *, strict=False):
    """The path with every symbolic link followed."""
    filename = _fspath(filename)
    slash, dot, up = ('/', '.', '..') if isinstance(filename, str) else (b'/', b'.', b'..')
    seen = {}

    def resolve(path, rest):
        if rest.startswith(slash):
            rest = rest[1:]
            path = slash
        while rest:
            name, _, rest = rest.partition(slash)
            if not name or name == dot:
                continue
            if name == up:
                if path:
                    path, last = split(path)
                    if last == up:
                        path = join(path, up, up)
                else:
                    path = up
                continue
            target = join(path, name)
            try:
                is_link = _posix.lstat(target).st_mode & 0o170000 == 0o120000
            except OSError:
                if strict:
                    raise
                is_link = False
            if not is_link:
                path = target
                continue
            if target in seen:
                path = seen[target]
                if path is not None:
                    continue
                if strict:
                    _posix.stat(target)
                return join(target, rest), False
            seen[target] = None
            path, ok = resolve(path, _posix.readlink(target))
            if not ok:
                return join(path, rest), False
            seen[target] = path
        return path, True

    return abspath(resolve(filename[:0], filename)[0])


def relpath(path, start=None):
    if not path:
        raise ValueError("no path specified")
    path = _fspath(path)
    slash, dot, up = ('/', '.', '..') if isinstance(path, str) else (b'/', b'.', b'..')
    start = dot if start is None else _fspath(start)
    try:
        origin = [x for x in abspath(start).split(slash) if x]
        target = [x for x in abspath(path).split(slash) if x]
        same = len(commonprefix([origin, target]))
        parts = [up] * (len(origin) - same) + target[same:]
        return join(*parts) if parts else dot
    except (TypeError, AttributeError, BytesWarning, DeprecationWarning):
        _mixed('relpath', (path, start))
        raise


def commonpath(paths):
    """The longest path that is above all of them."""
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    paths = tuple(map(_fspath, paths))
    slash, dot = ('/', '.') if isinstance(paths[0], str) else (b'/', b'.')
    try:
        split_paths = [path.split(slash) for path in paths]
        try:
            is_absolute, = set(p[:1] == slash for p in paths)
        except ValueError:
            raise ValueError("Can't mix absolute and relative paths") from None
        split_paths = [[c for c in s if c and c != dot] for s in split_paths]
        common = commonprefix(split_paths)
        return (slash if is_absolute else slash[:0]) + slash.join(common)
    except (TypeError, AttributeError):
        _mixed('commonpath', paths)
        raise


def expanduser(path):
    path = _fspath(path)
    tilde, slash = ('~', '/') if isinstance(path, str) else (b'~', b'/')
    if not path.startswith(tilde):
        return path
    from os import environ
    end = path.find(slash, 1)
    if end < 0:
        end = len(path)
    if end > 1:
        return path  # other users' homes are not looked up
    home = environ.get('HOME')
    if home is None:
        return path
    if isinstance(path, bytes):
        home = home.encode('utf-8', 'surrogateescape')
    return home.rstrip(slash) + path[end:] or slash


def expandvars(path):
    """$name and ${name} replaced by the environment's values; unknown ones stay."""
    path = _fspath(path)
    dollar = '$' if isinstance(path, str) else b'$'
    if dollar not in path:
        return path
    if isinstance(path, bytes):
        return expandvars(path.decode('utf-8', 'surrogateescape')).encode('utf-8', 'surrogateescape')
    from os import environ
    out = []
    i = 0
    while True:
        at = path.find('$', i)
        if at < 0:
            return ''.join(out) + path[i:]
        end = at + 1
        if path[end:end + 1] == '{':
            close = path.find('}', end)
            name = path[end + 1:close] if close >= 0 else None
            end = close + 1
        else:
            while end < len(path) and path[end].isascii() and (path[end].isalnum() or path[end] == '_'):
                end += 1
            name = path[at + 1:end]
        if not name or name not in environ:
            end = max(end, at + 1)
            out.append(path[i:end])
        else:
            out.append(path[i:at] + environ[name])
        i = end
