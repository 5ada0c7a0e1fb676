"""The operating system: files, folders, the process and its environment, over the runtime's `posix`."""
import abc as _abc
from posix import *
from posix import _exit
import posix as _posix
from . import path
from .path import curdir, pardir, sep, pathsep, defpath, extsep, altsep, devnull

name = 'posix'
linesep = '\n'
error = OSError
SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2
EX_OK = 0
supports_bytes_environ = True
supports_dir_fd = set()
supports_effective_ids = set()
supports_fd = {stat, chdir, chmod, listdir, scandir, truncate, utime}
supports_follow_symlinks = {stat}


class _Environ(dict):
    """Environment variables; changes reach the processes that are started."""

    def __setitem__(self, key, value):
        key = _variable(key)
        value = _variable(value)
        putenv(key, value)
        super().__setitem__(key, value)

    def __getitem__(self, key):
        try:
            return super().__getitem__(_variable(key))
        except KeyError:
            raise KeyError(key) from None

    def __delitem__(self, key):
        _variable(key)
        unsetenv(key)
        try:
            super().__delitem__(key)
        except KeyError:
            raise KeyError(key) from None

    def __repr__(self):
        return f"environ({{{', '.join([f'{k!r}: {v!r}' for k, v in self.items()])}}})"

    def __or__(self, other):
        return dict(self) | other if isinstance(other, dict) else NotImplemented

    def __ror__(self, other):
        return other | dict(self) if isinstance(other, dict) else NotImplemented

    def __ior__(self, other):
        self.update(other)
        return self

    def copy(self):
        return dict(self)

    def clear(self):
        for key in list(self):
            del self[key]

    def pop(self, key, *default):
        if key not in self and default:
            return default[0]
        value = self[key]
        del self[key]
        return value

    def popitem(self):
        key = next(iter(self))
        return key, self.pop(key)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def update(self, other=(), /, **more):
        for key, value in dict(other, **more).items():
            self[key] = value


def _variable(value):
    if not isinstance(value, str):
        raise TypeError("str expected, not %s" % type(value).__name__)
    return value


environ = _Environ(_posix.environ)


def getenv(key, default=None):
    return environ.get(_variable(key), default)


def fsencode(filename):
    filename = fspath(filename)
    return filename.encode('utf-8', 'surrogateescape') if isinstance(filename, str) else filename


def fsdecode(filename):
    filename = fspath(filename)
    return filename.decode('utf-8', 'surrogateescape') if isinstance(filename, bytes) else filename


def get_exec_path(env=None):
    return (environ if env is None else env).get('PATH', defpath).split(pathsep)


def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    if not isinstance(fd, int):
        raise TypeError("invalid fd type (%s, expected integer)" % type(fd))
    import io
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


def makedirs(name, mode=0o777, exist_ok=False):
    """mkdir with the folders around it."""
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass
        if tail == (b'.' if isinstance(tail, bytes) else '.'):
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    """rmdir, then of the folders around it as long as they are empty."""
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def renames(old, new):
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


def walk(top, topdown=True, onerror=None, followlinks=False):
    """(folder, names of folders, names of files) for every folder below top."""
    top = fspath(top)
    dirs = []
    files = []
    below = []
    try:
        entries = scandir(top)
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return
    for entry in entries:
        try:
            is_dir = entry.is_dir()
        except OSError:
            is_dir = False
        if not is_dir:
            files.append(entry.name)
            continue
        dirs.append(entry.name)
        if not topdown and (followlinks or not entry.is_symlink()):
            below.append(entry.path)
    if topdown:
        yield top, dirs, files
        for name in dirs:
            inner = path.join(top, name)
            if followlinks or not path.islink(inner):
                yield from walk(inner, topdown, onerror, followlinks)
    else:
        for inner in below:
            yield from walk(inner, topdown, onerror, followlinks)
        yield top, dirs, files


class PathLike(_abc.ABC):
    """Objects that stand for a path of the file system."""

    @_abc.abstractmethod
    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            return any(['__fspath__' in base.__dict__ for base in subclass.__mro__]) or NotImplemented
        return NotImplemented

    __class_getitem__ = classmethod(type(list[int]))


PathLike.register(DirEntry)
