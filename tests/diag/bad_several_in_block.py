class C:
    def f(self):
        x = 1 2
    def g(self)
        pass
