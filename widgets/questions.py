"""Questions that people ask: answers to choose from, a reply to each, and no marks."""

from typing import Any

from exercises.content import load_questions
from widgets.notes import address
from widgets.part import Part, scripts


class QuestionsView(Part):
    """Whatever is chosen stays in the browser and is gone with the page: nothing is counted."""

    name = "Questions"
    _esm = scripts("questions")
    catalogue = ("questions",)

    def __init__(self, page: Any) -> None:
        listed = [
            {
                "question": question.question,
                "options": [option.model_dump() for option in question.options],
                "explanation": question.explanation,
                "links": [link.model_dump() for link in question.links],
                "sources": [
                    {"text": source.text, "about": source.about, "link": address(source.link)}
                    for source in question.sources
                ],
            }
            for question in load_questions().questions
        ]
        super().__init__(page, {"questions": listed})
