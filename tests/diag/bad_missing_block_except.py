try:
    x = 1
except A:
y = 1
