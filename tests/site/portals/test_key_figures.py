"""Key figures are read one after the other, each with its source and its date."""

import pytest
from bs4 import BeautifulSoup

from maillage_site.home.blocks import Figure, KeyFigureBlock
from maillage_site.home.models import ContentPage
from tests.site.factories import territory_portal


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        *(("13000", "13\u202f000"), ("1234567", "1\u202f234\u202f567"), ("2025", "2\u202f025")),
        *(("18,5", "18,5"), ("12000,5", "12\u202f000,5"), ("999", "999"), ("13 000", "13 000")),
        *(("1 sur 3", "1 sur 3"), (" 7 ", "7"), ("²²²²", "²²²²")),
    ],
)
def test_a_figure_is_shown_as_one_writes_it(typed, shown):
    assert Figure(KeyFigureBlock(), {"number": typed}).shown == shown


@pytest.mark.django_db
def test_each_figure_says_what_it_counts_who_counted_and_when(client):
    common = {"unit": "%", "counts": "des habitants", "date": "2025"}
    figures = [
        {**common, "number": "15000", "source": "Insee", "link": "https://www.insee.fr/"},
        {**common, "number": "3", "source": "Le département", "link": ""},
    ]
    body = [("key_figures", {"title": "En bref", "figures": figures})]
    territory_portal().add_child(instance=ContentPage(title="Chiffres", slug="chiffres", body=body))
    main = BeautifulSoup(client.get("/saone-et-loire/chiffres/").content, "html.parser").main
    read = [
        " ".join(item.get_text(" ", strip=True).split()) for item in main.select(".key-figures li")
    ]
    assert main.select_one("h2").text == "En bref"
    assert [item.replace("\u202f", " ").replace("\xa0", " ") for item in read] == [
        "15 000 % des habitants Source : Insee , 2025",
        "3 % des habitants Source : Le département, 2025",
    ]
    assert [link["href"] for link in main.select(".key-figures a")] == ["https://www.insee.fr/"]
