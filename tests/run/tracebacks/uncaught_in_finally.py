# An exception raised while another one passes through finally.
def f():
    try:
        raise KeyError("original")
    finally:
        print("cleanup")
        [].pop()


f()
