"""The one style sheet of the public pages, assembled from a file per layer.

Sources are ``css/*.css``, in name order. The result, ``static/maillage/maillage.css``, is
committed: nothing is built at install time. ``manage.py build_styles`` writes it again, and a
test fails when it is stale.
"""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
SOURCES = HERE / "css"
SHEET = HERE / "static" / "maillage" / "maillage.css"

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENTATION = re.compile(r"\s*\n\s*")


def assemble(sources: Path = SOURCES) -> str:
    """The sheet's text: every layer in order, without comments nor indentation."""
    text = "\n".join(path.read_text("utf-8") for path in sorted(sources.glob("*.css")))
    return INDENTATION.sub("\n", COMMENT.sub("", text)).strip() + "\n"
