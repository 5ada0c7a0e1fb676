f(a == b = c)
