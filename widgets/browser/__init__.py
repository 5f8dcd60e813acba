"""The part of the widgets that runs in the browser: plain scripts and one style sheet.

A widget's script is a few of these files put together, since an anywidget is one module and can
import nothing by a relative address, in JupyterLab or in Voilà. No file needs a build step.
"""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def script(*names: str) -> str:
    """Return the named files as one ES module; the last one has its default export."""
    return "\n".join((FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in names)


@cache
def style() -> str:
    """Return the style sheet of every part of a page."""
    return (FOLDER / "workbook.css").read_text(encoding="utf-8")
