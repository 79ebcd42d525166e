"""Text as searches and lists compare it: without case, accents or ligatures."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart, as Lucene's ASCIIFoldingFilter reads them.
LETTERS = {
    letter: plain
    for plain, letters in {
        "a": "əẚⱥ",
        "ae": "æ",
        "b": "ƀƃɓ",
        "c": "ƈȼ",
        "d": "ðđƌȡɖɗ",
        "db": "ȸ",
        "e": "ǝɇɛ",
        "f": "ƒ",
        "g": "ǥɠ",
        "h": "ħ",
        "hv": "ƕ",
        "i": "ıɨɩ",
        "j": "ȷɉ",
        "k": "ƙ",
        "l": "ŀłƚȴ",
        "ll": "ỻ",
        "m": "ɯ",
        "n": "ŉŋƞȵɲ",
        "o": "øɔɵ",
        "oe": "œ",
        "ou": "ȣ",
        "p": "ƥ",
        "q": "ĸɋ",
        "qp": "ȹ",
        "r": "ɍ",
        "s": "ȿẜẝ",
        "t": "ŧƫƭȶʈⱦ",
        "th": "þ",
        "u": "ʉ",
        "v": "ʋʌỽ",
        "w": "ƿ",
        "y": "ƴɏỿ",
        "z": "ƶȝȥɀ",
    }.items()
    for letter in letters
}
DIACRITICS = ("\u0300", "\u036f")  # combining marks of Latin letters; other scripts have their own


def fold(text: str) -> str:
    """``Œuvre d’Été`` → ``oeuvre d’ete``: lower case, each Latin letter written in ASCII.

    Punctuation stays, and so do letters of other scripts with their marks, phonetic letters and
    those of medieval manuscripts. Both search engines fold alike: Elasticsearch by Lucene's
    ``asciifolding``, the embedded one by this. They differ on purpose on two
    letters of manuscripts: ``ẛ`` is an s here (there an f), ``ỽ`` a v as its capital (there it
    stays).
    """
    if text.isascii():
        return text.lower()
    return "".join(map(_letter, unicodedata.normalize("NFC", text)))


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    if DIACRITICS[0] <= letter <= DIACRITICS[1]:
        return ""
    low = letter.casefold()
    parts = unicodedata.normalize("NFKD", low).casefold()
    plain = LETTERS.get(letter) or LETTERS.get(low) or "".join(map(_part, parts))
    return plain if plain and plain.isascii() else low


def _part(part: str) -> str:
    return "" if unicodedata.combining(part) else LETTERS.get(part, part)
