"""Files that are YAML and not yet content: each rule, the field, its line, what is said."""

import pytest

from exercises.check import check

ITEM = "rating.items[1]"
FEAR = "scales[1]"

RULES = [
    # what is there, what stands there instead, the line (of the text), the field, words
    ("title: An evening\n", "", "number:", "title", "title: When an answer doesn't settle"),
    ("      text: I was rested.\n", "", "key: rested", "rating.items[3].text", "text: My urge"),
    ("title: An", "titel: An", "titel:", "titel", "“title” instead"),
    ("anchors: {0: never, 5", "anchor: {0: never, 5", "anchor:", f"{ITEM}.anchor", "“anchors”"),
    (
        "    seconds: 180",
        "    seconds: 180\n    steps: []",
        "steps: []",
        "practices[1].steps",
        "write nothing instead",
    ),
    ("{in: 4,", "{inn: 4,", "breath:", "practices[1].breath.inn", "“in” instead"),
    ("title: An evening\n", "title: 5\n", "title: 5", "title", "found the number 5"),
    ("title: An evening\n", "title: true\n", "title: true", "title", "stands for yes or no"),
    ("title: An evening\n", "title: 2026-11-22\n", "title:", "title", "the day 2026-11-22"),
    ("title: An evening\n", "title: [a, b]\n", "title:", "title", "a list of 2"),
    ("title: An evening\n", "title: {a: b}\n", "title:", "title", "a group of 1 fields"),
    ("title: An evening\n", "title:\n", "title:", "title", "found nothing"),
    ("title: An evening\n", "title: ' '\n", "title:", "title", "found no text"),
    ("number: 3", "number: three", "number:", "number", "a whole number"),
    ("number: 3", "number: 3.0", "number:", "number", "a whole number"),
    ("number: 3", "number: 0", "number:", "number", "1 or more"),
    ("minutes: 20", "minutes: 1000", "minutes:", "minutes", "240 or less"),
    ("key: evening", "key: An Evening", "key: An", "key", "small letters"),
    ("low: 0.1", "low: much", "noise:", "demonstrations[1].parameters.noise.low", "as in 0.5"),
    ("low: 0.1", "low: .nan", "noise:", "demonstrations[1].parameters.noise.low", "as in 0.5"),
    ("step: 0.1", "step: 0", "noise:", "demonstrations[1].parameters.noise.step", "above 0"),
    ("low: 0.1", "low: 2", "noise:", "demonstrations[1].parameters.noise.high", "above the lowest"),
    (
        "start: 0.5",
        "start: 2",
        "noise:",
        "demonstrations[1].parameters.noise.start",
        "between these",
    ),
    (
        "start: 0.5",
        "start: 0.55",
        "noise:",
        "demonstrations[1].parameters.noise.start",
        "finer step",
    ),
    (
        "high: 0.95",
        "high: 0.93",
        "carry_over:",
        "demonstrations[1].parameters.carry_over.high",
        "0.9,",
    ),
    (
        "      carry_over: {",
        "      Carry-over: {",
        "Carry-over:",
        "demonstrations[1].parameters",
        "_, as",
    ),
    (
        "{weight: 0}",
        "{wait: 0}",
        "label: None",
        "demonstrations[1].settings[1].values.wait",
        "“weight”",
    ),
    (
        "weight: 1.5\n",
        "weight: 2\n",
        "weight: 2",
        "demonstrations[1].settings[2].values.weight",
        "outs",
    ),
    (
        "weight: 1.5\n",
        "weight: 0.17\n",
        "weight: 0.17",
        "demonstrations[1].settings[2]",
        "0.15, or a fi",
    ),
    ("{share:.0f}", "{share", "own: About", "demonstrations[1].sentences.own", "as in {share}"),
    ("{share:.0f}", "{}", "own: About", "demonstrations[1].sentences.own", "a name in braces"),
    ("{share:.0f}", "{share.real}", "own: About", "demonstrations[1].sentences.own", "a name in"),
    (
        "{share:.0f}",
        "{share!r}",
        "own: About",
        "demonstrations[1].sentences.own",
        "a name in braces",
    ),
    ("{share:.0f}", "{share:wide}", "own: About", "demonstrations[1].sentences.own", "a name in"),
    ("      scale: calm\n", "      scale: clam\n", "scale: clam", f"{ITEM}.scale", "“calm”"),
    ("{key: calm", "{key: company", "label: Company", "rating.scales[2].key", "a second time"),
    ("key: step, p", "key: quiet, p", "small step", "reflections[3].key", "quiet a second time"),
    ("breathing-out", "exception", "- key: exc", "practices[1].key", "exception a second time"),
    ("control: slider", "control: slidder", "slidder", f"{ITEM}.control", "slider or choice"),
    ("5: half the time, 10", "5: half the time, 9", "9: always", f"{ITEM}.anchors", "0, 5, 9"),
    ("{0: never, 5: half the time, 10: always}", "{0: never}", "{0: never}", ITEM, "2 or more"),
    ("{0: never, 5", "{none: never, 5", "{none:", f"{ITEM}.anchors.none", "whole number"),
    ("        1: once\n", "", "by number", "rating.items[4].anchors", "no words at 1"),
    ("        2: more", "        3: more", "by number", "rating.items[4].anchors", "at 2"),
    ("        2: more", "        20: more", "by number", "rating.items[4].anchors", "11 points"),
    ("reversed: true", "reversed: 'yes'", "reversed:", "rating.items[2].reversed", "true or false"),
    ("{0: never, 10: always}", "{0: never, 100: always}", "100:", "rating.items[2]", "0 to 10"),
    ("checked: 2026-11-22", "checked: '2026-11-22'", "checked:", "sources[1].checked", "without q"),
    ("checked: 2026-11-22", "checked: 2026", "checked:", "sources[1].checked", "year first"),
    ("https://doi.org/10", "www.doi.org/10", "link:", "sources[1].link", "an address"),
    ("  help: See Help.\n", "", "way_out:", "way_out.help", "help: The Help page"),
    ("03-evening", "04-evening", "notebook:", "notebook", "03-evening.ipynb"),
    ("03-evening", "evening", "notebook:", "notebook", "write 03, a hyphen"),
    ("tool: breathing", "tool: humming", "tool:", "practices[1]", "breathing or urge or steps"),
    ("    tool: breathing\n", "", "- key: breathing-out", "practices[1]", "tool: urge"),
    (
        "anchors: {0: not at all, 10",
        "anchors: {0: not at all, 9",
        "at all",
        "practices[1].anc",
        "at 10",
    ),
    (
        "    breath: {in: 4, hold: 0, out: 6}",
        "    breath: 4-0-6",
        "4-0-6",
        "practices[1].breath",
        "{in: 4",
    ),
    ("hold: 0", "hold: -1", "breath:", "practices[1].breath.hold", "0 or more"),
]


