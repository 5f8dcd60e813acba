"""Help, questions, demonstrations, and what of a page is kept: as a person meets them."""

import re

import pytest
from playwright.sync_api import expect

from exercises.content import load_help, load_questions, modules

NO_SCRIPT = {"java_script_enabled": False}
QUIET = next(module for module in modules() if module.kept == "on-request")
TWO = next(module for module in modules() if module.rating_now)
OWN = next(module for module in modules() if module.own)


def press(page, slider, *keys: str) -> None:
    slider.focus()
    for key in keys:
        page.keyboard.press(key)


# --- Help


@pytest.mark.parametrize("options", [NO_SCRIPT, {}], ids=["without JavaScript", "with JavaScript"])
def test_help_reads_in_full_and_starts_no_kernel(serve, newcomer, options):
    site = serve()
    page = newcomer(site, **options).page
    response = page.goto(f"{site.address}/help")
    assert response.status == 200
    assert site.kernels() == []
    text = page.locator("main").text_content()
    found = load_help()
    for country in found.countries:
        for line in country.lines:
            assert line.reach in text
            assert line.name in text
            assert line.source.name in text
    assert text.count(found.meanings.unchecked) >= 1
    for finder in found.finders:
        assert finder.reach in text
    for advice in found.advice:
        for paragraph in advice.paragraphs:
            assert paragraph in text
    expect(page.locator(".preparing, .trouble, noscript p")).to_have_count(0)
    assert site.kernels() == []
    page.goto(f"{site.address}/questions")
    assert len(site.kernels()) == 1, "a page with a kernel is seen to have one"


def test_a_country_opens_without_javascript(newcomer, site):
    page = newcomer(**NO_SCRIPT).page
    page.goto(f"{site.address}/help")
    expect(page.locator("select")).to_be_hidden()
    country = page.locator("details[data-country=nz]")
    expect(country.get_by_text("111", exact=True).last).to_be_hidden()
    country.locator("summary").click()
    expect(country.locator(".wb-reach").first).to_be_visible()


def test_leave_is_a_link_where_there_is_no_javascript(newcomer, site):
    page = newcomer(**NO_SCRIPT).page
    page.goto(f"{site.address}/help")
    assert page.locator("#leave").get_attribute("href").startswith("https://")


def test_a_country_is_chosen_by_hand_and_not_remembered(visitor):
    page = visitor.visit("help")
    page.get_by_label("Show one country").select_option(label="Ireland")
    shown = page.locator("details[data-country]:not([hidden])")
    expect(shown).to_have_count(1)
    expect(shown).to_have_attribute("open", "")
    expect(shown.locator("summary")).to_contain_text("Ireland")
    asked = len(visitor.requests)
    page.get_by_label("Show one country").select_option(label="All countries")
    expect(shown).to_have_count(len(load_help().countries))
    page.get_by_label("Show one country").select_option(label="Japan")
    assert len(visitor.requests) == asked, "nothing is sent"
    assert page.url.endswith("/help")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.reload()
    expect(page.get_by_label("Show one country")).to_have_value("")
    expect(shown).to_have_count(len(load_help().countries))


@pytest.mark.parametrize("address", ["", "6", "check-in", "progress", "questions"])
def test_help_is_linked_from_the_head_and_the_foot_of_a_page(newcomer, site, address):
    page = newcomer().page
    page.goto(f"{site.address}/{address}", wait_until="commit")
    for place in (".page-bar", ".page-foot"):
        link = page.locator(f"{place} a", has_text=re.compile("^Help$"))
        assert link.get_attribute("href").endswith("/help")


def test_the_same_list_is_there_in_jupyterlab(serve, chromium):
    site = serve("lab")
    context = chromium.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{site.address}/lab/tree/help.ipynb?token={site.token()}")
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.get_by_role("menuitem", name="Run").click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.locator(".wb-help").wait_for(state="attached")
    countries = page.locator(".wb-help details[data-country]")
    expect(countries).to_have_count(len(load_help().countries))
    page.locator(".wb-help select").select_option("gb")
    expect(page.locator(".wb-help details[data-country]:not([hidden])")).to_have_count(1)
    context.close()


# --- Questions


def test_each_answer_to_a_question_gets_its_reply_and_nobody_fails(visitor):
    page = visitor.visit("questions")
    asked = load_questions().questions
    sections = page.locator(".wb-asked")
    expect(sections).to_have_count(len(asked))
    for place, question in enumerate(asked):
        section = sections.nth(place)
        expect(section.locator(".wb-reply")).to_be_empty()
        for option in question.options:
            section.get_by_label(option.text, exact=True).check()
            expect(section.locator("[aria-live] .wb-reply")).to_have_text(option.reply)
        expect(section).to_contain_text(question.explanation)
    assert not re.search(
        r"\b(right|wrong|score|points|correct)\b", page.locator("legend + p").first.text_content()
    )


