# A coroutine-style state machine fed by send().
def traffic():
    state, log = "red", []
    while True:
        cmd = yield state
        if cmd == "reset":
            state = "red"
        elif cmd == "log":
            yield tuple(log)
        else:
            log.append(state)
            state = {"red": "green", "green": "yellow", "yellow": "red"}[state]


t = traffic()
print(next(t), t.send("go"), t.send("go"), t.send("go"), t.send("go"))
print(t.send("log"), next(t), t.send("reset"))
