"""Forms, drawings, own lines, second ratings, bars: broken ones are told with field, line, words."""

import pytest

from exercises.check import check
from exercises.content import load, modules
from exercises.schema import FormPractice, Module

FORM = """practices:
  - key: ladder
    tool: form
    title: A ladder
    introduction: From easy to hard.
    question: How ready is it?
    anchors: {0: not at all, 10: quite}
    record: ladder
    drawing: ladder
    fields:
      - key: rungs
        label: The rungs
        control: list
        add: Add a rung
        columns:
          - {key: step, label: Step, control: line}
          - {key: expected, label: Expected, control: slider, anchors: {0: easy, 10: hard}}
          - {key: actual, label: Found, control: slider, anchors: {0: easy, 10: hard}}
      - {key: mood, label: Mood, control: choice, anchors: {0: low, 1: high}}
      - {key: thoughts, label: Thoughts, hint: A word., control: text}
    finish: That was it.
"""
OWN = """own:
  key: own
  prompt: A line of your own?
  hint: A word.
  add: Add a line
  line: The line
  belief: How true
  anchors: {0: not at all, 100: quite}
"""
NOW = """rating_now:
  title: Now
  period: This month
  scales:
    - {key: now, label: Now, high: Much., low: Little.}
  items:
    - {key: a, scale: now, text: One., control: slider, anchors: {0: never, 10: always}}
    - {key: b, scale: now, text: Two., control: slider, anchors: {0: never, 10: always}}
    - {key: c, scale: now, text: Three., control: slider, anchors: {0: never, 10: always}}
    - {key: d, scale: now, text: Four., control: slider, anchors: {0: never, 10: always}}
    - {key: e, scale: now, text: Five., control: slider, anchors: {0: never, 10: always}}
"""
BARS = """demonstrations:
  - model: approaches
    kind: bars
    title: Four bars
    parameters:
      fear: {label: Fear, low: 0, high: 10, step: 1, start: 5, meaning: How much.}
      alone: {label: Alone, low: 0, high: 10, step: 1, start: 5, meaning: How much.}
      settling: {label: Settling, low: 0, high: 10, step: 1, start: 5, meaning: How much.}
      steadying: {label: Steadying, low: 0, high: 10, step: 1, start: 5, meaning: How much.}
      worth: {label: Worth, low: 0, high: 10, step: 1, start: 5, meaning: How much.}
    axes: {x: Kind, y: How much, ticks: [One, Two, Three, Four]}
    series:
      fear: {label: Fear}
      alone: {label: Alone}
      settling: {label: Settling}
      steadying: {label: Steadying}
      worth: {label: Worth}
    settings:
      - {label: Fear, values: {fear: 10}, notice: Look.}
      - {label: None, values: {fear: 0}, notice: Look.}
    sentences: {none: No., even: Even., two: Two., attachment: A., schema: S., dbt: D., cbt: C.}
    equation: "B = Σ b"
    source: Our own.
"""


@pytest.fixture
def wide(project):
    """A module with a form, lines of one's own, a second rating, and bars besides lines."""
    text = project.module.read_text()
    practice = text[text.index("practices:") : text.index("sources:")]
    text = text.replace(practice, FORM).replace("reflections:", f"{NOW}{OWN}reflections:")
    text = text.replace("rating:\n  period", "rating:\n  title: Then\n  period")
    project.module.write_text(text)
    project.keys.write_text("released: {}\nretired: {}\n")
    return project


@pytest.fixture
def with_bars(project):
    text = project.module.read_text()
    lines = text[text.index("demonstrations:") : text.index("rating:")]
    project.module.write_text(text.replace(lines, BARS))
    return project


def test_a_form_own_lines_and_a_second_rating_are_in_order(wide):
    assert [str(one) for one in check(wide.root)] == []
    module = load(wide.module, Module)
    assert [rating.key for rating in module.ratings] == ["evening", "evening"]
    assert module.practices[0].drawn.key == "rungs"


