# Attribute and name errors caught and printed carry no suggestion; the attributes name and obj are set.
class Thing:
    value = 1


t = Thing()
try:
    t.valeu
except AttributeError as e:
    print(e, "|", e.name, e.obj is t)
try:
    prnt
except NameError as e:
    print(e, "|", e.name)
