# Closures as objects: bank account with dispatch dictionary.
def account(balance):
    history = []

    def deposit(n):
        nonlocal balance
        balance += n
        history.append(("deposit", n))
        return balance

    def withdraw(n):
        nonlocal balance
        if n > balance:
            raise ValueError(f"insufficient funds: {balance} < {n}")
        balance -= n
        history.append(("withdraw", n))
        return balance
    return {"deposit": deposit, "withdraw": withdraw, "history": lambda: list(history), "balance": lambda: balance}


a = account(100)
a["deposit"](50)
try:
    a["withdraw"](500)
except ValueError as e:
    print(e)
print(a["withdraw"](30), a["balance"](), a["history"]())
