"""The type on paper, and what of a text it can show.

Source Sans 3 has Latin, Greek and Cyrillic letters; Noto Emoji has pictures in one colour, the
most detailed left out; DejaVu Sans, which comes with Matplotlib, has Arabic, Hebrew, Armenian,
Georgian and many signs besides.
"""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import matplotlib as mpl
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent / "fonts"
TEXT = FONTS / "SourceSans3-Regular.ttf"
STRONG = FONTS / "SourceSans3-Semibold.ttf"
TITLE = FONTS / "SourceSerif4-Semibold.ttf"
EMOJI = FONTS / "NotoEmoji-Regular.ttf"
OTHERS = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"

MISSING = "\N{REPLACEMENT CHARACTER}"
"""What stands where no font has a letter."""

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_KEYCAP = 0x20E3
JOINERS = "\u200c\u200d"


@cache
def _covered() -> frozenset[int]:
    found: set[int] = set()
    for path in (TEXT, EMOJI, OTHERS):
        with TTFont(path, lazy=True) as font:
            found.update(font.getBestCmap())
    return frozenset(found)


def printable(text: str) -> str:
    r"""Return a text with only what the fonts can show; `MISSING` stands for the rest.

    What shows nothing by itself goes: control characters, marks of direction, a skin's tone beside
    a picture. Halves that belong together are put together.

    >>> printable("a\x00\tb\r\nc"), printable("e\u0301"), printable("\ud800")
    ('a b\nc', 'é', '�')
    """
    # A pair of surrogates side by side is one character; a lone one is none.
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text).replace("\t", " "))
    return "".join(map(_shown, text))


@lru_cache(4096)
def _shown(character: str) -> str:
    code, category = ord(character), unicodedata.category(character)
    if character == "\n":
        return character
    if code in _FLAG_LETTERS:
        return chr(code - _FLAG_LETTERS.start + ord("A"))
    if category == "Zs":
        return character if character == "\N{NO-BREAK SPACE}" else " "
    if category == "Cf":
        return character if character in JOINERS else ""
    if category == "Cc" or code in _TONES or code == _KEYCAP or _is_variation(code):
        return ""
    return character if code in _covered() else MISSING


def _is_variation(code: int) -> bool:
    return code in range(0xFE00, 0xFE10) or code in range(0xE0100, 0xE01F0)
