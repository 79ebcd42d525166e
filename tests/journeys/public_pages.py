"""One page of each public template of the demo, found as a reader finds it: by its links."""

import re
from urllib.error import HTTPError
from urllib.request import urlopen

# Where the link is found, and what it looks like; the first one is taken.
FOUND = {
    "place": ("/saone-et-loire/lieux/", r"/lieux/[0-9a-f-]{36}/"),
    "event": ("/saone-et-loire/agenda/", r"/agenda/[^/\"?#]+/[^\"?#]*"),
    "circle": ("/communautes/", r"/communautes/[\w-]+/"),
    "resource": ("/ressources/", r"/ressources/[\w-]+/"),
    "news": ("/saone-et-loire/actualites/", r"/actualites/[\w-]+/"),
}
DERIVED = ("topic", "sheet")
FIXED = {
    "national home": "/",
    "home": "/saone-et-loire/",
    "home overseas": "/la-reunion/",
    "English home": "/en/",
    "English portal": "/en/saone-et-loire/",
    "Arabic portal": "/ar/saone-et-loire/",
    "Arabic page": "/ar/saone-et-loire/ou-trouver-de-l-aide/",
    "places": "/saone-et-loire/lieux/",
    "places near": "/lieux/?pres_de=M%C3%A2con",
    "places none": "/lieux/?pres_de=zzzzzz",
    "English places": "/en/lieux/",
    "orientation": "/saone-et-loire/lieux/orientation/",
    "agenda": "/saone-et-loire/agenda/",
    "series list": "/saone-et-loire/agenda/series/",
    "series": "/agenda/series/accompagner-avec-aidants-connect/",
    "circles": "/communautes/",
    "resources": "/ressources/",
    "news list": "/saone-et-loire/actualites/",
    "search": "/recherche/?q=impot",
    "search none": "/recherche/?q=zzzzzz",
    "English search": "/en/recherche/?q=impot",
    "unknown": "/rien-du-tout/",
}
# Forms that people fill in: never the same page twice, for their token.
FORMS = ("proposal", "report")


def read(url: str) -> tuple[int, str, dict[str, str]]:
    """Status, body and headers, as a reader without cookies gets them."""
    try:
        answer = urlopen(url, timeout=60)
    except HTTPError as error:
        answer = error
    with answer:
        return answer.status, answer.read().decode(errors="replace"), dict(answer.headers)


def public_pages(base: str) -> dict[str, str]:
    """Paths by what they show."""
    pages = dict(FIXED)
    for name, (where, pattern) in FOUND.items():
        _, body, _ = read(base + where)
        links = [link for link in re.findall(r'href="([^"]+)"', body) if re.search(pattern, link)]
        links = [
            link for link in links if not link.split("?")[0].endswith((".ics", ".xml", ".csv"))
        ]
        assert links, f"no link to a {name} on {where}"
        pages[name] = links[0].removeprefix(base)
    _, body, _ = read(base + pages["circle"])
    topic = re.search(r'href="([^"]*/communautes/[\w-]+/sujets/[^"]+)"', body)
    assert topic, f"no topic in {pages['circle']}"
    pages["topic"] = topic[1].removeprefix(base)
    pages["sheet"] = f"{pages['place']}fiche/"
    pages["report"] = f"{pages['place']}signaler/"
    pages["proposal"] = "/saone-et-loire/lieux/proposer/"
    return pages
