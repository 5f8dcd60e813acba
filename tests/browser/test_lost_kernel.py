"""A page outlives its kernel: what it alone knew is told to the next one, and it works on."""

import re

from playwright.sync_api import expect

from exercises.content import words

LOST, BACK = words("server.line_lost"), words("server.line_back")
TRYING = "nothing is kept"


def try_it(visitor, address):
    """Go to a page of the workbook without saving."""
    page = visitor.visit("")
    page.get_by_role("button", name="Try it", exact=True).click()
    visitor.told(page, TRYING)
    page = visitor.visit(address)
    visitor.told(page, TRYING)
    return page


def lose_kernel(visitor, banner):
    """Kill the kernel of the page that was opened last, and wait until it has another."""
    said = banner(visitor.page)
    visitor.site.kernels()[-1].kill()
    said.says_within_five_seconds(LOST)
    said.says(BACK)


def test_what_is_tried_without_saving_is_known_to_the_next_kernel(visitor, banner):
    page = try_it(visitor, "6")
    sliders = page.locator(".wb-question input[type=range]")
    sliders.first.press("End")
    page.get_by_label("a few times a week").check()
    page.locator(".wb-form textarea").first.fill("kept on this page alone")
    scales = page.locator(".wb-scales").first
    expect(scales).to_contain_text("1 of 2")
    lose_kernel(visitor, banner)
    expect(sliders.first).to_have_value("10")
    expect(page.get_by_label("a few times a week")).to_be_checked()
    expect(page.locator(".wb-form textarea").first).to_have_value("kept on this page alone")
    # The next kernel adds up both: it knows the one from before.
    sliders.nth(1).press("Home")
    expect(scales).to_contain_text("5 of 10")
    expect(page.locator(".wb-alarm")).to_be_hidden()
    visitor.told(page, TRYING)


def test_a_timed_practice_that_is_tried_is_known_to_the_next_kernel(visitor, banner):
    page = try_it(visitor, "6")
    practice = page.locator(".wb-practice")
    practice.locator("input[type=range]").first.press("End")
    practice.get_by_role("button", name="Begin").click()
    practice.get_by_role("button", name="Stop").click()
    cells = page.locator(".wb-before-list tbody tr td")
    expect(cells.nth(1)).to_have_text("10")
    lose_kernel(visitor, banner)
    practice.locator("input[type=range]").last.press("Home")
    expect(cells.nth(1)).to_have_text("10")
    expect(cells.nth(2)).to_have_text("0")
    expect(page.locator(".wb-before-list tbody tr")).to_have_count(1)


def test_records_that_are_tried_are_known_to_the_next_kernel(visitor, banner):
    page = try_it(visitor, "10")
    practice = page.locator(".wb-written")
    moment = practice.get_by_label("If…")
    listed = practice.locator(".wb-records > li")
    moment.fill("the first one")
    practice.get_by_role("button", name="Done for now").click()
    practice.get_by_role("button", name=re.compile("^Begin a new")).click()
    moment.fill("the second one")
    expect(listed).to_have_count(2)
    lose_kernel(visitor, banner)
    expect(listed.locator(".wb-record-words")).to_have_text(
        [re.compile("the second one$"), re.compile("the first one$")]
    )
    expect(moment).to_have_value("the second one")
    # A kernel without this record would say that it was removed in another window.
    listed.last.get_by_role("button", name=re.compile("^Open")).click()
    moment.fill("the first one, changed")
    practice.get_by_role("button", name="Done for now").click()
    expect(listed.last).to_contain_text("the first one, changed")
    expect(practice.locator(".wb-conflict:visible")).to_have_count(0)
    expect(page.locator(".wb-alarm")).to_be_hidden()


def test_a_demonstration_answers_again(visitor, banner):
    page = visitor.visit("6")
    image = page.locator(".wb-demonstration figure img")
    slider = page.locator(".wb-parameter input[type=range]").first
    expect(image).to_have_attribute("src", re.compile("^blob:"))
    kernel = visitor.site.kernels()[-1]
    kernel.suspend()
    before = image.get_attribute("src")
    slider.press("End")
    said = banner(page)
    kernel.kill()
    said.says_within_five_seconds(LOST)
    # First what was asked of the kernel that is gone, then what is asked of the new one.
    expect(image).not_to_have_attribute("src", before)
    before = image.get_attribute("src")
    slider.press("Home")
    expect(image).not_to_have_attribute("src", before)


def test_the_row_that_is_written_in_stays_in_hand(visitor, banner):
    visitor.start()
    page = visitor.visit("11")
    visitor.told(page, "Your workbook is open")
    rows = page.locator(".wb-written .wb-list").first.locator(".wb-row textarea")
    rows.first.press_sequentially("It was")
    visitor.saved()
    notice = page.locator(".wb-sheet > [role=status]").first
    expect(notice).to_be_empty()
    lose_kernel(visitor, banner)
    expect(notice).not_to_be_empty()  # the new kernel has told what it knows of the record
    page.keyboard.type(" late")
    expect(rows.first).to_have_value("It was late")
    visitor.saved()


def test_a_page_without_a_workbook_stays_as_it_is(visitor, banner):
    page = visitor.visit("6")
    area = page.locator(".wb-form textarea").first
    area.fill("before a workbook is open")
    page.locator(".wb-ways > summary").click()
    page.get_by_label("Code").fill("river-lemon-pillow")
    lose_kernel(visitor, banner)
    visitor.told(page, "No workbook is open")
    expect(page.get_by_label("Code")).to_have_value("river-lemon-pillow")
    expect(area).to_have_value("before a workbook is open")
