class C:
    y = 1
    global y
