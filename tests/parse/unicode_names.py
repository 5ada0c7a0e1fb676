# with a byte order mark
x = "ä"
ﬁ = 1
ẛ̣ = 2
名前 = ℘ = 3
class É: pass
