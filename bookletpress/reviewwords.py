"""Where a text stands, in words for the people who make it: one reason, and a problem for each thing it lacks.

`signoff-missing`, `signoff-changes`, `signoff-author`, `signoff-stale`, `signoff-source`, `signoff-expired`,
`signoff-withdrawn` (release errors): what a text still lacks to be final: a review, an answer to asked-for changes, a
reviewer who did not write it, a look at the source of today, the source's own approval, an approval that still
holds, a new submission.
"""

from __future__ import annotations

from collections.abc import Iterator

from bookletpress.comparison import Changes
from bookletpress.events import Event
from bookletpress.ledger import place
from bookletpress.problems import Location, Problem, release_error
from bookletpress.standing import Lack, Standing, State, Want

_CODES = {
    Want.ROLE: "signoff-missing",
    Want.SECOND_PERSON: "signoff-missing",
    Want.CHANGES: "signoff-changes",
    Want.AUTHOR: "signoff-author",
    Want.REAFFIRMATION: "signoff-stale",
    Want.SOURCE: "signoff-source",
    Want.VALIDITY: "signoff-expired",
    Want.SUBMISSION: "signoff-withdrawn",
}

_HINTS = {
    Want.ROLE: "a person has to review exactly this text and sign (make_pdf.py sign); no software can",
    Want.SECOND_PERSON: "ask somebody else to review one of the roles and sign",
    Want.CHANGES: "change the text, or let the same person approve it as it is",
    Want.AUTHOR: "ask somebody who did not write or translate it",
    Want.REAFFIRMATION: "compare the translation with the source of today and sign again",
    Want.SOURCE: "have the source text approved first",
    Want.VALIDITY: "review the text again and sign",
    Want.SUBMISSION: "mend what was wrong and submit the text anew (make_pdf.py sign --event submitted)",
}


def named(slug: str, locale: str, audience: str) -> str:
    """An edition's text as messages name it."""
    return f"{slug} · {locale} · {audience}"


def missing(lack: Lack, source_state: State) -> str:
    """One thing that is missing, as the end of a sentence."""
    event = lack.event
    match lack.want:
        case Want.ROLE:
            return f"no {lack.role} approval of this text"
        case Want.SECOND_PERSON:
            return "one person alone has signed; two have to"
        case Want.SOURCE:
            return f"the source text is not approved ({source_state})"
        case _:
            return _about(lack, event) if event else lack.want


def _about(lack: Lack, event: Event) -> str:
    match lack.want:
        case Want.CHANGES:
            return f"{event.by} asked for changes on {event.day} ({lack.role}): {event.why}"
        case Want.AUTHOR:
            return f"the {lack.role} approval of {event.day} does not count: {event.by} wrote or translated the text"
        case Want.REAFFIRMATION:
            return f"the source text changed since the {lack.role} approval of {event.day}, which must be reaffirmed"
        case Want.VALIDITY:
            return f"the {lack.role} approval of {event.day} was valid until {event.valid_until}"
        case _:
            return f"withdrawn on {event.day} by {event.by}: {event.why}"


def since(earlier: Event, changes: Changes | None) -> str:
    """What became of an approval of another text."""
    told = f"changed since the approval of {earlier.day}"
    if changes is None:
        return f"{told} (its record is not in the folder 'reviewed', so the press cannot say where)"
    if not changes.changes:
        return f"{told}: the same paragraphs in another arrangement"
    gone = f", {changes.gone} {'is' if changes.gone == 1 else 'are'} gone" if changes.gone else ""
    need = "needs" if changes.waiting == 1 else "need"
    return f"{told}: {changes.waiting} of {changes.total} paragraphs {need} re-review{gone}"


def reason(standing: Standing, source_state: State, changes: Changes | None) -> str:
    """Why a text is in its state."""
    *first, last = [lack.role for lack in standing.lacks if lack.want is Want.ROLE] or [""]
    roles = f"{', '.join(first)} and {last}" if first else last
    said = [f"waits for {roles} approval"] if roles else []
    said += [missing(lack, source_state) for lack in standing.lacks if lack.want is not Want.ROLE]
    match standing.state:
        case State.APPROVED:
            people = len({event.by for event in standing.approvals})
            return f"{len(standing.approvals)} approvals by {people} people, valid until {standing.until}"
        case State.DRAFT:
            before = since(standing.earlier, changes) if standing.earlier else "nobody has submitted it for review"
            return "; ".join((before, *said))
        case State.SUBMITTED if standing.submitted:
            return "; ".join((f"submitted on {standing.submitted.day}, and no review has begun", *said))
        case _:
            return "; ".join(said)


def obstacles(slug: str, locale: str, audience: str, standing: Standing, source_state: State) -> Iterator[Problem]:
    """Everything in the sign-off that keeps an edition from being final, one problem each."""
    for lack in standing.lacks:
        spot = lack.event.location if lack.event else Location(place(slug), 1, 1)
        message = f"{named(slug, locale, audience)}: {missing(lack, source_state)}"
        yield release_error(_CODES[lack.want], message, spot, _HINTS[lack.want])
