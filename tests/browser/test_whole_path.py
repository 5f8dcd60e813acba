"""Open, rate, reflect, come back, see progress: as a person meets it."""

import re

from playwright.sync_api import expect

URGE = "When doubt came, my urge to ask or to check was"


def move(page, label: str, value: int) -> None:
    """Set a slider with the keyboard, as `fill` on a range does not ask its script."""
    slider = page.get_by_role("slider", name=label)
    slider.focus()
    page.keyboard.press("Home")
    for _ in range(value):
        page.keyboard.press("ArrowRight")


def test_what_was_answered_is_there_after_a_reload_and_on_the_way_back(visitor):
    visitor.start()
    page = visitor.visit("6")
    move(page, URGE, 7)
    page.get_by_label("a few times a week").check()
    page.locator("textarea").first.fill("On Tuesday I didn't ask, and it was all right.")
    visitor.saved()
    page.reload()
    visitor.told(page, "Your workbook is open")
    expect(page.get_by_role("slider", name=URGE)).to_have_value("7")
    expect(page.get_by_label("a few times a week")).to_be_checked()
    expect(page.locator("textarea").first).to_have_value(
        "On Tuesday I didn't ask, and it was all right."
    )
    visitor.visit("1")
    visitor.told(page, "Your workbook is open")
    visitor.visit("6")
    expect(page.get_by_role("slider", name=URGE)).to_have_value("7")


def test_coming_back_with_code_and_passphrase_in_a_new_browser_shows_everything(visitor, newcomer):
    code, passphrase = visitor.start()
    page = visitor.visit("6")
    page.locator("textarea").first.fill("still here")
    visitor.saved()
    later = newcomer()
    later.visit("6")
    # A code is read off paper: case and spaces don't matter.
    later.unlock(code.upper().replace("-", " "), passphrase)
    expect(later.page.locator("textarea").first).to_have_value("still here")


def test_another_browser_sees_nothing_of_it(visitor, newcomer):
    visitor.start()
    page = visitor.visit("6")
    page.locator("textarea").first.fill("for nobody else")
    visitor.saved()
    other = newcomer()
    other.visit("6")
    other.told(other.page, "No workbook is open")
    assert "for nobody else" not in other.page.content()
    expect(other.page.locator("textarea").first).to_have_value("")


def test_a_wrong_code_and_a_wrong_passphrase_get_the_same_answer(visitor, newcomer):
    code, passphrase = visitor.start()
    answers = []
    for tried in ((code, passphrase + "x"), ("river-lemon-pillow", passphrase), ("../../etc", "x")):
        other = newcomer()
        other.visit("")
        other.unlock(*tried)
        answers.append(other.page.locator(".wb-refused:not([hidden])").text_content())
        other.told(other.page, "No workbook is open")
    assert len(set(answers)) == 1
    assert "don’t open a workbook" in answers[0]


def test_an_answer_can_be_cleared_and_stays_cleared(visitor):
    visitor.start()
    page = visitor.visit("6")
    move(page, URGE, 4)
    visitor.saved()
    page.get_by_role("button", name=re.compile(f"Clear the answer to: {URGE}")).click()
    visitor.saved()
    page.reload()
    visitor.told(page, "Your workbook is open")
    expect(page.get_by_role("slider", name=URGE)).to_have_attribute(
        "aria-valuetext", "not answered"
    )


def test_a_rating_adds_up_per_marker_without_a_verdict(visitor):
    visitor.start()
    page = visitor.visit("6")
    move(page, URGE, 6)
    move(page, "Wanting to ask or to check took up my thoughts", 4)
    result = page.locator(".wb-result").first
    expect(result).to_contain_text("5 of 10")
    expect(result).to_contain_text("not enough answers yet")
    expect(result).to_contain_text("not a validated scale")


