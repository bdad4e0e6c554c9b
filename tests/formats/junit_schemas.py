"""What the XML schemas of Ant's JUnit task and of Jenkins's xUnit plugin ask for, where they agree.

Written down from reading both: Ant's is the stricter one, and allows nothing that Jenkins's does not, but for an
element `skipped` without a type of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = re.compile(r"\S+( \S+)*")
COUNT = re.compile(r"[0-9]+")
DATETIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}")
SECONDS = re.compile(r"[0-9]{1,3}(\.[0-9]+)?")
ANY = re.compile(r"(?s).*")


class Asked(NamedTuple):
    """Attributes that an element must have, those that it may have, and its children in order."""

    required: dict[str, re.Pattern[str]]
    allowed: dict[str, re.Pattern[str]]
    children: re.Pattern[str]
    text: bool = False


ASKED = {
    "testsuites": Asked({}, {}, re.compile(r"(testsuite )*")),
    "testsuite": Asked(
        {
            "name": TOKEN, "timestamp": DATETIME, "hostname": TOKEN, "tests": COUNT, "failures": COUNT,
            "errors": COUNT, "time": SECONDS, "package": TOKEN, "id": COUNT,
        },
        {"skipped": COUNT},
        re.compile(r"properties (testcase )*system-out system-err "),
    ),
    "properties": Asked({}, {}, re.compile(r"(property )*")),
    "property": Asked({"name": TOKEN, "value": ANY}, {}, re.compile("")),
    "testcase": Asked(
        {"name": TOKEN, "classname": TOKEN, "time": SECONDS}, {}, re.compile(r"((skipped|error|failure) )?")
    ),
    "failure": Asked({"type": ANY}, {"message": ANY}, re.compile(""), text=True),
    "skipped": Asked({}, {"message": ANY}, re.compile(""), text=True),
    "system-out": Asked({}, {}, re.compile(""), text=True),
    "system-err": Asked({}, {}, re.compile(""), text=True),
}  # fmt: skip


def read_xml(text: str) -> ET.Element:
    """Read a document that the tests have made themselves."""
    return ET.fromstring(text)  # noqa: S314


def faults(element: ET.Element) -> Iterator[str]:
    """Say where a document is not as both schemas ask."""
    asked = ASKED.get(element.tag)
    if asked is None:
        yield f"no element {element.tag}"
        return
    for name, pattern in (asked.required | asked.allowed).items():
        value = element.get(name)
        if value is None and name in asked.required:
            yield f"{element.tag} has no {name}"
        elif value is not None and not pattern.fullmatch(value):
            yield f"{element.tag} has {name}={value!r}"
    yield from (f"{element.tag} has {name}" for name in element.attrib if name not in asked.required | asked.allowed)
    if not asked.children.fullmatch("".join(f"{child.tag} " for child in element)):
        yield f"{element.tag} holds {[child.tag for child in element]}"
    if not asked.text and any(text and text.strip() for text in (element.text, *(child.tail for child in element))):
        yield f"{element.tag} holds text"
    for child in element:
        yield from faults(child)
