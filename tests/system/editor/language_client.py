"""The editor's half of the language server protocol, as much of it as these tests need."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Any, NamedTuple, Self

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

SECONDS_TO_ANSWER = 60
"""Ample: the server answers in a tenth of a second, but the machine may be busy."""

SECONDS_OF_QUIET = 1.0
"""Diagnostics come in waves as settings and schema arrive; after this long without one, the last stands."""

SETTINGS = {
    "yaml": {
        # The only schema is the one that the file itself names, and nothing is fetched.
        "schemaStore": {"enable": False},
        "validate": True,
        "hover": True,
        "completion": True,
    },
    "http": {},
    "editor": {"tabSize": 2},
    "files": {},
    "[yaml]": {},
}


class Cursor(NamedTuple):
    """An open document and a place in it, counted from 0 as the protocol does."""

    uri: str
    line: int
    character: int

    def parameters(self) -> dict[str, Any]:
        """Return it as the parameters of a request about a place."""
        return {
            "textDocument": {"uri": self.uri},
            "position": {"line": self.line, "character": self.character},
        }


class LanguageClient:
    """Drives a language server over its standard input and output."""

    def __init__(self, command: list[str]) -> None:
        self._server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._received: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._requests = 0
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        threading.Thread(target=self._receive, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._server.kill()
        self._server.wait()
        for stream in (self._server.stdin, self._server.stdout):
            if stream:
                stream.close()

    def start(self, folder: Path) -> None:
        """Shake hands, and hand over the settings."""
        documentation = {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}}
        capabilities = {
            "workspace": {"configuration": True},
            "textDocument": {"completion": documentation, "hover": {"contentFormat": ["markdown"]}},
        }
        self.request("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": capabilities})
        self._send({"method": "initialized", "params": {}})

    def open(self, path: Path, text: str) -> str:
        """Open a document under a path, with any text, and give its URI."""
        uri = path.as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return uri

    def request(self, method: str, params: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever the method answers
        """Ask, and wait for the answer."""
        self._requests += 1
        asked = self._requests
        self._send({"id": asked, "method": method, "params": params})
        deadline = time.monotonic() + SECONDS_TO_ANSWER
        while (message := self._next(deadline)) is not None:
            if message.get("id") == asked and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]
        raise TimeoutError(method)

    def diagnostics(self, uri: str) -> list[dict[str, Any]]:
        """Wait for a document's diagnostics, and until no others follow."""
        deadline = time.monotonic() + SECONDS_TO_ANSWER
        while uri not in self._diagnostics:
            if self._next(deadline) is None:
                raise TimeoutError(uri)
        while self._next(time.monotonic() + SECONDS_OF_QUIET) is not None:
            pass
        return self._diagnostics[uri]

    def _next(self, deadline: float) -> dict[str, Any] | None:
        """Take the next message, having served it if it is for the client; None when the time is up."""
        try:
            message = self._received.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            return None
        assert message is not None, f"the language server ended with {self._server.wait()}"
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": _answer(message)})
        return message

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin is not None
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._server.stdin.flush()

    def _receive(self) -> None:
        """Put each message of the server's into the queue, and None at its end."""
        stream = self._server.stdout
        assert stream is not None
        while True:
            length = 0
            while header := stream.readline().strip():
                name, _, value = header.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not length:
                self._received.put(None)
                return
            self._received.put(json.loads(stream.read(length)))


def _answer(message: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever the server asked for
    """Answer what the server asks of an editor: its settings; the rest is noted with a null."""
    if message["method"] == "workspace/configuration":
        return [SETTINGS.get(item.get("section", ""), {}) for item in message["params"]["items"]]
    return None
