"""The ledger: strict when it is read, and only ever longer when it is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sample_ledger
from conftest import ROOT
from faults import Told, refused, write
from hypothesis import given
from hypothesis import strategies as st
from sample_ledger import DAY, DIGEST, ONE, PATH, event

from bookletpress.events import APPROVED, EVENTS, OF_ROLES, ROLES, WITH_REASON, Event
from bookletpress.ledger import parse, read_ledger
from bookletpress.problems import Location, ProblemsFound
from bookletpress.signing import HEAD, appended, refuse_unprintable

GOOD = f"""# A sample.
events:
  - event: approved
    locale: es
    audience: family
    role: clinical
    by: {ONE}
    print-name: yes
    profession: sample doctor
    date: 2027-01-04
    valid-until: 2030-01-04
    digest: {DIGEST}
    source: {DIGEST}
    recorded-by: Sample Reviewer Two
    paper: a sample folder
    proofs: [{"a" * 64}]
"""


def test_an_event_is_read_as_it_is_written() -> None:
    (found,) = parse(GOOD.encode(), PATH)
    assert replace(found, location=Location("")) == Event(
        "approved", "es", "family", ONE, date(2027, 1, 4), DIGEST, Location(""), "clinical", True, "sample doctor",
        date(2030, 1, 4), DIGEST, "", "Sample Reviewer Two", "a sample folder", ("a" * 64,),
    )  # fmt: skip
    assert found.location == Location(PATH, 3, 5)


FAULTS: dict[str, tuple[str, str, Told]] = {
    "a kind nobody knows": ("event: approved", "event: aproved", [
        ("key-unknown", 6, 5), ("key-unknown", 8, 5), ("key-unknown", 9, 5), ("key-unknown", 11, 5),
        ("key-unknown", 16, 5), ("value-unknown", 3, 12)]),
    "no person": (f"    by: {ONE}\n", "", [("key-missing", 3, 5)]),
    "no consent asked": ("    print-name: yes\n", "", [("key-missing", 3, 5)]),
    "half a consent": ("print-name: yes", "print-name: perhaps", [("value-unknown", 8, 17)]),
    "a role nobody knows": ("role: clinical", "role: medical", [("value-unknown", 6, 11)]),
    "an audience nobody knows": ("audience: family", "audience: families", [("value-unknown", 5, 15)]),
    "no locale": ("locale: es", "locale: Spanish", [("locale-name", 4, 13)]),
    "no day": ("date: 2027-01-04", "date: 2027-02-30", [("date", 10, 11)]),
    "a short digest": (f"    digest: {DIGEST}", "    digest: text-2:0123", [("digest", 12, 13)]),
    "a digest without its scheme": (f"    digest: {DIGEST}", f"    digest: {DIGEST[7:]}", [("digest", 12, 13)]),
    "no source": (f"    source: {DIGEST}\n", "", [("key-missing", 3, 5)]),
    "a source of the source": ("locale: es", "locale: en", [("key-unknown", 13, 5)]),
    "valid for too long": ("2030-01-04", "2030-01-05", [("signoff-validity", 11, 18)]),
    "valid until the day before": ("2030-01-04", "2027-01-03", [("signoff-validity", 11, 18)]),
    "no end": ("    valid-until: 2030-01-04\n", "", [("key-missing", 3, 5)]),
    "paper nobody entered": ("    recorded-by: Sample Reviewer Two\n", "", [("signoff-paper", 3, 5)]),
    "entered by the same person": ("Reviewer Two", "Reviewer One", [("signoff-paper", 14, 18)]),
    "no proof": ("a" * 64, "a.pdf", [("digest", 16, 14)]),
    "another key": ("    paper:", "    state: final\n    paper:", [("key-unknown", 15, 5)]),
    "a withdrawal without a reason": ("event: approved", "event: withdrawn", [
        ("key-missing", 3, 5), ("key-unknown", 6, 5), ("key-unknown", 8, 5), ("key-unknown", 9, 5),
        ("key-unknown", 11, 5), ("key-unknown", 16, 5)]),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_all_faults_of_an_event_are_told_with_their_places(name: str) -> None:
    old, new, expected = FAULTS[name]
    assert GOOD.count(old) == 1 or name.startswith("a ")
    found = refused(parse, GOOD.replace(old, new).encode(), PATH)
    assert sorted(found) == sorted(expected)


SHAPES: dict[str, tuple[str, Told]] = {
    "a text": ("events: approved\n", [("value-shape", 1, 9)]),
    "another key": ("events: []\napproved: true\n", [("key-unknown", 2, 1)]),
    "nothing": ("", [("yaml-empty", 1, 1)]),
    "a list": ("[]", [("value-shape", 1, 1)]),
    "rows of words": ("events:\n  - approved\n", [("value-shape", 2, 5)]),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_ledger_of_another_shape_is_refused(name: str) -> None:
    content, expected = SHAPES[name]
    assert refused(parse, content.encode(), PATH) == expected


def test_the_names_of_our_examples_count_in_samples_only() -> None:
    found = refused(parse, GOOD.encode(), "booklets/neuroblastoma-research/signoffs.yaml")
    assert found == [("signoff-sample", 7, 9)]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path.mkdir(), "file-unreadable"),
        (lambda path: path.symlink_to("/etc/hostname"), "path-outside"),
        (lambda path: path.symlink_to("nowhere"), "file-missing"),
    ],
)
def test_a_ledger_that_is_no_file(make: Callable[[Path], None], code: str, tmp_path: Path) -> None:
    assert read_ledger(tmp_path, "b") == ()
    (tmp_path / "booklets/b").mkdir(parents=True)
    assert read_ledger(tmp_path, "b") == ()
    make(tmp_path / "booklets/b/signoffs.yaml")
    with pytest.raises(ProblemsFound) as caught:
        read_ledger(tmp_path, "b")
    assert [problem.code for problem in caught.value.problems] == [code]


# ------------------------------------------------------------------------------------------------------------ appending

NAMES = st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), min_size=1, max_size=30)
SAMPLES = NAMES.map(lambda name: unicodedata.normalize("NFC", " ".join(f"Sample {name}".split())))
"""As `sign` takes them from the terminal."""


@st.composite
def events(draw: st.DrawFn) -> Event:
    """Any event that may stand in a ledger."""
    kind = draw(st.sampled_from(EVENTS))
    locale = draw(st.sampled_from(("en", "es", "pt-BR")))
    changed: dict[str, object] = {
        "locale": locale,
        "by": draw(SAMPLES),
        "audience": draw(st.sampled_from(("family", "clinician"))),
    }
    if kind in OF_ROLES:
        changed["role"] = draw(st.sampled_from(ROLES))
    if kind in WITH_REASON:
        changed["why"] = draw(SAMPLES)
    if locale != "en":
        changed["source"] = DIGEST
    if kind == APPROVED:
        changed |= {"named": draw(st.booleans()), "profession": draw(st.just("") | SAMPLES)}
        changed |= {"valid_until": DAY + timedelta(draw(st.integers(0, 1095)))}
        changed |= {"proofs": draw(st.just(()) | st.just(("b" * 64, "c" * 64)))}
    if draw(st.booleans()):
        changed |= {"recorded_by": "Recorder of the ledger", "paper": draw(SAMPLES)}
    return event(kind, **changed)


def bare(found: tuple[Event, ...]) -> list[Event]:
    return [replace(one, location=Location(PATH), end=0) for one in found]


FLOW = f"{{event: submitted, locale: en, audience: family, by: Sample W, date: 2026-11-21, digest: '{DIGEST}'}}"
HEADS = (
    HEAD,
    b"events: []",
    b"\xef\xbb\xbfevents: []\n",
    b"# first\r\nevents: [ ]   # nobody yet\r\n",
    b"events: []\n# last\n\n",
    b"events:\n- event: submitted\n  locale: en\n  audience: family\n  by: Sample Writer\n  date: 2026-11-21\n"
    + f"  digest: {DIGEST}\n".encode(),
    f"events:\n    # why\n    - {FLOW}".encode(),
)


@given(st.sampled_from(HEADS), st.lists(events(), max_size=4))
def test_a_ledger_only_grows(head: bytes, added: list[Event]) -> None:
    raw, said = head, bare(parse(head, PATH))
    for one in added:
        longer = appended(raw, PATH, one)
        kept = raw if said else raw.replace(b" []", b"").replace(b" [ ]", b"")
        assert longer.startswith(kept)
        assert longer.endswith(b"\r\n" if b"\r\n" in head else b"\n")
        raw, said = longer, [*said, one]
        assert bare(parse(raw, PATH)) == said


@pytest.mark.parametrize(
    "raw",
    [
        f"events: [{FLOW}]\n",
        "{events: []}\n",
        "'events': []\n",
    ],
)
def test_a_ledger_written_in_another_way_is_left_alone(raw: str) -> None:
    assert refused(appended, raw.encode(), PATH, event()) == [("signoff-form", 1, 1)]


def test_an_answer_that_no_ledger_can_hold_is_refused() -> None:
    assert refuse_unprintable("Sample Reviewer Ñandú") == ""
    assert "cannot be written" in refuse_unprintable("Sample\x1b[31m")
    assert "cannot be written" in refuse_unprintable("Sample\u202e")
    assert "longer" in refuse_unprintable("x" * 501)


def test_the_example_of_the_guide_is_a_ledger() -> None:
    guide = (ROOT / "docs/sign-off.md").read_text("utf-8")
    example = guide.split("```yaml\n")[1].split("```")[0]
    assert [one.event for one in parse(example.encode(), PATH)] == ["submitted", "approved", "withdrawn"]
    assert refused(parse, example.encode(), "booklets/other/signoffs.yaml")


def test_the_shipped_ledgers_hold_no_event() -> None:
    """No software records an approval; nobody has given one yet."""
    slugs = [path.parent.name for path in (ROOT / "booklets").glob("*/booklet.yaml")]
    assert slugs
    assert all(read_ledger(ROOT, slug) == () for slug in slugs)
    assert not list((ROOT / "booklets").glob("*/reviewed"))


def test_the_ledger_of_the_samples_is_one(tmp_path: Path) -> None:
    sample_ledger.put(tmp_path, [event(), event(by=sample_ledger.TWO)])
    first, second = read_ledger(tmp_path, "sample")
    assert (first.location.line, first.end, second.location.line, second.end) == (3, 11, 12, 0)
    write(tmp_path, {PATH: "events: []\n"})
    assert read_ledger(tmp_path, "sample") == ()
