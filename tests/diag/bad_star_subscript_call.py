f(x for x in *a)
