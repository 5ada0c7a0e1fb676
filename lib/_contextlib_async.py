"""Context managers for async with; part of contextlib."""
from abc import ABC, abstractmethod
from functools import wraps


class AbstractAsyncContextManager(ABC):
    async def __aenter__(self):
        return self

    @abstractmethod
    async def __aexit__(self, exc_type, exc_value, traceback):
        return None

    @classmethod
    def __subclasshook__(cls, C):
        from contextlib import _defines
        return _defines(C, "__aenter__", "__aexit__") if cls is AbstractAsyncContextManager else NotImplemented


class AsyncContextDecorator:
    def _recreate_cm(self):
        return self

    def __call__(self, func):
        @wraps(func)
        async def inner(*args, **kwds):
            async with self._recreate_cm():
                return await func(*args, **kwds)
        return inner


class _AsyncGeneratorContextManager(AbstractAsyncContextManager, AsyncContextDecorator):
    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func, self.args, self.kwds = func, args, kwds

    def _recreate_cm(self):
        return self.__class__(self.func, self.args, self.kwds)

    async def __aenter__(self):
        try:
            return await anext(self.gen)
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield") from None

    async def __aexit__(self, typ, value, traceback):
        if typ is None:
            try:
                await anext(self.gen)
            except StopAsyncIteration:
                return False
            raise RuntimeError("generator didn't stop")
        if value is None:
            value = typ()
        try:
            await self.gen.athrow(value)
        except StopAsyncIteration as exc:
            return exc is not value
        except RuntimeError as exc:
            if exc is value or (isinstance(value, (StopIteration, StopAsyncIteration)) and exc.__cause__ is value):
                return False
            raise
        except BaseException as exc:
            if exc is not value:
                raise
            return False
        raise RuntimeError("generator didn't stop after athrow()")


def asynccontextmanager(func):
    """Makes an asynchronous context manager of an async generator function that yields once."""
    @wraps(func)
    def helper(*args, **kwds):
        return _AsyncGeneratorContextManager(func, args, kwds)
    return helper


class aclosing(AbstractAsyncContextManager):
    def __init__(self, thing):
        self.thing = thing

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *exc_info):
        await self.thing.aclose()


class AsyncExitStack(AbstractAsyncContextManager):
    """Context managers and callbacks of both kinds, undone in reverse order."""

    def __init__(self):
        self._exits = []

    async def enter_async_context(self, cm):
        result = await type(cm).__aenter__(cm)
        self._exits.append((True, lambda *details: type(cm).__aexit__(cm, *details)))
        return result

    def enter_context(self, cm):
        result = type(cm).__enter__(cm)
        self._exits.append((False, lambda *details: type(cm).__exit__(cm, *details)))
        return result

    def callback(self, callback, /, *args, **kwds):
        def run(*details):
            callback(*args, **kwds)
        self._exits.append((False, run))
        return callback

    def push_async_callback(self, callback, /, *args, **kwds):
        async def run(*details):
            await callback(*args, **kwds)
        self._exits.append((True, run))
        return callback

    async def __aexit__(self, *details):
        had_exc = details[0] is not None
        suppressed = pending = False
        while self._exits:
            is_async, leave = self._exits.pop()
            try:
                result = await leave(*details) if is_async else leave(*details)
                if result:
                    suppressed = True
                    pending = False
                    details = (None, None, None)
            except BaseException as new:
                pending = True
                details = (type(new), new, new.__traceback__)
        if pending:
            raise details[1]
        return had_exc and suppressed

    async def aclose(self):
        await self.__aexit__(None, None, None)
