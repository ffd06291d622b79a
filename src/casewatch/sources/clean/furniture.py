"""Which lines of a page are furniture: menus, share bars, contacts, teasers, banners.

Each rule below takes the lines of a page and the verdicts so far, and adds to these. A line
that reads like a paragraph is only ever dropped by what it says (banners, press contacts,
cookies) or because it stands in the head of a page, between its title and the same title again.
"""

from __future__ import annotations

import re
from functools import cache

from casewatch.sources.clean.dates import dates_in
from casewatch.sources.clean.lines import Line, key_of
from casewatch.sources.tables import table

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}")
_PHONE = re.compile(r"\+?\(?\d{1,4}\)?(?:[ .\-/]{0,3}\(?\d{1,4}\)?){2,7}")
_FILE = re.compile(
    r"[\w .()\[\]&,'’-]{1,120}\.(?:pdf|docx?|xlsx?|zip|jpe?g|png)(?: .{0,30})?", re.I
)
_RULE = re.compile(r"[\W_]+")
_END_MARK = re.compile(r"[\W_]{0,6}(?:end|ends|30|xxx)?[\W_]{0,6}", re.I)
_BYLINE = re.compile(
    r"(?i:by|von|par|door|por|di)[ :]{1,3}"
    r"(?:[A-ZÀ-Ý][\w.'’-]{0,24} ){1,3}[A-ZÀ-Ý][\w'’-]{1,24}"
    r"(?:(?:,| and| &) (?:[A-ZÀ-Ý][\w.'’-]{0,24} ?){1,4}){0,4}"
)
_CHANGED = re.compile(r"(?:last )?(?:updated|modified|reviewed|changed)\b.{0,60}", re.I)
_CREDIT = re.compile(
    r"\(?(?:photo|image|picture|credit|illustration|graphic)s?\b[ :/].{0,100}", re.I
)
_YEAR_FOOT = re.compile(r"(?:©|copyright (?:©|\(c\)|\d{4})|\(c\) ?\d{4}).{0,100}", re.I)

_HANDLE = re.compile(r"@\w{2,30}")
_CASE_NUMBER = re.compile(
    r"\b(?:docket|case|file|cr|cv|mj|mag)\b|\b\d{1,2}[:-]?\d{0,2}-?(?:cr|cv|mj|sz)-?\d{1,5}", re.I
)
_ARCHIVE_MARK = "the wayback machine - http"

_ARCHIVE_LINES = 80
#: The share of menu words and furniture from which a whole head or foot of a page is dropped.
_EDGE_SHARE = 0.35
_CONTACT_LINES = 10
_PHONE_DIGITS = 7
_MENU_GAP = 8
_MENU_LEAST = 4
_FRAMED_LONGEST = 200
_BANNER_LONGEST = 600


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(key_of(word) for word in table("furniture")[name])


@cache
def _banners() -> tuple[str, ...]:
    return tuple(table("furniture")["banners"])


@cache
def _starts() -> tuple[str, ...]:
    return tuple(table("furniture")["starts"])


@cache
def _framed() -> tuple[tuple[str, str], ...]:
    return tuple((a, b) for a, b in table("furniture")["framed"])


@cache
def _frame_starts() -> tuple[str, ...]:
    return tuple({a: None for a, _ in _framed()})


def is_contact_datum(text: str) -> bool:
    """Whether a line is only an e-mail address, a telephone number or the like."""
    if not says_contact(text) or any(dates_in(text)):
        return False
    rest = _PHONE.sub(lambda m: "" if _is_phone(m) else m.group(), _EMAIL.sub("", text))
    return len(rest) < len(text) and sum(c.isalnum() for c in rest) <= 12


def _is_phone(match: re.Match[str]) -> bool:
    return sum(c.isdigit() for c in match.group()) >= _PHONE_DIGITS


def says_contact(text: str) -> bool:
    """Whether an e-mail address or a telephone number stands in a line."""
    if "@" in text:
        return True
    return any(c.isdigit() for c in text) and any(map(_is_phone, _PHONE.finditer(text)))


