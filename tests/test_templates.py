"""Page templates: everything is escaped, nothing is guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup
from shelf import ARABIC, ENGLISH, SPANISH, text

from bookletpress.model import Interface, LocaleInfo
from bookletpress.templates import Voice, environment, words


def voice(locale: LocaleInfo, **sentences: str) -> Voice:
    """A voice in which sentences are said as given; the key is the English."""
    return Voice(Interface(locale.name, {key: text(said, locale.name) for key, said in sentences.items()}), locale)


@pytest.mark.parametrize("name", ["page.html", "page.txt", "page"])
def test_everything_is_escaped_whatever_the_template_is_called(name: str) -> None:
    page = environment({name: "{{ value }}"}).get_template(name)
    assert page.render(value='<b title="x">\'&') == "&lt;b title=&#34;x&#34;&gt;&#39;&amp;"


def test_a_name_that_nobody_gave_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment({"a": "{{ nobody }}"}).get_template("a").render()


def test_tags_on_lines_of_their_own_leave_no_trace() -> None:
    assert environment({"a": "<ul>\n  {% if yes %}\n<li>\n  {% endif %}\n</ul>"}).get_template("a").render(
        yes=True
    ) == ("<ul>\n<li>\n</ul>")


def test_a_value_is_never_a_template() -> None:
    assert environment({"a": "{{ value }}"}).get_template("a").render(value="{{ 7 * 7 }}") == "{{ 7 * 7 }}"


def test_sentences_are_filled_and_escaped() -> None:
    english = voice(ENGLISH, greeting="<{who}> & {whom}")
    said = english.say("greeting", who="<i>", whom=Markup("<i>ours</i>"))
    assert said == "&lt;&lt;i&gt;&gt; &amp; <i>ours</i>"


def test_values_are_not_filled_again() -> None:
    assert voice(ENGLISH, a="{x} {y}").say("a", x="{y}", y="2") == "{y} 2"


@pytest.mark.parametrize("sentence", ["unknown", "a"])
def test_a_sentence_or_a_value_that_is_missing_is_loud(sentence: str) -> None:
    with pytest.raises(KeyError):
        voice(ENGLISH, a="{x}").say(sentence)


def test_words_in_another_language_are_marked() -> None:
    spanish = Voice(Interface("es", {"Open": text("Open"), "Also": text("También", "es")}), SPANISH)
    assert spanish.say("Also") == "También"
    assert spanish.say("Open") == '<span lang="en">Open</span>'
    assert (spanish.speaks("Also"), spanish.speaks("Open")) == (True, False)
    assert spanish.lang(text("Open")) == ' lang="en"'
    assert spanish.lang(text("También", "es")) == ""


def test_words_in_another_language_keep_their_direction() -> None:
    arabic = Voice(Interface("ar", {}), ARABIC)
    assert arabic.lang(text("Open?")) == ' lang="en" dir="ltr"'


def test_the_name_of_a_language_cannot_leave_its_attribute() -> None:
    assert voice(ENGLISH).lang(replace(text("x"), locale='"><b>')) == ' lang="&#34;&gt;&lt;b&gt;"'


def test_plain_words_have_their_unbreakable_spaces() -> None:
    assert words(text("38 °C")) == "38\N{NO-BREAK SPACE}°C"


def test_a_p_value_is_never_cut_behind_its_point() -> None:
    assert words(text("(P=.25), 1.5")) == "(P=.\N{WORD JOINER}25), 1.5"
    tied = "n = 20, P = .25".replace(" = ", "\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}")
    assert words(text("n = 20, P = .25, N = all")) == f"{tied}, N = all"
    assert words(text("¹³¹I-MIBG, anti-GD2")) == "¹³¹I-\N{WORD JOINER}MIBG, anti-GD2"


def test_two_environments_share_what_is_compiled_and_nothing_else() -> None:
    """Also not through a macro that is imported without context, which Jinja2 keeps with the names it saw first."""
    sources = {"page.html": "{% import 'words.html' as words %}{{ words.greet() }}", "words.html": MACRO}
    said = []
    for greeting in ("Hello", "Hola"):
        page = environment(sources)
        page.globals["greeting"] = greeting
        said.append(page.get_template("page.html").render())
    assert said == ["Hello", "Hola"]
    assert environment({"page.html": "Other"}).get_template("page.html").render() == "Other"


MACRO = "{% macro greet() %}{{ greeting }}{% endmacro %}"
