(a, [b, None]) = c
