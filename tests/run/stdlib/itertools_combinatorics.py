from itertools import combinations, combinations_with_replacement, permutations, product

print(list(product("ab", [1, 2])), list(product([0, 1], repeat=3)))
print(list(product()), list(product([], [1])), list(product("ab", repeat=0)), list(product("abc")))
print(list(product("ab", "c", "de")))
print(list(permutations("abc")), list(permutations("abcd", 2)), list(permutations([1, 2], 3)), list(permutations([])))
print(list(combinations("abcd", 2)), list(combinations("abcde", 3)), list(combinations("abc", 0)), list(combinations("a", 2)))
print(list(combinations_with_replacement("abc", 2)), list(combinations_with_replacement([], 1)),
      list(combinations_with_replacement([], 0)), list(combinations_with_replacement("ab", 3)))
print(len(list(permutations(range(7)))), len(list(combinations(range(12), 5))), sum(1 for _ in product(range(6), repeat=4)))
for call in (lambda: combinations("ab", -1), lambda: permutations("ab", -1), lambda: product("a", repeat=-1),
             lambda: combinations_with_replacement("ab", -1), lambda: permutations("ab", 1.5), lambda: combinations(3, 1)):
    try:
        call()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
