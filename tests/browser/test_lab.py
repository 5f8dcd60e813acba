"""The same notebooks in JupyterLab, open to read and change."""

import re

from playwright.sync_api import expect


def is_reading(route):
    return route.request.method == "GET"


def test_a_module_runs_in_jupyterlab_and_its_form_works(serve, chromium):
    site = serve("lab")
    context = chromium.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(60_000)
    # JupyterLab saves by itself what it has run, and this is the project's own notebook.
    page.route(
        "**/api/contents/**", lambda route: route.fallback() if is_reading(route) else route.abort()
    )
    page.goto(f"{site.address}/lab/tree/06-reassurance.ipynb?token={site.token()}")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.get_by_role("menuitem", name="Run").click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.locator(".wb-sources").wait_for()
    assert page.get_by_text("official Jupyter news").count() == 0
    # Only the cells in view are drawn: go back up, as a reader does.
    page.locator(".jp-WindowedPanel-outer").first.evaluate("panel => { panel.scrollTop = 0; }")
    page.locator(".wb-ways > summary").click()
    page.get_by_role("button", name="Try it", exact=True).click()
    expect(page.locator(".wb-state")).to_contain_text("nothing is kept", timeout=60_000)
    slider = page.locator(".wb-question input[type=range]").first
    slider.scroll_into_view_if_needed()
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("^6 of 10"))
    slider.press("ArrowRight")
    expect(page.locator(".wb-scales").first).to_contain_text("not enough answers yet (1 of 2)")
    context.close()
