"""Whom a pronoun, "the defendant" or "a Florida man" means: somebody named before, or next."""

from __future__ import annotations

from casewatch.model.spans import Span
from casewatch.reading.cast import Mention
from casewatch.reading.events.scene import Scene
from casewatch.reading.events.who import Who
from casewatch.reading.text.sentences import Sentence

#: How far back, in code points, somebody referred to by a pronoun may have been named.
_REACH = 1500


def introduced(scene: Scene, offset: int) -> Who:
    """Somebody told by "a man", "a Russian national": the report's one person, or the next named."""
    people = scene.people
    if len(people) == 1 and not scene.others:
        return Who(people, None, "indefinite")
    if scene.first_named >= offset:
        following = scene.people_in(Span(offset, offset + 900))
        if following and not _another_first(scene, offset, following[0].name):
            return Who((following[0].name,), None, "indefinite")
    return Who((), 1, "indefinite")


def is_somebody(scene: Scene, sentence: Sentence, who: Who) -> bool:
    """Whether "a Florida man" stays without a name: nobody is named in his paragraph.

    In a report of one case he is the one named elsewhere; only round-ups tell of several.
    """
    if who.how not in ("indefinite", "number") or not who.count or len(scene.people) == 1:
        return False
    if not scene.prepared.words(sentence).endswith((".", ".”")):
        return False  # a heading
    start = scene.text.rfind("\n", 0, sentence.start) + 1
    end = scene.text.find("\n", sentence.end)
    paragraph = Span(start, end if end >= 0 else len(scene.text))
    return not any(scene.concerns(m.name) for m in scene.cast.within(paragraph, "person"))


def _another_first(scene: Scene, offset: int, name: str) -> bool:
    """Whether somebody else who may be meant is named before that person."""
    if not scene.others:
        return False
    for mention in scene.cast.within(Span(offset, offset + 900), "person"):
        if mention.name == name:
            return False
        if scene.concerns(mention.name) and mention.name not in scene.beside.names:
            return True
    return False


def singular(scene: Scene, offset: int, pronoun: str = "") -> tuple[str, ...]:
    """The one person whom "he", "her" or "the defendant" at `offset` means."""
    paragraph = scene.text.rfind("\n", 0, offset) + 1
    sentence = scene.prepared.sentence_at(offset)
    start = sentence.start if sentence else offset
    others = False
    for mention in scene.cast.before(offset, "person"):
        if mention.span.start < offset - _REACH:
            break
        if pronoun and others and mention.span.start < paragraph:
            return ()  # the paragraph is about somebody else
        if scene.is_meant(mention.name) and scene.beside.fits(mention.name, pronoun):
            return (mention.name,)
        if mention.span.start >= start:
            if not scene.concerns(mention.name) and mention.name not in scene.beside.names:
                continue  # the judge who "ordered him to forfeit" is not meant
            if pronoun and not others and _is_alone(scene, mention, Span(start, offset), pronoun):
                return (mention.name,)
        others = True
    if pronoun and others:
        return ()
    return scene.people[:1] if len(scene.people) == 1 else ()


def _is_alone(scene: Scene, mention: Mention, span: Span, pronoun: str) -> bool:
    """Whether nobody else whom the law can concern is named within `span`, before the pronoun."""
    name, beside = mention.name, scene.beside
    if name in beside.names or name in beside.speakers or not scene.concerns(name):
        return False
    before = scene.cast.within(span, "person")
    return beside.fits(name, pronoun) and all(
        m.name == name or not scene.concerns(m.name) for m in before
    )


def plural(scene: Scene, offset: int, count: int | None) -> tuple[str, ...]:
    """The people whom "they", "both men" or "the defendants" at `offset` means."""
    people = scene.people
    if len(people) < 2:
        # Many are never the one person named, but for a head of law: "the defendants".
        return people if scene.text.startswith(("defendant", "conspirator"), offset) else ()
    if count is not None and len(people) == count:
        return people
    sentence = scene.prepared.sentence_at(offset)
    for back in range(4):
        i = (sentence.index if sentence else 0) - back
        if i < 0:
            break
        span = scene.prepared.sentences[i].span
        end = min(span.end, offset)
        names = tuple(dict.fromkeys(m.name for m in scene.people_in(Span(span.start, end))))
        if len(names) >= 2 and (count is None or len(names) == count):
            return names
    accused = scene.principals or scene.text.startswith("defendant", offset)
    return people if count is None and accused else ()
