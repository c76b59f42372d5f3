"""What the command for watching does: watch.

`port-taken` (error): the preview cannot listen on the port.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bookletpress import arguments, crew, plan
from bookletpress.crew import Crew
from bookletpress.edition import Edition
from bookletpress.fingerprint import engine, font_digests
from bookletpress.finish.places import places
from bookletpress.formats import load_formats
from bookletpress.jobs import Job, Pressed
from bookletpress.limits import Limits
from bookletpress.locales import load_locales
from bookletpress.parts import anchor
from bookletpress.problems import EnvironmentFault, Location, Problem, ProblemsFound, error, in_order
from bookletpress.source import load_booklet, slugs
from bookletpress.terminal import say
from bookletpress.watch import changes, server
from bookletpress.watch.desk import Desk, Made
from bookletpress.watch.hub import Hub

GOOD = 0
QUIET = 0.4
"""Seconds without a save after which checks and pages are made: nobody waits for them who is still typing."""


def run(options: argparse.Namespace, root: Path) -> int:
    """Shows one edition and follows every save, until Ctrl-C."""
    edition = _edition(options, root)
    hub = Hub()
    try:
        serving = server.serve(hub, options.port)
    except (OSError, OverflowError) as fault:
        message = f"cannot listen on port {options.port}: {getattr(fault, 'strerror', None) or fault}"
        raise EnvironmentFault(message, "name another one with --port, or none", "port-taken") from fault
    threading.Thread(target=serving.serve_forever, args=(0.1,), daemon=True).start()
    say(f"{edition}: http://{server.HOST}:{serving.server_address[1]}/  (Ctrl-C ends)")
    try:
        with tempfile.TemporaryDirectory() as scratch, crew.hired(1, Limits(), Path(scratch)) as hands:
            _Watch(Desk(root, edition), hub, hands, options).follow()
    except KeyboardInterrupt:
        say("ended")
    finally:
        hub.end()
        serving.shutdown()
        serving.server_close()
    return GOOD


def _edition(options: argparse.Namespace, root: Path) -> Edition:
    """The edition that was named. Raises UsageFault for a name that leads nowhere."""
    plan.chosen("booklet", (options.slug,), slugs(root))
    plan.chosen("locale", (options.locale,), [locale.name for locale in load_locales(root)])
    formats = load_formats(root)
    plan.chosen("format", (options.format,), [form.name for form in formats])
    plan.refuse_screen(options.format, formats)
    try:
        audiences = load_booklet(root, options.slug).audiences
    except ProblemsFound:  # to be mended while we watch
        audiences = (options.audience or "family",)
    audience = options.audience or audiences[0]
    plan.chosen("audience", (audience,), audiences)
    return Edition(options.slug, options.locale, audience, options.format, options.place, options.without_statistics)


@dataclass(slots=True)
class _Watch:
    desk: Desk
    hub: Hub
    hands: Crew
    options: argparse.Namespace
    _version: int = 0

    def follow(self) -> None:
        """Makes the text after each save; checks and pages when nothing is saved for a moment. Ends with Ctrl-C."""
        root = str(self.desk.root)
        seen = changes.look(root)
        while True:
            made = self._text(seen)
            found = changes.settled(root, seen, QUIET)
            if found is None:
                self._rest(made)
                found = changes.settled(root, seen)
            seen = found or seen

    def _text(self, seen: changes.Seen) -> Made:
        began = time.perf_counter()
        made = self.desk.make(seen, arguments.today(self.options))
        self._version += 1
        page: dict[str, object] = {}
        if made.composed and made.ready:
            faces = made.ready.faces(self.desk.edition)
            html = server.on_screen(made.composed.html, faces)
            page = {"title": made.composed.title, "html": html, "assets": made.composed.assets, "faces": faces}
        self.hub.show(
            version=self._version,
            problems=made.problems,
            current=made.composed is not None and not made.stale,
            checked=False,
            seconds=time.perf_counter() - began,
            **page,
        )
        return made

    def _rest(self, made: Made) -> None:
        self.hub.show(problems=self.desk.check(made, arguments.today(self.options)), checked=True)
        if made.composed is None or made.ready is None:
            return
        edition = self.desk.edition
        fonts = font_digests(made.ready.faces(edition))
        job = Job(made.composed, made.ready.choice(edition), fonts, engine(), Limits())
        self.hands.submit(job).add_done_callback(partial(self._printed, self._version))

    def _printed(self, version: int, done: Future[Pressed]) -> None:
        """The pages, or why there are none; what was saved since is shown before this, and checked anew."""
        if done.cancelled():
            return
        fault = done.exception()
        found = (_failed(fault, self.desk.edition),) if fault else done.result().problems
        if version == self.hub.shown.version:
            self.hub.show(problems=in_order((*self.hub.shown.problems, *found)))
        if not fault and done.result().pdf:
            pdf = done.result().pdf
            self.hub.show(pdf=pdf, pdf_version=version, pages=tuple(_pages(pdf)))


def _failed(fault: BaseException, edition: Edition) -> Problem:
    if isinstance(fault, EnvironmentFault):
        return fault.problem
    message = f"the pages cannot be made: {str(fault).strip().splitlines()[-1:] or type(fault).__name__}"
    hint = "build the edition, and report what it says"
    return error("preview-failed", message, Location(f"booklets/{edition.slug}/booklet.yaml"), hint)


def _pages(pdf: bytes) -> Iterator[tuple[str, int]]:
    """The heading of each section by its name in the page, with its page in the file."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "pages.pdf"
        path.write_bytes(pdf)
        for place in places(path):
            for name in place.names:
                kind, _, rest = name.partition(".")
                if kind == "section":
                    yield anchor(rest), place.page
