# super() needs the first argument at the time of the call.
class Base:
    def name(self):
        return "base"


class Derived(Base):
    def rebound(self):
        self = Derived()
        return super().name()

    def deleted(self):
        del self
        return super().name()


print(Derived().rebound())
try:
    Derived().deleted()
except RuntimeError as e:
    print(e)
