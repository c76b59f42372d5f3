"""The parts of the benchmarks that measure nothing: numbers, report, picture, conversions, made-up projects."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import ROOT, Run

from benchmarks import (
    commandline,
    editions,
    features,
    machine,
    memory,
    plot,
    processes,
    report,
    sample_project,
    sentence,
    stages,
    typst_markup,
)
from benchmarks.lab import Lab, complete, digests, stamps
from benchmarks.processes import Surroundings
from benchmarks.registry import BENCHMARKS, Benchmark
from benchmarks.report import Circumstances
from benchmarks.results import (
    Bar,
    Finding,
    MeasurementFailed,
    NotInstalled,
    Outcome,
    Series,
    Table,
    Verdict,
    ratio,
    seconds,
    series,
    times,
)

HOW = Circumstances((("cores", "2"),), 5, False, (), "report.svg")
HERE = Surroundings(ROOT, {})
NASTY = "1. *5* _mg_ #let $x$ <a> @b `c` ~ [d] \\ // e /* f */ - g + h = i \"j\" 'k' -- l; https://x.org/a_b"


# Numbers


def test_a_series_is_told_by_its_middle() -> None:
    odd = series([9, 1, 2, 3, 4])
    assert (odd.median, odd.quartiles) == (3, (2, 4))
    assert series([1.5]).quartiles == (1.5, 1.5)
    with pytest.raises(ValueError, match="nothing was measured"):
        series([])


def test_ratios_are_taken_round_by_round() -> None:
    disturbed = ratio(series([10, 100, 10]), series([5, 50, 5]))
    assert disturbed == Series((2, 2, 2))
    with pytest.raises(ValueError, match="shorter"):
        ratio(series([1, 2]), series([1]))


@pytest.mark.parametrize(
    ("measured", "target", "at_least", "met"),
    [(1.1, 1.1, False, True), (1.11, 1.1, False, False), (2.5, 2.5, True, True), (2.4, 2.5, True, False)],
)
def test_a_verdict_keeps_to_its_target(measured: float, target: float, at_least: bool, met: bool) -> None:
    assert Verdict("how much?", series([measured]), target, at_least).met is met


def test_without_a_target_there_is_no_verdict() -> None:
    assert Verdict("how much?", series([1])).met is None


def test_seconds_have_three_digits() -> None:
    assert [seconds(value) for value in (0.0421, 1.234, 12.34, 123.4)] == ["0.042 s", "1.23 s", "12.3 s", "123 s"]


# The report and the picture


def outcome(finding: Finding | None, failure: str = "", missing: str = "") -> Outcome:
    return Outcome("full", "All, anew", "How long?", finding, failure, missing, 2.0)


def test_the_report_says_what_was_missed() -> None:
    good, bad = Verdict("fast?", series([1.0, 1.02, 1.3]), 1.1), Verdict("small?", series([250]), 200)
    said = report.markdown([outcome(Finding((good, bad), proofs=(("nothing else moved", False),)))], HOW)
    assert "| [full](#all-anew) | fast? | 1.02 (1.00 to 1.30) | at most 1.1 | yes |" in said
    assert "| [full](#all-anew) | small? | 250 | at most 200 | **no** |" in said
    assert "| [full](#all-anew) | nothing else moved |  |  | **no** |" in said
    assert "\n## All, anew\n" in said


def test_failures_and_gaps_are_never_hidden() -> None:
    said = report.markdown([outcome(None, "boom ``` boom"), outcome(None, missing="no browser")], HOW)
    assert "**Failed: full. The reasons stand below.**" in said
    assert "```text\nboom ` ` ` boom\n```" in said
    assert "Not measured: no browser." in said
    assert said.count("| failed |") == said.count("| not measured |") == 1


def test_a_short_or_partial_run_says_so() -> None:
    said = report.markdown([], Circumstances((), 1, True, ("peers", "scale"), "partial.svg"))
    assert "short run" in said
    assert "Left out on request: peers and scale." in said


def test_tables_are_whole_whatever_stands_in_them() -> None:
    table = times({"a | b": series([1, 2])})
    said = report.markdown([outcome(Finding(tables=(table, Table(("x",), (("y",),)))))], HOW)
    lines = [line for line in said.splitlines() if "| runs |" in line or "a \\| b" in line]
    assert len({len(re.findall(r"(?<!\\)\|", line)) for line in lines}) == 1
    assert len(lines) == 2


def test_the_report_keeps_names_and_folders_to_itself() -> None:
    said = f"{ROOT}/make_pdf.py {sys.prefix}/bin/python {Path.home()}/x on {socket.gethostname()}"
    kept = machine.discreet(said, ROOT)
    assert kept.startswith("<project>/make_pdf.py <python>/bin/python <home>/x on ")
    for secret in (str(ROOT), sys.prefix, str(Path.home())):
        assert secret not in kept
    if socket.gethostname() != "localhost":
        assert kept.endswith(" on <computer>")


def test_the_picture_draws_to_scale() -> None:
    bars = (Bar("ours & <fast>", series([1, 2, 3]), ours=True), Bar("theirs", series([4, 4, 4])))
    drawn = ElementTree.fromstring(plot.svg([outcome(Finding(bars=bars)), outcome(None, "failed")]))
    namespace = "{http://www.w3.org/2000/svg}"
    boxes = [e for e in drawn.iter(f"{namespace}rect") if e.get("height") == "17"]
    widths = [float(e.get("width", 0)) for e in boxes]
    assert widths[1] == pytest.approx(2 * widths[0], rel=0.01)
    assert [e.get("fill") for e in boxes] == [plot.OURS, plot.OTHERS]
    assert "ours & <fast>" in [e.text for e in drawn.iter(f"{namespace}text")]


# The run


def test_one_that_fails_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders: list[Path] = []

    def fails(lab: Lab) -> Finding:
        folders.append(lab.new_folder())
        raise MeasurementFailed(f"{ROOT}/x ended with 1")

    def is_missing(_lab: Lab) -> Finding:
        raise NotInstalled("there is no such thing")

    def is_broken(_lab: Lab) -> Finding:
        return Finding(verdicts=(Verdict("?", series([])),))

    def is_good(lab: Lab) -> Finding:
        turns: list[str] = []
        found = lab.rounds({name: lambda name=name: float(turns.append(name) or 1) for name in "AB"})  # type: ignore[misc]
        return Finding(verdicts=(Verdict("".join(turns), ratio(found["A"], found["B"]), 1.0),))

    fakes = {"bad": fails, "none": is_missing, "broken": is_broken, "good": is_good}
    monkeypatch.setattr(commandline, "BENCHMARKS", tuple(Benchmark(n, n, n, run) for n, run in fakes.items()))
    monkeypatch.setattr(commandline, "HOME", tmp_path)
    monkeypatch.setattr(machine, "described", lambda _root: (("cores", "2"),))
    assert commandline.main(["--repeat", "3"]) == 1
    said = (tmp_path / "report.md").read_text("utf-8")
    assert "<project>/x ended with 1" in said
    assert "Not measured: there is no such thing." in said
    assert "ValueError: nothing was measured" in said
    assert str(ROOT) not in said
    assert "| [good](#good) | ABABAB | 1.00 (1.00 to 1.00) | at most 1 | yes |" in said
    assert ElementTree.parse(tmp_path / "report.svg").getroot().tag.endswith("svg")
    assert folders
    assert not folders[0].exists()


def test_a_partial_run_does_not_replace_the_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fakes = tuple(Benchmark(name, name, name, lambda _lab: Finding()) for name in ("one", "two"))
    monkeypatch.setattr(commandline, "BENCHMARKS", fakes)
    monkeypatch.setattr(commandline, "HOME", tmp_path)
    monkeypatch.setattr(machine, "described", lambda _root: ())
    assert commandline.main(["--only", "two"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["partial.md", "partial.svg"]


def test_names_are_given_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert commandline.main(["--list"]) == 0
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert names == [one.name for one in BENCHMARKS]
    assert len(names) == len(set(names))


# Commands


def test_a_command_tells_what_it_said_and_used() -> None:
    spin = "import time\nwhile time.process_time() < .1: pass\nprint('done')"
    ran = processes.run((sys.executable, "-c", spin), HERE, 60)
    assert ran.out == "done\n"
    assert ran.processor >= 0.1
    assert ran.wall > 0


def test_a_command_that_fails_is_no_measurement() -> None:
    with pytest.raises(MeasurementFailed, match="ended with 3\nno such luck"):
        processes.run((sys.executable, "-c", "print('no such luck'); raise SystemExit(3)"), HERE, 60)


def test_a_command_that_hangs_ends_with_its_children(tmp_path: Path) -> None:
    child = "import subprocess, sys; p = subprocess.Popen(['sleep', '60']); print(p.pid, flush=True); p.wait()"
    with pytest.raises(MeasurementFailed, match=r"not done in 1 s\n\d+") as caught:
        processes.run((sys.executable, "-c", child), Surroundings(tmp_path, {}), 1)
    pid = int(re.findall(r"in 1 s\n(\d+)", str(caught.value))[0])
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}/exe").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}/exe").exists()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read off /proc, which Linux has")
def test_the_memory_of_the_whole_tree_is_seen() -> None:
    grow = "import time; x = bytearray(60_000_000); time.sleep(.6)"
    start = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {grow!r}])"
    ran = processes.run((sys.executable, "-c", start), HERE, 60, memory=True)
    assert ran.peaks
    assert 2 < ran.peaks.parent < 50
    assert len(ran.peaks.workers) == 1
    assert 60 < ran.peaks.workers[0] < 120
    assert memory.tree(os.getpid())[0] == os.getpid()
    assert memory.peak(2**22 + 1) == 0


def test_files_are_counted_and_recognised(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    file = tmp_path / "en" / "a.pdf"
    file.write_bytes(b"%PDF" * 500)
    complete(tmp_path, 1)
    before, same = stamps(tmp_path), digests(tmp_path)
    new = tmp_path / "new"
    new.write_bytes(file.read_bytes())
    os.replace(new, file)
    assert stamps(tmp_path) != before
    assert digests(tmp_path) == same
    assert list(same) == ["en/a.pdf"]
    with pytest.raises(MeasurementFailed, match="1 PDFs were made, not 2"):
        complete(tmp_path, 2)


# What the others get


def test_addresses_become_relative_and_words_stay() -> None:
    page = '<p>asset: a thing, "an asset:</p><i style="background: url(asset:art/a.svg)"><link href="asset:b.css">'
    assert editions.relative(page) == (
        '<p>asset: a thing, "an asset:</p><i style="background: url(art/a.svg)"><link href="b.css">'
    )


def page_of(body: str) -> str:
    said = 'data-say-booklet="Sleep" data-say-draft="DRAFT" data-say-note="Not checked."'
    head = "<title>DRAFT: Sleep</title><style>@page { size: 210mm 297mm }</style>"
    return f'<!DOCTYPE html><html lang="es-US"><head>{head}</head><body class="draft" {said}>{body}</body></html>'


def in_typst(body: str) -> str:
    return typst_markup.markup(page_of(body), {}).source


def test_typst_knows_paper_language_and_margins() -> None:
    said = in_typst("<p>x</p>")
    assert "width: 210mm, height: 297mm" in said
    assert 'lang: "es", region: "US"' in said
    assert "header: [#strong[DRAFT] #h(1em) Not checked.]" in said


def test_typst_gets_lists_tables_links_and_page_numbers() -> None:
    said = in_typst(
        '<h2 id="rest">Rest</h2><p>See <a href="#rest">Rest</a> (page <span class="at" data-of="#rest"></span>), or'
        ' <a href="#gone">this</a>, <a href="tel:+1">call</a><sup><a href="#source-1">1</a></sup>.</p>'
        '<ol><li id="source-1"><p>One</p></li><li>Two</li></ol><ul><li>Three</li></ul>'
        "<table><caption>Hours</caption><thead><tr><td></td><th>Day</th></tr></thead>"
        "<tbody><tr><th>Noon</th><td>2</td></tr></tbody></table>"
    )
    assert "#heading(level: 2)[Rest] <rest>" in said
    assert "See #link(<rest>)[Rest]; (page #context counter(page).at(<rest>).first();), or this," in said
    assert '#link("tel:+1")[call];#super[#link(<source-1>)[1];];.' in said
    assert "#enum(\n[#metadata(none) <source-1>#par[One]],\n[Two]\n)" in said
    assert "#list(\n[Three]\n)" in said
    assert "#strong[Hours]\n\n#table(columns: 2,\ntable.header([#strong[]], [#strong[Day]]),\n[Noon],\n[2],)" in said


def test_typst_gets_the_drawings() -> None:
    made = typst_markup.markup(
        page_of(
            '<figure><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" font-family="Booklet">'
            '<title>A "bed".</title><path d="M0"/></svg></figure>'
            '<div class="view" style="background-image: url(asset:art/x.svg)"></div>'
        ),
        {"art/x.svg": b"<svg/>"},
    )
    assert r'#image("drawing-1.svg", width: 100%, alt: "A \"bed\".")' in made.source
    assert 'font-family="Source Sans Pro"' in made.drawings["drawing-1.svg"].decode()
    assert made.drawings["drawing-2.svg"] == b"<svg/>"


def test_typst_prints_every_sign_as_it_is(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    body = NASTY.replace("&", "&amp;").replace("<", "&lt;")
    (tmp_path / "page.typ").write_text(in_typst(f"<p>{body}</p><ul><li>{body}</li></ul>"), "utf-8")
    typst.compile(str(tmp_path / "page.typ"), output=str(tmp_path / "page.pdf"), pdf_standards=["ua-1"])
    read = subprocess.run(("pdftotext", str(tmp_path / "page.pdf"), "-"), capture_output=True, text=True, check=True)
    words = Counter("".join(read.stdout.split()).replace("•", ""))
    wanted = Counter("".join(NASTY.split()))
    assert all(words[letter] >= 2 * count for letter, count in wanted.items()), wanted - words


def test_a_page_is_alike_whatever_stands_in_its_margins() -> None:
    heads = ("DRAFT", "Not yet checked.")
    words = " ".join(f"word{n}" for n in range(40))
    assert features.alike(words, f"DRAFT Not yet\nchecked. {words}", heads)
    assert not features.alike(words, words.replace("word1", "other"), heads)
    assert features.kept("DRAFT " + " ".join(words.split()[:30]), f"{words} DRAFT", heads) == 0.75


def test_what_an_edition_asks_for_is_read_off_its_html() -> None:
    asks = features.wanted(page_of('<p>(page <span class="at" data-of="#a"></span>) <span class="at"></span></p>'))
    assert asks == features.Wanted("DRAFT", ("DRAFT", "Not checked.", "Sleep"), "page", 1)


# What is built


def test_one_sentence_changes_and_nothing_else() -> None:
    file, before = sentence.catalogue(ROOT / "locales" / "es")
    after = sentence.with_one_more_word(before)
    pairs = [(a, b) for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b]
    assert len(pairs) == 1
    assert pairs[0][1] == pairs[0][0].removesuffix('."') + ' hoy."'
    assert file.stem not in sentence.NOT_BOOKLETS


def test_a_project_of_any_size_has_no_faults(tmp_path: Path, press: Run) -> None:
    size = sample_project.Size(booklets=2, locales=3, formats=3)
    project = tmp_path / "project"
    names = sample_project.make(ROOT, project, size)
    assert press("update", "-q", *(word for name in names for word in ("-l", name)), at=project).code == 0
    sample_project.translate(project, names)
    assert press("check", "--today", "2026-11-28", at=project).out == "no problems found\n"
    listed = json.loads(press("list", "--json", at=project).out)
    assert len(listed) == size.editions == 18
    assert {row["locale"] for row in listed} == {"en", "es", "fr"}
    assert {row["format"] for row in listed} == {"letter", "a4", "letter-2"}


def test_a_trace_becomes_totals(tmp_path: Path) -> None:
    events = [
        {"ph": "M", "name": "process_name"},
        {"ph": "X", "name": "compose", "ts": 0, "dur": 250_000},
        {"ph": "X", "name": "compose", "ts": 9, "dur": 250_000},
        {"ph": "X", "name": "lay out", "ts": 9, "dur": 1_500_000},
    ]
    (tmp_path / "trace.json").write_text(json.dumps({"traceEvents": events}))
    totals = stages.totals(tmp_path / "trace.json")
    assert totals == {"compose": (2, 0.5), "lay out": (1, 1.5)}
    table = stages.table("-j 1", [totals], series([2.5]))
    assert table.rows[0] == ("compose", "2", "0.500 s", "25.0%")
    assert table.rows[-1] == (stages.WALL, "1", "2.50 s", "")


def test_rooms_are_small() -> None:
    for file in (ROOT / "benchmarks").glob("*.py"):
        assert len(file.read_text("utf-8").splitlines()) <= 300, file.name