def test_questions_are_answered_with_the_keyboard_and_nothing_is_kept(visitor):
    visitor.start()
    page = visitor.visit("questions")
    question = load_questions().questions[1]
    section = page.locator(".wb-asked").nth(1)
    section.locator("input").first.focus()
    page.keyboard.press("Space")
    expect(section.locator(".wb-reply")).to_have_text(question.options[0].reply)
    page.keyboard.press("ArrowDown")
    expect(section.locator(".wb-reply")).to_have_text(question.options[1].reply)
    visitor.told(page, "Your workbook is open")
    assert visitor.journal().answers() == {}
    page.reload()
    visitor.told(page, "Your workbook is open")
    expect(section.locator(".wb-reply")).to_be_empty()


def test_a_question_leads_to_a_module(visitor):
    page = visitor.visit("questions")
    question = load_questions().questions[0]
    section = page.locator(".wb-asked").first
    section.locator("input").first.check()
    section.get_by_role("link", name=question.links[0].text).click()
    page.wait_for_url(re.compile(r"/\d+$"))


# --- Demonstrations


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.key)
def test_every_slider_changes_its_plot_and_the_sentence_follows(visitor, module):
    page = visitor.visit(str(module.number))
    shown = page.locator(".wb-demonstration")
    expect(shown).to_have_count(len(module.demonstrations))
    for place, content in enumerate(module.demonstrations):
        one = shown.nth(place)
        figure = one.locator("figure")
        expect(figure.locator("img")).to_have_attribute("src", re.compile("^blob:"))
        sentences = {figure.locator("figcaption").text_content()}
        for key, parameter in content.parameters.items():
            slider = one.get_by_role("slider", name=parameter.label, exact=True)
            for end in ("End", "Home"):
                before = figure.locator("img").get_attribute("src")
                at = slider.input_value()
                press(page, slider, end)
                if slider.input_value() == at:
                    continue
                expect(figure.locator("img"), key).not_to_have_attribute("src", before)
                settled(page, figure)
                sentences.add(figure.locator("figcaption").text_content())
            one.get_by_role("button", name="Back to the start").click()
            settled(page, figure)
        assert len(sentences) > 1
        for setting in content.settings:
            one.get_by_role("button", name=setting.label, exact=True).click()
            expect(one.locator(".wb-try-notice")).to_have_text(setting.notice)


def settled(page, figure) -> None:
    """Wait until two looks at a picture agree."""
    page.wait_for_function(
        """image => new Promise((agree) => {
            const before = image.src;
            setTimeout(() => agree(image.complete && image.src === before), 60);
        })""",
        arg=figure.locator("img").element_handle(),
    )


# --- Keeping on request


def fill_in(page) -> None:
    """Rate, write and practise on the page that keeps nothing unless asked."""
    press(page, page.locator(".wb-question input[type=range]").first, "End")
    page.locator(".wb-form textarea").first.fill("for nobody's eyes")
    practice = page.locator(".wb-practice")
    press(page, practice.locator(".wb-question input[type=range]").first, "Home", "ArrowRight")
    practice.get_by_role("button", name="Begin").click()
    practice.get_by_role("button", name="Stop").click()


def test_the_page_on_request_says_that_it_isnt_kept_and_keeps_nothing(visitor):
    visitor.start()
    page = visitor.visit(str(QUIET.number))
    visitor.told(page, "This page isn’t kept")
    expect(page.get_by_label("Keep what I enter on this page")).not_to_be_checked()
    fill_in(page)
    visitor.told(page, "This page isn’t kept")
    expect(page.locator(".wb-alarm")).to_be_hidden()
    journal = visitor.journal()
    assert journal.answers() == {}
    assert journal.sessions() == []
    page.reload()
    visitor.told(page, "This page isn’t kept")
    expect(page.locator(".wb-form textarea").first).to_have_value("")
    expect(page.locator(".wb-question input[type=range]").first).to_have_attribute(
        "data-unanswered", ""
    )
    assert journal.answers() == {}


