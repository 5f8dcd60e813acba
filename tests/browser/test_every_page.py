"""What every page owes its reader: no other host, neutral names, keys, a phone, a screen reader."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from server.pages import places

ADDRESSES = [place.address for place in places().values()]
TOPIC = re.compile(r"depend|attach|abandon|relation|partner|abus|violen|therap|emotion|anx", re.I)


@pytest.fixture(scope="module", params=ADDRESSES, ids=lambda address: address or "index")
def reader(request, chromium, site, make_visitor):
    """Someone who looks at one page; every page is opened once for all that is looked at."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    someone = make_visitor(context, site)
    someone.visit(request.param)
    yield someone
    context.close()


def test_a_page_asks_no_other_host_for_anything(reader, site):
    hosts = {urlsplit(url).netloc for url in reader.requests if url.startswith(("http", "ws"))}
    assert hosts == {urlsplit(site.address).netloc}


def test_title_icon_and_address_say_nothing_of_the_topic(reader):
    icon = reader.page.locator("link[rel=icon]").get_attribute("href")
    for seen in (reader.page.title(), icon, reader.page.url):
        assert not TOPIC.search(seen), seen


def test_every_part_of_a_page_is_there_without_an_error(reader):
    assert reader.page.locator(".trouble").count() == 0
    # The page before the first is text alone.
    assert reader.page.locator(".part .wb").count() >= ("/begin" not in reader.page.url)
    assert reader.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_passes_the_accessibility_rules(reader, scheme):
    reader.page.emulate_media(color_scheme=scheme)
    found = Axe().run(reader.page, options={"resultTypes": ["violations"]}).response["violations"]
    told = [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found]
    assert told == []


def test_a_page_fits_a_narrow_phone_and_leave_stays_in_view(reader):
    page = reader.page
    page.set_viewport_size({"width": 360, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    leave = page.locator("#leave").bounding_box()
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    assert page.locator("#leave").bounding_box()["y"] == pytest.approx(leave["y"], abs=1)


def test_the_text_is_there_before_the_exercises(newcomer, site):
    page = newcomer().page
    # All but the one that leaves, which is small, kept for good, and waits for nothing.
    scripts, held = re.compile(r"(?<!/leave)\.js$"), []
    page.route(scripts, lambda route: held.append(route))
    page.goto(f"{site.address}/6", wait_until="commit")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".preparing").first).to_be_visible()
    page.route(scripts, lambda route: route.continue_())
    for route in held:
        route.continue_()
    expect(page.locator(".wb-state")).not_to_be_empty()
    expect(page.locator(".preparing")).to_have_count(0)


def test_an_address_that_isnt_there_is_answered_calmly(visitor, site):
    response = visitor.page.goto(f"{site.address}/99")
    assert response.status == 404
    expect(visitor.page.get_by_role("heading")).to_have_text("This page isn’t here")


def test_no_address_serves_a_listing_a_notebook_or_another_template(visitor, site):
    hidden = (
        "voila/tree",
        "voila/render/index.ipynb",
        "voila/files/index.ipynb",
        "voila/api/contents",
    )
    for address in hidden:
        assert visitor.page.request.get(f"{site.address}/{address}").status == 404
    page = visitor.page.request.get(f"{site.address}/6?template=lab&theme=dark")
    assert 'id="leave"' in page.text()


def test_leaving_forgets_the_key_and_goes_to_a_neutral_page(visitor):
    visitor.start()
    page = visitor.visit("6")
    page.route(
        "https://**",
        lambda route: route.fulfill(body="<title>elsewhere</title>", content_type="text/html"),
    )
    page.locator("#leave").click()
    page.wait_for_url("https://**")
    page.unroute("https://**")
    page.goto(f"{visitor.site.address}/6")
    visitor.told(page, "No workbook is open")


def test_a_module_can_be_worked_through_with_the_keyboard_alone(visitor):
    page = visitor.visit("6")
    keyboard = page.keyboard

    def tab_to(selector: str, limit: int = 80) -> None:
        for _ in range(limit):
            keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        pytest.fail(f"Tab never reached {selector}")

    keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "leave"
    tab_to("summary")
    keyboard.press("Enter")
    tab_to(".wb-card button.wb-main")
    keyboard.press("Enter")
    page.locator("input[name=passphrase][type=text]").wait_for()
    keyboard.press("Enter")
    page.locator(".wb-keep").wait_for()
    tab_to(".wb-keep button")
    keyboard.press("Enter")
    visitor.told(page, "Your workbook is open")
    tab_to("input[data-unanswered]")
    keyboard.press("ArrowRight")
    tab_to("input[type=radio]")
    keyboard.press("Space")
    tab_to("textarea")
    keyboard.type("typed without a mouse")
    visitor.saved()
    page.reload()
    visitor.told(page, "Your workbook is open")
    expect(page.locator("textarea").first).to_have_value("typed without a mouse")
    expect(page.locator("input[type=radio]").first).to_be_checked()