def is_furniture(line: Line) -> bool:
    """Whether the line is furniture by itself, wherever it stands."""
    if not line.text or line.key in _words("always") or _RULE.fullmatch(line.text):
        return True
    lowered = line.text.casefold().replace("’", "'")
    if lowered.startswith(_banners()) and len(line.text) <= _BANNER_LONGEST:
        return True
    if lowered.startswith(_starts()) and not line.is_body:
        return True
    if len(line.text) > _FRAMED_LONGEST:
        return False
    if lowered.startswith(_frame_starts()) and any(
        lowered.startswith(a) and lowered.rstrip(" .:!").endswith(b) for a, b in _framed()
    ):
        return True
    if len(line.text) <= 12 and _END_MARK.fullmatch(line.text):
        return True
    return (
        (len(line.text) < 90 and is_contact_datum(line.text))
        or _FILE.fullmatch(line.text) is not None
        or (line.links_only and len(line.text) < 2)
        or (_CHANGED.fullmatch(line.text) is not None and any(dates_in(line.text)))
        or _HANDLE.fullmatch(line.text) is not None
    )


def is_credit(line: Line) -> bool:
    """Whether the line names only who wrote the report or made a picture."""
    if len(line.text) > 120 or line.is_body:
        return False
    return (
        (line.text[:1].isupper() and _BYLINE.fullmatch(line.text) is not None)
        or _CREDIT.fullmatch(line.text) is not None
        or _YEAR_FOOT.fullmatch(line.text) is not None
    )


def _is_protected(line: Line) -> bool:
    return any(
        line.key == w or line.key.startswith((w + " ", w + ":")) for w in _words("protected")
    )


def _is_menu(line: Line) -> bool:
    return line.key in _words("menu") or line.links_only


def furniture_lines(lines: list[Line], title: str = "") -> tuple[set[int], int]:
    """The places in `lines` of those that are furniture, and where the report begins at the
    earliest. `title` is what metadata says.
    """
    gone = {i for i, line in enumerate(lines) if is_furniture(line)}
    top = max(_drop_archive(lines, gone), _drop_head(lines, gone, title))
    _drop_menus(lines, gone)
    _drop_edges(lines, gone)
    _drop_ends(lines, gone, top, title)
    _drop_sections(lines, gone)
    _drop_contacts(lines, gone)
    bodies = [i for i, line in enumerate(lines) if line.is_body and i not in gone]
    first = bodies[1] if len(bodies) > 1 else len(lines)
    last = bodies[-1] if bodies else 0
    for i, line in enumerate(lines):
        if i not in gone and (i < first or i > last) and is_credit(line):
            gone.add(i)
    return gone, top


def title_cores(first: str, title: str) -> set[str]:
    """The forms in which the title of a page may be repeated over its text."""
    cores = {key_of(title)} if title else set()
    for part in [first, *re.split(r" [|—–-] ", first)]:
        if len(part) > 12:
            cores.add(key_of(part))
    return {c for c in cores if len(c) > 12}


def _drop_archive(lines: list[Line], gone: set[int]) -> int:
    """Drop the bar of a web archive over a page; the place where the page itself begins."""
    for i, line in enumerate(lines[:_ARCHIVE_LINES]):
        if line.key.startswith(_ARCHIVE_MARK):
            gone.update(range(i + 1))
            return i + 1
    return 0


def _drop_head(lines: list[Line], gone: set[int], title: str) -> int:
    """Drop what stands between the page's title and the same title over the text; the place of
    that second title.
    """
    if not lines:
        return 0
    cores = title_cores(lines[0].text, title)
    for i in range(3, len(lines)):
        if lines[i].key not in cores:
            continue
        menus = sum(1 for line in lines[:i] if _is_menu(line))
        before = sum(1 for line in lines[:i] if line.is_body)
        after = sum(1 for line in lines[i:] if line.is_body)
        if menus >= _MENU_LEAST and after >= 1 and before <= max(6, after):
            gone.update(range(i))
            return i
    return 0


def _drop_menus(lines: list[Line], gone: set[int]) -> None:
    """Drop stretches of short lines in which words of menus stand close together."""
    run: list[int] = []
    for i, line in enumerate(lines):
        if i in gone:
            continue
        if _is_menu(line) or (line.is_short and not line.is_body):
            run.append(i)
        else:
            _close_run(lines, run, gone)
            run = []
    _close_run(lines, run, gone)


