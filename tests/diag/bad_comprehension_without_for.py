[x if y]
