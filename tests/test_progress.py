"""The bar, on a terminal played by a few lines of Python, and the plain lines."""

from __future__ import annotations

import io
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookletpress import progress
from bookletpress.edition import Edition
from bookletpress.progress import Bar, Lines, Screen, Tally

CODE = re.compile(r"\x1b\[(\?25|\d*(?:;\d+)*)([A-Za-z])|([\s\S])")


class Terminal(io.StringIO):
    """Shows what was written to it: wraps at its width, moves its cursor, erases lines."""

    encoding = "utf-8"  # type: ignore[assignment]

    def __init__(self, width: int, letters: str = "utf-8") -> None:
        super().__init__()
        self.width = width
        self.encoding = letters  # type: ignore[misc]
        self.rows, self.row, self.column, self.wrapped, self.cursor = [""], 0, 0, 0, True

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        for argument, code, letter in CODE.findall(text):
            if letter:
                self._put(letter)
            elif argument == "?25":
                self.cursor = code == "h"
            elif code == "A":
                self.row = max(self.row - int(argument or 1), 0)
            elif code == "K":
                assert argument == "2"
                self.rows[self.row] = ""
            else:
                assert code == "m", code
        return super().write(text)

    def _put(self, letter: str) -> None:
        if letter == "\r":
            self.column = 0
        elif letter == "\n":
            self._down()
        else:
            if self.column == self.width:
                self.wrapped += 1
                self._down()
            line = self.rows[self.row].ljust(self.column)
            self.rows[self.row] = line[: self.column] + letter + line[self.column + 1 :]
            self.column += 1

    def _down(self) -> None:
        self.row, self.column = self.row + 1, 0
        self.rows.extend([""] * (self.row + 1 - len(self.rows)))

    def shown(self) -> list[str]:
        return [row.rstrip() for row in self.rows if row.strip()]


class Watch:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def bar(terminal: Terminal, watch: Watch | None = None, height: int = 24) -> Bar:
    environment = {"TERM": "xterm-256color"}
    console = Screen(
        file=terminal,
        force_terminal=True,
        width=terminal.width,
        height=height,
        _environ=environment,
        legacy_windows=False,
    )
    return Bar(console, watch or Watch())


def edition(number: int) -> Edition:
    return Edition(f"booklet-{number}", "es", "family", "a4")


def path(number: int) -> str:
    return f"es/booklet-{number}_es_family_a4_DRAFT.pdf"


def words(tally: Tally, now: float = 0.0, width: int = 95) -> list[str]:
    return [line.plain.rstrip() for line in progress.screen(tally, 62, now, width)]


def test_the_bar_shows_where_the_run_stands() -> None:
    terminal, watch = Terminal(110), Watch()
    with bar(terminal, watch) as shown:
        assert terminal.shown() == ["reading and checking  0:00"]
        shown.start(20, 2)
        for number in range(4):
            shown.begun(edition(number))
        watch.seconds += 6
        shown.done(edition(0), path(0), 44, 812_345)
        shown.failed(edition(1), path(1))
        assert terminal.shown() == [
            "es/booklet-0_es_family_a4_DRAFT.pdf  44 pages, 812 kB",
            "es/booklet-1_es_family_a4_DRAFT.pdf  failed",
            "2 of 20 ━━━─────────────────────────── 20 editions a minute, 0:06 so far, about 0:54 left",
            "1 failed, 2 running: booklet-2 · es · family · a4 (0:00), booklet-3 · es · family · a4 (0:00)",
        ]
        assert not terminal.cursor


def test_unchanged_editions_move_the_bar_and_have_no_line() -> None:
    terminal = Terminal(100)
    with bar(terminal) as shown:
        shown.start(10_001, 2)
        for number in range(10_000):
            shown.unchanged(path(number))
        shown.begun(edition(0))
        shown.done(edition(0), path(0), 1, 1_234_567)
        assert terminal.shown() == [
            "es/booklet-0_es_family_a4_DRAFT.pdf  1 page, 1,235 kB",
            "10,001 of 10,001 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 0:00 so far",
            "10,000 unchanged, none running",
        ]
    assert terminal.shown() == ["es/booklet-0_es_family_a4_DRAFT.pdf  1 page, 1,235 kB"]
    assert len(terminal.getvalue()) < 10_000


