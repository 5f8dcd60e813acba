"""Take the README's pictures anew, from a served workbook: `make screenshots`.

The journals' folder is a temporary one, and what is answered in the pictures is made up.
"""

import io
import re
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from benchmarks.serving import chromium, free_port, running

IMAGES = Path(__file__).parent / "images"
WIDTH, HEIGHT = 1280, 820
BELOW_HEADER = 80
COLOURS = 128
"""Enough for pages of text and lines, at a third of the size."""
PATIENCE = 30_000


def main() -> None:
    """Serve the workbook, visit it as a person would, and write the pictures."""
    with tempfile.TemporaryDirectory() as made, chromium() as browser:
        port = free_port()
        command = [sys.executable, "-m", "server.command", "serve", "--no-browser"]
        command += [f"--port={port}", f"--journals={made}/journals"]
        with running(command, port, Path(made)):
            size = {"width": WIDTH, "height": HEIGHT}
            page = browser.new_page(viewport=size, color_scheme="light")
            page.set_default_timeout(PATIENCE)
            expect.set_options(timeout=PATIENCE)
            _start(page, f"http://localhost:{port}/")
            page.goto(f"http://localhost:{port}/begin?to=6")
            page.goto(f"http://localhost:{port}/6")
            expect(page.locator(".wb-state")).to_contain_text("Your workbook is open")
            plot = page.locator(".wb-demonstration figure img")
            expect(plot).to_have_attribute("src", re.compile("^blob:"))
            keep("demonstration", page, page.locator(".wb-demonstration"))


def _start(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name="Start my workbook").click()
    page.get_by_role("button", name="I have kept them").click()
    expect(page.locator(".wb-state")).to_contain_text("Your workbook is open")


def keep(name: str, page: Page, part: Locator) -> None:
    """Write a picture of the window, with a part of the page below the header."""
    part.evaluate(
        "(part, room) => scrollTo(0, scrollY + part.getBoundingClientRect().top - room)",
        BELOW_HEADER,
    )
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    IMAGES.mkdir(exist_ok=True)
    path = IMAGES / f"{name}.png"
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
