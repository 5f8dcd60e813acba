"""The shape of `released-keys.yaml`: every answer's key that was ever released, and what it means.

People's journals keep answers under these keys. So none may vanish, come back with another
meaning, or change its numbers.
"""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from exercises.schema_parts import Flaw, Key, Part, Text, refuse

ANSWER_KEY_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*(/[a-z][a-z0-9]*(-[a-z0-9]+)*){1,3}$"

AnswerKey = Annotated[str, StringConstraints(pattern=ANSWER_KEY_PATTERN)]
"""`module/item`; for a form, `module/practice/field`, and `…/column` for a list's columns."""


class Meaning(Part):
    """What an answer under a key stands for."""

    answers: Text = Field(description="how it is answered: slider 0 to 10")
    scale: Key | None = Field(default=None, description="what it adds up to")
    reversed: bool = Field(default=False, strict=True)
    asks: Text | None = Field(
        default=None, description="the words it was asked in when it was released"
    )


class ReleasedKeys(Part):
    """The file `released-keys.yaml`: keys in use, and keys that may never be used again."""

    released: dict[AnswerKey, Meaning] = Field(default_factory=dict)
    retired: dict[AnswerKey, Meaning] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _in_one_list(self) -> Self:
        twice = self.released.keys() & self.retired.keys()
        refuse(Flaw(("retired", key), "key_in_both", {"key": key}) for key in sorted(twice))
        return self
