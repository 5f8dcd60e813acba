"""An educator's questionnaire, as somebody meets it who was asked to fill it in."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

SCALES = Path(__file__).parents[1] / "widgets/scales"


@pytest.fixture
def asked(serve, newcomer):
    """Somebody at a workbook to which a questionnaire was added, on a narrow screen."""
    someone = newcomer(serve("serve", f"--scales={SCALES}"), viewport={"width": 360, "height": 740})
    yield someone
    assert someone.errors == []


def test_it_is_found_answered_by_keyboard_scored_and_there_again(asked):
    page = asked.page
    asked.start()
    page.get_by_role("link", name="Questionnaires").click()
    page.wait_for_url("**/more")
    asked.told(page, "Your workbook is open")
    first = page.get_by_role("group", name="I put the phone away")
    first.get_by_role("radio", name="1 not at all").focus()
    page.keyboard.press("ArrowRight")
    expect(first.get_by_role("radio", name="2", exact=True)).to_be_checked()
    asked.saved()
    page.get_by_role("group", name="I know what").get_by_role("radio", name="7 completely").check()
    page.get_by_role("group", name="Evenings alone").get_by_role("radio", name="4 in part").check()
    ease = page.locator(".wb-scales li").first
    expect(ease).to_contain_text("4.33, the mean of the answers, on a scale from 1 to 7")
    expect(ease).to_contain_text("a mean of 4.6")
    asked.saved()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.reload()
    expect(first.get_by_role("radio", name="2", exact=True)).to_be_checked()
    expect(ease).to_contain_text("4.33")
    page.goto(f"{asked.site.address}/progress")
    expect(page.locator(".wb-group > summary")).to_contain_text("Evening habits")
    expect(page.get_by_role("img", name="Ease in the evening")).to_be_visible()
