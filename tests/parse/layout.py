if 1:
	x = 1
	if 2:
		y = 2
		# c
	z = 3

w = 4
if 3:
   v = 5
x = (1,
	y)
u = 1 + \
	2
if 4:
    pass
\

t = 6 # no line end