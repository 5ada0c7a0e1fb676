# sys.exit(True) exits 1; a handler for Exception does not catch it.
import sys

print("start")
try:
    sys.exit(True)
except Exception:
    print("not caught here")
