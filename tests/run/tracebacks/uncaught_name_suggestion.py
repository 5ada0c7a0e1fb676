# The message of an uncaught NameError suggests a similar name.
def compute(value):
    total_value = value * 2
    return totl_value


compute(3)
