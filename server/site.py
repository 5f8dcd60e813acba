"""What is served: each page written once, as HTML, and the files that pages are made of."""

import asyncio
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import nbformat
from traitlets.config import Config
from voila.exporter import VoilaExporter

from exercises.content import words, words_under
from server.files import Files
from server.making import PageMade
from server.pages import NOTEBOOKS, Place, places
from widgets.browser import script, style
from widgets.help import structure

KERNEL = "@kernel@"
"""Stands in a page where its kernel's name goes."""
NEXT = "@next@"
"""Stands on the page BEGIN where the address goes that it leads on to."""
TEMPLATES = Path(__file__).parent / "share" / "jupyter" / "voila" / "templates" / "workbook"


class Site:
    """The pages by their address."""

    def __init__(self, made: dict[str, PageMade], base_url: str, leave_to: str) -> None:
        self.files = Files()
        self.files.add_folder(TEMPLATES / "static")
        self.files.add("workbook.css", style().encode("utf-8"))
        choice = script("choice").encode("utf-8") + (TEMPLATES / "static/help.js").read_bytes()
        self.files.add("help.js", choice)
        self.places = {place.address: place for place in places().values()}
        self.leave_to, self._base_url = leave_to, base_url
        self._addresses = {
            f"{place.name}.ipynb": f"{base_url}{place.address}" for place in self.places.values()
        }
        described = {name: self._describe(page) for name, page in made.items()}
        # Only now is the tag of all files known, which every page names.
        self._pages = {
            address: self._write(place, described.get(place.name))
            for address, place in self.places.items()
        }

    def page(self, address: str) -> str:
        """Return a page's HTML, with KERNEL where its kernel's name goes."""
        return self._pages[address]

    def _describe(self, page: PageMade) -> dict[str, Any]:
        """Return a page's parts for the template: by cell, and with words told once for all."""
        parts, spoken = [], {}
        for position, cell in page.cells.items():
            for part in cell or ():
                spoken.update(part.state["words"])
                spec = self._addressed(part.state["spec"])
                state = {**part.state, "spec": spec, "words": list(part.state["words"])}
                file = self.files.script(part.script)
                parts.append({"id": part.id, "cell": position, "script": file, "state": state})
        failed = [position for position, cell in page.cells.items() if cell is None]
        return {"parts": parts, "words": spoken, "failed": failed}

    def _addressed(self, value: Any) -> Any:
        """Return a part's content with addresses for notebooks' names, as JupyterLab has them."""
        if isinstance(value, dict):
            return {key: self._addressed(one) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [self._addressed(one) for one in value]
        return self._addresses.get(value, value) if isinstance(value, str) else value

    def _write(self, place: Place, made: dict[str, Any] | None) -> str:
        base = f"{self._base_url}files/{self.files.tag}/"
        resources = {
            "metadata": {"name": place.name},
            "base_url": self._base_url,
            "files": base,
            "place": asdict(place),
            "made": made and {**made, "json": _safe_json(made)},
            "kernel": KERNEL,
            "next": NEXT,
            "leave_to": self.leave_to,
            "help": structure(),
            "words": {
                **words_under("server"),
                "pages": words("desk.pages"),
                "where_next": words("desk.where_next"),
                "help": words_under("help"),
            },
        }
        notebook = NOTEBOOKS / f"{place.name}.ipynb"
        page = asyncio.run(_written(notebook, resources, self._base_url))
        for name, address in self._addresses.items():
            page = page.replace(f'href="{name}', f'href="{address}')
        return page


async def _written(notebook: Path, resources: dict[str, Any], base_url: str) -> str:
    exporter = VoilaExporter(
        template_paths=[str(TEMPLATES)],
        template_name="workbook",
        config=Config(),
        base_url=base_url,
        contents_manager=_NoImages(),
    )
    node = nbformat.read(notebook, as_version=4)
    pieces = exporter.generate_from_notebook_node(node, resources={"workbook": resources})
    return "".join([piece async for piece, _ in pieces])


class _NoImages:
    """Voilà's exporter asks which images to put into the page; our prose has none."""

    def file_exists(self, _path: str) -> bool:
        return False


def _safe_json(made: dict[str, Any]) -> str:
    """Return JSON that ends no script element it stands in."""
    return json.dumps(made, ensure_ascii=False).replace("<", "\\u003c")
