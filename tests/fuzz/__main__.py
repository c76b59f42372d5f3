"""`python -m tests.fuzz`, from the project folder."""

import sys

from .commandline import main

if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.stderr.write("\ninterrupted; what was found so far lies in build/fuzz\n")
        sys.exit(130)
