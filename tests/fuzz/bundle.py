"""Several small files in one input that people can read: `=== path` and what the file holds, again and again."""

from __future__ import annotations

import re
from collections.abc import Iterable

_HEAD = re.compile(rb"(?:\A|(?<=\n))=== ([^\n]*)\n")


def parts(raw: bytes) -> list[tuple[str, bytes]]:
    """Name and content of each file; what stands before the first head belongs to none."""
    heads = list(_HEAD.finditer(raw))
    ends = [*(head.start() for head in heads[1:]), len(raw)]
    return [
        (head[1].decode("utf-8", "surrogateescape"), raw[head.end() : end])
        for head, end in zip(heads, ends, strict=True)
    ]


def bundled(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The input that holds these files; each should end with a new line."""
    return b"".join(b"=== " + name.encode("utf-8", "surrogateescape") + b"\n" + content for name, content in files)
