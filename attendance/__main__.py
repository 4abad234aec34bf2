"""`python -m attendance`: the command line."""

from attendance.cli import app

if __name__ == "__main__":
    app()
