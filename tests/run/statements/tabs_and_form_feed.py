# Indentation by tabs, by odd numbers of blanks, and form feeds are fine when consistent.
def f(x):
	if x:
		return "tab"
	return "no"


def g(x):
 if x:
       return "seven"
 return "one"


print(f(1), f(0), g(1), g(0))

print("after form feed")
