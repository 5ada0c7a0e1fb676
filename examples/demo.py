"""Which number below a limit takes the most steps to reach 1 in the Collatz sequence?"""
import sys


def steps(n):
    count = 0
    while n != 1:
        if n % 2 == 0:
            n //= 2
        else:
            n = 3 * n + 1
        count += 1
    return count


def main():
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    best = max(range(1, limit), key=steps)
    print(f"below {limit:,}: {best} with {steps(best)} steps, 2**100 = {2 ** 100}")


if __name__ == "__main__":
    main()
