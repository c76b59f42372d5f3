"""1,000 editions against 100: time an edition, and memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import sample_project
from benchmarks.lab import WORKERS, Lab, complete, stamps
from benchmarks.memory import Peaks
from benchmarks.results import Bar, Finding, Series, Table, Verdict, ratio, seconds, series, timing_row
from benchmarks.sample_project import Size

SIZES = (Size(5, 5, 2, 2), Size(10, 10, 2, 5))
QUICK_SIZES = (Size(4, 3, 1, 2), Size(6, 3, 2, 4))
TIMEOUT = 3600.0


@dataclass
class Shop:  # not frozen: it gathers what its runs use
    """One project and what was measured on it."""

    size: Size
    project: Path
    out: Path
    peaks: list[Peaks] = field(default_factory=list)
    untouched: list[bool] = field(default_factory=list)


def run(lab: Lab) -> Finding:
    """Both projects are built in turn; then each is asked to build again, with nothing to do."""
    few, many = (_shop(lab, size) for size in (QUICK_SIZES if lab.quick else SIZES))
    contestants: dict[str, Callable[[], float]] = {}
    for shop in (few, many):
        contestants[f"{shop.size.editions:,} editions"] = _building(lab, shop)
        contestants[f"{shop.size.editions:,} editions, nothing to do"] = _again(lab, shop)
    found = lab.rounds(contestants)
    small, small_again, large, large_again = found.values()
    each = [_each(values, shop.size) for values, shop in ((small, few), (large, many))]
    return Finding(
        verdicts=(
            Verdict(f"time an edition, of {many.size.editions:,} over {few.size.editions:,}", ratio(*each[::-1]), 1.10),
            *_memory(few, many),
            Verdict(
                "nothing to do, time an edition, the same way",
                ratio(_each(large_again, many.size), _each(small_again, few.size)),
            ),
        ),
        proofs=(("a run with nothing to do wrote no PDF", all(few.untouched) and all(many.untouched)),),
        tables=(
            Table(
                ("what ran", "median", "middle half", "fastest", "slowest", "runs", "an edition"),
                tuple(
                    (*timing_row(name, values), seconds(values.median / shop.size.editions))
                    for (name, values), shop in zip(found.items(), (few, few, many, many), strict=True)
                ),
            ),
            Table(
                ("peak memory", f"{few.size.editions:,} editions", f"{many.size.editions:,} editions"),
                (
                    ("the press itself", _megabytes(_parent(few)), _megabytes(_parent(many))),
                    ("its largest worker", _megabytes(_worker(few)), _megabytes(_worker(many))),
                ),
            ),
        ),
        bars=tuple(
            Bar(f"an edition, when there are {shop.size.editions:,}", values, ours=True)
            for values, shop in zip(each, (few, many), strict=True)
        ),
        notes=(
            f"The smaller project has {few.size}, the larger {many.size}; a script makes both for this from the sample "
            "booklet of the tests (6 pages), with complete, made-up translations. Two workers.",
            "Booklets, languages, formats and clinics multiply. Every edition bears a clinic's imprint with a QR code, "
            "without pictures.",
        ),
    )


def _shop(lab: Lab, size: Size) -> Shop:
    """Makes the project and its catalogues; this is not timed."""
    lab.say(f"making a project of {size.editions:,} editions")
    project = lab.new_folder("scale") / "project"
    names = sample_project.make(lab.root, project, size)
    update = [word for name in names for word in ("-l", name)]
    lab.press("-C", str(project), "-q", "update", *update)
    sample_project.translate(project, names)
    return Shop(size, project, lab.new_folder("out"))


def _building(lab: Lab, shop: Shop) -> Callable[[], float]:
    def measure() -> float:
        shop.out = lab.new_folder("out")
        ran = lab.press(*_words(shop), cores=lab.two_cores, timeout=TIMEOUT, memory=True)
        complete(shop.out, shop.size.editions)
        if ran.peaks:
            shop.peaks.append(ran.peaks)
        return ran.wall

    return measure


def _again(lab: Lab, shop: Shop) -> Callable[[], float]:
    def measure() -> float:
        before = stamps(shop.out)
        wall = lab.press(*_words(shop), cores=lab.two_cores, timeout=TIMEOUT).wall
        shop.untouched.append(stamps(shop.out) == before)
        return wall

    return measure


def _words(shop: Shop) -> tuple[str, ...]:
    words = "-C", str(shop.project), "-q", "-j", str(WORKERS), "-o", str(shop.out)
    clinics = ("--clinic", str(shop.project / sample_project.CLINICS)) if shop.size.clinics else ()
    return *words, *clinics


def _each(values: Series, size: Size) -> Series:
    return series(value / size.editions for value in values.values)


def _memory(few: Shop, many: Shop) -> tuple[Verdict, ...]:
    """No verdict where this system does not tell (there is no /proc outside Linux)."""
    if not all(peaks.parent and peaks.workers for shop in (few, many) for peaks in shop.peaks):
        return ()
    return (
        Verdict("peak memory of the press itself, in megabytes", _parent(many), 200),
        Verdict("peak memory of the largest worker, the same way", ratio(_worker(many), _worker(few)), 1.10),
    )


def _parent(shop: Shop) -> Series:
    return series(peaks.parent for peaks in shop.peaks)


def _worker(shop: Shop) -> Series:
    return series(max(peaks.workers, default=0.0) for peaks in shop.peaks)


def _megabytes(values: Series) -> str:
    return f"{values.median:.0f} MB (at most {max(values.values):.0f})" if values.median else "not known on this system"
