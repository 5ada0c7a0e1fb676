# if / elif / else chains and nesting.
def grade(score):
    if score >= 90:
        return "A"
    elif score >= 80:
        return "B"
    elif score >= 70:
        if score % 2:
            return "C odd"
        else:
            return "C even"
    else:
        return "F"


for s in (95, 85, 77, 70, 12):
    print(s, grade(s))
