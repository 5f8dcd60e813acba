"""The shape of `questions.yaml`: questions answers to choose from, a reply to each, no marks."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from exercises.schema_parts import Key, Link, Part, Source, Text, Whole, refuse, repeated


class Option(Part):
    """One answer to choose, and what is said to whoever chooses it. None is right or wrong."""

    text: Text
    reply: Text


class Question(Part):
    """A question, its answers, and what is known about it."""

    key: Key
    question: Text
    options: tuple[Option, ...] = Field(min_length=2, max_length=6)
    explanation: Text
    sources: tuple[Source, ...] = ()
    links: tuple[Link, ...] = ()


class Questions(Part):
    """The file `questions.yaml`."""

    key: Literal["questions"]
    title: Text
    notebook: Literal["questions.ipynb"]
    minutes: Annotated[Whole, Field(ge=1, le=240)]
    summary: Text = Field(description="one sentence for the contents page")
    questions: tuple[Question, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_key_once(self) -> Self:
        refuse(repeated((("questions", i, "key"), q.key) for i, q in enumerate(self.questions)))
        return self
