# cpython: 3
# trivium: (refused) Unsupported: eval()
# Cause: a program is compiled as a whole before it runs.
# Workaround: int(), float(), json.loads() for data; a dictionary of functions for names.
print(eval("1 + 2"))
