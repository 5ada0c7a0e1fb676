# del of the last reference does not have to run __del__, but calling it by hand does.
class D:
    def __del__(self):
        pass

    def close(self):
        return "closed"


d = D()
print(d.close(), hasattr(d, "__del__"))
d = None
print("end")
