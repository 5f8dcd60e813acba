"""The same notebooks in JupyterLab, open to read and change."""

import re

import pytest
from playwright.sync_api import expect

from exercises.content import words


@pytest.fixture(scope="module")
def lab(serve_for_all):
    """JupyterLab, served for all tests of this file."""
    return serve_for_all("lab")


@pytest.fixture
def reader(lab, chromium, make_visitor):
    """Somebody who has opened a module in JupyterLab, and thrown no error by it."""
    context = chromium.new_context(viewport={"width": 1400, "height": 1000})
    someone = make_visitor(context, lab)
    someone.page.set_default_timeout(60_000)
    # JupyterLab saves by itself what it has run, and this is the project's own notebook.
    someone.page.route("**/api/contents/**", _without_saving)
    yield someone
    assert someone.errors == []
    context.close()


def _without_saving(route):
    if route.request.method == "PUT":
        route.abort()
    else:
        route.fallback()


def run_all(someone):
    """Run a module's notebook and try it out, as a reader does."""
    page = someone.page
    page.goto(f"{someone.site.address}/lab/tree/06-reassurance.ipynb?token={someone.site.token()}")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.get_by_role("menuitem", name="Run").click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.locator(".wb-sources").wait_for()
    # Only the cells in view are drawn: go back up.
    page.locator(".jp-WindowedPanel-outer").first.evaluate("panel => { panel.scrollTop = 0; }")
    page.locator(".wb-ways > summary").click()
    expect(page.get_by_role("button", name="Forget me here")).to_be_hidden()
    page.get_by_role("button", name="Try it", exact=True).click()
    expect(page.locator(".wb-state")).to_contain_text("nothing is kept", timeout=60_000)
    return page


def test_a_module_runs_in_jupyterlab_and_its_form_works(reader):
    page = run_all(reader)
    assert page.get_by_text("official Jupyter news").count() == 0
    slider = page.locator(".wb-question input[type=range]").first
    slider.scroll_into_view_if_needed()
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("^6 of 10"))
    slider.press("ArrowRight")
    expect(page.locator(".wb-scales").first).to_contain_text("not enough answers yet (1 of 2)")


def test_the_quiet_time_locks_in_jupyterlab_too(reader):
    page = run_all(reader)
    page.clock.install()  # only now: with such a clock, JupyterLab doesn't draw cells out of view
    page.clock.fast_forward("15:01")
    expect(page.locator(".wb-state")).to_contain_text("No workbook is open", timeout=60_000)
    expect(page.locator(".wb-said")).to_have_text(words("desk.locked_quiet_trying", minutes=15))
