# staticmethod and classmethod: calls from class and instance, inheritance, alternative constructors.
class Date:
    count = 0

    def __init__(self, y, m, d):
        self.y, self.m, self.d = y, m, d
        type(self).count += 1

    @classmethod
    def parse(cls, text):
        return cls(*map(int, text.split("-")))

    @staticmethod
    def leap(y):
        return y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)

    def __repr__(self):
        return f"{type(self).__name__}({self.y}, {self.m}, {self.d})"


class Special(Date):
    pass


print(Date.parse("2020-1-2"), Special.parse("1999-12-31"), Special(1, 2, 3).parse("4-5-6"))
print(Date.leap(2000), Special.leap(1900), Date(1, 1, 1).leap(2024))
print(Date.count, Special.count)
print(type(Date.__dict__["parse"]).__name__, type(Date.__dict__["leap"]).__name__, type(Date.parse).__name__)
print(type(Date.leap).__name__)
print(Special.parse.__self__.__name__, Special.parse.__func__ is Date.parse.__func__)
f = staticmethod(lambda x: x + 1)
print(f(2), f.__func__(3))
