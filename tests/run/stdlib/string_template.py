from string import Template

t = Template("$who likes ${what}s, pays $$5 to $who_2")
print(t.substitute(who="tim", what="kung pao", who_2="x"))
print(t.safe_substitute(who="tim"), t.get_identifiers(), t.is_valid())
print(Template("$a $b").substitute({"a": 1}, b=2), Template("$a").substitute({"a": 1}, a=3))
print(Template("no").substitute(), Template("${x}y").substitute(x=[1]), Template("$été $a").safe_substitute(a=1))
for text in ("$", "a $ b", "${bad", "${1}", "line\n\n  $-x"):
    try:
        Template(text).substitute(bad=1)
    except (ValueError, KeyError) as e:
        print(type(e).__name__, e)
    print(repr(Template(text).safe_substitute()), Template(text).is_valid())
try:
    t.substitute(who=1)
except KeyError as e:
    print("KeyError", e)


class Percent(Template):
    delimiter = "%"


print(Percent("%a $a %%").substitute(a=1))
