"""Fuzzing: what was kept still holds, a short run finds nothing, and a run would find something if it were there."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from fuzz import bundle, commandline, corpus, law, mutation, observer, record, runs
from fuzz.observer import Observer
from fuzz.registry import TARGETS
from fuzz.target import Target
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

EXAMPLES = {"check": 4, "workbook": 25, "catalogue": 40, "picture": 60}
USUAL_EXAMPLES = 80


@pytest.mark.parametrize("name", TARGETS)
def test_what_was_kept_holds(name: str) -> None:
    """Every input that broke a law once is mended; what is read, and what is refused, is in the corpus."""
    target, codes = TARGETS[name], set[str]()
    for path in corpus.kept(target):
        told, finding = observer.judged(target, path.read_bytes(), everything=True)
        assert finding is None, f"{path.name}: {finding.seen}"
        codes |= told
    assert law.READ in codes
    assert len(codes) > 1


@pytest.mark.parametrize("name", TARGETS)
def test_what_grammar_makes_holds(name: str) -> None:
    target = TARGETS[name]

    @settings(
        max_examples=EXAMPLES.get(name, USUAL_EXAMPLES),
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=[*HealthCheck],
    )
    @given(target.grammar)
    def holds(raw: bytes) -> None:
        finding = observer.judged(target, raw)[1]
        assert finding is None, finding.seen

    holds()


def _breaks(raw: bytes) -> frozenset[str]:
    law.hold(b"nee" not in raw or not raw.endswith(b"dle"), "a needle", raw)
    if b"\xff" in raw:
        raise KeyError(raw)
    return frozenset((str(len(raw) // 8),))


PLANTED = Target(
    "planted", "nothing", _breaks, st.sampled_from((b"hay\nhay nee", b"nee\nhay dle\n", b"hay")), (b"dle", b"\xff")
)


def test_a_planted_fault_is_found_made_small_and_named(tmp_path: Path) -> None:
    found = Observer(PLANTED, tmp_path / "findings")
    done, pool = runs.engine_plain.run(PLANTED, [], found, 4_000, 0, 1, lambda _: None)
    assert done == 4_000
    assert len(pool) > 3
    assert found.known == {"a needle", "KeyError in test_fuzz._breaks"}
    smallest = {
        path.read_text("utf-8").split("\n")[0]: path.with_suffix("").read_bytes() for path in tmp_path.rglob("*.txt")
    }
    assert smallest == {"a needle": b"needle", "KeyError in test_fuzz._breaks": b"\xff"}


def test_the_corpus_keeps_the_few_inputs_that_reach_most(tmp_path: Path) -> None:
    target = TARGETS["address"]
    inputs = [
        b"https://a.org",
        b"https://a.org/b",
        b"https://a.org/bc",
        b"http:",
        b"tel:1",
        b"tel:12",
        b"mailto:a@b.org",
    ]
    assert corpus.keep(target, inputs, tmp_path, 3) == 3
    assert {path.read_bytes() for path in corpus.kept(target, tmp_path)} < set(inputs)
    found = corpus.add_finding(target, b"http:", tmp_path)
    assert corpus.keep(target, [b"tel:123"], tmp_path, 2) == 3
    assert found.read_bytes() == b"http:"


def test_the_command_runs_a_target_and_tells_what_it_did(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["names", "address", "--runs", "60", "--engine", "plain", "--work", str(tmp_path), "--no-record"]
    before = record.PLACE.read_bytes(), record.DOCS.read_bytes()
    assert commandline.main(words) == 0
    rows = [line.split(" | ")[:2] for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert rows[2:] == [["| names", "60"], ["| address", "60"]]
    assert (record.PLACE.read_bytes(), record.DOCS.read_bytes()) == before
    assert commandline.main(["nobody"]) == 2
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert commandline.main(["--engine", "atheris", "names"]) == 3
    assert "pip install atheris" in capsys.readouterr().err


def test_the_page_shows_what_was_run() -> None:
    rows = record.read()
    assert list(rows) == list(TARGETS)
    assert f"{record.BEGIN}\n{record.table(rows.values())}\n{record.END}" in record.DOCS.read_text("utf-8")
    assert all(f"| {target.name} | {target.owes} |" in record.DOCS.read_text("utf-8") for target in TARGETS.values())


def test_executions_add_up(tmp_path: Path) -> None:
    row = record.Row("yaml", 5, 10, 3, ("a", "b"), "plain", "2026-11-28")
    more = record.Row("yaml", 7, 12, 4, ("b", "c"), "plain", "2026-11-29")
    both = record.added(record.added({}, [row]), [more])
    assert both["yaml"] == record.Row("yaml", 12, 12, 4, ("a", "b", "c"), "plain", "2026-11-29")
    docs = tmp_path / "fuzzing.md"
    docs.write_text(f"before\n{record.BEGIN}\nold\n{record.END}\nafter\n", "utf-8")
    record.write(both, tmp_path / "record.json", docs)
    assert record.read(tmp_path / "record.json") == both
    assert docs.read_text("utf-8").startswith(f"before\n{record.BEGIN}\n| target |")
    assert docs.read_text("utf-8").endswith(f"\n{record.END}\nafter\n")


@given(
    st.lists(st.tuples(st.sampled_from(("a", "b/c.po", "é")), st.sampled_from((b"", b"x\n", b"=\n==\n"))), max_size=4)
)
def test_a_bundle_is_read_as_it_was_made(files: list[tuple[str, bytes]]) -> None:
    assert bundle.parts(bundle.bundled(files)) == files


@given(st.binary(max_size=60), st.randoms(use_true_random=False))
def test_mutation_keeps_to_its_size(raw: bytes, random: object) -> None:
    assert len(mutation.mutated(raw, random, (b"word",), (b"other\nline",), 50)) <= 50  # type: ignore[arg-type]


def test_both_ways_to_start_it_are_the_same_program() -> None:
    assert Path(sys.modules["fuzz"].__file__ or "").parent == ROOT / "tests" / "fuzz"
    assert corpus.FOLDER == ROOT / "tests" / "fuzz" / "corpus"