BROKEN = [
    # what is there, what stands there instead, the line, the field, words
    ("      drawing: ladder".strip(), "drawing: map", "drawing:", "drawing", "name (a line), kind"),
    ("key: actual", "key: after", "drawing:", "practices[1].drawing", "0 lists that a ladder"),
    ("control: line}", "control: choice, anchors: {0: a, 1: b}}", "drawing:", "", "step (a line)"),
    ("        add: Add a rung\n", "", "key: rungs", "practices[1].fields[1].add", "add: with what"),
    ("control: text}", "control: text, add: More}", "Thoughts", "practices[1]", "control: list"),
    ("control: text}", "control: line, anchors: {0: a, 1: b}}", "Thoughts", "", "leave the words"),
    ("anchors: {0: low, 1: high}", "anchors: {0: low}", "key: mood", "", "at two numbers"),
    (", anchors: {0: low, 1: high}", "", "key: mood", "practices[1].fields[2]", "at two numbers"),
    ("{0: low, 1: high}", "{0: low, 2: high}", "key: mood", "", "every point from 0 to 2"),
    ("{0: low, 1: high}", "{0: low, 1: '1'}", "key: mood", "", "stands for in words"),
    ("{key: mood", "{key: rungs", "key: rungs, l", "practices[1].fields[2].key", "a second time"),
    ("{key: actual", "{key: step", "label: Found", "practices[1].fields[1].columns[3]", "a second"),
    ("control: list", "control: switch", "switch", "practices[1].fields", "line or text or"),
    ("100: quite", "10: quite", "0: not at all, 10: quite", "", "words at 0 and at 100"),
    ("  title: Now\n", "", "rating_now:", "rating_now.title", "a title for each"),
    ("{key: a, scale", "{key: quiet, scale", "text: One", "rating_now.items[1].key", "a second"),
    ("  key: own", "  key: quiet", "  key: quiet\n", "own.key", "quiet a second time"),
    ("minutes: 20", "minutes: 20\nkept: never", "kept:", "kept", "always or on-request"),
]


@pytest.mark.parametrize(("old", "new", "where", "field", "said"), BROKEN)
def test_a_broken_part_is_told_with_its_line_field_and_words(wide, old, new, where, field, said):
    wide.replace(old, new)
    problems = check(wide.root)
    (told,) = [one for one in problems if said in str(one)][:1] or [problems[0]]
    assert said in str(told)
    assert field in told.field
    lines = wide.module.read_text().splitlines()
    assert where.strip() in lines[told.line - 1]


def test_the_scales_of_two_ratings_have_keys_of_their_own(wide):
    text = wide.module.read_text().replace("key: now,", "key: calm,")
    wide.module.write_text(text.replace("scale: now,", "scale: calm,"))
    (first,) = [one for one in check(wide.root) if "calm a second time" in str(one)]
    assert first.field == "rating_now.scales[1].key"
    assert first.line == wide.line_of("label: Now")


def test_bars_are_in_order(with_bars):
    said = [str(one) for one in check(with_bars.root)]
    assert [one for one in said if "sentences" not in one] == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (", ticks: [One, Two, Three, Four]", "", "ticks: [Schema, DBT, CBT]"),
        (", Four]", "]", "3 names for 4 bars; write a name for each bar, 4 in all"),
        ("kind: bars", "kind: lines", "kind: bars above"),
        ("kind: bars", "kind: cake", "lines or bars"),
    ],
)
def test_names_of_bars_fit_the_bars(with_bars, old, new, said):
    with_bars.replace(old, new)
    told = [str(one) for one in check(with_bars.root)]
    assert any(said in one and "demonstrations[1]" in one for one in told), told


def test_a_module_has_one_or_two_demonstrations_and_practices(project):
    text = project.module.read_text()
    for name, end in (("demonstrations:\n", "rating:"), ("practices:\n", "sources:")):
        block = text[text.index(name) + len(name) : text.index(end)]
        project.module.write_text(text.replace(block, block * 3))
        assert "2 or fewer" in str(check(project.root)[0])


def test_every_drawing_of_the_workbook_has_its_list():
    forms = [p for m in modules() for p in m.practices if isinstance(p, FormPractice)]
    assert {form.drawing for form in forms} == {"none", "ladder", "map", "week"}
    assert all((form.drawn is None) == (form.drawing == "none") for form in forms)


def test_only_the_module_about_harm_is_kept_on_request():
    assert [m.number for m in modules() if m.kept == "on-request"] == [8]
