"""What answers a request: a page by its address, a notebook's name sent on to it, no more."""

from collections.abc import AsyncIterator
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado.ioloop import IOLoop
from tornado.web import Finish
from voila.notebook_renderer import NotebookRenderer
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.handler import TornadoVoilaHandler

from exercises.content import words
from server.pages import Place

LAST_WORDS = 2.0
"""Seconds a kernel stays after its page is gone, to finish saving what was sent last."""


class CalmErrors(JupyterHandler):
    """Errors in words, without a traceback and without what was asked for."""

    def write_error(self, status_code: int, **_reason: Any) -> None:
        """Say what happened and that what was saved is safe."""
        kind = "lost" if status_code in (403, 404, 405) else "trouble"
        page = (
            self.settings["voila_jinja2_env"]
            .get_template("trouble.html.j2")
            .render(
                words={key: words(f"server.{key}") for key in ("title", "to_contents")},
                heading=words(f"server.{kind}_title"),
                text=words(f"server.{kind}"),
                base_url=self.base_url,
            )
        )
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(page)


class PageHandler(CalmErrors, TornadoVoilaHandler):
    """A page of the workbook, by its neutral address."""

    def initialize(self, places: dict[str, Place], **kwargs: Any) -> None:
        """Take the pages there are; no other file is ever served as one."""
        self._by_address = {place.address: place for place in places.values()}
        super().initialize(**kwargs)

    def set_default_headers(self) -> None:
        """Let nothing on a page come from, or be shown in, another host's page."""
        super().set_default_headers()
        self.set_header("Content-Security-Policy", POLICY)
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("X-Frame-Options", "DENY")
        self.set_header("X-Content-Type-Options", "nosniff")

    async def get(self, path: str = "") -> None:
        """Render the page at an address, its text first."""
        place = self._by_address.get(path)
        if place is None:
            self.send_error(404)
            return
        # No argument chooses a template or a theme: there is one of each.
        self.request.arguments.clear()
        # Asking for the token sets its cookie, which the page needs to let its kernel go.
        _ = self.xsrf_token
        if place.kernel:
            await TornadoVoilaHandler.get(self, path=f"{place.name}.ipynb")
        else:
            await self._write_text(f"{place.name}.ipynb")

    async def _write_text(self, path: str) -> None:
        """Write a page without a kernel: it is there even where none can be started."""
        page = NotebookRenderer(
            request_handler=self,
            voila_configuration=self.voila_configuration,
            traitlet_config=self.traitlet_config,
            notebook_path=path,
            template_paths=self.template_paths,
            config_manager=self.config_manager,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            kernel_spec_manager=self.kernel_spec_manager,
            page_config={},
        )
        await page.initialize()
        written: AsyncIterator[tuple[str, Any]] = page.exporter.generate_from_notebook_node(
            page.notebook, resources=page.resources, extra_context={}
        )
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        async for text, _ in written:
            self.write(text)


class NotebookNameHandler(CalmErrors):
    """Links in the text name notebooks, as JupyterLab wants them; here they lead to the page."""

    def initialize(self, places: dict[str, Place]) -> None:
        """Take the pages there are."""
        self._places = places

    def get(self, name: str) -> None:
        """Send on to the page of that notebook."""
        place = self._places.get(name)
        if place is None:
            self.send_error(404)
            return
        self.redirect(url_path_join(self.base_url, place.address or "/"))


class LetGoHandler(VoilaShutdownKernelHandler):
    """Lets a page's kernel go, a little after the page: its last words are still being saved."""

    async def post(self, kernel_id: str) -> None:
        """Shut one kernel down soon; an unknown one is gone already."""
        if kernel_id in self.kernel_manager:
            IOLoop.current().call_later(LAST_WORDS, self._shut_down, kernel_id)
        self.set_status(204)
        raise Finish

    async def _shut_down(self, kernel_id: str) -> None:
        if kernel_id in self.kernel_manager:
            await self.kernel_manager.shutdown_kernel(kernel_id)


class NothingHereHandler(CalmErrors):
    """Whatever else is asked for."""

    async def prepare(self, **_login: Any) -> None:
        """Answer that there is no such page."""
        self.send_error(404)


# 'unsafe-eval' and blob: are what ipywidgets and anywidget load their scripts with; no other host.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "object-src 'none'",
    )
)
