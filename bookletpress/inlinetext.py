"""Inline Markdown <-> values. The canonical form is the msgid, so re-wrapping or `__x__` for `**x**` changes nothing.

`image-refused`, `html-refused`, `code-refused` (errors): a picture, a tag, an entity or code in a line of text. Why:
they would be printed as they are, or, in another program, do something.
`address-refused` (error): a web address in the text. Why: addresses are checked in one place, links.yaml.
`link-broken`, `citation-broken`, `atom-broken`, `escape-broken` (errors): brackets, braces or a backslash that mean
nothing. Why: they would be printed, and the link, the source or the number would be lost.
`emphasis-broken` (error): asterisks that can be read in two ways. Why: they would be printed, or other words be bold.
`text-too-long` (error): more than 10,000 characters in one piece. Why: nobody can review or translate it.
`text-empty` (error): a text without words.

CommonMark emphasis and backslash escapes through markdown-it-py; everything else it knows is switched off. Our own
three constructs, `[@claim]`, `[words][key]` and `{kind:key}`, are found before it looks at a bracket. The law, tested
and also enforced here: what `serialise` writes, `parse` reads back as the same nodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from bookletpress.guards import text as characters
from bookletpress.inline import Atom, Cite, Emphasis, Inline, Link, Strong, Words, plain
from bookletpress.limits import FAULTS_TOLD, TEXT_CHARACTERS

MAX_LENGTH = TEXT_CHARACTERS
MAX_DEPTH = 4

NAME = r"[a-z0-9][a-z0-9-]*"
ESCAPE = r"\\[!-/:-@\[-`{-~]"
CITE = re.compile(rf"\[@({NAME}(?:;\s*@{NAME})*)\]")
LINK = re.compile(rf"\[(?!@|\s*\])([^\[\]{{}}*_<`\\]+)\]\[((?:section:)?{NAME})\]")
ATOM = re.compile(rf"\{{([a-z]+):({NAME})\}}")

_KNOWN = re.compile("|".join([r"!\[(?!@)", ESCAPE, CITE.pattern, LINK.pattern, ATOM.pattern]))
_SPACE = re.compile(r"[ \t\n]+")
_ENTITY = r"&#?[A-Za-z0-9]+;"
_ADDRESS = re.compile(r"https?://|\bwww\.", re.I)
_MARKUP = re.compile(r"[\\*_\[\]{}<&`]|https?://|www\.", re.I)
"""What every construct and every refusal holds; most texts hold none of it, and are what they look like."""
_SPECIAL = re.compile(rf"[\\*_\[\]{{}}<`]|&(?={_ENTITY[1:]})")

# What a text may not hold outside the constructs: (pattern, code, message, hint); the first that matches wins.
_REFUSED = (
    (
        r"!\[(?!@)[^\[\]]*\]?(?:\[[^\[\]]*\]|\([^()\s]*\))?",
        "image-refused",
        "pictures do not stand in a line of text",
        "use a ::: figure container",
    ),
    (
        rf"</?[A-Za-z!][^<>]*>?(?:[^<>]*</[A-Za-z]+>)?|{_ENTITY}",
        "html-refused",
        "HTML is not read",
        "leave the tag out, or type the sign",
    ),
    (
        r"\[@[^\[\]]*\]?",
        "citation-broken",
        "this citation does not parse",
        "write [@claim] or [@one; @two]",
    ),
    (
        r"\[[^\[\]]*\](?:\[[^\[\]]*\]|\([^()\s]*\))?|[\[\]]",
        "link-broken",
        "this bracket is no link",
        "write [words][key] with plain words, or \\[ for the sign itself",
    ),
    (
        r"(?:https?://|\bwww\.)\S*",
        "address-refused",
        "web addresses do not stand in the text",
        "put the address into booklets/shared/links.yaml and write [words][key]",
    ),
    (
        r"\{+[^{}]*\}+|[{}]+",
        "atom-broken",
        "this brace is no atom",
        "write {phone:id}, or \\{ for the sign itself",
    ),
    (r"`+[^`]*`*", "code-refused", "code is not read", "leave the backquote out, or write \\`"),
    (r"\\", "escape-broken", "this backslash would be printed", "leave it out, or write \\\\ for the sign itself"),
)
_STRAY = re.compile("|".join(f"({pattern})" for pattern, *_ in _REFUSED), re.I)


class InlineFault(Exception):
    """Why a line of text was refused; `offset` counts characters from the start of the text given."""

    def __init__(self, offset: int, code: str, message: str, hint: str) -> None:
        self.offset, self.code, self.message, self.hint = offset, code, message, hint
        super().__init__(f"{message} [{code}]")


@lru_cache(maxsize=16_384)
def parse(markdown: str) -> tuple[Inline, ...]:
    """The nodes of one message. White space is folded, text is NFC. Raises InlineFault at the first thing refused.

    What was read is kept: the same message is read for each language, and again after each save while one is watched.
    """
    for fault in faults(markdown):
        raise fault
    nodes = _read(markdown)
    _refuse_ambiguous(nodes, markdown)
    return nodes


def faults(markdown: str) -> Iterator[InlineFault]:
    """Everything in a text that no construct accounts for, in order; emphasis is looked at by `parse`."""
    if len(markdown) > MAX_LENGTH:
        message = f"{len(markdown):,} characters in one piece; the limit is {MAX_LENGTH:,}"
        yield InlineFault(0, "text-too-long", message, "divide it into paragraphs")
        return
    refused = characters.faults(markdown)
    for fault in refused[:FAULTS_TOLD]:
        yield InlineFault(fault.offset, "character-refused", fault.message, fault.hint)
    left = _KNOWN.sub(lambda found: found[0] if found[0] == "![" else " " * len(found[0]), markdown)
    if not _MARKUP.search(left):
        return
    for found in _STRAY.finditer(left):
        _, code, message, hint = _REFUSED[(found.lastindex or 1) - 1]
        yield InlineFault(found.start(), code, message, hint)


def serialise(inlines: Sequence[Inline]) -> str:
    """Canonical inline Markdown: one style of emphasis, every special sign escaped."""
    return "".join(map(_written, inlines))


def _written(node: Inline) -> str:
    match node:
        case Words(text):
            return _SPECIAL.sub(r"\\\g<0>", text)
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


def _read(markdown: str) -> tuple[Inline, ...]:
    folded = _SPACE.sub(" ", characters.normalise(markdown)).strip()
    if folded and not _MARKUP.search(folded):
        return (Words(folded),)
    tokens = _PARSER.parseInline(folded)[0].children or []
    _refuse_asterisks(tokens, markdown)
    nodes, _ = _nodes(tokens, 0, "", 0)
    return _tidy(nodes)


def _refuse_ambiguous(nodes: tuple[Inline, ...], markdown: str) -> None:
    """Enforces the law: bold next to italic, say, cannot always be written so that it reads back as it was."""
    address = _ADDRESS.search(plain(tuple(node for node in nodes if not isinstance(node, Link))))
    written = serialise(nodes)
    try:
        same = written == markdown or (not any(faults(written)) and _read(written) == nodes)
    except InlineFault:
        same = False
    if address or not same:
        raise InlineFault(
            0,
            "address-refused" if address else "emphasis-broken",
            "web addresses do not stand in the text" if address else "this can be read in more than one way",
            "write [words][key]" if address else "put words or a space between two pieces of bold or italic",
        )


def _refuse_asterisks(tokens: list[Token], markdown: str) -> None:
    """An asterisk that emphasises nothing would be printed. It is found by counting the asterisks before it."""
    count = 0
    for token in tokens:
        written = token.markup if token.type != "text" else token.content
        if token.type == "text" and "*" in written:
            offset = [place for place, sign in enumerate(markdown) if sign == "*"][count]
            raise InlineFault(
                offset,
                "emphasis-broken",
                "this asterisk would be printed",
                "put a space or punctuation after the closing **, or write \\* for the sign itself",
            )
        count += written.count("*")


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


_PARSER = _parser()


def _nodes(tokens: list[Token], start: int, closing: str, depth: int) -> tuple[tuple[Inline, ...], int]:
    if depth > MAX_DEPTH:
        raise InlineFault(0, "emphasis-broken", "bold and italic inside each other, again and again", "use one of them")
    nodes: list[Inline] = []
    place = start
    while place < len(tokens):
        token = tokens[place]
        place += 1
        if token.type == closing:
            break
        if token.type in ("strong_open", "em_open"):
            children, place = _nodes(tokens, place, token.type.replace("open", "close"), depth + 1)
            nodes.append(Strong(children) if token.type == "strong_open" else Emphasis(children))
        elif token.type == "cite":
            nodes.append(Cite(tuple(part.strip().lstrip("@") for part in token.meta["groups"][0].split(";"))))
        elif token.type == "words_link":
            nodes.append(Link(token.meta["groups"][0].strip(), token.meta["groups"][1]))
        elif token.type == "atom":
            nodes.append(Atom(*token.meta["groups"]))
        elif nodes and isinstance(nodes[-1], Words):
            nodes[-1] = Words(nodes[-1].text + token.content)
        elif token.content:
            nodes.append(Words(token.content))
    return tuple(nodes), place


def _tidy(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Spaces before a citation are folded away, so that the number stands close to its word."""
    out: list[Inline] = []
    for node in nodes:
        if isinstance(node, Strong | Emphasis):
            out.append(type(node)(_tidy(node.children)))
            continue
        if isinstance(node, Cite) and out and isinstance(out[-1], Words):
            out[-1] = Words(out[-1].text.rstrip(" "))
            if not out[-1].text:
                out.pop()
        out.append(node)
    return tuple(out)
