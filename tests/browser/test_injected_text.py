"""In a real browser, whatever somebody wrote is shown as text: nothing runs, nothing is added."""

import re

import pytest
from playwright.sync_api import expect

from exercises.content import code_words, load_check_in, modules
from exercises.schema import FormPractice
from journal import Shelf

OPEN = "Your workbook is open"
LONGEST_LINE = 10_000
COUNT = """() => {
  const counts = {};
  for (const tag of ["script", "iframe", "object", "embed", "base", "form", "style", "link", "meta",
    "img", "template", "math", "animate", "area", "audio", "video"])
    counts[tag] = document.querySelectorAll(tag).length;
  return counts;
}"""
RUN = "() => globalThis.hacked"


def value(asked, text):
    """What a field holds in which a text was written wherever there is room for words."""
    if asked.control == "text":
        return text
    if asked.control == "line":
        return text[:LONGEST_LINE]
    return None


@pytest.fixture
def planted(visitor, site, injections):
    """Write to a new workbook what a person could have, into one module and the check-in's note."""
    code, passphrase = visitor.start()
    shelf = Shelf(site.journals, code_words())
    journal = shelf.open(code, shelf.key(code, passphrase))

    def plant(module):
        texts = iter(injections)
        fields = [f"{module.key}/{prompt.key}" for prompt in module.reflections]
        for base in range(0, len(injections), len(fields)):
            for key, (_, text) in zip(fields, injections[base:], strict=False):
                journal.save(key, text, base=base // len(fields))
        if module.own is not None:
            lines = [{"line": text, "belief": 5} for _, text in injections]
            journal.save(f"{module.key}/{module.own.key}", lines, base=0)
        for practice in module.practices:
            if not isinstance(practice, FormPractice):
                continue
            body = {}
            for field in practice.fields:
                if field.control == "list":
                    body[field.key] = [
                        {
                            column.key: value(column, text)
                            if column.control in ("line", "text")
                            else max(column.anchors)
                            for column in field.columns
                        }
                        for _, text in injections
                    ]
                else:
                    body[field.key] = value(field, next(texts)[1])
            record = {"before": 3, "after": 4, "fields": body}
            journal.add_entry(f"{module.key}/{practice.key}", record)

    journal.save(f"check-in/{load_check_in().note.key}", injections[0][1], base=0)
    yield plant
    journal.close()


def drawn(kind):
    """The module whose practice has such a drawing."""
    return next(
        module
        for module in modules()
        for practice in module.practices
        if isinstance(practice, FormPractice) and practice.drawing == kind
    )


def shown(page):
    """All that a page shows: its text, and what is in its fields."""
    return page.evaluate(
        """() => document.body.innerText + [...document.querySelectorAll("input, textarea")]
            .map((field) => field.value).join("\\n")"""
    )


@pytest.mark.parametrize("kind", ["map", "ladder", "week"])
def test_words_in_reflections_forms_and_drawings_stay_words(visitor, planted, injections, kind):
    module = drawn(kind)
    page = visitor.visit(str(module.number))
    visitor.told(page, OPEN)
    before = page.evaluate(COUNT)
    planted(module)
    page.reload()
    visitor.told(page, OPEN)
    page.get_by_role("button", name=re.compile("^Open")).first.click()
    expect(page.locator(".wb-sheet").first).to_be_visible()
    # Whoever hovers, clicks or focuses the words starts nothing either.
    for row in page.locator("svg.wb-drawing text").all()[:3]:
        row.dispatch_event("click")
    assert page.evaluate(RUN) is None
    assert page.evaluate(COUNT) == before
    found = shown(page)
    for text in ("<script>globalThis.hacked = true</script>", "{{7*7}}", "$&", "=cmd|"):
        assert text in found, text
    assert all(url.startswith((visitor.site.address, "data:", "blob:")) for url in visitor.requests)


def test_pages_beside_them_show_it_as_text_or_not_at_all(visitor, planted):
    addresses = ("", "check-in", "progress", "yours")

    def counts():
        found = {}
        for address in addresses:
            page = visitor.visit(address)
            visitor.told(page, OPEN)
            assert page.evaluate(RUN) is None
            found[address] = page.evaluate(COUNT)
        return found

    before = counts()
    for kind in ("map", "ladder", "week"):
        planted(drawn(kind))
    assert counts() == before
    assert all(url.startswith((visitor.site.address, "data:", "blob:")) for url in visitor.requests)
