"""Questions that people ask: a reply to each answer, no marks, nothing kept."""

import pytest

import widgets
from exercises.content import load_questions


@pytest.fixture
def questions(build):
    part = widgets.questions()
    sheet = build(part.owner)
    sheet.part = part
    return sheet


def test_every_answer_has_its_reply_and_every_question_its_explanation(questions):
    asked = questions.part.spec["questions"]
    for shown, question in zip(asked, load_questions().questions, strict=True):
        assert shown["question"] == question.question
        assert shown["explanation"] == question.explanation
        assert [(one["text"], one["reply"]) for one in shown["options"]] == [
            (option.text, option.reply) for option in question.options
        ]


def test_nothing_says_that_an_answer_is_right_or_wrong(questions):
    for shown in questions.part.spec["questions"]:
        assert {name for option in shown["options"] for name in option} == {"text", "reply"}


def test_nothing_that_a_page_sends_is_kept(questions):
    questions.start()
    for kind in ("ready", "answer", "chosen"):
        assert questions.tell(questions.part, kind=kind, key="questions/one", json="1") == []
    assert questions.page.journal.answers() == {}
    assert questions.page.journal.sessions() == []


def test_links_lead_to_pages_that_are_there(questions, root):
    for shown in questions.part.spec["questions"]:
        for link in shown["links"]:
            assert (root / "workbook" / link["notebook"]).exists()


def test_locking_takes_what_was_chosen_from_the_page(questions):
    questions.start()
    heard = questions.hear(questions.desk, kind="lock")
    assert {"kind": "empty"} in [sent.content for sent in heard if sent.part is questions.part]
