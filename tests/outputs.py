"""Run every notebook and keep its outputs, which `pytest --nbval` compares with: `make outputs`.

Only the short texts are kept. A widget's state or id would differ with each run, and a page is
blank until a journal is opened, so there is nothing of anyone to keep.
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

WIDGET = "application/vnd.jupyter.widget-view+json"


def refresh(path: Path) -> None:
    """Run one notebook and write it back with its outputs."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": path.parent}}).execute()
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    count = 0
    for cell in notebook.cells:
        cell.metadata = {}
        if cell.cell_type != "code":
            continue
        count += 1
        cell.execution_count = count
        for output in cell.outputs:
            output.get("data", {}).pop(WIDGET, None)
            output["metadata"] = {}
            if output.output_type == "execute_result":
                output.execution_count = count
    nbformat.write(notebook, path)


if __name__ == "__main__":
    for name in sorted(Path(__file__).parent.parent.joinpath("workbook").glob("*.ipynb")):
        sys.stdout.write(f"{name.name}\n")
        refresh(name)