def _close_run(lines: list[Line], run: list[int], gone: set[int]) -> None:
    group: list[int] = []
    for place in (k for k, i in enumerate(run) if _is_menu(lines[i])):
        if group and place - group[-1] > _MENU_GAP:
            _drop_group(lines, run, group, gone)
            group = []
        group.append(place)
    _drop_group(lines, run, group, gone)


def _drop_group(lines: list[Line], run: list[int], group: list[int], gone: set[int]) -> None:
    if len(group) < _MENU_LEAST:
        return
    gone.update(i for i in run[group[0] : group[-1] + 1] if not _is_protected(lines[i]))


def _drop_edges(lines: list[Line], gone: set[int]) -> None:
    """Drop single words of menus before the first and after the last paragraph."""
    bodies = [i for i, line in enumerate(lines) if line.is_body and i not in gone]
    if not bodies:
        return
    for i, line in enumerate(lines):
        if (i < bodies[0] or i > bodies[-1]) and i not in gone and _is_menu(line):
            contact = line.key in _words("contacts") or line.key in _words("labels")
            if not contact and not (line.links_only and len(line.text) > 60):
                gone.add(i)


def _drop_ends(lines: list[Line], gone: set[int], top: int, title: str) -> None:
    """Drop the rest of a page's head and foot where these are menus for the most part."""
    bodies = [i for i, line in enumerate(lines) if line.is_body and i not in gone]
    if not bodies:
        return
    cores = title_cores(lines[0].text, title)
    menus = [i for i in range(top, bodies[0]) if _is_menu(lines[i])]
    if len(menus) >= _MENU_LEAST:
        _drop_mostly(lines, gone, range(top, menus[-1]), cores)
    foot = next((i for i in range(bodies[-1] + 1, len(lines)) if i in gone), len(lines))
    _drop_mostly(lines, gone, range(foot, len(lines)), cores)


def _drop_mostly(lines: list[Line], gone: set[int], stretch: range, cores: set[str]) -> None:
    known = sum(1 for i in stretch if i in gone or _is_menu(lines[i]))
    if known < _MENU_LEAST or known < len(stretch) * _EDGE_SHARE:
        return
    for i in stretch:
        line = lines[i]
        if i in gone or line.is_body or line.key in cores or _is_protected(line):
            continue
        # Numbers of cases and dates say something of the report, even down here.
        if _CASE_NUMBER.search(line.text) is None and not any(dates_in(line.text)):
            gone.add(i)


def _drop_sections(lines: list[Line], gone: set[int]) -> None:
    """Drop teasers, lists of topics and discussions that follow the report."""
    bodies = [i for i, line in enumerate(lines) if line.is_body and i not in gone]
    if not bodies:
        return
    i = bodies[0] + 1
    while i < len(lines):
        key = lines[i].key
        if key in _words("comments") and i > bodies[-1] - max(2, len(bodies) // 3):
            longest = 0
        elif key in _words("teasers"):
            longest = 220
        elif key in _words("labels"):
            longest = 70
        else:
            i += 1
            continue
        gone.add(i)
        i = _drop_following(lines, gone, i + 1, longest)


def _drop_following(lines: list[Line], gone: set[int], i: int, longest: int) -> int:
    """Drop from `i` on what a section holds: short lines, none of `longest` or more."""
    if longest == 0:
        # Everything under "Comments" is somebody else's.
        gone.update(range(i, len(lines)))
        return len(lines)
    while i < len(lines):
        line = lines[i]
        if len(line.text) >= longest or _is_protected(line) or line.key in _words("contacts"):
            break
        if line.is_body and longest <= 70:
            break
        gone.add(i)
        i += 1
    return i


def _drop_contacts(lines: list[Line], gone: set[int]) -> None:
    """Drop blocks that say whom the press may call, with the names in them."""
    for i, line in enumerate(lines):
        if line.key not in _words("contacts") or len(line.text) > 60:
            continue
        end, seen = i, False
        for j in range(i + 1, min(len(lines), i + 1 + _CONTACT_LINES)):
            other = lines[j]
            if other.is_body or len(other.text) > 110 or (_is_protected(other) and seen):
                break
            if j in gone or says_contact(other.text):
                end, seen = j, seen or says_contact(other.text)
        if seen:
            gone.update(range(i, end + 1))
        elif i in gone or all(not later.is_body for later in lines[i + 1 :]):
            gone.add(i)
