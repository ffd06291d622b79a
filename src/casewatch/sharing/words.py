"""Items in words: one plain sentence each, its modality always in front of what is no finding."""

from __future__ import annotations

from casewatch.cases import wording
from casewatch.cases.model import Line, Standing, Sum
from casewatch.sharing.model import Item, SharedCase

#: What stands before a statement that is not asserted.
MODALITY = {
    "asserted": "",
    "alleged": "alleged: ",
    "possible": "possibly: ",
    "denied": "DENIED: ",
    "expected": "expected: ",
}


def line_of(item: Item) -> Line:
    """A happening as a line of a case file, without its sources."""
    v = item.value
    return Line(
        v["date"], v["type"], item.modality, v["term_months"], v["max_term_months"], v["place"],
        tuple(v["details"]), v["independent_sources"], (), tuple(v["parties"]),
        tuple(v["offences"]), v["manner"], v["overdue"],
    )  # fmt: skip


def _standing(item: Item) -> str:
    v = item.value
    status = Standing(
        v["status"], v["since"], v["finding"], tuple(v["alleged"]), v["cleared"], None, (),
        v["manner"],
    )  # fmt: skip
    return " ".join(wording.standing(status))


def _words(item: Item) -> str:
    v = item.value
    match item.kind:
        case "name":
            shared = f" (also a name of {v['shared_with']})" if v["shared_with"] else ""
            return f"{v['form']}: {v['name']}{shared}"
        case "trait":
            return f"{v['property']}: {v['value']}"
        case "standing":
            return _standing(item)
        case "term":
            return f"term: {wording.months(v['months'])}"
        case "stage":
            return f"status {v['status']}" + (f" since {v['since']}" if v["since"] else "")
        case "scheme":
            years = " to ".join(y for y in (v["from_year"], v["to_year"]) if y)
            scheme = v["scheme"].replace("_", " ")
            return f"{MODALITY[item.modality]}scheme {scheme}" + (f", {years}" if years else "")
        case "sum":
            plain = Sum(v["amount"], v["currency"], v["purpose"], "asserted", 0, ())
            return f"{MODALITY[item.modality]}{wording.amount(plain)}"
        case "said":
            via = f" via {v['via']}" if v["via"] else ""
            denies = " denies" if item.modality == "denied" else ""
            return f"{v['speaker']}{via}{denies}: “{v['content']}”"
        case "link":
            how = ", ".join(v["how"])
            return f"{MODALITY[item.modality]}linked with {v['to_name']}: {how}"
        case "contradiction":
            return f"reports disagree on {v['property']}: {' | '.join(v['values'])}"
        case _:
            when = f"{v['date']}: " if v["date"] else "no date: "
            return f"{when}{wording.happening(line_of(item))}"


def sentence(item: Item) -> str:
    """What an item says, on one line, without its quotes and without its subject."""
    return " ".join(_words(item).split())


def summary(case: SharedCase) -> str:
    """The standing in law in a few sentences; for a group, its kind. Never a bare allegation."""
    standing = case.of("standing")
    if standing:
        return sentence(standing[0])
    if case.subject.kind == "person":
        return "Nothing is proven: no verdict or guilty plea is reported."
    return f"{(case.subject.group_kind or 'group').capitalize()} named in reports."
