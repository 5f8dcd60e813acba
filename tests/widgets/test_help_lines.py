"""Help by country: everything of the content file is shown, and says how far it was checked."""

import json

import widgets
from exercises.content import load_help
from widgets.help import structure


def listed() -> list[dict]:
    """Every line and finder as it is shown."""
    found = structure()
    groups = [group for country in found["countries"] for group in country["groups"]]
    return [*(line for group in groups for line in group["lines"]), *found["finders"]]


def given() -> list:
    """Every line and finder of the content file."""
    found = load_help()
    return [*(line for country in found.countries for line in country.lines), *found.finders]


def test_every_line_of_every_country_is_there_in_its_order():
    assert [(line["name"], line["reach"]) for line in listed()] == [
        (line.name, line.reach) for line in given()
    ]
    names = [country["name"] for country in structure()["countries"]]
    assert names == [country.name for country in load_help().countries]


def test_every_line_names_its_source_and_the_day_or_that_it_could_not_be_checked():
    unchecked = load_help().meanings.unchecked
    for shown, line in zip(listed(), given(), strict=True):
        assert shown["source"] == {"name": line.source.name, "link": line.source.link}
        assert (shown["checked"] == unchecked) == (line.checked is None)
        if line.checked:
            assert str(line.checked.year) in shown["checked"]


def test_lines_stand_under_what_they_are_for():
    found = load_help()
    for shown, country in zip(structure()["countries"], found.countries, strict=True):
        meanings = [group["meaning"] for group in shown["groups"]]
        assert meanings[0] == found.meanings.emergency
        assert len(set(meanings)) == len(meanings), "lines of a kind stand together"
        assert shown["emergency"].startswith(country.lines[0].reach)


def test_only_an_address_is_a_link_and_a_number_is_text():
    for line in listed():
        assert line["link"] == line["reach"].startswith("https://")


def test_hours_languages_notes_and_what_a_finder_finds_are_told():
    for shown, line in zip(listed(), given(), strict=True):
        told = " ".join(shown["notes"])
        for name in ("hours", "languages", "note", "about"):
            assert (getattr(line, name, None) or "") in told


def test_the_widget_shows_the_same_and_asks_nothing(build):
    part = widgets.help_lines()
    assert part.spec == json.loads(json.dumps(structure()))
    sheet = build(part.owner)
    for kind in ("ready", "answer", "set", "country"):
        assert sheet.tell(part, kind=kind, key="gb", value="gb") == []
