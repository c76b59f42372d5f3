"""The times as a picture: a panel a benchmark, a bar a contestant, a thin line from the fastest to the slowest run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from benchmarks.results import Bar, Outcome, seconds

WIDTH, LABELS, NUMBERS = 960, 400, 80
LINE, TITLE, GAP, MARGIN = 24, 34, 22, 24
OURS, OTHERS, INK, QUIET, PAPER = "#1f5263", "#c9bda5", "#1b2530", "#414d58", "#ffffff"


def svg(outcomes: Sequence[Outcome]) -> str:
    """The whole picture. Each panel has a scale of its own, which begins at 0."""
    panels = [(outcome, outcome.finding.bars) for outcome in outcomes if outcome.finding and outcome.finding.bars]
    height = 2 * MARGIN + TITLE + sum(TITLE + LINE * len(bars) + GAP for _, bars in panels)
    body: list[str] = []
    top = MARGIN
    body.append(_legend(top))
    top += TITLE
    for outcome, bars in panels:
        body.extend(_panel(outcome.title, bars, top))
        top += TITLE + LINE * len(bars) + GAP
    told = "; ".join(f"{bar.label}: {seconds(bar.seconds.median)}" for _, bars in panels for bar in bars)
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
            f'height="{height}" role="img" font-family="Source Sans 3, Source Sans Pro, Helvetica, Arial, sans-serif" '
            f'font-size="14" fill="{INK}">',
            "<title>The times of the press and of others</title>",
            f"<desc>{escape(told)}</desc>",
            f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>',
            *body,
            "</svg>\n",
        )
    )


def _legend(top: float) -> str:
    rows = []
    for place, (colour, words) in enumerate(((OURS, "the press"), (OTHERS, "others"))):
        left = MARGIN + place * 110
        rows.append(f'<rect x="{left}" y="{top}" width="14" height="14" fill="{colour}"/>')
        rows.append(f'<text x="{left + 20}" y="{top + 12}">{words}</text>')
    words = "Median of the runs; the thin line leads from the fastest to the slowest. Shorter is better."
    rows.append(f'<text x="{MARGIN + 210}" y="{top + 12}" fill="{QUIET}">{words}</text>')
    return "\n".join(rows)


def _panel(title: str, bars: Sequence[Bar], top: float) -> Iterable[str]:
    room = WIDTH - 2 * MARGIN - LABELS - NUMBERS
    longest = max(max(bar.seconds.values) for bar in bars) or 1.0
    left = MARGIN + LABELS
    yield f'<text x="{MARGIN}" y="{top + 18}" font-size="17" font-weight="600">{escape(title)}</text>'
    for place, bar in enumerate(bars):
        y = top + TITLE + place * LINE
        width = room * bar.seconds.median / longest
        low, high = (left + room * edge(bar.seconds.values) / longest for edge in (min, max))
        yield f'<text x="{left - 10}" y="{y + 13}" text-anchor="end">{escape(bar.label)}</text>'
        yield f'<rect x="{left}" y="{y}" width="{width:.1f}" height="17" fill="{OURS if bar.ours else OTHERS}"/>'
        yield f'<path d="M{low:.1f} {y + 8.5}H{high:.1f}" stroke="{INK}" stroke-width="1.5"/>'
        yield f'<text x="{max(high, left + width) + 8:.1f}" y="{y + 13}">{seconds(bar.seconds.median)}</text>'
    bottom = top + TITLE + LINE * len(bars) - LINE + 17
    yield f'<path d="M{left} {top + TITLE - 4}V{bottom + 4}" stroke="{QUIET}"/>'
