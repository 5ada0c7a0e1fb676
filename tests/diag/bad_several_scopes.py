def f(a, a):
    global a
return 1
