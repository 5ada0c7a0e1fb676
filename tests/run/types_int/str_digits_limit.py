# Converting more than 4300 digits to or from text is refused.
import sys

try:
    str(10 ** 5000)
except ValueError as e:
    print(e)
try:
    int("1" * 5000)
except ValueError as e:
    print(e)
print(len(hex(10 ** 5000)), len(str(10 ** 4299)), sys.get_int_max_str_digits())
sys.set_int_max_str_digits(0)
print(len(str(10 ** 5000)), int("9" * 4400) % 1000)
