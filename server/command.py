"""The `workbook` command: each subcommand calls a room."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_data_path

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

JOURNALS = user_data_path("workbook", appauthor=False) / "journals"
NOTEBOOKS = Path(__file__).parent.parent / "workbook"
LAB = Path(__file__).parent / "lab"

JournalsOption = Annotated[Path, typer.Option(help="Folder for the encrypted journals.")]
PortOption = Annotated[int, typer.Option(min=0, max=65535)]


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for a network.")] = (
        "localhost"
    ),
    port: PortOption = 8866,
    journals: JournalsOption = JOURNALS,
    open_browser: Annotated[bool, typer.Option("--browser/--no-browser")] = True,
) -> None:
    """Serve the workbook for people with a browser, without code."""
    from server.application import serve as run

    run(host, port, journals.resolve(), open_browser=open_browser)


@app.command()
def lab(
    port: PortOption = 8888,
    journals: JournalsOption = JOURNALS,
    open_browser: Annotated[bool, typer.Option("--browser/--no-browser")] = True,
) -> None:
    """Open the same notebooks in JupyterLab, to read and to change."""
    os.environ["WORKBOOK_JOURNALS"] = str(journals.resolve())
    # Our settings for JupyterLab: no question about news, which would ask another host.
    paths = (str(LAB), os.environ.get("JUPYTER_CONFIG_PATH"))
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, paths))
    arguments = [
        f"--ServerApp.root_dir={NOTEBOOKS}",
        f"--port={port}",
        "--LabApp.default_url=/lab/tree/index.ipynb",
    ]
    if not open_browser:
        arguments.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # In a container there is often no other user; JupyterLab stops without this.
        arguments.append("--allow-root")
    os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", *arguments])  # noqa: S606


@app.command()
def check(
    release: Annotated[
        bool, typer.Option("--release", help="Then add new keys to released-keys.yaml.")
    ] = False,
) -> None:
    """Check every content file, and that notebooks and exercises fit together."""
    from exercises.check import check as problems_in
    from exercises.check_keys import release as release_keys
    from exercises.content import words

    problems = problems_in(NOTEBOOKS.parent)
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        typer.echo(words("command.some", count=len(problems)))
        raise typer.Exit(1)
    typer.echo(words("command.fine"))
    if release:
        typer.echo(words("check.released", count=release_keys(NOTEBOOKS.parent)))


if __name__ == "__main__":
    app()
