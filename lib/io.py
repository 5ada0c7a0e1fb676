"""Streams: the classes of the runtime's `_io` below abstract classes that programs can register with and derive from."""
import abc

from _io import (DEFAULT_BUFFER_SIZE, UnsupportedOperation, open, open_code, FileIO, BytesIO, StringIO, BufferedReader,
                 BufferedWriter, BufferedRandom, TextIOWrapper, text_encoding, _IOBase, _RawIOBase, _BufferedIOBase,
                 _TextIOBase)

__all__ = ["BlockingIOError", "open", "open_code", "IOBase", "RawIOBase", "FileIO", "BytesIO", "StringIO",
           "BufferedIOBase", "BufferedReader", "BufferedWriter", "BufferedRandom", "TextIOBase", "TextIOWrapper",
           "UnsupportedOperation", "SEEK_SET", "SEEK_CUR", "SEEK_END"]

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2
BlockingIOError = BlockingIOError


class IOBase(_IOBase, metaclass=abc.ABCMeta):
    """What all streams can do."""


class RawIOBase(_RawIOBase, IOBase):
    """Streams of bytes without a buffer: a subclass defines readinto() or write()."""


class BufferedIOBase(_BufferedIOBase, IOBase):
    """Streams of bytes with a buffer."""


class TextIOBase(_TextIOBase, IOBase):
    """Streams of text."""


RawIOBase.register(FileIO)
for _cls in (BytesIO, BufferedReader, BufferedWriter, BufferedRandom):
    BufferedIOBase.register(_cls)
for _cls in (StringIO, TextIOWrapper):
    TextIOBase.register(_cls)
del _cls
