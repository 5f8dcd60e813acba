"""Which notebook is at which address, and what a page's header links to.

Addresses are bare numbers and plain words, so that one seen over a shoulder or in a browser's
history gives nothing away: module 6 is at /6.
"""

from dataclasses import dataclass
from pathlib import Path

from exercises.content import modules, words

NOTEBOOKS = Path(__file__).parent.parent / "workbook"
HELP = "help"
"""Name and address of the page that every other one links to."""
BEGIN = "begin"
"""Name and address of the page that comes before the first one that asks or tells anything."""
OPEN_TO_ALL = ("index", HELP, BEGIN)
"""Pages that open at once, without the page that comes before."""


@dataclass(frozen=True)
class Link:
    """One link of a header; `address` is relative to the base address."""

    address: str
    label: str
    rel: str = ""


@dataclass(frozen=True)
class Place:
    """A page: its notebook's name without the ending, its address, and its header's links."""

    name: str
    address: str
    links: tuple[Link, ...]
    kernel: bool = True
    """Whether a kernel is started for it; help can be read without one."""

    @property
    def sensitive(self) -> bool:
        """Whether the page BEGIN comes before it, once."""
        return self.name not in OPEN_TO_ALL


def places() -> dict[str, Place]:
    """Return every page by its notebook's name."""
    contents, help_ = Link("", words("desk.contents")), Link(HELP, words("desk.help"))
    listed = modules()
    found = {}
    for position, module in enumerate(listed):
        links = [contents, help_]
        if position:
            before = listed[position - 1]
            label = words("desk.previous", title=before.title)
            links.append(Link(str(before.number), label, "prev"))
        if position + 1 < len(listed):
            after = listed[position + 1]
            links.append(Link(str(after.number), words("desk.next", title=after.title), "next"))
        name = Path(module.notebook).stem
        found[name] = Place(name, str(module.number), tuple(links))
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        if path.stem not in found:
            address = "" if path.stem == "index" else path.stem
            links = [link for link in (contents, help_) if link.address != address]
            found[path.stem] = Place(
                path.stem, address, tuple(links), kernel=address not in (HELP, BEGIN)
            )
    return found
