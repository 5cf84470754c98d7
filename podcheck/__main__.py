"""`python -m podcheck`."""

import os
import sys

# Python has put the working directory first, which may be somebody else's: nothing further is imported from there
try:
    here = os.getcwd()
except OSError:  # it is gone
    here = ""
if sys.path[0] == here and sys.path[0] != os.path.dirname(os.path.dirname(os.path.abspath(__file__))):
    del sys.path[0]

from podcheck.cli.start import main

if __name__ == "__main__":
    main()
