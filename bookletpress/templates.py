"""Page templates: the environment they run in, and the voice they speak with. The only module that renders with Jinja2.

Templates are ours; texts are values handed to them, and all of them are escaped. None is ever part of a template.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import DictLoader, Environment, StrictUndefined
from jinja2.bccache import Bucket, BytecodeCache
from markupsafe import Markup

from bookletpress import inline
from bookletpress.model import Interface, LocaleInfo, Text
from bookletpress.righttoleft import isolated
from bookletpress.view import fill, is_foreign, spaced


def environment(sources: Mapping[str, str]) -> Environment:
    """Templates by name: everything is escaped, a name that nobody gave is an error, nothing is read from disk.

    Each edition has an environment of its own, so none hears what another said; what is compiled, all share.
    """
    return Environment(
        loader=DictLoader(sources),
        bytecode_cache=_compiled(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class _Compiled(BytecodeCache):
    """Compiled templates, kept as long as the process lives. Jinja2 sees for itself that their source is the same."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives what was compiled, if it was compiled from this."""
        if kept := self._kept.get(bucket.key):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps it; a template that is written anew takes the place of its old self."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


@cache
def _compiled() -> BytecodeCache:
    return _Compiled()


def words(text: Text) -> str:
    """A text as plain words with its no-break spaces, for a place that holds nothing but words."""
    return spaced(inline.plain(text.inline))


@dataclass(frozen=True, slots=True)
class Voice:
    """The press's own words in one language."""

    interface: Interface
    locale: LocaleInfo

    def say(self, sentence: str, **values: object) -> Markup:
        """The sentence in this language, with each {name} filled in.

        Raises KeyError for a sentence that no catalogue knows, and for a name without a value: both are our faults.
        """
        text = self.interface.words[sentence]
        said = fill(words(text), values, isolated if self.locale.direction == "rtl" else str)
        language = self.lang(text)
        return Markup("<span{}>{}</span>").format(language, said) if language else said

    def speaks(self, sentence: str) -> bool:
        """Whether the sentence is said in this language, not in the one it was written in."""
        return not is_foreign(self.interface.words[sentence], self.locale.name)

    def lang(self, text: Text) -> Markup:
        """The attribute that marks words in another language than this one; "" for its own."""
        if not is_foreign(text, self.locale.name):
            return Markup("")
        own_direction = Markup(' dir="ltr"') if self.locale.direction == "rtl" else ""  # only the source is foreign
        return Markup(' lang="{}"{}').format(text.locale, own_direction)
