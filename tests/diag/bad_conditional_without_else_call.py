f(1 if 2)
