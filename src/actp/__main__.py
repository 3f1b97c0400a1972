"""`python -m actp`: the command line."""

from actp.cli import main

if __name__ == "__main__":
    main()
