"""As many pages as there is room for: nobody is turned out, and whoever waits comes in."""

import pytest
from playwright.sync_api import expect

from exercises.content import words

PATIENCE = 20_000
OPEN = "Your workbook is open"


@pytest.fixture(scope="module")
def small(serve_for_all):
    """A server with room for one page."""
    return serve_for_all("serve", "--room=1")


@pytest.fixture
def full(small):
    """The same, with nobody there."""
    small.until(lambda: not small.kernels())
    return small


def come_in(page) -> None:
    """Wait until a page that had no room is there by itself."""
    expect(page.locator(".wb-state")).not_to_be_empty(timeout=PATIENCE)


def test_who_finds_the_room_full_is_told_so_and_comes_in_when_there_is_room(full, newcomer):
    first, second = newcomer(full), newcomer(full)
    first.visit("6")
    response = second.page.goto(f"{full.address}/6")
    assert response.status == 503
    assert int(response.headers["retry-after"]) > 0
    expect(second.page.get_by_role("heading")).to_have_text(words("server.full_title"))
    expect(second.page.locator("main")).to_contain_text(words("server.full"))
    first.page.close()
    come_in(second.page)
    assert second.page.url == f"{full.address}/6"


def test_who_is_in_a_full_room_goes_from_page_to_page(full, newcomer):
    first, second = newcomer(full), newcomer(full)
    first.start()
    page = first.visit("6")
    first.told(page, OPEN)
    page.locator("textarea").first.fill("taken along")
    first.saved()
    for address in ("1", "2", "check-in", "6"):
        assert second.page.goto(f"{full.address}/6").status == 503
        first.visit(address)
        first.told(page, OPEN)
    expect(page.locator("textarea").first).to_have_value("taken along")


def test_a_page_that_lost_its_kernel_in_a_full_room_says_so_and_comes_back(full, newcomer, banner):
    first, second = newcomer(full), newcomer(full)
    first.start()
    page = first.visit("6")
    first.told(page, OPEN)
    said = banner(page)
    page.route("**/api/kernels", lambda route: route.abort())
    full.kernels()[-1].kill()
    said.says_within_five_seconds(words("server.line_lost"))
    full.until(lambda: not full.kernels())
    second.visit("6")
    page.unroute("**/api/kernels")
    said.says(words("server.line_full"))
    area = page.locator("textarea").first
    area.fill("written while waiting")
    second.page.close()
    said.says(words("server.line_back"))
    first.saved()
    page.reload()
    first.told(page, OPEN)
    expect(area).to_have_value("written while waiting")
