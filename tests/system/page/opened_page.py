"""A page in a browser, and what it did besides showing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Dialog, Page, Request


class OpenedPage:
    """Opens a file, and remembers what nothing on it should do."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page = page
        self.address = file.as_uri()
        self.faults: list[str] = []
        page.on("console", lambda message: self.faults.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("dialog", self._dialog)
        page.on("request", self._request)
        page.goto(self.address)

    def _dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if request.url.partition("#")[0] != self.address:
            self.faults.append(f"request: {request.url}")

    def asks(self, program: str, given: object = None) -> Any:  # noqa: ANN401 - JSON's values
        """Return what a program in the page returns."""
        return self.page.evaluate(program, given)
