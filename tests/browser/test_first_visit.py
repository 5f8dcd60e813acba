"""The page that comes once, before the first one that asks or tells anything."""

import re

import pytest
from playwright.sync_api import expect

from exercises.content import words
from server.pages import places

SENSITIVE = [place.address for place in places().values() if place.sensitive]
OPEN = ["", "help", "begin"]


@pytest.fixture
def first_time(visitor):
    """Somebody whose browser has never been here."""
    visitor.context.clear_cookies()
    return visitor


def test_only_contents_help_and_the_page_itself_open_at_once():
    assert {place.address for place in places().values()} - set(SENSITIVE) == set(OPEN)


@pytest.mark.parametrize("address", SENSITIVE)
def test_a_first_visit_meets_the_page_and_goes_on_to_what_it_asked_for(first_time, address):
    page = first_time.page
    page.goto(f"{first_time.site.address}/{address}")
    expect(page).to_have_url(re.compile(rf"/begin\?to={address}$"))
    page.get_by_role("link", name=words("server.onward"), exact=True).click()
    expect(page).to_have_url(f"{first_time.site.address}/{address}")
    page.locator(".wb-state:not(:empty)").wait_for()


@pytest.mark.parametrize("address", OPEN)
def test_other_pages_open_at_once(first_time, address):
    first_time.visit(address)
    assert first_time.page.url == f"{first_time.site.address}/{address}"


def test_it_is_asked_once_for_as_long_as_the_browser_is_open(first_time):
    page = first_time.visit("6")
    (seen,) = [one for one in first_time.context.cookies() if one["name"] == "seen"]
    assert (seen["expires"], seen["httpOnly"], seen["value"]) == (-1, True, "1")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    for address in ("6", "check-in"):
        tab = first_time.tab()
        tab.goto(f"{first_time.site.address}/{address}")
        assert tab.url == f"{first_time.site.address}/{address}"


def test_it_works_without_javascript(newcomer, site):
    someone = newcomer(java_script_enabled=False)
    someone.context.clear_cookies()
    page = someone.page
    page.goto(f"{site.address}/6")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Before you begin")
    page.get_by_role("link", name=words("server.onward"), exact=True).click()
    expect(page).to_have_url(f"{site.address}/6")


def test_help_is_one_step_away(first_time):
    page = first_time.page
    page.goto(f"{first_time.site.address}/6")
    page.locator("main").get_by_role("link", name="Help").click()
    expect(page).to_have_url(f"{first_time.site.address}/help")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://www.example.org/",
        "//www.example.org/",
        "/\\www.example.org",
        "\\\\www.example.org",
        "javascript:alert(1)",
        "6/../../x",
        "@www.example.org",
        "06-reassurance",
        '"><a href="https://www.example.org/">',
    ],
)
def test_it_leads_nowhere_but_to_our_own_pages(first_time, elsewhere):
    page = first_time.page
    page.goto(f"{first_time.site.address}/begin?to={elsewhere}")
    expect(page.locator(".onward a")).to_have_attribute("href", "/")
    assert "example.org" not in page.content()


def test_it_says_what_it_has_to(first_time):
    page = first_time.page
    page.goto(f"{first_time.site.address}/6")
    text = page.locator("main").text_content()
    for said in (
        "press the Shift key three times",
        "It doesn’t erase your browser’s history.",
        "A program can watch a device.",
        "A private window",
        "Another device is safer",
    ):
        assert said in text
    assert "detect" not in text
