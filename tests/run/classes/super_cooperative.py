# Cooperative super() calls through a diamond, with keyword arguments.
class Root:
    def __init__(self, **kw):
        print("Root", kw)

    def go(self):
        return ["Root"]


class Left(Root):
    def __init__(self, left=0, **kw):
        print("Left", left)
        super().__init__(**kw)

    def go(self):
        return ["Left"] + super().go()


class Right(Root):
    def __init__(self, right=0, **kw):
        print("Right", right)
        super().__init__(**kw)

    def go(self):
        return ["Right"] + super().go()


class Bottom(Left, Right):
    def __init__(self, **kw):
        super().__init__(**kw)

    def go(self):
        return ["Bottom"] + super().go()


print(Bottom(left=1, right=2, other=3).go())
