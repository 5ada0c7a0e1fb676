# A small command language with match.
def run(command, state):
    match command.split():
        case ["go", ("north" | "south") as d]:
            state["y"] += 1 if d == "north" else -1
        case ["go", direction]:
            print("cannot go", direction)
        case ["take", *items] if items:
            state["items"].extend(items)
        case ["take"]:
            print("take what?")
        case ["set", key, "=", value] if value.isdigit():
            state[key] = int(value)
        case ["quit" | "exit"]:
            return False
        case []:
            print("empty")
        case other:
            print("unknown", other)
    return True


state = {"y": 0, "items": []}
for line in (
        "go north", "go up", "take lamp key", "take", "set x = 12", "set x = y", "", "go south now", "quit", "never",
):
    if not run(line, state):
        break
print(state)
