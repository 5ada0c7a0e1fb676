# Text written to sys.stderr by the program.
import sys

print("one")
print("warning: careful", file=sys.stderr)
sys.stderr.write("no newline")
sys.stderr.write("\n")
sys.stdout.write("two\n")
sys.exit(2)
