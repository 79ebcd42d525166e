"""What a graded document is called: by a name that no other has, the same in every demo.

``France services [place lieux com:71137]``: the title, then the kind and the address without what
is drawn at random; the commune where that leaves nothing to tell it by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

RANDOM = re.compile(r"/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=/|$)")
NAME = re.compile(r"(?P<title>.*) \[\w+ [^\]]*\]", re.DOTALL)


def name_of(kind: str, title: str, url: str, territories: Sequence[str]) -> str:
    path, drawn = RANDOM.subn("", url)
    places = [code for code in territories if code.startswith("com:")] or list(territories)
    where = [kind, path.strip("/") or "accueil", *(places[:1] if drawn else ())]
    title = " ".join(title.split())
    return f"{title} [{' '.join(where)}]".replace('"', "”")


def title_in(name: str) -> str:
    """The title alone, which may grade every document that bears it."""
    found = NAME.fullmatch(name)
    return found["title"] if found else name