def test_a_check_in_appears_on_the_progress_page_as_plot_sentence_and_table(visitor):
    visitor.start()
    page = visitor.visit("check-in")
    sliders = page.locator("input[type=range]")
    for index in range(sliders.count()):
        sliders.nth(index).focus()
        page.keyboard.press("End")
    visitor.saved()
    page = visitor.visit("progress")
    plots = page.locator(".wb-multiples article")
    expect(plots).to_have_count(8)
    expect(plots.first.locator("img")).to_have_attribute("alt", re.compile("One rating, 10 of 10"))
    expect(plots.first.locator("figcaption")).to_contain_text("Too early to say")
    plots.first.locator("summary").click()
    expect(plots.first.locator("tbody tr")).to_have_count(1)


def test_the_contents_page_says_where_one_stands(visitor):
    visitor.start()
    page = visitor.visit("6")
    page.locator("textarea").first.fill("begun")
    visitor.saved()
    page = visitor.visit("1")
    page.get_by_label("I have finished with this module for now").check()
    visitor.saved()
    page = visitor.visit("")
    visitor.told(page, "Your workbook is open")
    expect(page.locator(".wb-contents li", has_text="When an answer")).to_contain_text("begun")
    expect(page.locator(".wb-contents li", has_text="What it is")).to_contain_text("done for now")


def test_a_slider_of_the_demonstration_changes_its_plot_and_its_sentence(visitor):
    page = visitor.visit("6")
    figure = page.locator(".wb-demonstration figure")
    expect(figure.locator("img")).to_have_attribute("src", re.compile("^blob:"))
    before = figure.locator("img").get_attribute("src")
    sentence = figure.locator("figcaption").text_content()
    move(page, "Size of the relief", 9)
    expect(figure.locator("img")).not_to_have_attribute("src", before)
    expect(figure.locator("figcaption")).not_to_have_text(sentence)
    page.get_by_role("button", name="An answer that holds").click()
    expect(page.locator(".wb-try-notice")).not_to_be_empty()


def test_a_practice_can_be_begun_and_stopped_and_is_kept_with_its_ratings(visitor):
    visitor.start()
    page = visitor.visit("6")
    practice = page.locator(".wb-practice")
    sliders = practice.locator("input[type=range]")
    sliders.first.focus()
    for key in ("End", "ArrowLeft"):
        page.keyboard.press(key)
    practice.get_by_role("button", name="Begin").click()
    expect(practice.locator(".wb-phase")).not_to_be_empty()
    practice.get_by_role("button", name="Stop").click()
    sliders.last.focus()
    page.keyboard.press("Home")
    visitor.saved()
    page.reload()
    visitor.told(page, "Your workbook is open")
    cells = page.locator(".wb-before-list tbody tr").first.locator("td")
    expect(cells.nth(1)).to_have_text("9")
    expect(cells.nth(2)).to_have_text("0")


def test_locking_empties_the_page_and_forgets_the_key(visitor):
    visitor.start()
    page = visitor.visit("6")
    page.locator("textarea").first.fill("mine")
    visitor.saved()
    page.get_by_role("button", name="Lock").click()
    visitor.told(page, "No workbook is open")
    expect(page.locator("textarea").first).to_have_value("")
    assert page.evaluate("sessionStorage.length") == 0
    page.reload()
    visitor.told(page, "No workbook is open")


def test_trying_without_saving_writes_nothing_and_says_so(visitor):
    before = set(visitor.site.journals.glob("*"))
    page = visitor.visit("")
    page.get_by_role("button", name="Try it", exact=True).click()
    visitor.told(page, "nothing is kept")
    page = visitor.visit("6")
    visitor.told(page, "nothing is kept")
    page.locator("textarea").first.fill("gone soon")
    move(page, URGE, 3)
    expect(page.locator(".wb-alarm")).to_be_hidden()
    page.reload()
    visitor.told(page, "nothing is kept")
    expect(page.locator("textarea").first).to_have_value("")
    # Kernels of pages before, on their way out, take files of theirs away.
    assert set(visitor.site.journals.glob("*")) <= before
