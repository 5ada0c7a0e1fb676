# close() runs finally blocks; ignoring GeneratorExit is an error; closing twice is fine.
def g():
    try:
        yield 1
        yield 2
    finally:
        print("cleanup")


it = g()
print(next(it))
it.close()
it.close()
print(list(it))
g().close()


def stubborn():
    while True:
        try:
            yield 1
        except GeneratorExit:
            print("ignored")
            yield 2
            return


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as e:
    print(type(e).__name__, e)


def sees():
    try:
        yield
    except GeneratorExit as e:
        print("exit seen", repr(e))
        raise


s = sees()
next(s)
print(s.close())


def other():
    try:
        yield
    except GeneratorExit:
        raise ValueError("from close")


o = other()
next(o)
try:
    o.close()
except ValueError as e:
    print(e)
