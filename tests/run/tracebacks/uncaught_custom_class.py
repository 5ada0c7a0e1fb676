# Uncaught user exceptions are printed with module-less name and their __str__.
class Failure(Exception):
    def __str__(self):
        return f"failure number {self.args[0]}"


class Outer:
    def run(self):
        raise Failure(7)


Outer().run()
