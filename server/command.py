"""The `workbook` command: each subcommand calls a room."""

import os
import re
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer
from platformdirs import user_data_path

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

JOURNALS = user_data_path("workbook", appauthor=False) / "journals"
NOTEBOOKS = Path(__file__).parent.parent / "workbook"
LAB = Path(__file__).parent / "lab"

JournalsOption = Annotated[Path, typer.Option(help="Folder for the encrypted journals.")]
LockOption = Annotated[
    int, typer.Option(min=1, help="Minutes without a key or a touch until a workbook is locked.")
]
ScalesOption = Annotated[
    Path | None,
    typer.Option(
        file_okay=False,
        exists=True,
        help="Folder with questionnaires of your own, as YAML files; otherwise exercises/scales.",
    ),
]
PortOption = Annotated[int, typer.Option(min=0, max=65535)]


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for a network.")] = (
        "localhost"
    ),
    port: PortOption = 8866,
    journals: JournalsOption = JOURNALS,
    scales: ScalesOption = None,
    base: Annotated[str, typer.Option(help="Where it begins, behind a proxy: /workbook/.")] = "/",
    room: Annotated[
        int, typer.Option(min=1, help="Pages that may be open at once; each is a process.")
    ] = 100,
    longest_break: Annotated[
        float, typer.Option(min=0, help="Minutes that a page is waited for while a laptop sleeps.")
    ] = 120,
    leave_to: Annotated[
        str, typer.Option(help="Where Leave goes: a page that anyone might have open.")
    ] = "https://www.wikipedia.org/",
    lock_after: LockOption = 15,
    open_browser: Annotated[bool, typer.Option("--browser/--no-browser")] = True,
) -> None:
    """Serve the workbook for people with a browser, without code."""
    from exercises.content import words
    from server.application import Settings
    from server.application import serve as run

    if not re.fullmatch(r"[\w/~-]*", base, re.ASCII):
        raise typer.BadParameter(words("command.base"), param_hint="--base")
    _use_scales(scales)
    run(
        Settings(
            host=host,
            port=port,
            journals=journals.resolve(),
            base_url=f"/{base.strip('/')}/" if base.strip("/") else "/",
            room=room,
            longest_break=60 * longest_break,
            leave_to=leave_to,
            lock_after=lock_after,
            open_browser=open_browser,
        )
    )


@app.command()
def lab(
    port: PortOption = 8888,
    journals: JournalsOption = JOURNALS,
    scales: ScalesOption = None,
    lock_after: LockOption = 15,
    open_browser: Annotated[bool, typer.Option("--browser/--no-browser")] = True,
) -> None:
    """Open the same notebooks in JupyterLab, to read and to change."""
    _use_scales(scales)
    os.environ["WORKBOOK_JOURNALS"] = str(journals.resolve())
    os.environ["WORKBOOK_LOCK_AFTER"] = str(lock_after)
    # Our settings for JupyterLab: no question about news, which would ask another host, and no
    # subshells, so that all parts of a page are heard in the thread that opened its journal.
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
    scales: ScalesOption = None,
) -> None:
    """Check every content file, and that notebooks and exercises fit together."""
    from exercises.check import check as problems_in
    from exercises.check_keys import release as release_keys
    from exercises.content import words

    problems = problems_in(NOTEBOOKS.parent, scales)
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        typer.echo(words("command.some", count=len(problems)))
        raise typer.Exit(1)
    typer.echo(words("command.fine"))
    if release:
        typer.echo(words("check.released", count=release_keys(NOTEBOOKS.parent)))


@app.command()
def score(
    scale: Annotated[Path, typer.Argument(help="The questionnaire: a YAML file.")],
    answers: Annotated[Path, typer.Argument(help="A CSV file: a row a person, a column an item.")],
    out: Annotated[Path | None, typer.Option(help="File to write, instead of showing it.")] = None,
    summary: Annotated[
        bool, typer.Option("--summary", help="n, mean, SD, alpha and correlations instead.")
    ] = False,
    keep: Annotated[
        list[str] | None, typer.Option(help="A column to carry along, such as a code.")
    ] = None,
) -> None:
    """Score a file of answers by a questionnaire of your own."""
    from exercises.content import words
    from server.score import UnscoredError
    from server.score import score as run

    try:
        for line in run(scale, answers, out, [*dict.fromkeys(keep or [])], summary):
            typer.echo(line, err=True)
    except UnscoredError as why:
        typer.echo(str(why), err=True)
        typer.echo(words("score.nothing"), err=True)
        raise typer.Exit(1) from None


@app.command()
def worksheets(
    out: Annotated[Path, typer.Option(file_okay=False, help="Folder to write the PDF files to.")],
    paper: Annotated[
        Literal["a4", "letter", "both"], typer.Option(help="Both: a folder for each.")
    ] = "a4",
) -> None:
    """Write every module and the check-in as a sheet to print and fill in by hand."""
    from exercises.content import words
    from widgets.paper.worksheets import worksheets as sheets

    both: dict[Literal["a4", "letter"], Path] = {"a4": out / "a4", "letter": out / "letter"}
    try:
        for size, folder in both.items() if paper == "both" else [(paper, out)]:
            folder.mkdir(parents=True, exist_ok=True)
            for name, pdf in sheets(NOTEBOOKS, size):
                (folder / name).write_bytes(pdf)
                typer.echo(folder / name)
    except OSError as why:
        told = words("command.unwritable", folder=out, why=why.strerror)
        typer.echo(told, err=True)
        raise typer.Exit(1) from None


def _use_scales(folder: Path | None) -> None:
    """Have pages ask the questionnaires of a folder; exit with what is wrong with them, if any."""
    from exercises.check_scales import scale_problems
    from exercises.content import scales_folder, words

    if folder is not None:
        os.environ["WORKBOOK_SCALES"] = str(folder.resolve())
    problems = list(scale_problems(scales_folder(), NOTEBOOKS.parent))
    for problem in problems:
        typer.echo(str(problem), err=True)
    if problems:
        typer.echo(words("command.scales"), err=True)
        raise typer.Exit(1)


if __name__ == "__main__":
    app()
