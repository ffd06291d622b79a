"""What has the words of an event and tells none: rewards' aims, programmes' records, habits."""

from __future__ import annotations

import re

from casewatch.reading.events.lexicon import Hit, words
from casewatch.reading.events.scene import Scene
from casewatch.reading.events.tree import is_verb
from casewatch.reading.events.who import Who
from casewatch.reading.language.base import Parse
from casewatch.reading.text.sentences import Sentence

#: What a reward is offered for has not happened.
_SOUGHT = re.compile(
    r"\binformation (?:leading|that (?:leads|may lead|could lead|would lead)) to\b"
)
#: How far before the trigger, in code points, that may stand.
_BEFORE = 70
#: What a programme has done since it was set up is no event of the case.
_RECORD = re.compile(
    r"\b[Ss]ince (?:(?:its|the|their) (?:[\w’'-]{1,20} ){0,3}(?:creation|inception|launch|start|formation|establishment|founding|introduction"
    r"|beginning)|(?:it|they) (?:was|were|began|started)|being (?:set up|launched|founded|established|formed))\b"
)
#: Who keeps such a record.
_KEEPER = re.compile(
    r"\b(?:task force|section|unit|program(?:me)?|initiative|division|bureau|department|agency|office|cent(?:re|er)|cell|team|squad|wing"
    r"|network|project|partnership|ministry|service|police|ccips|j-cat|ic3|jpc3)\b"
    r"[^.;]{0,60}\b(?:has|have)\b",
    re.IGNORECASE,
)
_SINCE_YEAR = re.compile(r"\b[Ss]ince (?:[A-Z][a-z]+ )?(?:19|20)\d\d\b")
#: What authorities do as a matter of course is told in the present; headlines have no full stop.
_BY_HABIT = frozenset({"takedown", "seizure", "search", "arrest", "sanction"})
#: A line of a menu has at most so many words.
_HEADING = 5
_CLOSED = (".", ".”", '."', ".’")


def is_sought(scene: Scene, sentence: Sentence, hit: Hit) -> bool:
    """Whether the trigger tells what information is asked for."""
    start = hit.span.start
    return _SOUGHT.search(scene.text[max(sentence.start, start - _BEFORE) : start]) is not None


def is_record(scene: Scene, sentence: Sentence, who: Who) -> bool:
    """Whether a sentence without names sums up what a unit has done since it was set up."""
    if who.names:
        return False
    said = scene.prepared.words(sentence)
    if _RECORD.search(said):
        return True
    return _SINCE_YEAR.search(said) is not None and _KEEPER.search(said) is not None


def is_habit(scene: Scene, sentence: Sentence, parse: Parse, index: int, kind: str) -> bool:
    """Whether a verb in the present tells what somebody is there for, and no happening."""
    token = parse.tokens[index]
    if kind not in _BY_HABIT or token.tag not in ("VBZ", "VBP") or not is_verb(token):
        return False
    return scene.prepared.words(sentence).rstrip().endswith(_CLOSED)


def is_general(scene: Scene, sentence: Sentence, parse: Parse, index: int, who: Who) -> bool:
    """Whether a noun or infinitive tells of nobody in a sentence on how things are in general.

    "The programme supports the seizure and forfeiture of assets": its main verb stands in the
    present, and makes nothing known that has happened.
    """
    token = parse.tokens[index]
    if who.names or who.count or not scene.prepared.words(sentence).rstrip().endswith(_CLOSED):
        return False
    if is_verb(token) and token.tag != "VB":
        return False
    root = next((t for t in parse.tokens if t.dep == "ROOT"), token)
    if root.tag not in ("VBZ", "VBP") or root.lower in words("announcing"):
        return False
    aux = {parse.tokens[c].lower for c in parse.children[root.index]}
    return not aux & {"has", "have", "is", "are"} or root.lower in ("is", "are")


def is_bare_heading(scene: Scene, sentence: Sentence, parse: Parse, who: Who) -> bool:
    """Whether a line without verb, name, number or full stop has the word only ("Recent Arrests").

    Menus of sites are full of them; a headline says whom, how many or what.
    """
    if who.names or who.count:
        return False
    if scene.prepared.words(sentence).rstrip().endswith(_CLOSED):
        return False
    words_of_line = [t for t in parse.tokens if t.text.strip() and t.tag not in (",", ":", ".")]
    return len(words_of_line) <= _HEADING and not any(is_verb(t) for t in words_of_line)
