"""Elasticsearch's analysis settings, made from the French tables."""

from __future__ import annotations

from maillage_search.french.chain import character_map, stem_overrides
from maillage_search.french.tables import ELIDED, STOP_WORDS

ANALYZER = "maillage_french"


def analysis() -> dict[str, object]:
    """The value of an index's ``settings.analysis``."""
    return {
        "char_filter": {
            "maillage_characters": {
                "type": "mapping",
                "mappings": [f"{k} => {_escaped(v)}" for k, v in character_map().items()],
            },
        },
        "filter": {
            "maillage_elision": {
                "type": "elision",
                "articles": list(ELIDED),
                "articles_case": True,
            },
            "maillage_stop": {"type": "stop", "stopwords": sorted(STOP_WORDS)},
            "maillage_exceptions": {
                "type": "stemmer_override",
                "rules": [f"{form} => {stem}" for form, stem in sorted(stem_overrides().items())],
            },
            "maillage_stem": {"type": "stemmer", "language": "light_french"},
        },
        "analyzer": {
            ANALYZER: {
                "type": "custom",
                "char_filter": ["maillage_characters"],
                "tokenizer": "standard",
                "filter": [
                    "maillage_elision",
                    "lowercase",
                    "maillage_stop",
                    "maillage_exceptions",
                    "maillage_stem",
                    "asciifolding",
                ],
            },
        },
    }


def _escaped(replacement: str) -> str:
    return "\\u0020" if replacement == " " else replacement
