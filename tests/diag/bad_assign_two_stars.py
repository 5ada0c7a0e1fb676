*a, b, *c = x
