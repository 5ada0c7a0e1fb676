# sys.exit() and sys.exit(None) exit 0.
import sys

try:
    sys.exit()
except SystemExit as e:
    print(repr(e), e.code)
try:
    sys.exit(0)
except SystemExit as e:
    print(repr(e), e.code)
sys.exit(None)
