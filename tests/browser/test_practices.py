"""Every kind of practice keeps what was done, and its timers depend on nobody."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

OPEN = "Your workbook is open"


def slide(slider, value):
    """Set a slider with the keyboard, as a person does."""
    slider.focus()
    slider.press("Home")
    for _ in range(value):
        slider.press("ArrowRight")


def ratings(practice):
    """The sliders before and after."""
    own = practice.locator(".wb-question:not(.wb-row *) > input[type=range]")
    return own.first, own.last


def rows(practice, name):
    """The rows of one of the lists in a form."""
    return practice.locator(".wb-list").filter(has_text=name).locator(".wb-row")


def begun(visitor, address):
    """Open a page with a new workbook; return the page and its first practice."""
    visitor.start()
    page = visitor.visit(address)
    visitor.told(page, OPEN)
    return page, page.locator(".wb-practice").first


def again(visitor, page):
    """Load the page anew."""
    page.reload()
    visitor.told(page, OPEN)


# Timed


@pytest.mark.parametrize("address", ["1", "3", "6"], ids=["breathing", "steps", "urge"])
def test_a_timed_practice_is_begun_stopped_finished_and_kept(visitor, address):
    visitor.page.clock.install()
    page, practice = begun(visitor, address)
    before, after = ratings(practice)
    slide(before, 6)
    practice.get_by_label("How long").press("Home")
    practice.get_by_role("button", name="Begin").press("Enter")
    stop = practice.get_by_role("button", name="Stop")
    expect(stop).to_be_focused()
    expect(practice.locator(".wb-phase")).not_to_be_empty()
    page.clock.fast_forward(20_000)
    expect(practice.locator(".wb-left")).to_contain_text(re.compile("0:[34]"))
    stop.press("Enter")
    expect(practice.locator(".wb-stage")).to_be_hidden()
    expect(practice.locator(".wb-told")).not_to_be_empty()
    slide(after, 3)
    once_more = practice.get_by_role("button", name="Once more")
    once_more.click()
    expect(before).to_have_attribute("data-unanswered", "")
    slide(before, 5)
    practice.get_by_role("button", name="Begin").press("Enter")
    page.clock.fast_forward(61_000)
    expect(once_more).to_be_focused()
    slide(after, 5)
    visitor.saved()
    again(visitor, page)
    table = practice.locator(".wb-before-list")
    table.locator("summary").click()
    cells = [row.locator("td").all_text_contents() for row in table.locator("tbody tr").all()]
    assert [cell[1:] for cell in cells] == [["6", "3"], ["5", "5"]]
    assert cells[1][0] == "1:00"
    figure = practice.locator("figure")
    expect(figure.locator("figcaption")).to_contain_text("Rated 2 times on ")
    expect(figure.locator("figcaption")).to_contain_text("Too early to say more.")
    assert figure.locator("svg.wb-drawing .wb-mark-before").count() == 2
    assert figure.locator("svg.wb-drawing .wb-mark-after").count() == 2


def test_a_breath_obeys_reduced_motion(newcomer):
    someone = newcomer(reduced_motion="reduce")
    page = someone.visit("1")
    practice = page.locator(".wb-practice")
    practice.get_by_role("button", name="Begin").click()
    expect(practice.locator(".wb-phase")).to_have_text("Breathe in")
    expect(practice.locator(".wb-phase")).to_have_text("Breathe out")
    circle = practice.locator(".wb-circle")
    assert circle.evaluate("circle => getComputedStyle(circle).transform") == "none"
    assert circle.get_attribute("data-size") is None
    assert someone.errors == []


def test_a_timer_goes_on_when_its_kernel_is_dead(visitor):
    _, practice = begun(visitor, "1")
    practice.get_by_role("button", name="Begin").click()
    left = practice.locator(".wb-left")
    visitor.site.kernels()[-1].kill()
    for _ in range(4):
        expect(left).not_to_have_text(left.text_content())
    practice.get_by_role("button", name="Stop").click()
    expect(practice.locator(".wb-told")).not_to_be_empty()


# Written


def test_a_thought_record_is_written_reloaded_edited_and_removed(visitor):
    page, practice = begun(visitor, "11")
    before, after = ratings(practice)
    slide(before, 7)
    happened = practice.get_by_role("textbox", name="What happened?")
    happened.fill("No reply <b>all</b> evening")
    believed = practice.get_by_role("slider", name="How far do I believe it?")
    slide(believed, 80)
    rows(practice, "What speaks for it?").first.locator("textarea").fill("It was late")
    practice.get_by_role("button", name="Add a piece against").click()
    against = rows(practice, "What speaks against it?")
    expect(against.nth(1).locator("textarea")).to_be_focused()
    against.nth(1).locator("textarea").fill("They wrote at noon")
    slide(after, 4)
    visitor.saved()
    again(visitor, page)

    listed = practice.locator(".wb-records > li")
    expect(listed).to_have_count(1)
    expect(listed).to_contain_text("No reply <b>all</b> evening")
    expect(practice.locator(".wb-sheet")).to_be_hidden()
    listed.get_by_role("button", name=re.compile("^Open")).click()
    expect(practice.get_by_role("heading", name="Your thought record")).to_be_focused()
    expect(happened).to_have_value("No reply <b>all</b> evening")
    expect(believed).to_have_value("80")
    expect(before).to_have_value("7")
    expect(against.locator("textarea")).to_have_value("They wrote at noon")
    happened.fill("Something else")
    practice.get_by_role("button", name="Done for now").click()
    expect(practice.locator(".wb-sheet")).to_be_hidden()
    expect(practice.locator(".wb-shelf .wb-told")).not_to_be_empty()
    practice.get_by_role("button", name="Begin a new thought record").click()
    expect(happened).to_have_value("")
    happened.fill("A second one")
    visitor.saved()
    again(visitor, page)
    expect(listed.locator(".wb-record-words")).to_have_text(
        [re.compile("A second one$"), re.compile("Something else$")]
    )

    listed.first.get_by_role("button", name=re.compile("^Remove")).click()
    expect(practice.get_by_role("button", name="Keep it")).to_be_focused()
    practice.get_by_role("button", name="Yes, remove it").click()
    expect(listed).to_have_count(2)
    practice.get_by_role("button", name="Remove it for good").click()
    expect(listed).to_have_count(1)
    expect(listed.get_by_role("button", name=re.compile("^Open"))).to_be_focused()
    again(visitor, page)
    expect(listed).to_have_count(1)
    expect(listed).to_contain_text("Something else")
    page.get_by_role("button", name="Lock").click()
    visitor.told(page, "No workbook is open")
    expect(listed).to_have_count(0)
    assert "Something else" not in page.content()


def test_what_is_written_before_a_workbook_is_open_goes_into_it(visitor):
    code, passphrase = visitor.start()
    page = visitor.visit("10")
    page.get_by_role("button", name="Lock").click()
    visitor.told(page, "No workbook is open")
    practice = page.locator(".wb-written")
    practice.get_by_label("If…").fill("If the door closes")
    practice.get_by_role("button", name="Done for now").click()
    expect(practice.get_by_label("If…")).to_have_value("If the door closes")
    visitor.unlock(code, passphrase)
    visitor.saved()
    again(visitor, page)
    expect(practice.locator(".wb-records > li")).to_contain_text("If the door closes")


def test_two_windows_never_overwrite_each_others_record_unasked(visitor):
    first, practice = begun(visitor, "10")
    moment = practice.get_by_label("If…")
    moment.fill("to begin with")
    visitor.saved(first)
    second = visitor.second_tab("10")
    other = second.locator(".wb-written")
    other.get_by_role("button", name=re.compile("^Open")).click()
    moment.fill("from the first window")
    visitor.saved(first)
    other.get_by_label("If…").fill("from the second window")
    conflict = other.locator(".wb-conflict:not([hidden])")
    expect(conflict).to_contain_text("from the first window")
    expect(other.get_by_label("If…")).to_have_value("from the second window")
    conflict.get_by_role("button", name="Take the other one").click()
    expect(other.get_by_label("If…")).to_have_value("from the first window")

    practice.get_by_role("button", name=re.compile("^Remove")).first.click()
    practice.get_by_role("button", name="Yes, remove it").click()
    practice.get_by_role("button", name="Remove it for good").click()
    expect(practice.locator(".wb-records > li")).to_have_count(0)
    other.get_by_label("If…").fill("not to be lost")
    expect(conflict).to_contain_text("removed in another window")
    conflict.get_by_role("button", name="Keep what is here").click()
    visitor.saved(second)
    again(visitor, first)
    expect(practice.locator(".wb-records > li")).to_contain_text("not to be lost")


def test_a_list_is_kept_in_the_order_that_buttons_give_it(visitor):
    page, practice = begun(visitor, "7")
    links = rows(practice, "link by link")
    for number, text in enumerate(["one", "two", "three"]):
        if number:
            practice.get_by_role("button", name="Add a link").press("Enter")
        links.nth(number).locator("textarea").fill(text)
    up = practice.get_by_role("button", name="Move line 3 up")
    up.press("Enter")
    expect(practice.get_by_role("button", name="Move line 2 up")).to_be_focused()
    page.keyboard.press("Enter")
    expect(practice.get_by_role("button", name="Move line 1 down")).to_be_focused()
    expect(practice.locator(".wb-list-told")).to_contain_text("Now line 1 of 3.")
    practice.get_by_role("button", name="Remove line 2").press("Enter")
    expect(practice.get_by_role("button", name="Remove line 2")).to_be_focused()
    expect(practice.locator(".wb-list-told")).to_contain_text("Removed: one")
    practice.get_by_role("button", name="Put it back").click()
    expect(links).to_have_count(3)
    practice.get_by_role("button", name="Remove line 3").press("Enter")
    visitor.saved()
    again(visitor, page)
    practice.get_by_role("button", name=re.compile("^Open")).click()
    assert [area.input_value() for area in links.locator("textarea").all()] == ["three", "one"]


# Drawn


def test_a_ladder_is_drawn_from_its_rungs_and_says_the_same_in_words(visitor):
    page, practice = begun(visitor, "9")
    rungs = rows(practice, "The rungs")
    figure = practice.locator(".wb-drawn")
    expect(figure).to_be_hidden()
    for number, (text, expected, actual) in enumerate(
        [("the whole evening", 8, None), ("ten minutes", 2, 4)]
    ):
        if number:
            practice.get_by_role("button", name="Add a rung").click()
        row = rungs.nth(number)
        row.locator("textarea").fill(text)
        slide(row.locator("input[type=range]").first, expected)
        if actual is not None:
            slide(row.locator("input[type=range]").last, actual)
    drawing = figure.get_by_role("img")
    assert drawing.locator(".wb-label").all_text_contents() == ["the whole evening", "ten minutes"]
    assert drawing.locator(".wb-mark-before").count() == 2
    assert drawing.locator(".wb-mark-after").count() == 1
    assert figure.locator(".wb-drawn-words li").all_text_contents() == [
        "ten minutes: 2 expected, 4 when you tried it",
        "the whole evening: 8 expected, not tried yet",
    ]
    visitor.saved()
    again(visitor, page)
    practice.get_by_role("button", name=re.compile("^Open")).click()
    page.set_viewport_size({"width": 360, "height": 640})
    expect(drawing.locator(".wb-rung")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_map_is_drawn_with_nearer_dots_for_what_is_closer(visitor):
    page, practice = begun(visitor, "2")
    dots = rows(practice, "People, places")
    names = [("Ana", 0, 9), ("the bench by the river", 1, 5), ("choir", 2, 0), ("Jo", 0, 5)]
    for number, (name, kind, closeness) in enumerate(names):
        if number:
            practice.get_by_role("button", name="Add a dot").click()
        row = dots.nth(number)
        row.locator("textarea").fill(name)
        row.locator("input[type=radio]").nth(kind).check()
        slide(row.locator("input[type=range]"), closeness)
    figure = practice.locator(".wb-drawn")
    drawing = figure.get_by_role("img")
    distance = """(drawing) => {
        const centre = drawing.querySelector(".wb-centre").getBBox();
        const middle = [centre.x + centre.width / 2, centre.y + centre.height / 2];
        return [...drawing.querySelectorAll(".wb-kind")].map((dot) => {
            const { e, f } = dot.transform.baseVal.consolidate().matrix;
            return Math.hypot(e - middle[0], f - middle[1]);
        });
    }"""
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        expect(drawing.locator(".wb-kind")).to_have_count(4)
        ana, bench, choir, jo = drawing.evaluate(distance)
        assert ana < bench < choir
        assert bench == pytest.approx(jo, abs=0.5)
        assert drawing.evaluate(OVERLAPS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    said = figure.locator(".wb-drawn-words li").all_text_contents()
    assert said[0] == "Ana (a person): 9 of 10, where 10 is the middle"


@pytest.mark.parametrize("address", ["2", "9", "13"], ids=["map", "ladder", "week"])
def test_a_practice_in_use_passes_the_accessibility_rules(visitor, address):
    page, practice = begun(visitor, address)
    row = practice.locator(".wb-row").first
    row.locator("textarea").fill("something")
    for slider in row.locator("input[type=range]").all():
        slide(slider, 4)
    for choice in row.locator("fieldset").all():
        choice.locator("input").first.check()
    slide(ratings(practice)[0], 4)
    visitor.saved()
    practice.get_by_role("button", name=re.compile("^Begin a new")).click()
    slide(ratings(practice)[0], 6)
    visitor.saved()
    practice.get_by_role("button", name=re.compile("^Open")).click()
    practice.get_by_role("button", name=re.compile("^Remove, from")).last.click()
    expect(practice.locator(".wb-drawn")).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []


OVERLAPS = """(drawing) => {
    const boxes = [...drawing.querySelectorAll(".wb-label")].map((label) => label.getBBox());
    const apart = (a, b) => a.x + a.width <= b.x || b.x + b.width <= a.x
        || a.y + a.height <= b.y || b.y + b.height <= a.y;
    return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => !apart(a, b)));
}"""


def test_a_week_is_shown_by_its_days_and_the_page_holds_two_practices(visitor):
    page, practice = begun(visitor, "13")
    expect(page.locator(".wb-practice")).to_have_count(2)
    row = rows(practice, "The week").first
    row.locator("textarea").fill("ring my aunt")
    row.get_by_label("Wednesday").check()
    row.get_by_label("with someone").check()
    day = practice.locator(".wb-day").nth(2)
    expect(day).to_contain_text("Wednesday")
    expect(day).to_contain_text("ring my aunt")
    expect(day).to_contain_text("with someone")
    second = page.locator(".wb-practice").nth(1)
    second.get_by_label("The smallest thing that still counts").fill("open the curtains")
    visitor.saved()
    again(visitor, page)
    expect(practice.locator(".wb-records > li")).to_contain_text("ring my aunt")
    expect(second.locator(".wb-records > li")).to_contain_text("open the curtains")


@pytest.mark.parametrize("address", ["4", "7", "10", "12"])
def test_every_other_form_keeps_what_was_written(visitor, address):
    page, practice = begun(visitor, address)
    area = practice.locator("textarea").first
    area.fill("kept")
    visitor.saved()
    again(visitor, page)
    practice.get_by_role("button", name=re.compile("^Open")).click()
    expect(area).to_have_value("kept")
