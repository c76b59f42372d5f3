"""Inline Markdown <-> values. The canonical form is the msgid, so re-wrapping or `__x__` for `**x**` changes nothing.

CommonMark emphasis and backslash escapes through markdown-it-py; everything else it knows is switched off. Our own
three constructs, `[@claim]`, `[words][key]` and `{kind:key}`, are found before it looks at a bracket.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from bookletpress.guards import text as characters
from bookletpress.inline import Atom, Cite, Emphasis, Inline, Link, Strong, Words

NAME = r"[a-z0-9][a-z0-9-]*"
CITE = re.compile(rf"\[@({NAME}(?:;\s*@{NAME})*)\]")
LINK = re.compile(rf"\[([^\[\]{{}}*]+)\]\[((?:section:)?{NAME})\]")
ATOM = re.compile(rf"\{{([a-z]+):({NAME})\}}")

_STRAY = (
    (
        re.compile(r"!\["),
        "image-refused",
        "pictures do not stand in a line of text",
        "use a ::: figure container",
    ),
    (re.compile(r"</?[A-Za-z!]"), "html-refused", "HTML is not read", "leave the tags out"),
    (
        re.compile(r"\bhttps?://|\bwww\.", re.I),
        "address-refused",
        "web addresses do not stand in the text",
        "put the address into booklets/shared/links.yaml and write [words][key]",
    ),
    (re.compile(r"\[@"), "citation-broken", "this citation does not parse", "write [@claim] or [@one; @two]"),
    (
        re.compile(r"[\[\]]"),
        "link-broken",
        "this bracket is no link",
        "write [words][key], or \\[ for the sign itself",
    ),
    (
        re.compile(r"[{}]"),
        "atom-broken",
        "this brace is no atom",
        "write {phone:id}, or \\{ for the sign itself",
    ),
    (re.compile(r"`"), "code-refused", "code is not read", "leave the backquote out, or write \\`"),
)
_SPACE = re.compile(r"[ \t\n]+")


@dataclass(frozen=True, slots=True)
class InlineFault(Exception):
    """Why a line of text was refused; `offset` counts characters from the start of the text given."""

    offset: int
    code: str
    message: str
    hint: str


def parse(markdown: str) -> tuple[Inline, ...]:
    """The nodes of one message. White space is folded, text is NFC. Raises InlineFault at the first thing refused."""
    for fault in characters.faults(markdown):
        raise InlineFault(fault.offset, "character-refused", fault.message, fault.hint)
    _refuse_strays(markdown)
    tokens = _parser().parseInline(_SPACE.sub(" ", characters.normalise(markdown)).strip())
    nodes, _ = _nodes(tokens[0].children or [], 0, "")
    return _trim(nodes)


def serialise(inlines: Sequence[Inline]) -> str:
    """Canonical inline Markdown: one style of emphasis, every special sign escaped."""
    return "".join(map(_written, inlines))


def _written(node: Inline) -> str:
    match node:
        case Words(text):
            return re.sub(r"([\\*_\[\]{}<`])", r"\\\1", text)
        case Strong(children):
            return f"**{serialise(children)}**"
        case Emphasis(children):
            return f"*{serialise(children)}*"
        case Link(text, key):
            return f"[{text}][{key}]"
        case Cite(claims):
            return "[" + "; ".join(f"@{claim}" for claim in claims) + "]"
        case Atom(kind, key):
            return f"{{{kind}:{key}}}"


def _refuse_strays(markdown: str) -> None:
    """What is neither escaped nor one of our constructs may not hold their signs."""

    def blank(match: re.Match[str]) -> str:
        return " " * len(match[0])

    left = re.sub(r"\\[!-/:-@\[-`{-~]", blank, markdown)
    images = _STRAY[0][0].search(left)
    if not images:
        for construct in (CITE, LINK, ATOM):
            left = construct.sub(blank, left)
    for pattern, code, message, hint in _STRAY:
        if found := pattern.search(left):
            raise InlineFault(found.start(), code, message, hint)


def _construct(state: StateInline, silent: bool) -> bool:
    for pattern, kind in ((CITE, "cite"), (LINK, "words_link"), (ATOM, "atom")):
        if found := pattern.match(state.src, state.pos, state.posMax):
            if not silent:
                token = state.push(kind, "", 0)
                token.meta = {"groups": found.groups()}
            state.pos = found.end()
            return True
    return False


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["emphasis", "escape"])
    parser.core.ruler.disable("text_join")
    parser.inline.ruler.before("emphasis", "construct", _construct)
    return parser


def _nodes(tokens: list[Token], start: int, closing: str) -> tuple[tuple[Inline, ...], int]:
    nodes: list[Inline] = []
    place = start
    while place < len(tokens):
        token = tokens[place]
        place += 1
        if token.type == closing:
            break
        if token.type in ("strong_open", "em_open"):
            children, place = _nodes(tokens, place, token.type.replace("open", "close"))
            nodes.append(Strong(children) if token.type == "strong_open" else Emphasis(children))
        elif token.type == "cite":
            nodes.append(Cite(tuple(part.strip().lstrip("@") for part in token.meta["groups"][0].split(";"))))
        elif token.type == "words_link":
            nodes.append(Link(_SPACE.sub(" ", token.meta["groups"][0]).strip(), token.meta["groups"][1]))
        elif token.type == "atom":
            nodes.append(Atom(*token.meta["groups"]))
        else:
            if token.type == "text" and "*" in token.content:
                raise InlineFault(
                    0,
                    "emphasis-broken",
                    f"an asterisk near '{token.content.strip()[:30]}' would be printed",
                    "put a space or punctuation after the closing **, or write \\* for the sign itself",
                )
            if nodes and isinstance(nodes[-1], Words):
                nodes[-1] = Words(nodes[-1].text + token.content)
            elif token.content:
                nodes.append(Words(token.content))
    return tuple(nodes), place


def _trim(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """A space before a citation is folded away, so that the number stands close to its word."""
    out: list[Inline] = []
    for node in nodes:
        if isinstance(node, Cite) and out and isinstance(out[-1], Words):
            out[-1] = Words(out[-1].text.rstrip(" "))
            if not out[-1].text:
                out.pop()
        out.append(node)
    return tuple(out)
