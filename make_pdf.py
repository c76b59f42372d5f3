#!/usr/bin/env python3
"""Make the booklets: the front door of the press (./make_pdf.py --help)."""

from bookletpress.cli import main

if __name__ == "__main__":  # worker processes import this file again
    raise SystemExit(main())
