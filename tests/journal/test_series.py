"""A form's scales over the sittings."""

from types import SimpleNamespace

from exercises.schema_form import Means
from journal import series


def item(key, scale, reverse=False):
    return SimpleNamespace(key=key, scale=scale, low=0, high=10, reversed=reverse)


class Asked(Means):
    """A form of four items on two scales."""

    key = "reassurance"
    scales = (SimpleNamespace(key="urge"), SimpleNamespace(key="effect"))
    items = (
        item("often", "urge"),
        item("strong", "urge"),
        item("calm", "urge", reverse=True),
        item("settled", "effect"),
    )


FORM = Asked()


def answer(journal, **values):
    for key, value in values.items():
        known = journal.answers().get(f"reassurance/{key}")
        journal.save(f"reassurance/{key}", value, base=known.revision if known else 0)


def test_each_sitting_with_an_answer_is_a_point_of_its_own(memory, standing_clock):
    answer(memory, often=4, strong=6, calm=2, settled=9)
    standing_clock.forward(days=7)
    answer(memory, settled=3)
    standing_clock.forward(days=7)
    answer(memory, often=1)
    standing_clock.forward(minutes=2)
    answer(memory, strong=2)
    points = series(memory, FORM)["urge"]
    assert [point.session.id for point in points] == [1, 3]
    assert [tuple(point.score) for point in points] == [(6, 3, 3), (1.5, 2, 3)]
    assert points[1].at == standing_clock.moment
    assert [point.score.value for point in series(memory, FORM)["effect"]] == [9, 3]


def test_a_point_is_of_when_its_last_answer_was_given(memory, standing_clock):
    answer(memory, strong=6)
    standing_clock.forward(minutes=2)
    answer(memory, often=4)
    last = standing_clock.moment
    standing_clock.forward(minutes=2)
    answer(memory, settled=9)
    (point,) = series(memory, FORM)["urge"]
    assert point.at == last


def test_too_few_answers_are_a_point_without_a_value(memory):
    answer(memory, often=4)
    (point,) = series(memory, FORM)["urge"]
    assert tuple(point.score) == (None, 1, 3)


def test_cleared_answers_and_what_is_no_number_of_the_item_stay_out(memory):
    answer(memory, often=4, strong=5, calm=6)
    answer(memory, often=None, strong=11, calm="six")
    assert series(memory, FORM)["urge"] == []
    answer(memory, calm=True)
    assert series(memory, FORM)["urge"] == []


def test_a_clock_set_back_leaves_the_points_in_order(memory, standing_clock):
    answer(memory, settled=1)
    standing_clock.forward(days=-2)
    answer(memory, settled=2)
    assert [point.score.value for point in series(memory, FORM)["effect"]] == [1, 2]


def test_every_scale_is_there_before_anything_is_answered(memory):
    assert series(memory, FORM) == {"urge": [], "effect": []}


def test_a_forms_history_is_read_once_however_many_scales_it_has(memory, monkeypatch):
    answer(memory, often=4, strong=6, calm=2, settled=9)
    read = []
    kind = type(memory)
    for name in ("history", "sessions"):
        reading = getattr(kind, name)
        monkeypatch.setattr(
            kind,
            name,
            lambda *told, name=name, reading=reading: read.append(name) or reading(*told),
        )
    assert [len(points) for points in series(memory, FORM).values()] == [1, 1]
    assert sorted(read) == ["history", "sessions"]


def test_answers_to_items_that_the_form_no_longer_has_stay_out(memory):
    answer(memory, settled=9, gone=3)
    assert [tuple(point.score) for point in series(memory, FORM)["effect"]] == [(9, 1, 1)]
    assert series(memory, FORM)["urge"] == []
