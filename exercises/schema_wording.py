"""The shape of `refused-wording.yaml`: phrases that nobody should read in this workbook, and why.

A phrase is plain words with four signs: `(a|b)` is one of them, `*` is the rest of a word, `…` is
up to six words between, and `^` is the beginning of a sentence. `{name}` is one of a list that
stands at the top of the file. An apostrophe may be typed or printed; capitals don't matter.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from exercises.schema_parts import Flaw, Name, Part, Path, Text, refuse

SIGNS = re.compile(r"\s*…\s*|\^\s*|\s+|[*(|)'’]|[^\s…^*(|)'’]+")
GAP = r"(?:[^\w’']+[\w’'-]+){0,6}?[^\w’']+"
SENTENCE = re.compile(r"[^.!?:;\n]+[.!?:;\n]*")
LISTS_IN_LISTS = 3
"""How deep a list may quote another one."""
STAND_IN = re.compile(r"\{([^{}]*)\}")


class Refused(Part):
    """Phrases that are refused for one reason, with sentences that show what is meant."""

    phrases: tuple[Text, ...] = Field(min_length=1)
    unless: tuple[Text, ...] = Field((), description="a sentence that has one of these is fine")
    why: Text
    write: Text = Field(description="what to write instead")
    refuses: tuple[Text, ...] = Field(min_length=1, description="sentences that are refused")
    passes: tuple[Text, ...] = Field(min_length=1, description="sentences that are not")


class RefusedWording(Part):
    """The file `refused-wording.yaml`. It is held to its own examples."""

    stand_for: dict[Name, tuple[Text, ...]] = Field(default_factory=dict)
    refused: tuple[Refused, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _does_what_its_examples_say(self) -> Self:
        refuse(self._phrase_flaws())
        refuse(self._example_flaws())
        return self

    def found_in(self, text: str) -> Iterator[tuple[int, str, Refused]]:
        """Yield where in a text a phrase is refused, its words, and the entry that says why."""
        for entry, phrases, unless in self._patterns:
            for sentence in SENTENCE.finditer(text):
                match = phrases.search(sentence[0])
                if match and not unless.search(sentence[0]):
                    yield sentence.start() + match.start(), match[0].strip(), entry

    @cached_property
    def _patterns(self) -> list[tuple[Refused, re.Pattern[str], re.Pattern[str]]]:
        return [
            (one, _either(one.phrases, self.stand_for), _either(one.unless, self.stand_for))
            for one in self.refused
        ]

    def _phrase_flaws(self) -> Iterator[Flaw]:
        """Yield each phrase that can't be read: a list that isn't there, a bracket left open."""
        for name, words in self.stand_for.items():
            for number, phrase in enumerate(words):
                yield from self._one_phrase_flaws(("stand_for", name, number), phrase)
        for index, entry in enumerate(self.refused):
            for name, phrases in (("phrases", entry.phrases), ("unless", entry.unless)):
                for number, phrase in enumerate(phrases):
                    yield from self._one_phrase_flaws(("refused", index, name, number), phrase)

    def _one_phrase_flaws(self, at: Path, phrase: str) -> Iterator[Flaw]:
        for unknown in set(STAND_IN.findall(phrase)) - set(self.stand_for):
            yield Flaw(at, "unknown_name", {"name": unknown, "known": list(self.stand_for)})
        try:
            _either((phrase,), self.stand_for)
        except (re.error, OverflowError, RecursionError):
            yield Flaw(at, "phrase_signs", {"phrase": phrase})

    def _example_flaws(self) -> Iterator[Flaw]:
        for index, entry in enumerate(self.refused):
            for number, example in enumerate(entry.refuses):
                if not any(found is entry for _, _, found in self.found_in(example)):
                    yield Flaw(("refused", index, "refuses", number), "not_refused", {})
            for number, example in enumerate(entry.passes):
                for _, words, found in self.found_in(example):
                    said = {"words": words, "why": found.why}
                    yield Flaw(("refused", index, "passes", number), "is_refused", said)


def _either(phrases: Sequence[str], stand_for: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """Return one pattern for any of the phrases; it fits nothing if there are none."""
    each = "|".join(f"(?:{_pattern(phrase, stand_for)})" for phrase in phrases) or r"\b\B"
    return re.compile(rf"(?<!\w)(?:{each})(?!\w)", re.IGNORECASE)


def _pattern(phrase: str, stand_for: Mapping[str, Sequence[str]]) -> str:
    def listed(match: re.Match[str]) -> str:
        return f"({'|'.join(stand_for.get(match[1], ()))})"

    phrase = phrase.strip()
    for _ in range(LISTS_IN_LISTS):
        phrase = STAND_IN.sub(listed, phrase)
    return "".join(_sign(sign) for sign in SIGNS.findall(phrase))


def _sign(sign: str) -> str:
    if "…" in sign:
        return GAP
    if sign[0] == "^":
        return r"^\W*"
    if sign.isspace():
        return r"[\s,]+"
    plain = {"*": r"\w*", "(": "(?:", "|": "|", ")": ")", "'": "['’]", "’": "['’]"}
    return plain.get(sign) or re.escape(sign)
