"""`python -m actp.cli`."""

from actp.cli import main

if __name__ == "__main__":
    main()
