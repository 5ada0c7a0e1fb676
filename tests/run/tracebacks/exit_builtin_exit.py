# The built-in exit() raises SystemExit.
try:
    exit(4)
except SystemExit as e:
    print("code", e.code)
quit(6)
