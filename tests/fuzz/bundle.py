"""Several small files in one input that people can read: `=== path` and what the file holds, again and again."""

from __future__ import annotations

import re
from collections.abc import Iterable

_HEAD = re.compile(rb"(?:\A|(?<=\n))=== ([^\n]*)\n")


def parts(raw: bytes) -> list[tuple[str, bytes]]:
    """Name and content of each file; what stands before the first head belongs to none."""
    starts = [(head.start(), head.end(), head[1]) for head in _HEAD.finditer(raw)]
    ends = [start for start, _, _ in starts[1:]] + [len(raw)] * bool(starts)
    return [
        (name.decode("utf-8", "surrogateescape"), raw[start:end])
        for (_, start, name), end in zip(starts, ends, strict=True)
    ]


def bundled(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The input that holds these files; each should end with a new line."""
    return b"".join(b"=== " + name.encode("utf-8", "surrogateescape") + b"\n" + content for name, content in files)
