"""Reports on people who do not exist, with what pages must bear: scripts, emoji, markup, dispute."""

from __future__ import annotations

from collections.abc import Iterator

from casewatch.model.report import Report, text_hash

ARREST = (
    'RIVERTON – Ivan Examplov, 34, a Russian citizen who is known online as "Knoxx," was arrested '
    "on March 3, 2015, at an airport in Riverton, the Justice Department said.\n\n"
    "A federal grand jury charged him with wire fraud and hacking. If convicted, he faces up to 20 "
    "years in prison. Prosecutors allege that he sold stolen card data on the forum Cardfield."
)
SENTENCE = (
    "RIVERTON – Ivan Examplov was sentenced on June 10, 2016, to 12 years in prison for wire fraud "
    'and hacking. 😀 Examplov, also known as "Knoxx," pleaded guilty on January 12, 2016. He made '
    "about $4 million.\n\nThe court said that the café́ owners of Riverton lost $7 million."
)
EXCHANGE = (
    'ANKARA – The United States released Ivan Examplov, known as "Knoxx," on August 1, 2024, in a prisoner exchange '
    "with Russia. In all, 24 people were exchanged. Examplov, who was serving 12 years for wire "
    "fraud, flew to Moscow."
)
AGAIN = (
    'LONDON – Ivan Examplov, known as "Knoxx," and Petra Beispiel were freed in a prisoner exchange between the United '
    "States and Russia on August 1, 2024, officials said. The prisoner exchange freed 26 people. "
    "Beispiel had been sentenced to nine years in prison for insider trading in 2023."
)
CYRILLIC = (
    "MOSCOW – Roman Primerov, 40, whose name is written Роман Примеров 👩‍💻 in Russian, was charged on "
    "May 5, 2023, with bank fraud, the prosecutors said. Primerov denies the charges."
)
HOSTILE = (
    "LAKESIDE – Mallory <script>alert(1)</script> Testova, 29, of Lakeside, was arrested on May 2, "
    '2022, for hacking, police said. "><img src=x onerror=alert(2)> Mallory Testova, also known '
    "as “<b onmouseover=alert(3)>”, was charged with wire fraud.\u202e"
)
NAMESAKE = (
    "BAYTOWN – Igor Examplov, 61, a baker from Baytown, was charged on July 9, 2021, with fraud, "
    "the county prosecutor said. He is not accused of computer crime."
)
_ALL = {
    "made-arrest": ("Airport arrest of a card seller", "2015-03-04", ARREST),
    "made-sentence": ("Card seller gets 12 years", "2016-06-11", SENTENCE),
    "made-exchange": ("Prisoners traded in Ankara", "2024-08-01", EXCHANGE),
    "made-copy": ("Prisoners traded", "2024-08-02", EXCHANGE),
    "made-again": ("Freed early", "2024-08-05", AGAIN),
    "made-cyrillic": ("Bank fraud charged", "2023-05-06", CYRILLIC),
    "made-hostile": ("<script>alert('title')</script> {{7*7}}", "2022-05-03", HOSTILE),
    "made-namesake": ("A baker is charged", "2021-07-10", NAMESAKE),
}


def reports() -> Iterator[Report]:
    """The reports, by id."""
    for name, (title, day, text) in _ALL.items():
        publisher = "Harbour <i>Example</i> Wire" if name == "made-hostile" else f"The {name} Post"
        yield Report(
            id=name, text=text, title=title, published=day, publisher=publisher,
            url=f"https://news.example/{name}", sha256=text_hash(text),
        )  # fmt: skip
