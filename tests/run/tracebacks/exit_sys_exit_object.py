# sys.exit with another object prints its str and exits 1.
import sys

sys.exit(["a", 1])
