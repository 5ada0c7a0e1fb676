# __traceback__, with_traceback, tb_lineno and the walk down to the raising frame.
def inner():
    raise ValueError("deep")


def outer():
    inner()


try:
    outer()
except ValueError as e:
    tb = e.__traceback__
    while tb:
        print(tb.tb_lineno, tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
    print(e.with_traceback(None) is e, e.__traceback__)
print(ValueError("never raised").__traceback__)
