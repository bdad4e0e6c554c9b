"""The language server of the version in package.json, installed once into this folder."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from language_client import Cursor, LanguageClient
from npm_packages import install

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[2] / "examples"
SERVER = HERE / "node_modules" / "yaml-language-server"
CURSOR = "¦"
UNSAVED = itertools.count(1)


@pytest.fixture(scope="session")
def client() -> Iterator[LanguageClient]:
    """Return an editor with the server at its other end."""
    install(HERE, "require('vscode-languageserver/node'), require('yaml-language-server')")
    with LanguageClient(["node", str(SERVER / "bin" / "yaml-language-server"), "--stdio"]) as client:
        client.start(EXAMPLES)
        yield client


@pytest.fixture
def open_model(client: LanguageClient) -> Callable[[str], Cursor]:
    """Return what opens a model in the editor, unsaved in the folder examples/acme, a bar where the cursor is."""

    def open_text(text: str) -> Cursor:
        # A name of its own for each, since the server remembers what it knew about a name, and saves nothing.
        before, _, after = text.partition(CURSOR)
        uri = client.open(EXAMPLES / "acme" / f"unsaved-{next(UNSAVED)}.yaml", before + after)
        return Cursor(uri, before.count("\n"), len(before) - (before.rfind("\n") + 1))

    return open_text
