"""People: named human beings of the story, with aliases, age, nationality, residence.

capitalised runs -> judged with all their mentions together -> joined to people
                 -> aliases, details, titles
"""

from casewatch.reading.people.find import find_people

__all__ = ["find_people"]
