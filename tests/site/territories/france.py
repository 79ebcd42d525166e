"""A part of France as the reference tables have it: the towns that a test speaks of, and theirs."""

from collections import Counter
from functools import cached_property

from maillage.territories.names import name_key
from maillage.territories.reference import ReferenceTables


class SomeTowns(ReferenceTables):
    """Each département's two largest communes, and those whose name begins with these words."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        keys = [name_key(name) for name in names]
        articles = ("", "le ", "la ", "les ", "l ")
        self._starts = tuple(f"{article}{key}" for key in keys for article in articles)

    @cached_property
    def communes(self) -> list[dict[str, str]]:
        every = ReferenceTables.communes.func(self)
        every = sorted(every, key=lambda row: -int(row["population"] or 0))
        held = Counter()
        found = []
        for row in every:
            held[row["departement"]] += 1
            large = held[row["departement"]] <= 2
            if large or name_key(row["nom"]).startswith(self._starts):
                found.append(row)
        return found

    @cached_property
    def epci(self) -> list[dict[str, str]]:
        held = {row["epci"] for row in self.communes}
        return [row for row in ReferenceTables.epci.func(self) if row["code"] in held]
