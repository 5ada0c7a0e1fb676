x = 1if 1else 2
print(0x1for y in ())
y = [0x1for x in ()]
print(1or 2, 1.5and 2, 1jif 1else 2, 0b1in [1], 0o7is x)
