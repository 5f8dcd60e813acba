"""What is wrong with a file of answers, by row and column as a spreadsheet counts them.

The words are the interface's, under `score`.
"""

from exercises.content import words
from exercises.problems import excerpt

SHOWN = 50
"""Problems that are told one by one; the rest are counted."""


class Found:
    """The problems of one file so far: the first of them as sentences, and how many there are."""

    def __init__(self, file: str) -> None:
        self.file = excerpt(file)
        self.count = 0
        self.told: list[str] = []

    def __bool__(self) -> bool:
        return self.count > 0

    @property
    def full(self) -> bool:
        """Whether what is found from now on is only counted."""
        return len(self.told) >= SHOWN

    def add(self, row: int, column: tuple[int, str] | None, kind: str, /, **fields: object) -> None:
        """Tell one problem. row: from 1, the header; column: its number from 1 and its name."""
        self.count += 1
        if not self.full:
            said = {
                "file": self.file,
                "row": row,
                "found": words(f"score.{kind}.found", **fields),
                "write": words(f"score.{kind}.write", **fields),
            }
            if column is None:
                self.told.append(words("score.in_row", **said))
            else:
                name = {"column": column[0], "name": excerpt(column[1])}
                self.told.append(words("score.in_cell", **said, **name))

    def all_told(self) -> list[str]:
        """Return the problems as sentences, the last one saying how many more there are."""
        more = self.count - len(self.told)
        return [*self.told, words("score.more", count=more)] if more else list(self.told)


class AnswersError(Exception):
    """A file of answers was not read; the text says why, a problem a line."""

    def __init__(self, found: Found) -> None:
        super().__init__("\n".join(found.all_told()))