def test_what_is_on_the_page_is_kept_once_that_is_asked_for(visitor):
    visitor.start()
    page = visitor.visit(str(QUIET.number))
    visitor.told(page, "This page isn’t kept")
    fill_in(page)
    page.get_by_label("Keep what I enter on this page").check()
    visitor.saved()
    journal = visitor.journal()
    key = QUIET.key
    values = {name: answer.value for name, answer in journal.answers(key).items()}
    assert values == {
        f"{key}/keep": True,
        f"{key}/{QUIET.rating.items[0].key}": 10,
        f"{key}/{QUIET.reflections[0].key}": "for nobody's eyes",
    }
    (record,) = journal.entries(f"{key}/{QUIET.practices[0].key}")
    assert record.body["before"] == 1
    expect(page.locator(".wb-scales")).to_have_count(0)
    page.reload()
    visitor.told(page, "Your workbook is open")
    expect(page.get_by_label("Keep what I enter on this page")).to_be_checked()
    expect(page.locator(".wb-form textarea").first).to_have_value("for nobody's eyes")
    page.get_by_label("Keep what I enter on this page").uncheck()
    visitor.told(page, "This page isn’t kept")
    expect(page.locator(".wb-form textarea").first).to_have_value("")
    page.locator(".wb-form textarea").nth(1).fill("not this")
    page.locator(".wb-form textarea").first.fill("nor this")
    visitor.told(page, "This page isn’t kept")
    assert journal.answers(key) == {}
    visitor.visit("")
    visitor.told(page, "Your workbook is open")
    row = page.locator(".wb-contents li", has_text=QUIET.title)
    expect(row.locator(".wb-standing")).to_be_empty()


def test_locking_the_page_on_request_leaves_nothing_on_it(visitor):
    visitor.start()
    page = visitor.visit(str(QUIET.number))
    visitor.told(page, "This page isn’t kept")
    page.locator(".wb-form textarea").first.fill("gone with the lock")
    page.get_by_role("button", name="Lock").click()
    visitor.told(page, "No workbook is open")
    expect(page.locator(".wb-form textarea").first).to_have_value("")


# --- Two ratings, own lines, the next step


def test_either_of_two_ratings_can_be_left_shut(visitor):
    visitor.start()
    page = visitor.visit(str(TWO.number))
    folded = page.locator(".wb-folded")
    expect(folded).to_have_count(2)
    for place, rating in enumerate(TWO.ratings):
        expect(folded.nth(place).locator("form")).to_be_hidden()
        folded.nth(place).locator("summary").filter(has_text=rating.title).click()
        press(page, folded.nth(place).locator("input[type=range]").first, "End")
    visitor.saved()
    page.reload()
    visitor.told(page, "Your workbook is open")
    kept = visitor.journal().answers(TWO.key)
    assert {name: answer.value for name, answer in kept.items()} == {
        f"{TWO.key}/{rating.items[0].key}": 10 for rating in TWO.ratings
    }
    folded.nth(1).locator("summary").click()
    expect(folded.nth(1).locator("input[type=range]").first).to_have_value("10")


def test_lines_of_ones_own_are_kept_with_their_beliefs(visitor):
    visitor.start()
    page = visitor.visit(str(OWN.number))
    own = page.locator(".wb-list").first
    for place, line in enumerate(("I’m <b>too</b> much", "I can ask")):
        if place:
            own.get_by_role("button", name=OWN.own.add).click()
        row = own.locator(".wb-row").nth(place)
        row.get_by_label(OWN.own.line).fill(line)
    press(page, own.locator(".wb-row").first.get_by_role("slider"), "End", "ArrowLeft")
    visitor.saved()
    page.reload()
    visitor.told(page, "Your workbook is open")
    rows = own.locator(".wb-row")
    expect(rows).to_have_count(2)
    expect(rows.first.get_by_label(OWN.own.line)).to_have_value("I’m <b>too</b> much")
    kept = visitor.journal().answers(OWN.key)[f"{OWN.key}/{OWN.own.key}"]
    assert kept.value == [
        {"line": "I’m <b>too</b> much", "belief": 99},
        {"line": "I can ask", "belief": None},
    ]


def test_the_contents_page_offers_a_next_step_and_says_why(visitor):
    page = visitor.visit("")
    expect(page.locator(".wb-next")).to_be_hidden()
    visitor.start()
    offer = page.locator(".wb-next")
    expect(offer).to_contain_text(modules()[0].title)
    visitor.visit("check-in")
    sliders = page.locator("input[type=range]")
    press(page, sliders.nth(2), "End")
    visitor.saved()
    visitor.visit("")
    expect(offer).to_contain_text("highest number")
    offer.get_by_role("link").click()
    page.wait_for_url(re.compile("/6$"))
