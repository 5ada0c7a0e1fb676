import functools
from functools import reduce
def e(*a, **k):
    try: print(reduce(*a, **k))
    except Exception as x: print(type(x).__name__, x, repr(x.__cause__), repr(x.__context__), x.__suppress_context__)
e(); e(1); e(max, 1); e(max, []); e(max, [], 0); e(max, [3,1,5]); e(lambda a,b: a+b, 'abc', 'x'); e(1,[1,2]); e(1,[1]); e(max,[1],2,3)
class I:
    def __iter__(self): raise TypeError('own')
class J:
    def __iter__(self): raise ValueError('own')
e(max, I()); e(max, J()); e(lambda a, b: (a, b), range(4))
def boom():
    yield 1; raise KeyError('k')
e(max, boom())
print(reduce, reduce.__name__, reduce.__module__, reduce.__qualname__, type(reduce).__name__)
print(reduce(lambda a, b: a + b, [1, '2']))
