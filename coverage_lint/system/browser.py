"""The one door to a browser, which prints a page of this program's own as PDF: only where a command line asks for it.

The page has all that it shows inside, allows no script but its own, and is printed from a new folder with a profile of
its own. The browser reaches no other machine, and sees nothing of the caller's environment but where programs are.
"""

from __future__ import annotations

import os
import re
import signal
from typing import TYPE_CHECKING

from coverage_lint.system.whole_file import write_new

if TYPE_CHECKING:
    from subprocess import Popen

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
"""What Chromium and its kin are called on a search path."""
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
"""Where they are on systems that keep programs off the path."""
_GUARDS = (
    "--headless", "--incognito", "--disable-gpu", "--disable-extensions", "--disable-plugins", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-breakpad",
    "--disable-client-side-phishing-detection", "--no-first-run", "--no-default-browser-check", "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9",
    "--password-store=basic", "--use-mock-keychain", "--no-pdf-header-footer",
)  # fmt: skip
_ENVIRONMENT = {"TZ": "UTC", "LC_ALL": "C.UTF-8"}
_PATIENCE = 120
"""Seconds that a page may take."""
_LARGEST = 256 * 1024 * 1024
_DAY = re.compile(rb"/(CreationDate|ModDate) \(D:[0-9]{14}([^)]*)\)")


class NotPrinted(Exception):  # noqa: N818 - what happened
    """There is no browser, or it makes no PDF; the words say why."""


def program() -> str:
    """Return the browser that is installed: never one of a folder that the search path names without its root.

    Raises NotPrinted.
    """
    ending = ".exe" if os.name == "nt" else ""
    folders = [folder for folder in os.environ.get("PATH", os.defpath).split(os.pathsep) if os.path.isabs(folder)]
    places = [os.path.join(folder, name + ending) for name in NAMES for folder in folders]
    for path in (*places, *(place for place in ELSEWHERE if os.path.isabs(place))):
        if os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    raise NotPrinted("no Chromium, Chrome or Edge was found, which makes the PDF; write HTML and print that instead")


def print_page(page: bytes) -> bytes:
    """Return a page of HTML as PDF, the same bytes on each run. Raises NotPrinted."""
    from tempfile import TemporaryDirectory

    browser = program()
    with TemporaryDirectory(prefix="coverage-lint-", ignore_cleanup_errors=True) as folder:
        source, made = (os.path.join(folder, name) for name in ("report.html", "report.pdf"))
        write_new(source, [page])
        _run(browser, folder, source, made)
        return _dateless(_printed(made))


def _printed(made: str) -> bytes:
    from coverage_lint.system.files import read_start

    try:
        text = read_start(made, _LARGEST + 1)
    except OSError:
        text = b""
    if not text.startswith(b"%PDF-") or len(text) > _LARGEST:
        raise NotPrinted("the browser made no PDF of the page; write HTML and print that instead")
    return text


def _run(browser: str, folder: str, source: str, made: str) -> None:
    from subprocess import TimeoutExpired

    process = _start(browser, folder, source, made)
    try:
        process.wait(_PATIENCE)
    except TimeoutExpired:
        raise NotPrinted(f"the browser made no PDF in {_PATIENCE} seconds") from None
    finally:
        _stop(process)


def _start(browser: str, folder: str, source: str, made: str) -> Popen[bytes]:
    from subprocess import DEVNULL, Popen

    words = [browser, *_GUARDS, f"--user-data-dir={os.path.join(folder, 'profile')}", f"--print-to-pdf={made}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        words.append("--no-sandbox")  # for root it does not start otherwise
    try:
        return Popen(  # noqa: S603 - no word comes from outside, and no shell reads them
            [*words, f"file://{source}"],
            cwd=folder,
            env={
                "PATH": os.environ.get("PATH", os.defpath),
                "HOME": folder,
                "TMPDIR": folder,
                "TZ": "UTC",
                "LC_ALL": "C",
            },
            stdin=DEVNULL,
            stdout=DEVNULL,
            stderr=DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise NotPrinted(f"{browser} cannot be run: {error.strerror or error}") from None


def _stop(process: Popen[bytes]) -> None:
    """End the browser with all that it started."""
    if hasattr(os, "killpg"):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):  # all have ended
            process.poll()
    elif process.poll() is None:
        process.kill()
    process.wait()


def _dateless(text: bytes) -> bytes:
    """Put one day in the place of that on which a PDF was made, as long as before: places in a PDF are counted."""
    return _DAY.sub(rb"/\1 (D:20000101000000\2)", text)
