# Frames of dunder methods called by operators and built-ins.
class V:
    def __init__(self, x):
        self.x = x

    def __add__(self, other):
        return V(self.x + other.x)

    def __repr__(self):
        return f"V({self.x.name})"


print([V(1) + V(2)])
