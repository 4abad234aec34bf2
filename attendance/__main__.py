"""`python -m attendance`: the command line."""

from attendance.cli import main

if __name__ == "__main__":
    main()
