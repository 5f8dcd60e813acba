"""Wording that may harm is refused wherever participants read, and nowhere else."""

import pytest

from exercises.check import check
from exercises.content import LANGUAGE, load
from exercises.schema_wording import RefusedWording


@pytest.fixture(scope="module")
def wording():
    return load(LANGUAGE / "refused-wording.yaml", RefusedWording)


def told(project) -> list[str]:
    return [str(problem) for problem in check(project.root)]


REFUSED = [
    # what a person is
    "You are dependent on him.",
    "You’re probably a bit codependent.",
    "You may be anxiously attached.",
    "You have an anxious attachment style.",
    "Your score means that you cling.",
    "Your answers show that you are avoidant.",
    "This is how a diagnosis is made.",
    "We can diagnose it here.",
    "Your partner is a narcissist.",
    "He is toxic.",
    "They sound abusive, and your partner is manipulative.",
    "Gaslighting is what they do.",
    "High scores stand for trouble.",
    "Your parents damaged you.",
    # stay, go, confront
    "You should leave your partner.",
    "You must leave.",
    "It’s time to leave this relationship.",
    "It may be best to leave her.",
    "Please, leave him now.",
    "Leave him.",
    "You need to break up with him.",
    "You had better move out.",
    "You can always walk away.",
    "Stay with your husband for the children.",
    "You ought to stay with her.",
    "You must forgive him.",
    "Give him another chance: please give him a second chance.",
    "Don’t leave him.",
    "Confront her about it.",
    "It helps to confront your father.",
    "Give him an ultimatum.",
    "Stand up to your partner.",
    "Make him listen.",
    "You must tell him to stop.",
    "Tell her that you won’t have it.",
    "Write a letter to your mother.",
    "Demand an apology.",
    # prove, share
    "Prove that you can be alone.",
    "Save the messages as evidence, and keep every piece of evidence.",
    "It has been proven to work.",
    "Share this with your partner.",
    "Show your partner your answers.",
    "Read your letter to him, or send it to him.",
    "Go through the form with your wife.",
    "Ask your partner to rate it too.",
    # promises
    "DBT is highly effective.",
    "This cures the fear.",
    "It’s completely safe.",
    "No one can see this.",
]
FINE = [
    "Leave",
    "Leave covers the page and goes to an everyday one.",
    "The Leave button takes you off this page.",
    "Leaving first covers the page with a blank.",
    "You may leave out any of them.",
    "A man may leave the house at eight.",
    "Leave the worst memory for a day with company.",
    "People who part from someone may feel torn.",
    "Stay where you are and call.",
    "If you can’t speak, stay on the line.",
    "There is no diagnosis.",
    "It isn’t a diagnosis, and it isn’t a fault.",
    "Nothing here can diagnose anyone.",
    "It won’t tell you to leave him, and it won’t tell you to stay with him.",
    "You don’t have to decide anything.",
    "Nobody has to prove anything.",
    "That proves nothing.",
    "You may be tired, and you have a lot to carry.",
    "How someone leans on others can change.",
    "It may be good to talk to someone you trust.",
    "You can share a meal with your partner.",
    "What is it like when you tell him about your day?",
    "It’s no cure.",
    "In one study people were less dependent on others’ praise.",
    "Notice the score of the match.",
    "Bread rises by itself.",
]


@pytest.mark.parametrize("sentence", REFUSED)
def test_what_may_harm_is_refused_with_a_reason_and_another_way(wording, sentence):
    found = list(wording.found_in(f"Before it. {sentence} After it."))
    assert found
    assert all(entry.why and entry.write for _, _, entry in found)
    assert all(start >= len("Before it.") - 1 for start, _, _ in found)


@pytest.mark.parametrize("sentence", FINE)
def test_what_does_no_harm_passes(wording, sentence):
    assert [words for _, words, _ in wording.found_in(sentence)] == []


def test_an_apostrophe_may_be_typed_or_printed(wording):
    for sentence in ("You're codependent.", "You’re codependent."):
        assert list(wording.found_in(sentence))


