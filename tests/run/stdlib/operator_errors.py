# Getters and callers of operator, partial of functools: what they refuse.
from functools import partial
from collections import namedtuple
from operator import itemgetter, methodcaller

for make in (itemgetter, methodcaller, partial, lambda: methodcaller(1), lambda: partial(1), lambda: itemgetter(3)([1])):
    try:
        make()
    except (TypeError, IndexError) as e:
        print(e)
print(itemgetter(1)("ab"), itemgetter(1, 0)("ab"), methodcaller("split", "-")("a-b"), partial(int, base=2)("11"))
print(namedtuple("P", "x y").y.__doc__)
