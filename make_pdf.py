#!/usr/bin/env python3
"""Make the booklets: the front door of the press (./make_pdf.py --help)."""

import os

if __name__ == "__main__":
    try:
        from bookletpress import interrupts

        interrupts.listen()
        from bookletpress.cli import main

        raise SystemExit(main())
    except KeyboardInterrupt:  # before there was anybody to tell it
        os._exit(130)