def test_a_sentence_may_run_over_two_lines(wording):
    assert list(wording.found_in("You should\nleave him.")) == []
    assert list(wording.found_in("You should leave\u00a0him."))


@pytest.mark.parametrize(
    ("file", "old", "new", "field"),
    [
        ("module", "hint: A word.", "hint: You should leave him.", "reflections[1].hint"),
        ("module", "stop: Stopping is fine.", "stop: Leave him.", "practices[1].stop"),
        ("module", "5: half the time", "5: a diagnosis", "rating.items[1].anchors.5"),
        ("module", "source: Our own.", "source: A diagnosis.", "demonstrations[1].source"),
        ("module", "about: evenings", "about: a diagnosis", "sources[1].about"),
        ("check_in", "A word.", "Your diagnosis.", "note.hint"),
        ("questions", "It can be.", "You must leave him.", "questions[1].options[1].reply"),
        ("help", "[Call.]", "[You should leave him.]", "advice[1].paragraphs[1]"),
        ("help", "note: Free.", "note: You must leave him.", "countries[1].lines[2].note"),
        ("interface", "Saved at {time}", "Diagnosis at {time}", "desk.saved"),
    ],
)
def test_it_is_told_with_file_line_and_field(project, file, old, new, field):
    path = getattr(project, file)
    project.replace(old, new, path)
    (first,) = check(project.root)
    assert first.file.endswith(path.name)
    assert first.field == field
    assert first.line == project.line_of(new.split(": ")[-1].strip("[]"), path)
    assert first.write in ("nothing about it", "a description")
    assert first.found.startswith("“")


def test_it_is_told_in_a_notebook_with_the_line(project, markdown_cell):
    cell = markdown_cell("Words.\n\nMore words. You must leave him.\n")
    project.write_notebook([*project.page(), cell])
    (first,) = check(project.root)
    assert first.field == "cells[9]"
    assert first.line == project.line_of("More words", project.notebook)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("module", "text: A book", "text: Diagnosis and care"),
        ("questions", "text: A book (2020)", "text: Diagnosis (2020)"),
        ("help", "name: Police\n", "name: Diagnosis Centre\n"),
        ("help", "{name: The finder,", "{name: Diagnosis now,"),
        ("interface", "desk:", "check: {found: Your diagnosis}\ndesk:"),
    ],
)
def test_titles_of_sources_names_and_words_for_educators_are_left_alone(project, file, old, new):
    project.replace(old, new, getattr(project, file))
    assert told(project) == []


def test_the_title_of_a_page_elsewhere_is_left_alone(project, markdown_cell):
    cell = markdown_cell("- [Diagnosis today](https://example.org/diagnosis) says so.")
    project.write_notebook([*project.page(), cell])
    assert told(project) == []
    cell = markdown_cell("- [Diagnosis today](#diagnosis) says so.")
    project.write_notebook([*project.page(), cell])
    assert len(told(project)) == 1


@pytest.mark.parametrize(
    ("old", "new", "field", "said"),
    [
        ('"diagnos*"', '"(diagnos*"', "refused[2].phrases[1]", "a bracket closed"),
        ('"diagnos*"', '"{nobody} diagnos*"', "refused[2].phrases[1]", "these: person"),
        ("[Your diagnosis]", "[Your dinner]", "refused[2].refuses[1]", "another example"),
        ("[There is no", "[There is a", "refused[2].passes[1]", "a narrower phrase"),
        ("    why: There is none here.\n", "", "refused[2].why", "the field"),
        ("refuses: [Your diagnosis]", "refuses: []", "refused[2].refuses", "1 or more"),
    ],
)
def test_the_list_is_held_to_its_own_examples(project, old, new, field, said):
    project.replace(old, new, project.wording)
    first = check(project.root)[0]
    assert first.file == "exercises/en/refused-wording.yaml"
    assert first.field == field
    assert said in str(first)
