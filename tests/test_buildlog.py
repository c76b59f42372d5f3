"""The log, the list and the journal in an output folder: a convenience, which may be damaged in any way."""

from __future__ import annotations

import json
import os
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from faults import refused, write
from hypothesis import given
from hypothesis import strategies as st
from pretended import Sample, sample

from benchmarks.kill import OWN, visible
from bookletpress import buildlog, journal, outputs
from bookletpress.buildlog import CHANGED, GONE, LOG, NEW, Entry, Log, Run
from bookletpress.fingerprint import Fingerprint
from bookletpress.journal import JOURNAL, Line
from bookletpress.outputs import LIST, TEMPORARY
from bookletpress.problems import Location, warning
from bookletpress.site import names

COMMON = names(())
"""What lies beside the folders of the languages."""

SEED, DAMAGES = 20261121, 90
OURS = (LIST, LOG, JOURNAL)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is not waited for."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture(scope="module")
def tiny_builds(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return sample(tmp_path_factory.mktemp("log"))


@pytest.fixture
def unfinished(tiny_builds: Sample, tmp_path: Path) -> Path:
    """A folder with yesterday's editions, in which a build of today was ended when it had made all but one."""
    out = tmp_path / "unfinished"
    tiny_builds.build(out, "yesterday")
    made: list[str] = []

    def end(path: str) -> None:
        made.append(path)
        if len(made) == 3:
            raise KeyboardInterrupt

    tiny_builds.done = end
    with pytest.raises(KeyboardInterrupt):
        tiny_builds.build(out)
    tiny_builds.done = None
    assert len(journal.read(out)) == 3
    return out


@pytest.fixture
def today(tiny_builds: Sample, tmp_path: Path) -> dict[str, bytes]:
    tiny_builds.build(tmp_path / "clean")
    return visible(tmp_path / "clean")


# ----------------------------------------------------------------------------------------------------------- any damage


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The content of a file after an accident: torn, a bit turned, a stretch lost, doubled, zeroed or foreign."""
    place, other = sorted(chance.choices(range(len(content) + 1), k=2))
    turned = bytearray(content)
    turned[chance.randrange(len(turned))] ^= 1 << chance.randrange(8)
    return chance.choice(
        (
            content[:place],
            content[place:],
            bytes(turned),
            content[:place] + content[other:],
            content[:other] + content[place:],
            content[:place] + bytes(other - place) + content[other:],
            chance.randbytes(place),
            b'{"version": 2, "files": {}, "editions": {}, "run": null}\n',
        )
    )


def test_whatever_happens_to_one_of_the_three_the_next_build_is_a_clean_one(
    tiny_builds: Sample, unfinished: Path, today: dict[str, bytes], tmp_path: Path
) -> None:
    """And the damage never gets further than to have something made once more."""
    neighbour = write(tmp_path / "neighbour", {"thesis.txt": "kept", f".x{TEMPORARY}": "kept"})
    foreign = {"notes.txt": b"mine", "en/mine.pdf": b"my own"}
    for number in range(DAMAGES):
        chance = random.Random(SEED + number)
        out = Path(shutil.copytree(unfinished, tmp_path / f"out-{number}"))
        write(out, foreign)  # type: ignore[arg-type]
        name = chance.choice(OURS)
        (out / name).write_bytes(damaged((out / name).read_bytes(), chance))
        tiny_builds.build(out)
        assert visible(out) == today | foreign, f"{name}, seed {SEED + number}"
        assert {path.name for path in out.iterdir()} == OWN | {"en", "es", "notes.txt", *COMMON}
    assert visible(neighbour) == {"thesis.txt": b"kept", f".x{TEMPORARY}": b"kept"}


@pytest.mark.parametrize("name", [*OURS, "catalogue.json", "history.json", "index.html", outputs.LOCK])
@pytest.mark.parametrize("how", ["lost", "torn"])
def test_what_a_partial_build_does_not_make_outlives_a_damage(
    tiny_builds: Sample, unfinished: Path, tmp_path: Path, name: str, how: str
) -> None:
    if how == "lost":
        (unfinished / name).unlink()
    elif name in OURS:
        (unfinished / name).write_bytes((unfinished / name).read_bytes()[:-70])
    tiny_builds.build(unfinished, "yesterday", locales=("es",))
    tiny_builds.build(tmp_path / "yesterday", "yesterday")
    assert visible(unfinished) == visible(tmp_path / "yesterday")


def test_without_list_and_log_nothing_is_known_to_be_ours(
    tiny_builds: Sample, unfinished: Path, today: dict[str, bytes]
) -> None:
    for name in (LIST, LOG):
        (unfinished / name).write_bytes(b"{")
    before = visible(unfinished)
    assert {code for code, _, _ in refused(tiny_builds.build, unfinished)} == {"output-foreign"}
    assert {name: content for name, content in visible(unfinished).items() if name in before} == before
    for name in before:
        if TEMPORARY not in name and name != JOURNAL:
            (unfinished / name).unlink()
    tiny_builds.build(unfinished)
    assert visible(unfinished) == today


ELSEWHERE = {
    "a step up": "../neighbour/thesis.txt",
    "the root": "/",
    "absolute": "/etc/hostname",
    "nothing": "",
    "a dot": ".",
    "half a letter": "en/\ud800/x.pdf",
    "a NUL": "en/\0.pdf",
    "too long": "en/" + "x" * 300 + ".pdf",
    "too deep": "x/" * 3000 + "x.pdf",
    "below a file": "catalogue.json/x.pdf",
    "a device": "../../../../../../dev/zero",
    "our own": LIST,
    "through a link": "way/thesis.txt",
}


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_a_path_that_somebody_put_there_leads_nowhere(
    tiny_builds: Sample, unfinished: Path, today: dict[str, bytes], tmp_path: Path, kind: str
) -> None:
    path, digest = ELSEWHERE[kind], "88d4266fd4e6338d13b845fcf289579d209c897823b9217da3e161936f031589"
    thesis = write(tmp_path / "neighbour", {"thesis.txt": "abcd", ".thesis.txt" + TEMPORARY: "abcd"})
    (unfinished / "way").symlink_to(thesis)
    rows = json.loads((unfinished / LIST).read_text("utf-8"))
    rows["files"][path] = [digest]
    (unfinished / LIST).write_text(json.dumps(rows), "utf-8")
    log = buildlog.read(unfinished)
    assert log.run
    entry = next(iter(log.entries.values()))
    tampered = Log({**log.entries, path: entry}, replace(log.run, files={**log.run.files, path: digest}))
    (unfinished / LOG).write_bytes(as_bytes(tampered))
    journal.add(unfinished, Line(path, digest, {**buildlog.entry_record(entry), "sha256": digest}))
    tiny_builds.build(unfinished)
    (unfinished / "way").unlink()
    assert visible(unfinished) == today
    assert visible(thesis) == {"thesis.txt": b"abcd", ".thesis.txt" + TEMPORARY: b"abcd"}


def as_bytes(log: Log) -> bytes:
    """Also a log that the press could not write."""
    run = log.run and {name: getattr(log.run, name) for name in Run.__slots__}
    rows = {path: buildlog.entry_record(entry) for path, entry in log.entries.items()}
    content = json.dumps({"version": buildlog.VERSION, "run": run, "editions": rows}).encode()
    return content + b"\n" + buildlog._seal(content) + b"\n"


@pytest.mark.parametrize("name", [*OURS, journal.SCRATCH])
@pytest.mark.parametrize("what", ["link", "dangling link", "pipe"])
def test_something_else_in_the_place_of_our_files(
    tiny_builds: Sample, unfinished: Path, today: dict[str, bytes], tmp_path: Path, name: str, what: str
) -> None:
    """A link is put aside and not followed; a pipe, from which nothing will ever come, is not waited for."""
    secret = write(tmp_path / "neighbour", {"secret": "kept", "folder/secret": "kept"})
    place = unfinished / name
    place.unlink(missing_ok=True)
    if what == "pipe":
        os.mkfifo(place)
    else:
        target = "missing" if what == "dangling link" else "folder" if name == journal.SCRATCH else "secret"
        place.symlink_to(secret / target)
    tiny_builds.build(unfinished)
    assert visible(unfinished) == today
    assert visible(secret) == {"secret": b"kept", "folder/secret": b"kept"}


def test_what_an_unfinished_run_made_from_something_else_is_not_taken_up(
    tiny_builds: Sample, unfinished: Path, tmp_path: Path
) -> None:
    """The user thought better of it: the next build is one of yesterday."""
    tiny_builds.build(tmp_path / "yesterday", "yesterday")
    tiny_builds.pressed.clear()
    tiny_builds.build(unfinished, "yesterday")
    assert not tiny_builds.pressed
    assert visible(unfinished) == visible(tmp_path / "yesterday")


def test_a_journal_that_is_torn_keeps_what_comes_behind(tmp_path: Path) -> None:
    first, second = Line("a.pdf", "1", {"key": "1"}), Line("b.pdf", "2", {"key": "2"})
    journal.add(tmp_path, first)
    with (tmp_path / JOURNAL).open("a") as torn:
        torn.write('0123 {"path": "c')
    journal.add(tmp_path, second)
    assert journal.read(tmp_path) == (first, second)


# ------------------------------------------------------------------------------------------------------ there and back


NOTE = warning("reading-grade", "too hard: “…”", Location("booklets/a/01-a.md", 3, 5), "shorter words")
ENTRY = Entry(Fingerprint("key", {"page Rest": "1", "font a.ttf": "2"}), "sha", 123, 4, (NOTE,), "sources")
RUN = Run("asked", "read", {"pip:a.ttf": "1"}, {}, {"en/a.pdf": "sha"}, "1 warning", "2026-11-21", "2027-11-21")


def test_a_log_comes_back_as_it_was(tmp_path: Path) -> None:
    log = Log({"en/a.pdf": ENTRY, "es/ñ.pdf": replace(ENTRY, notes=())}, RUN)
    (tmp_path / LOG).write_bytes(buildlog.as_bytes(log))
    assert buildlog.read(tmp_path) == log
    assert buildlog.last_run(tmp_path) == RUN
    assert buildlog.files_of(tmp_path) == {"en/a.pdf": frozenset(["sha"]), "es/ñ.pdf": frozenset(["sha"])}


def test_no_wrong_letter_gets_through(tmp_path: Path) -> None:
    content = buildlog.as_bytes(Log({"en/a.pdf": ENTRY}, RUN))
    for place in range(len(content) - 1):
        turned = bytearray(content)
        turned[place] ^= 1
        (tmp_path / LOG).write_bytes(turned)
        assert buildlog.read(tmp_path) == Log(), place


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
FIELDS = tuple(buildlog.entry_record(ENTRY))


@given(st.sampled_from(FIELDS), anything)
def test_a_record_of_another_shape_is_none_or_harmless(name: str, value: object) -> None:
    entry = buildlog.entry_of({**buildlog.entry_record(ENTRY), name: value})
    assert entry is None or isinstance(entry.bytes, int)


@given(anything)
def test_what_is_no_record_is_none(value: object) -> None:
    assert buildlog.entry_of(value) is None


def test_numbers_without_end_are_no_numbers() -> None:
    record = buildlog.entry_record(ENTRY)
    assert buildlog.entry_of(json.loads(json.dumps(record).replace("123", "1e999"))) is None


# ------------------------------------------------------------------------------------------------------------- the why


def now(**parts: str) -> Fingerprint:
    """The fingerprint of ENTRY with other parts; "" takes one away."""
    named = {name.replace("__", " ", 1): value for name, value in parts.items()}
    merged = {**ENTRY.fingerprint.parts, **named}
    return Fingerprint("another", {name: value for name, value in merged.items() if value})


@pytest.mark.parametrize(
    ("fingerprint", "told"),
    [
        (now(page__Rest="9"), "its pages changed in “Rest”"),
        (now(page__="9"), "its pages changed in the opening"),
        (now(page__Rest=""), "its pages changed in “Rest”"),
        (now(page__A="9", page__B="9"), "its pages changed in “A” and “B”"),
        (now(page__A="9", page__B="9", page__C="9"), "its pages changed in “A”, “B” and 1 more place"),
        (
            now(page__A="9", page__B="9", page__C="9", page__D="9"),
            "its pages changed in “A”, “B” and 2 more places",
        ),
        (now(asset__a4="9"), "the design changed in a4"),
        (now(**{"font a.ttf": "9"}), "the font is another: a.ttf"),
        (now(engine__bookletpress="9"), "the press itself changed"),
        (now(engine__Pango="9"), "the engine changed: Pango (none, now 9)"),
        (now(page__Rest="9", asset__a4="9"), "its pages changed in “Rest”; the design changed in a4"),
        (now(), "its words in the file's description changed"),
    ],
)
def test_the_sentence_says_what_has_changed(fingerprint: Fingerprint, told: str) -> None:
    assert buildlog.why(ENTRY, fingerprint, "sha") == told


def test_the_sentence_says_what_is_not_there() -> None:
    same = ENTRY.fingerprint
    assert buildlog.why(ENTRY, same, "sha") == ""
    assert buildlog.why(None, same, "sha") == NEW
    assert buildlog.why(ENTRY, same, "") == GONE
    assert buildlog.why(ENTRY, same, "another") == CHANGED
