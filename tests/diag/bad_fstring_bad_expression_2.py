x = 1
y = f"abc{1 +}"
