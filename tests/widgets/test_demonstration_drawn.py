"""A demonstration: each setting gets a picture and the catalogue's sentence, whatever is sent."""

import io
import math

import pytest
from PIL import Image

from exercises.content import modules, words
from exercises.demonstrations import run
from widgets.demonstration import DemonstrationView
from widgets.plots.style import DARK, LIGHT, Size

SIZE = {"width": 600, "ratio": 1, "dark": False}


@pytest.fixture
def demonstration(sheet):
    return sheet.page.its_demonstration


@pytest.fixture
def drawn(sheet, demonstration):
    """Draw a setting; return what was said and the picture."""

    def draw(values=None, size=SIZE):
        (sent,) = sheet.hear(demonstration, kind="set", values=values, size=size)
        assert sent.content["kind"] == "picture", sent.content
        (png,) = sent.buffers
        assert png.startswith(b"\x89PNG\r\n\x1a\n")
        return sent.content, Image.open(io.BytesIO(png))

    return draw


def said_of(demonstration, values) -> str:
    content = demonstration.content
    outcome = run(content.model, values)
    return content.sentence(outcome.case, outcome.facts)


def test_a_setting_is_drawn_and_said_in_the_catalogues_words(demonstration, drawn):
    content = demonstration.content
    told, picture = drawn(content.start)
    assert told["sentence"] == said_of(demonstration, content.start)
    assert (told["width"], told["height"]) == (600, Size(600).height)
    assert picture.size == (600, Size(600).height)
    assert "{" not in told["sentence"]


def test_it_works_before_any_workbook_is_open_and_knows_nothing_of_one(sheet, demonstration, drawn):
    before, one = drawn()
    sheet.start()
    after, other = drawn()
    assert before == after
    assert one.tobytes() == other.tobytes()
    assert sheet.tell(demonstration, kind="ready") == []


def test_every_suggested_setting_of_every_module_is_drawn_and_differs_from_the_start(build):
    for module in modules():
        sheet = build(module.key)
        parts = [part for part in sheet.page.parts if isinstance(part, DemonstrationView)]
        assert [part.content for part in parts] == list(module.demonstrations)
        for part in parts:
            content = part.content
            pictures, sentences = [], []
            for values in [content.start, *(content.values(one) for one in content.settings)]:
                (sent,) = sheet.hear(part, kind="set", values=values, size=SIZE)
                pictures.append(sent.buffers[0])
                sentences.append(sent.content["sentence"])
            assert len(set(pictures)) == len(pictures), module.key
            assert sentences[0] not in sentences[1:], module.key


def test_values_beyond_a_sliders_ends_are_taken_to_the_end(demonstration, drawn):
    parameters = demonstration.content.parameters
    highest = {name: one.high for name, one in parameters.items()}
    lowest = {name: one.low for name, one in parameters.items()}
    top, _ = drawn(dict.fromkeys(parameters, 1e9))
    bottom, _ = drawn(dict.fromkeys(parameters, -1e9))
    assert top["sentence"] == said_of(demonstration, highest)
    assert bottom["sentence"] == said_of(demonstration, lowest)
    assert drawn(dict.fromkeys(parameters, math.inf))[0] == top
    assert drawn(dict.fromkeys(parameters, -math.inf))[0] == bottom
    assert drawn(dict.fromkeys(parameters, 10**400))[0] == top


ODD = [None, "5", [1], {"a": 1}, True, math.nan, "\ud83d"]


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_what_is_no_number_leaves_a_slider_at_its_start(demonstration, drawn, odd):
    start, _ = drawn(demonstration.content.start)
    assert drawn(dict.fromkeys(demonstration.content.parameters, odd))[0] == start
    assert drawn(odd)[0] == start
    assert drawn({"unknown": 5})[0] == start


@pytest.mark.parametrize(
    ("size", "width"),
    [
        (None, 640),
        ([], 640),
        ("wide", 640),
        ({}, 640),
        ({"width": "600"}, 640),
        ({"width": None, "ratio": "2"}, 640),
        ({"width": True}, 640),
        ({"width": math.nan, "ratio": math.nan}, 640),
        ({"width": -5, "ratio": -5}, 200),
        ({"width": 0}, 200),
        ({"width": 10**9, "ratio": 10**9}, 1600),
        ({"width": 10**400, "ratio": 10**400}, 1600),
        ({"width": math.inf, "ratio": math.inf}, 1600),
        ({"width": 359.6}, 360),
        ({"width": 640, "dark": "yes"}, 640),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_malformed_size_is_drawn_as_one_that_makes_sense(drawn, size, width):
    told, picture = drawn(size=size)
    ratio = 2 if width == 1600 else 1
    assert told["width"] == width
    assert picture.size == (width * ratio, told["height"] * ratio)


def test_a_finer_screen_gets_more_points_for_the_same_place(drawn):
    told, picture = drawn(size={"width": 400, "ratio": 2, "dark": False})
    assert (told["width"], picture.width) == (400, 800)


def test_a_dark_page_gets_light_lines_on_nothing(drawn):
    _, light = drawn(size=SIZE)
    _, dark = drawn(size={**SIZE, "dark": True})
    for picture in (light, dark):
        assert picture.convert("RGBA").getpixel((0, 0))[3] == 0
    for picture, palette in ((light, LIGHT), (dark, DARK)):
        colours = {colour for count, colour in picture.convert("RGBA").getcolors(1 << 20)}
        for line in palette.lines[:2]:
            assert min(distance((*bytes.fromhex(line[1:]), 255), colour) for colour in colours) < 4


def distance(one, other) -> int:
    """How far two colours are apart in the channel where they differ most."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def test_the_figure_is_kept_while_a_slider_moves(demonstration, drawn):
    content = demonstration.content
    name, parameter = next(iter(content.parameters.items()))
    drawn(content.start)
    canvas = demonstration._plot._canvas
    for step in range(5):
        drawn({**content.start, name: parameter.low + step * parameter.step})
    assert demonstration._plot._canvas is canvas
    drawn(content.start, size={**SIZE, "dark": True})
    assert demonstration._plot._canvas is not canvas


def test_the_axes_never_shrink_while_a_slider_moves_to_and_fro(demonstration, drawn):
    content = demonstration.content
    drawn(content.start)
    wide = dict.fromkeys(content.parameters, 1e9)
    drawn(wide)
    limits = demonstration._plot._limits
    drawn(content.start)
    assert demonstration._plot._limits == limits


def test_a_picture_that_fails_is_said_in_words(sheet, demonstration, monkeypatch, caplog):
    def fail(*_args):
        raise MemoryError("a text of ours")

    monkeypatch.setattr("widgets.demonstration.run", fail)
    reply = sheet.ask(demonstration, kind="set", values={}, size=SIZE)
    assert reply == {"kind": "trouble", "words": words("plot.trouble")}
    assert "MemoryError" in caplog.text
    assert "of ours" not in caplog.text
    monkeypatch.undo()


def test_the_spec_has_all_that_the_page_needs_and_only_content(demonstration):
    spec = demonstration.spec
    assert set(spec) == {"title", "parameters", "settings", "equation", "source"}
    assert [one["key"] for one in spec["parameters"]] == list(demonstration.content.parameters)
