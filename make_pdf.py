#!/usr/bin/env python3
"""Make the booklets: the front door of the press (./make_pdf.py --help)."""

import sys

try:
    from bookletpress.cli import main
except ModuleNotFoundError as missing:
    sys.stderr.write(
        f"make_pdf.py: error: the Python package '{missing.name}' is not installed for this Python\n"
        "    hint: run ./setup.sh once, then .venv/bin/python make_pdf.py\n"
    )
    sys.exit(3)

if __name__ == "__main__":  # worker processes import this file again
    raise SystemExit(main())
