"""When saving fails, the page says so in words and keeps what was typed."""

import resource
import sys

import pytest
from playwright.sync_api import expect

LIMIT = 400_000
"""Bytes that any file of the server under test may grow to: a disk that is soon full."""


@pytest.mark.skipif(sys.platform != "linux", reason="file size limits are Linux's")
def test_a_disk_that_takes_no_more_is_said_in_words_and_the_text_stays(serve, newcomer):
    site = serve(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT)))
    someone = newcomer(site)
    someone.start()
    page = someone.visit("6")
    area = page.locator("textarea").first
    area.fill("kept before")
    someone.saved()
    long = "too long for what is left. " * 30_000
    area.evaluate(
        "(area, text) => { area.value = text; area.dispatchEvent(new Event('input', {bubbles: true})); }",
        long,
    )
    someone.told(page, "Not saved")
    alarm = page.locator(".wb-alarm")
    expect(alarm).to_contain_text("disk")
    expect(alarm).to_contain_text("still here on the page")
    assert area.input_value() == long
    area.fill("short again")
    someone.saved()
    page.reload()
    someone.told(page, "Your workbook is open")
    expect(area).to_have_value("short again")


def test_a_damaged_workbook_is_said_in_words_and_left_alone(visitor, newcomer):
    code, passphrase = visitor.start()
    page = visitor.visit("6")
    page.locator("textarea").first.fill("before the damage")
    visitor.saved()
    page.get_by_role("button", name="Lock").click()
    visitor.told(page, "No workbook is open")
    file = visitor.site.journals / f"{code}.journal"
    log = file.with_name(f"{file.name}-wal")  # there as long as a kernel has the file open
    visitor.site.until(lambda: not log.exists())
    broken = bytearray(file.read_bytes())
    broken[100:200] = bytes(100)
    file.write_bytes(broken)
    later = newcomer()
    later.visit("6")
    later.unlock(code, passphrase)
    expect(later.page.locator(".wb-refused")).to_contain_text("damaged")
    assert file.read_bytes() == bytes(broken)
    assert list(visitor.site.journals.glob(f"{code}.damaged-*"))
