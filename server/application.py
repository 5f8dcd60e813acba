"""Voilà as the workbook serves it: its pages by address, our template, and nothing else."""

import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jupyter_server.utils import url_path_join
from traitlets.config import Config
from voila.app import Voila
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import AllowListFileHandler
from voila.tornado.contentshandler import VoilaContentsHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.treehandler import TornadoVoilaTreeHandler

from exercises.content import words, words_under
from server.handlers import LetGoHandler, NotebookNameHandler, NothingHereHandler, PageHandler
from server.pages import NOTEBOOKS, Place, places
from widgets.browser import script, style
from widgets.help import structure

SHARE = Path(__file__).parent / "share" / "jupyter"
NEUTRAL = "https://www.wikipedia.org/"
"""Where "Leave" goes: a page that anyone might have open."""

NOT_OURS = (
    AllowListFileHandler,  # files below the notebooks
    TornadoVoilaTreeHandler,  # a listing of the folder
    TornadoVoilaHandler,  # any notebook by its path
    VoilaContentsHandler,  # the contents API
    VoilaShutdownKernelHandler,  # ours lets the last words be saved first
)


class WorkbookServer(Voila):
    """The workbook for people with a browser."""

    name = "workbook"

    def init_handlers(self) -> list[Any]:
        """Serve our pages and what they need; every other address is answered calmly."""
        handlers = [one for one in super().init_handlers() if one[1] not in NOT_OURS]
        found = places()
        page = {
            "places": found,
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }

        def at(pattern: str) -> str:
            return url_path_join(self.server_url, pattern)

        return [
            *handlers,
            (at(r"/voila/api/shutdown/(.*)"), LetGoHandler),
            (at(r"/([\w-]+)\.ipynb"), NotebookNameHandler, {"places": found}),
            (at(r"/([\w-]*)"), PageHandler, page),
            (r".*", NothingHereHandler),
        ]


def serve(host: str, port: int, journals: Path, *, open_browser: bool) -> None:
    """Serve the workbook until it is told to stop."""
    # Kernels are our children: they find the journals' folder and our template's place here.
    os.environ["WORKBOOK_JOURNALS"] = str(journals)
    os.environ["JUPYTER_PATH"] = os.pathsep.join(
        filter(None, (str(SHARE), os.environ.get("JUPYTER_PATH")))
    )
    # Not the user's own Jupyter settings: the workbook is the same everywhere it is served.
    os.environ["JUPYTER_NO_CONFIG"] = "1"
    WorkbookServer.launch_instance(argv=[], config=settings(host, port, open_browser))


def settings(host: str, port: int, open_browser: bool) -> Config:
    """Return Voilà's settings for the workbook."""
    found = places()
    return Config(
        {
            "WorkbookServer": {
                "ip": host,
                "port": port,
                # The next free port instead would be an address that nobody was told.
                "port_retries": 0,
                "open_browser": open_browser,
                "root_dir": str(NOTEBOOKS),
                "tornado_settings": {"compress_response": True},
            },
            "VoilaConfiguration": {
                "template": "workbook",
                "allow_template_override": "NO",
                "allow_theme_override": "NO",
                "show_tracebacks": False,
                "file_allowlist": [],
                "extension_allowlist": [
                    "@voila-dashboards/widgets-manager8",
                    "@jupyter-widgets/jupyterlab-manager",
                    "anywidget",
                ],
                "resources": {"workbook": page_resources(found)},
            },
            # A drag of a slider sends more pictures a second than Jupyter's limit for printed
            # output allows, and what is over the limit would be dropped.
            "ZMQChannelsWebsocketConnection": {"limit_rate": False},
        }
    )


def page_resources(found: dict[str, Place]) -> dict[str, Any]:
    """Return what the page template needs besides the notebook."""
    return {
        "style": style(),
        "choice": script("choice"),
        "help": structure(),
        "neutral": NEUTRAL,
        "pages": {name: asdict(place) for name, place in found.items()},
        "words": {
            **words_under("server"),
            "pages": words("desk.pages"),
            "where_next": words("desk.where_next"),
            "help": words_under("help"),
        },
    }
