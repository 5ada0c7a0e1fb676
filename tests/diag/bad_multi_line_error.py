x = (a b
     c)
