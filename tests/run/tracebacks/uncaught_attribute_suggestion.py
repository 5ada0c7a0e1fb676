# The message of an uncaught AttributeError suggests a similar attribute.
class Account:
    def __init__(self):
        self.balance = 1

    def deposit(self, n):
        self.balance += n


a = Account()
a.deposti(5)