@pytest.mark.parametrize(("old", "new", "where", "field", "said"), RULES)
def test_a_broken_rule_is_told_with_its_line_field_and_words(project, old, new, where, field, said):
    project.replace(old, new)
    first = check(project.root)[0]
    assert said in str(first)
    assert first.field.startswith(field)
    assert first.line == project.line_of(where)
    assert first.found
    assert first.write


def test_a_key_is_used_once_in_a_form(project):
    project.replace("key: restless", "key: quiet")
    first = check(project.root)[0]
    assert (first.field, first.line) == (
        "rating.items[2].key",
        project.line_of("I was restless") - 2,
    )
    assert "quiet a second time" in first.found


def test_a_missing_field_is_told_at_its_parent(project):
    project.replace("      text: I was rested.\n", "")
    assert check(project.root)[0].line == project.line_of("- key: rested")


def test_every_problem_of_a_file_is_told_at_once(project):
    project.replace("title: An evening\n", "")
    project.replace("minutes: 20", "minutes: long")
    project.replace("  help: See Help.\n", "")
    told = [one for one in check(project.root) if "evening.yaml" in one.file]
    assert [one.field for one in told] == ["title", "minutes", "way_out.help"]


def test_a_urge_practices_words_need_its_time(project):
    project.replace("tool: breathing", "tool: urge")
    breath = "  breath: {in: 4, hold: 0, out: 6}\n"
    project.replace(breath, "  steps:\n    - {seconds: 200, words: Wait.}\n")
    first = check(project.root)[0]
    assert (first.field, first.line) == ("practices[1].steps", project.line_of("  steps:"))
    assert "200 or more" in first.write


def test_a_list_that_is_too_short_or_too_long_is_told(project):
    project.replace('  - {key: kept, prompt: "What did it keep?", hint: A word.}\n', "")
    assert "3 or more" in str(check(project.root)[0])
    one = "  - {key: kept%s, prompt: What, hint: A word.}\n"
    project.replace("reflections:\n", "reflections:\n" + "".join(one % n for n in range(3)))
    assert "4 or fewer" in str(check(project.root)[0])


def test_a_scale_without_an_item_is_told(project):
    project.replace(
        "  items:\n", "    - {key: rest, label: Rest, high: Yes., low: No.}\n  items:\n"
    )
    first = check(project.root)[0]
    assert first.field == "rating.scales[3].key"
    assert first.line == project.line_of("label: Rest,")


def test_the_check_in_asks_one_thing_a_scale(project):
    project.replace("scale: friends", "scale: fear", project.check_in)
    told = [str(one) for one in check(project.root)]
    assert any("one item for each scale" in one for one in told)
    assert any("friends, which no item belongs to" in one for one in told)


def test_the_check_ins_note_has_a_key_of_its_own(project):
    project.replace("note: {key: note", "note: {key: met", project.check_in)
    assert "met a second time" in str(check(project.root)[0])


def test_code_words_are_plain_and_there_once(project):
    words = project.code_words.read_text() + "- River\n- river\n"
    project.code_words.write_text(words)
    assert "3 to 7 small letters" in str(check(project.root)[0])
    project.code_words.write_text(words.replace("- River\n", ""))
    assert "river a second time" in str(check(project.root)[0])
    project.code_words.write_text("- river\n")
    assert "256 or more" in str(check(project.root)[0])


@pytest.mark.parametrize(
    "text", ["desk: {saved: 5}", "desk: [Saved]", "desk: {saved: '{}'}", "5: 5"]
)
def test_the_interface_holds_texts(project, text):
    project.interface.write_text(text)
    assert "interface.yaml:1" in str(check(project.root)[0])