@pytest.mark.parametrize("fault", [None, ValueError, KeyboardInterrupt])
@pytest.mark.parametrize("width", [40, 100])
def test_the_bar_leaves_the_terminal_whole(fault: type[BaseException] | None, width: int) -> None:
    terminal, out, err = Terminal(width), sys.stdout, sys.stderr

    def run() -> None:
        with bar(terminal) as shown:
            shown.start(9, 3)
            for number in range(5):
                shown.begun(edition(number))
            shown.failed(edition(0), path(0))
            assert len(terminal.shown()) == 3
            terminal.write("^C^C")  # as a terminal echoes it
            if fault:
                raise fault

    if fault:
        with pytest.raises(fault):
            run()
    else:
        run()
    assert len(terminal.shown()) == 1
    assert terminal.shown()[0].endswith("DRAFT.pdf  failed")
    assert (terminal.cursor, terminal.wrapped) == (True, 0)
    assert terminal.column == 0
    assert (sys.stdout, sys.stderr) == (out, err)


@pytest.mark.parametrize("width", [1, 2, 3, 5, 10, 20, 40, 41, 60, 200])
def test_nothing_wraps_however_narrow_the_terminal(width: int) -> None:
    terminal, watch = Terminal(width), Watch()
    with bar(terminal, watch) as shown:
        shown.start(12_000, 8)
        for number in range(24):
            shown.begun(edition(number))
        watch.seconds += 4000
        shown.unchanged(path(30))
        for number in range(0, 24, 2):
            shown.done(edition(number), path(number), 44, 812_000)
            shown.failed(edition(number + 1), path(number + 1))
    assert terminal.wrapped == 0


def test_a_narrow_terminal_is_told_what_matters_most() -> None:
    terminal, watch = Terminal(40), Watch()
    with bar(terminal, watch) as shown:
        shown.start(456, 1)
        shown.begun(edition(0))
        watch.seconds += 10
        shown.done(edition(0), path(0), 44, 812_000)
        assert terminal.shown() == [
            "es/booklet-0_e…y_a4_DRAFT.pdf  44 pages",
            "1 of 456 ─────── about 1:15:50 left",
            "none running",
        ]


def test_a_very_low_terminal_has_one_line_only() -> None:
    terminal = Terminal(80)
    with bar(terminal, height=3) as shown:
        shown.start(3, 1)
        shown.failed(edition(0), path(0))
        assert len(terminal.shown()) == 2


def test_a_terminal_without_unicode_gets_other_signs() -> None:
    terminal = Terminal(80, letters="ascii")
    with bar(terminal) as shown:
        shown.start(2, 1)
        shown.begun(edition(1))
        shown.failed(edition(0), "es/" + "long-" * 30 + ".pdf")
        assert terminal.shown()[0].endswith("long-.pdf  failed")
        assert terminal.shown()[1].startswith("1 of 2 ===============---------------")
    assert terminal.getvalue().isascii()


def test_what_others_say_scrolls_above_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(60)
    monkeypatch.setattr(sys, "stdout", Terminal(60))
    with bar(terminal) as shown:
        shown.start(3, 1)
        sys.stderr.write("printed as drafts\n")
        sys.stdout.write("es/x.pdf is made anew\n")
        assert terminal.shown()[:2] == ["printed as drafts", "es/x.pdf is made anew"]
        assert terminal.shown()[2].startswith("0 of 3 ─")


