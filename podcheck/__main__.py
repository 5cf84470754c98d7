"""`python -m podcheck`."""

from podcheck.cli.main import main

if __name__ == "__main__":
    main()
