for i in x:
# only a comment
y = 1
