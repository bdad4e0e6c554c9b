"""Stands for `gh`, which would ask GitHub: keeps the comments of a pull request in the file that FAKE_GH names.

It takes the calls that gate/comment.sh makes, and nothing else. What `--jq` asks is answered by jq itself. The file
holds {"may": "read" or "write", "comments": [{"id", "viewerDidAuthor", "body"}], "calls": [...]}.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import jq

PAGE = 100


def main(arguments: list[str]) -> int:
    assert arguments.pop(0) == "api"
    assert os.environ["GH_TOKEN"]
    file = Path(os.environ["FAKE_GH"])
    state = json.loads(file.read_text(encoding="utf-8"))
    address, fields, options = _read(arguments)
    status = _query(state, fields, options) if address == "graphql" else _comment(state, address, fields)
    file.write_text(json.dumps(state), encoding="utf-8")
    return status


def _read(arguments: list[str]) -> tuple[str, dict[str, str], dict[str, str]]:
    address, fields, options = "", {}, {}
    while arguments:
        word = arguments.pop(0)
        if word in {"-f", "-F"}:
            name, _, value = arguments.pop(0).partition("=")
            held = word == "-F" and value.startswith("@")
            fields[name] = Path(value[1:]).read_text(encoding="utf-8") if held else value
        elif word == "--jq":
            options[word] = arguments.pop(0)
        elif word.startswith("--"):
            assert word in {"--paginate", "--silent"}, word
            options[word] = ""
        else:
            assert not address, word
            address = word
    return address, fields, options


def _query(state: dict[str, Any], fields: dict[str, str], options: dict[str, str]) -> int:
    if fields["query"].startswith("mutation"):
        if state["may"] != "write":
            return _refuse("Resource not accessible by integration (updateIssueComment)")
        (comment,) = (one for one in state["comments"] if one["id"] == fields["id"])
        comment["body"] = fields["body"]
        state["calls"].append("update")
        return 0
    if state["may"] == "nothing":
        return _refuse("HTTP 401: Bad credentials")
    assert {name: fields[name] for name in ("owner", "name", "number")} == {
        "owner": "acme",
        "name": "sales-plan",
        "number": "7",
    }
    assert "--paginate" in options
    assert re.search(r"comments\(first: 100, after: \$endCursor\)", fields["query"])
    for first in range(0, max(1, len(state["comments"])), PAGE):
        nodes = state["comments"][first : first + PAGE]
        answer = {"data": {"repository": {"pullRequest": {"comments": {"nodes": nodes}}}}}
        for found in jq.compile(options["--jq"]).input_value(answer):
            print(found)  # noqa: T201
    return 0


def _comment(state: dict[str, Any], address: str, fields: dict[str, str]) -> int:
    assert address == "repos/acme/sales-plan/issues/7/comments"
    if state["may"] != "write":
        return _refuse("Resource not accessible by integration (HTTP 403)")
    number = len(state["comments"]) + 1
    state["comments"].append({"id": f"IC_{number}", "viewerDidAuthor": True, "body": fields["body"]})
    state["calls"].append("create")
    return 0


def _refuse(words: str) -> int:
    print(f"gh: {words}", file=sys.stderr)  # noqa: T201
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
