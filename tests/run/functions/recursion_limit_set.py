# sys.setrecursionlimit raises and lowers the limit.
import sys


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


sys.setrecursionlimit(5000)
print(depth(4000))
sys.setrecursionlimit(200)
try:
    depth(400)
except RecursionError as e:
    print("limited")
print(sys.getrecursionlimit())
try:
    sys.setrecursionlimit(0)
except ValueError as e:
    print(e)
