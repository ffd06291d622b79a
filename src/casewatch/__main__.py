"""`python -m casewatch` is the command line."""

from casewatch.cli.main import run

if __name__ == "__main__":
    run()
