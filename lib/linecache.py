"""Lines of text files, read once."""

__all__ = ["getline", "getlines", "clearcache", "checkcache"]

cache = {}


def getline(filename, lineno, module_globals=None):
    """Line `lineno` of a file with its end, '' when there is none. Never raises."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ''


def getlines(filename, module_globals=None):
    """All lines of a file; an empty list when it cannot be read."""
    known = cache.get(filename)
    return known[2] if known is not None else updatecache(filename, module_globals)


def updatecache(filename, module_globals=None):
    """Reads a file anew and returns its lines."""
    cache.pop(filename, None)
    if not filename or filename.startswith('<') and filename.endswith('>'):
        return []
    try:
        with open(filename, encoding='utf-8') as file:
            lines = file.readlines()
    except (OSError, UnicodeDecodeError, SyntaxError):
        return []
    if lines and not lines[-1].endswith('\n'):
        lines[-1] += '\n'
    cache[filename] = (sum(map(len, lines)), None, lines, filename)
    return lines


def checkcache(filename=None):
    """Forgets files, all or one, so that they are read again."""
    if filename is None:
        cache.clear()
    else:
        cache.pop(filename, None)


def clearcache():
    cache.clear()
