from string import Formatter


class F(Formatter):
    def get_value(self, key, args, kwargs):
        if isinstance(key, str):
            return kwargs.get(key, f"<{key}>")
        return super().get_value(key, args, kwargs)

    def format_field(self, value, spec):
        if spec == "shout":
            return str(value).upper()
        return super().format_field(value, spec)


f = Formatter()
print(f.format("{} {} {x}", 1, "b", x=3), f.format("{1}{0}", "a", "b"), f.format("{0!r:>6}|{0:<4}|{{}}", "q"))
print(f.format("{0[1]} {a.real} {d[k]}", [1, 2], a=3, d={"k": "v"}), f.format("{:{w}}|", 5, w=4))
print(F().format("{name} {missing} {0:shout}", "loud", name="n"))
print(list(f.parse("a{0}b{x!r:>{w}}c{{d}}e{}")))
print(f.vformat("{a}", (), {"a": 1}))
for text, args in (("{", ()), ("}", ()), ("{0", ()), ("{}{0}", (1, 2)), ("{0}{}", (1, 2)), ("{!x}", (1,)), ("{a}", ()), ("{2}", (1,))):
    try:
        print(f.format(text, *args))
    except Exception as e:
        print(type(e).__name__, e)
