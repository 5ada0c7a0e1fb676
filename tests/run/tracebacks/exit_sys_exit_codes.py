# sys.exit with an int sets the exit status; finally blocks run.
import sys


def main():
    try:
        print("main")
        sys.exit(3)
    finally:
        print("cleanup")


main()
