"""The words in which a case file is told: never an allegation as a finding."""

from __future__ import annotations

from casewatch.cases.model import (
    CaseFile,
    Contradiction,
    Later,
    Line,
    Resolved,
    Standing,
    Sum,
    Term,
)
from casewatch.cases.states import state
from casewatch.model.vocabulary import LIFE_MONTHS

_STATUS = {
    "suspected": "suspected",
    "sanctioned": "under sanctions",
    "wanted": "wanted",
    "charged": "charged",
    "in_custody": "in custody, awaiting judgement",
    "convicted": "convicted, not yet sentenced",
    "sentenced": "sentenced",
    "imprisoned": "serving a sentence",
    "acquitted": "ACQUITTED",
    "released": "released",
    "deceased": "deceased",
}
_EVENT = {
    "search": "searched",
    "arrest": "arrested",
    "charge": "charged",
    "appearance": "appeared in court",
    "extradition": "extradited",
    "plea": "pleaded guilty",
    "trial": "on trial",
    "conviction": "found guilty",
    "sentence": "sentenced",
    "appeal": "appealed",
    "acquittal": "ACQUITTED",
    "dismissal": "CHARGES DISMISSED",
    "release": "released",
    "exchange": "exchanged between states",
    "sanction": "put under sanctions",
    "reward": "reward offered",
    "seizure": "seizure",
    "forfeiture": "forfeiture",
    "takedown": "taken down",
    "attack": "attack",
    "accusation": "publicly accused",
    "death": "died",
}
#: A type with its manner, where the manner changes the words; {} is left for the parties.
_MANNER = {
    ("release", "on_bond"): "released on bond",
    ("release", "pardoned"): "pardoned",
    ("release", "commuted"): "sentence commuted",
    ("release", "early"): "released early",
    ("release", "served"): "released, term served",
    ("charge", "superseding"): "charged in a superseding indictment",
    ("sentence", "resentenced"): "sentenced anew",
    ("appeal", "conviction_overturned"): "conviction overturned on appeal",
    ("appeal", "sentence_overturned"): "sentence overturned on appeal",
    ("appeal", "lost"): "appeal lost",
}
_REACHED = {
    "on_bond": ", free on bond",
    "exchange": " in an exchange between states",
    "pardoned": ", pardoned",
    "commuted": ", sentence commuted",
    "early": " early",
    "served": ", term served",
    "conviction_overturned": " again: the conviction was overturned",
    "sentence_overturned": "; the sentence was overturned",
}
_MODALITY = {
    "asserted": "",
    "alleged": "alleged: ",
    "possible": "possibly: ",
    "denied": "DENIED: ",
    "expected": "expected: ",
}


def months(value: int) -> str:
    """A prison term in words."""
    if value >= LIFE_MONTHS:
        return "life"
    if value == 0:
        return "time served"
    years, rest = divmod(value, 12)
    parts = [f"{years} year{'s' * (years != 1)}"] * bool(years)
    parts += [f"{rest} month{'s' * (rest != 1)}"] * bool(rest)
    return " ".join(parts)


def happening(line: Line) -> str:
    """What happened, its modality in words, term and place with it."""
    words = "expected, overdue: " if line.overdue else _MODALITY.get(line.modality, "")
    if not words and line.modality != "asserted":
        words = f"{line.modality}: "
    words += _MANNER.get((line.type, line.manner)) or _EVENT.get(line.type, line.type)
    words += _between(line)
    if line.term_months is not None:
        words += f", {months(line.term_months)}"
    elif line.max_term_months:
        words += f", up to {months(line.max_term_months)} possible"
    if line.place:
        words += f", {line.place}"
    waited = min((s.day for s in line.expected if s.day), default="")
    return "; ".join((words, *line.details, *([f"expected since {waited}"] if waited else [])))


def _between(line: Line) -> str:
    """The states that had part in it: who let go, who surrendered whom to whom."""
    if line.type == "release" and line.parties:
        return " by " + " and ".join(state(p) for p in line.parties)
    if line.type == "extradition" and line.parties:
        to, *by = line.parties
        by = [p for p in by if p != to]
        return (f" from {state(by[0])}" if by else "") + f" to {state(to)}"
    return ""


def later(one: Later) -> str:
    """A happening after a forecast."""
    return f"later: {_MODALITY.get(one.modality, '')}{_EVENT.get(one.type, one.type)} {one.date}"


def _term(term: Term) -> str:
    words = f"Term: {months(term.months)}"
    if term.from_date:
        words += f" from {term.from_date}"
    if term.unserved_months:
        words += f"; {months(term.unserved_months)} of it unserved when released"
    return words + "."


def standing(status: Standing) -> list[str]:
    """Where the person stands, a sentence a line; the first is the status."""
    found = []
    since = f" since {status.since}" if status.since else ""
    if status.proven:
        reached = _STATUS.get(status.proven, status.proven) + _REACHED.get(status.manner, "")
        found.append(f"In law: {reached}{since}.")
    elif not status.cleared:
        found.append("In law: nothing known.")
    if status.cleared:
        word = "ACQUITTED" if status.cleared == "acquittal" else "CHARGES DISMISSED"
        found.append(f"{word}: what was charged was not upheld.")
    if status.finding:
        found.append("Proven: guilt was found by a court or admitted by a plea.")
    else:
        found.append("Nothing is proven: no verdict or guilty plea is reported.")
    if status.term:
        found.append(_term(status.term))
    if status.alleged:
        listed = ", ".join(o.replace("_", " ") for o in status.alleged)
        found.append(f"Alleged, not shown as proven: {listed}.")
    return found


def judged(mark: Resolved) -> str:
    """Who judged, when and why."""
    because = f": {mark.because}" if mark.because else ""
    return f"judged so by {mark.by} on {mark.on}{because}"


def why_first(c: Contradiction) -> str:
    """Why the first value of a contradiction stands first: a person's judgement, or the rule."""
    return c.rule if c.resolved is None else judged(c.resolved)


def amount(sum_: Sum) -> str:
    """A sum with its currency, kind and, where it is one, the allegation."""
    number = f"{sum_.amount:,.2f}".rstrip("0").rstrip(".")
    alleged = "" if sum_.modality == "asserted" else f" ({sum_.modality})"
    return f"{sum_.currency} {number} {sum_.kind.replace('_', ' ')}{alleged}"


def who(case: CaseFile) -> list[str]:
    """Other names, nationality, residence, birth: one line each, where known."""
    found = []
    for kind, label in (("name", "Also"), ("spelling", "Spelled"), ("handle", "Handles")):
        forms = [
            n.name + (f" (also the {n.shared_with})" if n.shared_with else "")
            for n in case.names[1:]
            if n.kind == kind
        ]
        if forms:
            found.append(f"{label}: {', '.join(forms)}")
    if case.doubtful_names:
        told = "; ".join(f"{d.name} ({d.reason})" for d in case.doubtful_names)
        found.append(f"Doubtful: {told}")
    for label, traits in (
        ("Nationality", case.nationality),
        ("Residence", case.residence),
        ("Born", case.born),
    ):
        if traits:
            found.append(f"{label}: {' / '.join(t.value for t in traits[:3])}")
    return found
