"""What the commands for reviewers do: sign, signoffs."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from bookletpress import (
    arguments,
    asking,
    inputs,
    ledger,
    persons,
    preparation,
    reviewed,
    signing,
    standing,
    wholefiles,
)
from bookletpress.build import listed
from bookletpress.comparison import compare
from bookletpress.content import Content
from bookletpress.edition import Artefact
from bookletpress.events import APPROVED, OF_ROLES, ROLES, Event
from bookletpress.gate import Text
from bookletpress.guards.files import read_bytes
from bookletpress.locales import SOURCE
from bookletpress.plan import Selection
from bookletpress.preparation import Prepared
from bookletpress.problems import EnvironmentFault, Location, UsageFault
from bookletpress.reviews import content_of, subject_of
from bookletpress.signoff import Review
from bookletpress.terminal import say
from bookletpress.workbench import signoffs

GOOD, CONTENT = 0, 1


def sign(options: argparse.Namespace, root: Path) -> int:
    """Asks a person, and adds one event to a ledger."""
    asking.refuse_without_terminal()
    role = _role(options.event, options.role)
    ready = _prepared(options, root)
    text = Text(options.slug, options.locale, options.audience, options.place, options.without_statistics)
    content = _content(ready, text)
    place = ledger.place(text.slug)
    before = _ledger_bytes(root, place)
    _, source = _digests(ready, text)
    event = Event(
        options.event, text.locale, text.audience, "", arguments.today(options), content.digest, Location(place),
        role=role, source=source,
    )  # fmt: skip
    found = ready.reviews(text)
    asking.show_lines(
        str(text),
        [("state now", f"{found.state}: {found.reason}"), ("Content ID", content.digest)]
        + ([("source", source)] if source else []),
    )
    _refuse_withdrawn(event, found)
    if event.event == APPROVED:
        event = replace(event, proofs=_show_proofs(text, content, arguments.output(options, root)))
    if event.event in OF_ROLES:
        _show_changes(ready, text, role, content)
    event = asking.completed(event, _refusal(event, ready, text))
    asking.show_lines("This will be added to the ledger:", [("", line) for line in signing.as_yaml(event)])
    asking.signed(content.digest)
    if _digests(_prepared(options, root), text) != (content.digest, source) or _ledger_bytes(root, place) != before:
        raise EnvironmentFault(
            "the text or the ledger changed while you were signing; nothing was written",
            "look again, then sign",
            "files-change",
        )
    files = {place: signing.appended(before, place, event)}
    if event.event == APPROVED:
        files = {reviewed.place(text.slug, text.locale, text.audience, content.digest): content.raw, **files}
    _write(root, files)
    _say_how_to_commit(event, text, tuple(files))
    return GOOD


def _role(event: str, role: str) -> str:
    if event in OF_ROLES and not role:
        raise UsageFault(f"'{event}' is done in a role", f"name it: --role {'|'.join(ROLES)}")
    if role and event not in OF_ROLES:
        raise UsageFault(f"'{event}' is done in no role", "leave --role out")
    return role


def _prepared(options: argparse.Namespace, root: Path) -> Prepared:
    selection = Selection(
        (options.slug,),
        (options.locale,),
        (options.audience,),
        places=(options.place,),
        without_statistics=options.without_statistics,
    )
    return preparation.prepare(root, selection, arguments.today(options))


def _content(ready: Prepared, text: Text) -> Content:
    return content_of(ready.project, ready.locales, text)


def _digests(ready: Prepared, text: Text) -> tuple[str, str]:
    """The digest of a text, and that of its source; "" for the source itself."""
    source = "" if text.locale == SOURCE else _content(ready, replace(text, locale=SOURCE)).digest
    return _content(ready, text).digest, source


def _refuse_withdrawn(event: Event, found: Review) -> None:
    """Raises UsageFault for a review that would not count."""
    if event.event in OF_ROLES and found.ended:
        raise UsageFault(
            f"the text was withdrawn on {found.ended}, so no review of it counts",
            "have it submitted anew first: --event submitted",
        )


def _ledger_bytes(root: Path, place: str) -> bytes:
    return read_bytes(root, place, "restore the file") if (root / place).exists() else signing.HEAD


def _show_proofs(text: Text, content: Content, output: Path) -> tuple[str, ...]:
    """The PDFs that show exactly this text, by sha256. Raises UsageFault if there are none: who signs has read one."""
    found = [row for row in listed(output) if _shows(row, text, content, output)]
    if not found:
        raise UsageFault(
            f"there is no PDF of exactly this text in {output}",
            f"make_pdf.py {text.slug} -l {text.locale} -a {text.audience} prints it; read it, then sign",
        )
    asking.show_lines(
        "\nYou approve what these files say; read one of them first:",
        [(str(output / row.path), f"{row.pages} pages, sha256 {row.sha256}") for row in found],
    )
    return tuple(row.sha256 for row in found)


def _shows(row: Artefact, text: Text, content: Content, output: Path) -> bool:
    named = preparation.text_of(row.edition) == text
    return named and row.content == content.digest and inputs.of_file(output / row.path) == row.sha256


def _show_changes(ready: Prepared, text: Text, role: str, content: Content) -> None:
    """What changed since this role last approved the text, and since then in the text that it translates."""
    events = standing.of_edition(ready.project.ledgers[text.slug], text.locale, text.audience)
    last = next((e for e in reversed(events) if e.event == APPROVED and e.role == role), None)
    if last is None:
        say(f"\nNobody has approved it as {role} reviewer so far: every paragraph is new to this role.")
        return
    _show_since(ready, text, last.digest, content, f"the {role} approval of {last.day} by {last.by}")
    if text.locale != SOURCE:
        source = replace(text, locale=SOURCE)
        _show_since(ready, source, last.source, _content(ready, source), f"then, in the source text ({SOURCE})")


def _show_since(ready: Prepared, text: Text, digest: str, content: Content, since: str) -> None:
    if digest == content.digest:
        say(f"\nNothing has changed since {since}.")
        return
    before = reviewed.read(ready.project.root, text.slug, text.locale, text.audience, digest)
    if before is None:
        say(f"\nIt has changed since {since}. There is no record of that text: read all of it.")
        return
    changes = compare(before.lines, content.lines)
    say(f"\n{changes.waiting} of {changes.total} paragraphs changed since {since}, {changes.gone} are gone:")
    asking.show_changes(changes)


def _refusal(event: Event, ready: Prepared, text: Text) -> Callable[[str], str]:
    """Those who wrote a text cannot approve it."""
    subject = subject_of(ready.project, ready.locales, text, ready.reviews, _content(ready, text))

    def refusal(name: str) -> str:
        if event.event == APPROVED and persons.among(name, subject.authors):
            return f"{name} wrote or translated this text, and cannot approve it"
        return ""

    return refusal


def _write(root: Path, files: dict[str, bytes]) -> None:
    """Each file whole; the ledger, which counts, last."""
    for path, content in files.items():
        wholefiles.keep(root / path, content, path)


def _say_how_to_commit(event: Event, text: Text, paths: Sequence[str]) -> None:
    what = f"{event.role} {event.event}" if event.role else event.event
    say("\nWritten. It counts when it is part of the project: commit exactly these files, with your signature.")
    say(f"    git add {' '.join(sorted(paths))}")
    say(f'    git commit -S -m "sign-off: {text.slug}, {text.locale}, {text.audience}: {what}"')
    say("Without a key leave out -S. docs/sign-off.md says more.")


def show_signoffs(options: argparse.Namespace, root: Path) -> int:
    """Lists where every text stands, and why."""
    selection = Selection(tuple(options.slugs), tuple(options.locales))
    ready = preparation.prepare(root, selection, arguments.today(options), commands=tuple(arguments.COMMANDS))
    chosen = dict.fromkeys(map(preparation.text_of, ready.editions))
    slugs = dict.fromkeys(text.slug for text in chosen)
    signed = {slug: signoffs.signatures_of(ready, slug) for slug in slugs} if options.verify_signatures else {}
    rows = [signoffs.row(ready, text, signed.get(text.slug)) for text in chosen]
    say(signoffs.as_json(rows) if options.json else signoffs.as_table(rows))
    return CONTENT if any(signoffs.is_bad(row) for row in rows) else GOOD


VERBS: dict[str, Callable[[argparse.Namespace, Path], int]] = {"sign": sign, "signoffs": show_signoffs}


def run(options: argparse.Namespace, root: Path) -> int:
    """Does what the command line asks."""
    return VERBS[options.command](options, root)
