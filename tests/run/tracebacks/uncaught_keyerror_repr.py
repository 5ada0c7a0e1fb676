# The argument of KeyError is shown with repr.
ages = {"ann": 1}
print(ages["ann"])
print(ages["bob's"])
