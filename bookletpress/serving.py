"""What the command for looking at the site does: serve.

`serve-empty` (error): a folder without a page to begin with.
"""

from __future__ import annotations

import argparse
import threading
from pathlib import Path

from bookletpress import arguments
from bookletpress.problems import EnvironmentFault, Location, ProblemsFound, error
from bookletpress.site import PAGE, server
from bookletpress.terminal import say

GOOD = 0


def run(options: argparse.Namespace, root: Path) -> int:
    """Shows the output folder in the browser, until Ctrl-C. Raises ProblemsFound or EnvironmentFault."""
    folder, shown = arguments.output(options, root), arguments.shown(options)
    if not (folder / PAGE).is_file():
        hint = "run make_pdf.py first; name its output folder with -o"
        raise ProblemsFound([error("serve-empty", "there are no finished booklets here", Location(shown), hint)])
    try:
        serving = server.serve(folder, options.port)
    except (OSError, OverflowError) as fault:
        message = f"cannot listen on port {options.port}: {getattr(fault, 'strerror', None) or fault}"
        raise EnvironmentFault(message, "name another one with --port, or none", "port-taken") from fault
    answering = threading.Thread(target=serving.serve_forever, args=(0.1,), daemon=True)
    answering.start()
    say(f"{shown}: http://{server.HOST}:{serving.server_address[1]}/  (Ctrl-C ends)")
    try:
        while answering.is_alive():
            answering.join(0.5)
    except KeyboardInterrupt:
        say("ended")
    finally:
        serving.shutdown()
        serving.server_close()
    return GOOD
