"""Facet counts, against a count of the documents one by one."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage_search.embedded.facet_counts import Group, facets_of
from maillage_search.query.request import SearchRequest
from maillage_search.query.response import Facets

KINDS, TERRITORIES, THEMES = ("page", "place"), ("dep:71", "reg:27", "epci:1"), ("Santé", "Emploi")


def some(values):
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


documents = st.lists(st.builds(Group, st.sampled_from(KINDS), some(TERRITORIES), some(THEMES)))
requests = st.builds(
    SearchRequest,
    kinds=some(KINDS),
    territories=some(TERRITORIES),
    themes=some(THEMES),
    territory_kinds=some(("dep", "reg")),
)


# How fast this machine draws them proves nothing.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(documents, requests)
def test_each_facet_counts_what_passes_the_filters_of_the_others(found, request):
    def passes(document, *facets):
        held = {"kinds": {document.kind}, "territories": set(document.territories)}
        held["themes"] = set(document.themes)
        wanted = {facet: set(getattr(request, facet)) for facet in facets}
        return all(not wanted[facet] or wanted[facet] & held[facet] for facet in facets)

    kinds = Counter(d.kind for d in found if passes(d, "territories", "themes"))
    themes = Counter(t for d in found if passes(d, "kinds", "territories") for t in d.themes)
    territories = Counter(
        code
        for d in found
        if passes(d, "kinds", "themes")
        for code in d.territories
        if not request.territory_kinds or code.split(":")[0] in request.territory_kinds
    )
    assert facets_of(Counter(found), request) == Facets(
        dict(kinds), dict(territories), dict(themes)
    )
