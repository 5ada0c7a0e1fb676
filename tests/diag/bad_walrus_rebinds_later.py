[(i := 0, j) for j in a for i in b]