def test_what_goes_to_a_file_still_goes_there(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, file = Terminal(60), io.StringIO()
    monkeypatch.setattr(sys, "stdout", file)
    with bar(terminal):
        sys.stdout.write("es/x.pdf is made anew\n")
    assert file.getvalue() == "es/x.pdf is made anew\n"
    assert terminal.shown() == []


class Broken(Terminal):
    """A terminal at which, some time, nobody reads any more."""

    gone = False

    def write(self, text: str) -> int:
        if self.gone:
            raise BrokenPipeError
        return super().write(text)


def test_a_terminal_that_is_closed_does_not_end_the_run() -> None:
    terminal, err = Broken(80), sys.stderr

    def run() -> None:
        with bar(terminal) as shown:
            shown.start(3, 1)
            terminal.gone = True
            time.sleep(0.6)  # the thread that draws meets it first, and says nothing
            shown.failed(edition(0), path(0))

    run()
    assert sys.stderr is err


def after(seconds: float, count: int, tally: Tally) -> Tally:
    """The first `count` editions are laid out at that time."""
    for number in range(count):
        tally = tally.ended(edition(number), seconds, True)
    return tally


def begun(total: int, workers: int, count: int) -> Tally:
    tally = Tally(total=total, workers=workers)
    for number in range(count):
        tally = tally.begun(edition(number), 0.0)
    return tally


def test_the_time_left_is_unknown_until_one_is_laid_out() -> None:
    tally = begun(600, 2, 6)
    unchanged = Tally(600, 2, unchanged=500)
    assert tally.left(5.0) is None
    assert unchanged.left(5.0) is None
    assert "time left unknown" in words(tally)[0]
    assert "time left unknown" in words(unchanged)[0]
    assert tally.ended(edition(0), 300.0, False).left(300.0) is None  # one that was given up tells nothing
    assert tally.ended(edition(9), 2.0, True).left(2.0) is None  # nor one that was there already


def test_the_time_left_counts_the_editions_to_come_and_those_at_work() -> None:
    tally = after(4.0, 2, begun(10, 2, 6))
    assert tally.left(4.0) == pytest.approx(8 * 4 / 2)
    assert tally.left(6.0) == pytest.approx(8 * 4 / 2 - 2)
    assert tally.rate() == pytest.approx(30)
    assert after(4.0, 10, begun(10, 10, 10)).left(4.0) is None


def test_unchanged_editions_do_not_make_the_time_left_shorter_than_it_may_be() -> None:
    tally = after(4.0, 2, begun(502, 2, 2))
    many = after(4.0, 2, Tally(1002, 2, unchanged=500, running=tuple((edition(n), 0.0) for n in range(2))))
    assert tally.left(4.0) == many.left(4.0) == pytest.approx(1000)
    assert "about 16:40 left" in words(tally, 4.0)[0]
    assert "at most 16:40 left" in words(many, 4.0)[0]


def test_an_edition_that_does_not_come_does_not_promise_to() -> None:
    tally = after(4.0, 2, begun(3, 3, 3))
    assert [tally.left(now) for now in (4.0, 20.0, 64.0)] == pytest.approx([0.0, 16.0, 60.0])
    assert words(tally, 64.0)[0].endswith("about 1:00 left")
    assert words(tally, 64.0)[1] == "1 running: booklet-2 · es · family · a4 (1:04)"


def test_time_is_counted_from_when_a_worker_was_free() -> None:
    tally = begun(4, 1, 3)
    assert [since for _, since in tally.running] == [0.0]
    tally = tally.ended(edition(0), 5.0, True).ended(edition(1), 12.0, True)
    assert tally.lengths == (5.0, 7.0)
    assert tally.running == ((edition(2), 12.0),)


def test_the_latest_editions_count() -> None:
    tally = begun(40, 1, 40)
    for number in range(20):
        tally = tally.ended(edition(number), (number + 1) * 10.0 if number < 10 else 100.0 + (number - 9) * 2, True)
    assert tally.left(120.0) == pytest.approx(20 * 2)


@st.composite
def histories(draw: st.DrawFn) -> Iterator[Tally]:
    """A run, told step by step: editions are handed out in order and come back in any."""
    total, workers = draw(st.integers(1, 30)), draw(st.integers(1, 5))
    steps, out, following, now = [Tally(total=total, workers=workers)], list[int](), 0, 0.0
    while following < total or out:
        tally = steps[-1]
        now += draw(st.floats(0, 100))
        if following < total and (not out or draw(st.booleans())):
            if draw(st.booleans()):
                steps.append(tally.begun(edition(following), now))
                out.append(following)
            else:
                steps.append(replace(tally, unchanged=tally.unchanged + 1))
            following += 1
        else:
            number = out.pop(draw(st.integers(0, len(out) - 1)))
            steps.append(tally.ended(edition(number), now, draw(st.booleans())))
    return iter(steps)


@given(histories(), st.integers(1, 120), st.floats(0, 10_000))
def test_the_account_is_right_in_any_run(steps: Iterator[Tally], width: int, later: float) -> None:
    tally = Tally()
    for tally in steps:
        assert len(tally.running) <= tally.workers
        assert not tally.queued or len(tally.running) == tally.workers
        assert tally.settled + len(tally.running) + len(tally.queued) <= tally.total
        assert len(tally.lengths) <= tally.made
        left = tally.left(4000 + later)
        assert (left is None) == (not tally.lengths or tally.settled == tally.total)
        assert left is None or left >= 0
        assert all(line.cell_len <= width for line in progress.screen(tally, later, 4000 + later, width))
    assert tally.settled == tally.total
    assert (tally.running, tally.queued) == ((), ())


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "M", "Z"]), max_size=60), st.integers(1, 70))
def test_a_shortened_path_fits_and_keeps_both_ends(name: str, width: int) -> None:
    short = progress.shortened(name, width)
    assert progress.cell_len(short) <= width
    if progress.cell_len(name) <= width:
        assert short == name
    else:
        head, _, tail = short.partition("…")
        assert name.startswith(head)
        assert name.endswith(tail)
        assert len(short) - 1 < len(name)


