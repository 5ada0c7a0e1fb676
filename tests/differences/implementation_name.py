# cpython: cpython
# trivium: trivium
# Cause: programs that ask who runs them should get a true answer; sys.version_info is CPython 3.11's.
# Workaround: test for features, not for names.
import sys

print(sys.implementation.name)
