#!/usr/bin/env python3
"""Make the booklets: the front door of the press (./make_pdf.py --help)."""

from bookletpress import interrupts

if __name__ == "__main__":
    interrupts.listen()
    try:
        from bookletpress.cli import main

        raise SystemExit(main())
    except KeyboardInterrupt:
        interrupts.leave()
