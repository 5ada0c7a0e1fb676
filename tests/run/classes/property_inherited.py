# Properties inherited, overridden, extended with Base.prop.setter.
class Base:
    @property
    def x(self):
        return "base x"

    @property
    def name(self):
        return self._name()

    def _name(self):
        return "base"


class Derived(Base):
    @Base.x.setter
    def x(self, v):
        print("derived set", v)

    def _name(self):
        return "derived"


class Plain(Base):
    x = "plain class attribute"


d = Derived()
d.x = 5
print(d.x, d.name, Plain().x)
try:
    Base().x = 1
except AttributeError as e:
    print(e)