@pytest.mark.parametrize(
    ("seconds", "said"), [(-1, "0:00"), (9.9, "0:09"), (754, "12:34"), (3599.9, "59:59"), (3723, "1:02:03")]
)
def test_clocks_read_like_a_watch(seconds: float, said: str) -> None:
    assert progress.clock(seconds) == said


def printed(quiet: bool) -> None:
    with Lines(quiet) as lines:
        lines.start(12_004, 2)
        lines.begun(edition(0))
        lines.done(edition(0), "es/x.pdf", 44, 812_345)
        lines.done(edition(1), "es/y.pdf", 1, 400)
        lines.failed(edition(2), "es/z.pdf")
        for number in range(12_000):
            lines.unchanged(path(number))


def test_elsewhere_an_edition_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    printed(quiet=False)
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "es/x.pdf  44 pages, 812 kB",
        "es/y.pdf  1 page, 0 kB",
        "es/z.pdf  failed",
        "12,000 unchanged",
    ]
    assert said.err == ""


def test_quiet_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    printed(quiet=True)
    assert capsys.readouterr() == ("", "")


def test_a_run_that_was_cut_off_does_not_count(capsys: pytest.CaptureFixture[str]) -> None:
    def run() -> None:
        with Lines(False) as lines:
            lines.unchanged("es/x.pdf")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run()
    assert capsys.readouterr() == ("", "")


def test_lines_that_nobody_reads_do_not_end_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = Broken(80)
    pipe.gone = True
    monkeypatch.setattr(sys, "stdout", pipe)
    with Lines(False) as lines:
        lines.done(edition(0), "es/x.pdf", 44, 812_345)
        assert sys.stdout is not pipe
        lines.done(edition(1), "es/y.pdf", 44, 812_345)


@pytest.mark.parametrize(
    ("environment", "watched", "quiet", "kind"),
    [
        ({"TERM": "xterm"}, True, False, Bar),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True, False, Bar),
        ({"TERM": "xterm"}, True, True, Lines),
        ({"TERM": "xterm"}, False, False, Lines),
        ({"TERM": "dumb"}, True, False, Lines),
        ({"TERM": "xterm", "FORCE_COLOR": "1"}, False, False, Lines),
        ({"TERM": "xterm", "TTY_COMPATIBLE": "1"}, False, False, Lines),
    ],
)
def test_only_a_person_at_a_terminal_gets_a_bar(
    environment: dict[str, str], watched: bool, quiet: bool, kind: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    stream = Terminal(80) if watched else io.StringIO()
    assert isinstance(progress.reporter(quiet, stream), kind)


def test_without_colours_the_bar_still_says_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def shown() -> Terminal:
        terminal = Terminal(80)
        with progress.reporter(False, terminal) as reporter:
            reporter.start(2, 1)
            reporter.failed(edition(0), path(0))
            assert "1 of 2 ━━━━" in terminal.shown()[1]
            assert "━─" in terminal.shown()[1]
        return terminal

    monkeypatch.delenv("NO_COLOR", raising=False)
    assert re.search(r"\x1b\[[\d;]*3[12]m", shown().getvalue())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[\d;]*3\dm", shown().getvalue())
