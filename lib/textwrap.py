"""Text filled into lines, and indentation of lines."""

__all__ = ['TextWrapper', 'wrap', 'fill', 'dedent', 'indent', 'shorten']

_WHITESPACE = '\t\n\x0b\x0c\r '
_to_spaces = {ord(c): ' ' for c in _WHITESPACE}


def _is_letter(c):
    return c.isalnum() and not c.isdecimal() or c == '_'


def _is_before_dash(c):
    return c.isalnum() or c in '_!"\'&.,?'


def _is_word(c):
    return c.isalnum() or c == '_'


def _dash_at(text, i):
    """Length of the run of two and more hyphens at `i` that stands between words, 0 when there is none."""
    end = i
    while end < len(text) and text[end] == '-':
        end += 1
    if end - i >= 2 and i > 0 and _is_before_dash(text[i - 1]) and end < len(text) and _is_word(text[end]):
        return end - i
    return 0


def _breaks_after_hyphen(text, i):
    """Whether a compound word may be parted behind the hyphen at `i`."""
    if not (i >= 2 and _is_letter(text[i - 1])
            and (_is_letter(text[i - 2]) or i >= 3 and text[i - 2] == '-' and _is_letter(text[i - 3]))):
        return False
    rest = text[i + 1:i + 4]
    if len(rest) >= 2 and _is_letter(rest[0]):
        return _is_letter(rest[1]) or len(rest) == 3 and rest[1] == '-' and _is_letter(rest[2])
    return False


def _split_words(text, on_hyphens):
    """The text in parts that stay together: words, parts of compound words, dashes, white space."""
    parts = []
    i = start = 0
    n = len(text)
    while i < n:
        c = text[i]
        if c in _WHITESPACE:
            if i > start:
                parts.append(text[start:i])
            start = i
            while i < n and text[i] in _WHITESPACE:
                i += 1
            parts.append(text[start:i])
            start = i
            continue
        if on_hyphens and c == '-':
            length = _dash_at(text, i)
            if length:
                if i > start:
                    parts.append(text[start:i])
                parts.append(text[i:i + length])
                i += length
                start = i
                continue
            if i > start and _breaks_after_hyphen(text, i):
                i += 1
                parts.append(text[start:i])
                start = i
                continue
        i += 1
    if start < n:
        parts.append(text[start:])
    return parts


def _ends_sentence(word):
    """A lower-case letter, then a full stop or the like, then perhaps a quotation mark."""
    if word[-1:] in ('"', "'"):
        word = word[:-1]
    return len(word) >= 2 and word[-1] in '.!?' and 'a' <= word[-2] <= 'z'


class TextWrapper:
    """Fills text into lines; its attributes are the options of the constructor."""

    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True, tabsize=8, *,
                 max_lines=None, placeholder=' [...]'):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _parts(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(_to_spaces)
        parts = _split_words(text, self.break_on_hyphens)
        if self.fix_sentence_endings:
            for i in range(len(parts) - 1):
                if parts[i + 1] == ' ' and _ends_sentence(parts[i]):
                    parts[i + 1] = '  '
        return parts

    def _break(self, word, space):
        """How much of a word that is longer than a line goes into the `space` that is left, perhaps nothing."""
        if self.break_on_hyphens and len(word) > space:
            hyphen = word.rfind('-', 0, space)
            if hyphen > 0 and any(c != '-' for c in word[:hyphen]):
                return hyphen + 1
        return space

    def wrap(self, text):
        """The lines, without line ends."""
        if self.width <= 0:
            raise ValueError(f"invalid width {self.width!r} (must be > 0)")
        if self.max_lines is not None:
            prefix = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(prefix) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        parts = self._parts(text)
        lines = []
        at = 0
        while at < len(parts):
            prefix = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(prefix)
            if self.drop_whitespace and lines and not parts[at].strip():
                at += 1
            line = []
            length = 0
            while at < len(parts) and length + len(parts[at]) <= width:
                line.append(parts[at])
                length += len(parts[at])
                at += 1
            if at < len(parts) and len(parts[at]) > width:
                if self.break_long_words:
                    count = self._break(parts[at], width - length if width >= 1 else 1)
                    line.append(parts[at][:count])
                    parts[at] = parts[at][count:]
                elif not line:
                    line.append(parts[at])
                    at += 1
                length = sum(map(len, line))
            if self.drop_whitespace and line and not line[-1].strip():
                length -= len(line.pop())
            if not line:
                continue
            rest = len(parts) - at
            if (self.max_lines is None or len(lines) + 1 < self.max_lines
                    or (rest == 0 or self.drop_whitespace and rest == 1 and not parts[at].strip()) and length <= width):
                lines.append(prefix + ''.join(line))
                continue
            # The last line that is allowed: the placeholder stands for what does not fit.
            while line:
                if line[-1].strip() and length + len(self.placeholder) <= width:
                    line.append(self.placeholder)
                    lines.append(prefix + ''.join(line))
                    break
                length -= len(line.pop())
            else:
                if lines:
                    last = lines[-1].rstrip()
                    if len(last) + len(self.placeholder) <= self.width:
                        lines[-1] = last + self.placeholder
                        break
                lines.append(prefix + self.placeholder.lstrip())
            break
        return lines

    def fill(self, text):
        """The lines joined."""
        return "\n".join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    """A paragraph as a list of lines of at most `width` characters."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """A paragraph as one text with line ends."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """The words of a text that fit, and a placeholder for the rest."""
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(' '.join(text.strip().split()))


def dedent(text):
    """Takes off the white space that all lines begin with. Lines of white space alone become empty."""
    lines = text.split('\n')
    margin = None
    for i, line in enumerate(lines):
        content = line.lstrip(' \t')
        if not content:
            lines[i] = ''
            continue
        space = line[:len(line) - len(content)]
        if margin is None:
            margin = space
            continue
        common = 0
        while common < len(margin) and common < len(space) and margin[common] == space[common]:
            common += 1
        margin = margin[:common]
    if not margin:
        return '\n'.join(lines)
    return '\n'.join([line[len(margin):] if line else line for line in lines])


def indent(text, prefix, predicate=None):
    """Puts `prefix` before the lines for which `predicate` is true, by default those that are not white space alone."""
    lines = text.splitlines(True)
    if predicate is None:
        return ''.join([prefix + line if line.strip() else line for line in lines])
    return ''.join([prefix + line if predicate(line) else line for line in lines])
