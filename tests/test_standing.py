"""The rules: what an approval needs, told as sentences, and as a machine that tries to get round them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from edition import loaded
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sample_ledger import DAY, DIGEST, ONE, PATH, THREE, TWO, UNTIL, WRITER, approvals, event, submitted

from bookletpress import persons, reviewwords, signing
from bookletpress.content import Content, resolved
from bookletpress.events import APPROVED, CHANGES, EVENTS, OF_ROLES, ROLES, STARTED, SUBMITTED, WITHDRAWN, Event
from bookletpress.knowledge import Shared
from bookletpress.ledger import parse
from bookletpress.model import Booklet
from bookletpress.signoff import Review, review, subject
from bookletpress.standing import State, Subject, Want, changes_on, derive

OTHER = DIGEST.replace("0", "f")
SOURCE_TEXT = Subject("en", "family", DIGEST)
TRANSLATION = Subject("es", "family", DIGEST, source=OTHER, source_until=UNTIL)
IN_SPANISH = approvals(DIGEST, "es", OTHER)


def stands(events: tuple[Event, ...], about: Subject = SOURCE_TEXT, day: date = DAY) -> tuple[State, list[Want]]:
    found = derive(events, about, day)
    return found.state, [lack.want for lack in found.lacks]


def without(events: tuple[Event, ...], role: str) -> tuple[Event, ...]:
    return tuple(one for one in events if one.role != role)


CASES: dict[str, tuple[tuple[Event, ...], Subject, State, list[Want]]] = {
    "nobody did anything": ((), SOURCE_TEXT, State.DRAFT, [Want.ROLE, Want.ROLE]),
    "submitted": ((submitted(DIGEST),), SOURCE_TEXT, State.SUBMITTED, [Want.ROLE, Want.ROLE]),
    "a review has begun": ((event(STARTED),), SOURCE_TEXT, State.UNDER_REVIEW, [Want.ROLE, Want.ROLE]),
    "all have signed": (approvals(DIGEST), SOURCE_TEXT, State.APPROVED, []),
    "all have signed another text": (approvals(OTHER), SOURCE_TEXT, State.DRAFT, [Want.ROLE, Want.ROLE]),
    "one role is missing": (approvals(DIGEST)[:1], SOURCE_TEXT, State.UNDER_REVIEW, [Want.ROLE]),
    "one person in both roles": (
        tuple(replace(one, by=ONE) for one in approvals(DIGEST)),
        SOURCE_TEXT, State.UNDER_REVIEW, [Want.SECOND_PERSON]),
    "one person under two names": (
        (event(by="Ana Sample"), event(role="plain-language", by="Dra. Ana Sample")),
        SOURCE_TEXT, State.UNDER_REVIEW, [Want.SECOND_PERSON]),
    "an author signs": (
        approvals(DIGEST), replace(SOURCE_TEXT, authors=(TWO,)), State.UNDER_REVIEW, [Want.ROLE, Want.AUTHOR]),
    "a third role does not make up for it": (
        (*approvals(DIGEST)[:1], event(role="linguistic", by=THREE)), SOURCE_TEXT, State.UNDER_REVIEW, [Want.ROLE]),
    "another audience": (
        tuple(replace(one, audience="clinician") for one in approvals(DIGEST)),
        SOURCE_TEXT, State.DRAFT, [Want.ROLE, Want.ROLE]),
    "another locale": (
        tuple(replace(one, locale="es") for one in approvals(DIGEST)),
        SOURCE_TEXT, State.DRAFT, [Want.ROLE, Want.ROLE]),
    "an objection": (
        (*approvals(DIGEST), event(CHANGES, by=THREE)), SOURCE_TEXT, State.UNDER_REVIEW, [Want.CHANGES]),
    "an objection that another person overrules": (
        (event(CHANGES, by=THREE), *approvals(DIGEST)), SOURCE_TEXT, State.UNDER_REVIEW, [Want.CHANGES]),
    "an objection that was settled": (
        (event(CHANGES, by=ONE), *approvals(DIGEST)), SOURCE_TEXT, State.APPROVED, []),
    "an objection of a reviewer to what they approved": (
        (*approvals(DIGEST), event(CHANGES, by=ONE)), SOURCE_TEXT, State.UNDER_REVIEW, [Want.CHANGES, Want.ROLE]),
    "an objection to another text": (
        (event(CHANGES, by=THREE, digest=OTHER), *approvals(DIGEST)), SOURCE_TEXT, State.APPROVED, []),
    "withdrawn": ((*approvals(DIGEST), event(WITHDRAWN)), SOURCE_TEXT, State.WITHDRAWN, [Want.SUBMISSION]),
    "withdrawn as another text": (
        (*approvals(DIGEST), event(WITHDRAWN, digest=OTHER)), SOURCE_TEXT, State.WITHDRAWN, [Want.SUBMISSION]),
    "withdrawn and signed again": (
        (event(WITHDRAWN), *approvals(DIGEST)), SOURCE_TEXT, State.WITHDRAWN, [Want.SUBMISSION]),
    "withdrawn and submitted": (
        (*approvals(DIGEST), event(WITHDRAWN), submitted(DIGEST)),
        SOURCE_TEXT, State.SUBMITTED, [Want.ROLE, Want.ROLE]),
    "withdrawn, submitted and signed": (
        (event(WITHDRAWN), submitted(DIGEST), *approvals(DIGEST)), SOURCE_TEXT, State.APPROVED, []),
    "still to come": (
        tuple(replace(one, day=DAY + timedelta(1)) for one in approvals(DIGEST)),
        SOURCE_TEXT, State.DRAFT, [Want.ROLE, Want.ROLE]),
    "a translation": (IN_SPANISH, TRANSLATION, State.APPROVED, []),
    "a translation nobody compared": (
        without(IN_SPANISH, "linguistic"), TRANSLATION, State.UNDER_REVIEW, [Want.ROLE]),
    "a translation of another source": (
        IN_SPANISH, replace(TRANSLATION, source=DIGEST), State.UNDER_REVIEW,
        [Want.ROLE, Want.ROLE, Want.ROLE, Want.REAFFIRMATION, Want.REAFFIRMATION, Want.REAFFIRMATION]),
    "a translation of a draft": (
        IN_SPANISH, replace(TRANSLATION, source_state=State.DRAFT), State.UNDER_REVIEW, [Want.SOURCE]),
    "a translation of what expired": (
        IN_SPANISH, replace(TRANSLATION, source_state=State.EXPIRED), State.EXPIRED, [Want.SOURCE]),
    "a translation of what was withdrawn": (
        IN_SPANISH, replace(TRANSLATION, source_state=State.WITHDRAWN), State.WITHDRAWN, [Want.SOURCE]),
    "a draft of what was withdrawn": (
        (), replace(TRANSLATION, source_state=State.WITHDRAWN), State.DRAFT, [Want.ROLE] * 3 + [Want.SOURCE]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_state_and_what_is_missing(name: str) -> None:
    events, about, state, wants = CASES[name]
    assert stands(events, about) == (state, wants)


def test_an_approval_counts_on_its_last_day_and_no_longer() -> None:
    events = (approvals(DIGEST)[0], replace(approvals(DIGEST)[1], valid_until=DAY + timedelta(9)))
    assert derive(events, SOURCE_TEXT, DAY).until == DAY + timedelta(9)
    assert stands(events, day=DAY + timedelta(9)) == (State.APPROVED, [])
    assert stands(events, day=DAY + timedelta(10)) == (State.EXPIRED, [Want.VALIDITY])
    assert derive(events, SOURCE_TEXT, DAY + timedelta(10)).until == DAY + timedelta(9)
    again = replace(events[1], day=DAY + timedelta(10), valid_until=UNTIL)
    assert stands((*events, again), day=DAY + timedelta(10)) == (State.APPROVED, [])


def test_a_translation_is_good_no_longer_than_its_source() -> None:
    about = replace(TRANSLATION, source_until=DAY + timedelta(5))
    assert derive(IN_SPANISH, about, DAY).until == DAY + timedelta(5)


def test_the_last_day_is_that_of_the_second_person() -> None:
    """One holds both roles for a year; the other, whom the rule of two people needs, for a month."""
    month = DAY + timedelta(30)
    events = (
        event(role="clinical", by=ONE),
        event(role="plain-language", by=ONE),
        event(role="plain-language", by=TWO, valid_until=month),
    )
    found = derive(events, SOURCE_TEXT, DAY)
    assert (found.state, found.until, {one.by for one in found.approvals}) == (State.APPROVED, month, {ONE, TWO})
    assert derive(events, SOURCE_TEXT, month + timedelta(1)).state is State.EXPIRED


def test_who_submits_a_text_wrote_it() -> None:
    booklet, shared = sample()
    content = resolved(booklet, "family", shared)
    events = (submitted(content.digest), *(replace(one, by=WRITER) for one in approvals(content.digest)))
    about = subject(events, "en", "family", content, ("Ana Sample <ana@example.org>",), None)
    assert about.authors == ("Ana Sample", WRITER)
    assert derive(events, about, DAY).state is State.UNDER_REVIEW


NAMES = {
    ("Ana Ruiz", "ana ruiz"): True,
    ("Ana Ruiz", "RUIZ, Ana"): True,
    ("Ana Ruiz", "Dra. Ana Ruíz, MD"): True,
    ("Ana Ruiz", "Ana Ruiz López"): True,
    ("Ana Ruiz", "Ana López"): False,
    ("Ana", "Ana Ruiz"): True,
    ("", "Ana"): False,
    ("...", "Ana"): False,
}


@pytest.mark.parametrize("pair", NAMES)
def test_names_of_one_person(pair: tuple[str, str]) -> None:
    assert persons.same(*pair) == persons.same(*reversed(pair)) == NAMES[pair]
    assert persons.several(pair) == (not NAMES[pair])


def test_a_reason_is_one_sentence() -> None:
    found = derive((), TRANSLATION, DAY)
    told = "nobody has submitted it for review; waits for clinical, linguistic and plain-language approval"
    assert reviewwords.reason(found, State.APPROVED, None) == told
    found = derive(approvals(DIGEST)[:1], SOURCE_TEXT, DAY)
    assert reviewwords.reason(found, State.APPROVED, None) == "waits for plain-language approval"
    found = derive(approvals(DIGEST), SOURCE_TEXT, DAY)
    assert reviewwords.reason(found, State.APPROVED, None) == "2 approvals by 2 people, valid until 2028-01-04"


def test_every_lack_has_words_and_a_remedy() -> None:
    seen = set()
    for name, (events, about, _, _) in CASES.items():
        found = derive(events, about, DAY)
        for problem in reviewwords.obstacles("sample", about.locale, "family", found, about.source_state):
            assert problem.message.startswith(f"sample · {about.locale} · family: "), name
            assert problem.hint
            assert not problem.blocks_draft
            assert "Want." not in problem.message
        seen |= {lack.want for lack in found.lacks}
    assert seen == set(Want) - {Want.VALIDITY}


# ---------------------------------------------------------------- the machine

PEOPLE = ("Ada Sample", "Ben Sample", "Dr. Ada Sample", "Cleo Sample")
EDITIONS = tuple((locale, audience) for locale in ("en", "es") for audience in ("family", "clinician"))
NEEDED = {"en": {"clinical", "plain-language"}, "es": {"clinical", "linguistic", "plain-language"}}


def holds(log: list[Event], world: Machine, locale: str, audience: str, day: date) -> bool:
    """Whether a text is approved on a day, by the rules as docs/sign-off.md tells them, and by none of our code."""
    mine = [one for one in log if (one.locale, one.audience) == (locale, audience) and one.day <= day]
    for place in reversed(range(len(mine))):
        if mine[place].event == WITHDRAWN:
            anew = [n for n in range(place, len(mine)) if mine[n].event == SUBMITTED]
            if not anew:
                return False
            mine = mine[anew[0] :]
            break
    digest, source = world.digest(locale, audience), "" if locale == "en" else world.digest("en", audience)
    wrote = {one.by.removeprefix("Dr. ") for one in log if one.event == SUBMITTED and one.locale in ("en", locale)}
    signed = set()
    for role in ROLES:
        for person in PEOPLE:
            words = [
                one
                for one in mine
                if (one.role, one.by, one.digest) == (role, person, digest) and one.event in (APPROVED, CHANGES)
            ]
            if not words:
                continue
            if words[-1].event == CHANGES:
                return False
            name = person.removeprefix("Dr. ")
            if words[-1].source == source and day <= words[-1].valid_until and name not in wrote:
                signed.add((role, name))
    by_role = {role: {name for r, name in signed if r == role} for role in NEEDED[locale]}
    enough = all(by_role.values()) and len(set().union(*by_role.values())) > 1
    return enough and (locale == "en" or holds(log, world, "en", audience, day))


class Machine(RuleBasedStateMachine):
    """Authors edit, reviewers sign whatever they like, days go by; the ledger is a real one, and so is the content."""

    @initialize()
    def begin(self) -> None:
        self.titles = {"en": "A title", "es": "Un título"}
        self.raw = signing.HEAD
        self.today = DAY

    def digest(self, locale: str, audience: str) -> str:
        return of_text(self.titles[locale], locale, audience).digest

    @property
    def log(self) -> list[Event]:
        return list(parsed(self.raw))

    def reviews(self, day: date) -> dict[tuple[str, str], Review]:
        """What the press says of every text."""
        found: dict[tuple[str, str], Review] = {}
        for locale, audience in EDITIONS:
            content = of_text(self.titles[locale], locale, audience)
            source = None if locale == "en" else found["en", audience]
            about = subject(self.log, locale, audience, content, (), source)
            found[locale, audience] = review(self.log, "sample", about, content, day, lambda _event: None)
        return found

    def add(self, one: Event) -> None:
        self.raw = signing.appended(self.raw, PATH, one)

    @rule(locale=st.sampled_from(("en", "es")), title=st.sampled_from(("A title", "Un título", "Not a title")))
    def edit(self, locale: str, title: str) -> None:
        """Now and then to what it was before."""
        self.titles[locale] = title

    @rule(days=st.sampled_from((1, 30, 200)))
    def wait(self, days: int) -> None:
        self.today += timedelta(days)

    @rule(
        kind=st.sampled_from(EVENTS),
        edition=st.sampled_from(EDITIONS),
        by=st.sampled_from(PEOPLE),
        role=st.sampled_from(ROLES),
        late=st.sampled_from((0, 0, 0, 2)),
        valid=st.sampled_from((0, 40, 365)),
        of=st.sampled_from(EDITIONS),
    )
    def happens(
        self, kind: str, edition: tuple[str, str], by: str, role: str, late: int, valid: int, of: tuple[str, str]
    ) -> None:
        """Anything that a ledger can hold; mostly of this very text, sometimes of another one."""
        locale, audience = edition
        digest = self.digest(*of) if of[0] != locale and kind != APPROVED else self.digest(locale, audience)
        self.sign(kind, locale, audience, by, role, digest, late, valid)

    def sign(
        self, kind: str, locale: str, audience: str, by: str, role: str, digest: str, late: int = 0, valid: int = 365
    ) -> None:
        day = self.today + timedelta(late)
        changed: dict[str, object] = {"locale": locale, "audience": audience, "by": by, "day": day, "digest": digest}
        if kind in OF_ROLES:
            changed["role"] = role
        if kind == APPROVED:
            changed["valid_until"] = day + timedelta(valid)
        if locale != "en":
            changed["source"] = self.digest("en", audience)
        self.add(event(kind, **changed))

    @rule(
        edition=st.sampled_from(EDITIONS),
        lacking=st.sampled_from(("", "", *ROLES)),
        pair=st.sampled_from(((0, 1), (1, 3), (3, 0), (0, 0), (0, 2))),
    )
    def all_sign(self, edition: tuple[str, str], lacking: str = "", pair: tuple[int, int] = (0, 1)) -> None:
        """Nearly all, or all, that an edition needs."""
        locale, audience = edition
        for place, role in enumerate(sorted(NEEDED[locale] - {lacking})):
            self.sign(APPROVED, locale, audience, PEOPLE[pair[place % 2]], role, self.digest(locale, audience))

    @rule(audience=st.sampled_from(("family", "clinician")), again=st.booleans())
    def the_source_moves_on(self, audience: str, again: bool) -> None:
        """All is approved, the English changes and is approved anew; the Spanish stays, and is perhaps reaffirmed."""
        self.all_sign(("en", audience))
        self.all_sign(("es", audience))
        self.titles["en"] = "Not a title" if self.titles["en"] == "A title" else "A title"
        self.all_sign(("en", audience))
        if again:
            self.all_sign(("es", audience))

    @rule(edition=st.sampled_from(EDITIONS), first=st.booleans(), kind=st.sampled_from((SUBMITTED, WITHDRAWN, CHANGES)))
    def one_of_them_does_something_else(self, edition: tuple[str, str], first: bool, kind: str) -> None:
        """Who signs submits the text, takes it back or asks for changes, before all sign or after it."""
        locale, audience = edition
        by, role = PEOPLE[1], sorted(NEEDED[locale])[1]
        if not first:
            self.all_sign(edition)
        self.sign(kind, locale, audience, by, role, self.digest(locale, audience))
        if first:
            self.all_sign(edition)

    @rule(edition=st.sampled_from(EDITIONS), by=st.sampled_from(PEOPLE[2:]), role=st.sampled_from(ROLES))
    def all_sign_and_one_objects(self, edition: tuple[str, str], by: str, role: str) -> None:
        """Whoever objects has to give in, or the text to change."""
        locale, audience = edition
        self.sign(CHANGES, locale, audience, by, role, self.digest(locale, audience))
        self.all_sign(edition)

    @invariant()
    def nothing_is_approved_unless_the_rules_hold(self) -> None:
        found = self.reviews(self.today)
        for (locale, audience), one in found.items():
            assert (one.state == State.APPROVED) == holds(self.log, self, locale, audience, self.today), one
            assert (one.state == State.APPROVED) == (not one.obstacles)
            assert bool(one.reason)
            if one.state == State.APPROVED:
                assert len({signed.role for signed in one.signatures}) == len(NEEDED[locale])
                assert self.today <= date.fromisoformat(one.until) <= self.today + timedelta(365)

    @invariant()
    def time_alone_changes_nothing_before_the_day_it_is_said_to(self) -> None:
        turns = changes_on(self.log, self.today)
        last = turns - timedelta(1) if turns else self.today + timedelta(999)
        now, then = self.reviews(self.today), self.reviews(last)
        assert {key: one.state for key, one in now.items()} == {key: one.state for key, one in then.items()}
        for key, one in now.items():
            assert one == then[key]


def test_no_sequence_of_events_and_edits_ends_approved_unless_the_rules_hold() -> None:
    run_state_machine_as_test(Machine, settings=settings(max_examples=50, stateful_step_count=20, deadline=None))


def test_the_moves_of_the_machine_lead_to_every_state() -> None:
    """One walk by hand, with everything that the machine holds to be true, so that it cannot be true of nothing."""
    machine = Machine()
    seen = set()

    def look() -> None:
        machine.nothing_is_approved_unless_the_rules_hold()
        machine.time_alone_changes_nothing_before_the_day_it_is_said_to()
        seen.update(State(one.state) for one in machine.reviews(machine.today).values())

    def act(kind: str, by: str = PEOPLE[0]) -> None:
        machine.sign(kind, "en", "family", by, "clinical", machine.digest("en", "family"))
        look()

    machine.begin()
    look()
    act(SUBMITTED, PEOPLE[3])
    act(STARTED)
    machine.all_sign(("en", "family"))
    machine.all_sign(("es", "family"))
    look()
    approved = {key for key, one in machine.reviews(machine.today).items() if one.state == State.APPROVED}
    assert approved == {("en", "family"), ("es", "family")}
    machine.wait(200)
    machine.wait(200)
    look()
    act(WITHDRAWN)
    assert seen == set(State)


parsed = lru_cache(maxsize=4)(lambda raw: parse(raw, PATH))


@cache
def of_text(title: str, locale: str, audience: str) -> Content:
    """The content of the small edition under a title."""
    booklet, shared = sample()
    named = replace(booklet, locale=locale, title=replace(booklet.title, source=title, locale=locale))
    return resolved(named, audience, shared)


@cache
def sample() -> tuple[Booklet, Shared]:
    """The small edition, read once."""
    with TemporaryDirectory() as folder:
        return loaded(Path(folder))
