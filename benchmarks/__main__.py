"""`python -m benchmarks`, from the project folder."""

import sys

try:
    from benchmarks.commandline import main
except ModuleNotFoundError as missing:
    sys.stderr.write(
        f"benchmarks: error: the Python package '{missing.name}' is not installed for this Python\n"
        "    hint: run ./setup.sh --test once, then .venv/bin/python -m benchmarks in the project folder\n"
    )
    sys.exit(3)

if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.stderr.write("interrupted; no report was written\n")
        sys.exit(130)
