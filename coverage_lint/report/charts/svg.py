"""Drawn charts: SVG that can stand inside a page. Nothing else imports vl_convert, which the extra `report` brings.

What Vega draws is rewritten: its ids become the chart's own, so that charts on one page do not meet; its classes and
roles go, so that a page's styles and a screen reader do not meet them either; colours become custom properties. The
only things that come from a model are texts, and they stay text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from coverage_lint.errors import Misuse
from coverage_lint.report.charts.drawing.colours import FONTS, HATCHED, PALETTE

if TYPE_CHECKING:
    from coverage_lint.report.charts.chart import Chart

VEGA_LITE = "5.21"
_SVG = "http://www.w3.org/2000/svg"
_DROPPED = ("class", "role", "pointer-events", "font-family")
_PAINTS = ("fill", "stroke")
_NOTHING = ("", "M0,0h0v0h0Z")
"""Paths without any extent, which Vega draws where a group has no frame."""
_REFERS = re.compile(r"url\(#([^)]*)\)")


def draw(chart: Chart) -> str:
    """Draw a chart as one `<svg>` element, ready to stand inside HTML. Raises Misuse where the extra is not there."""
    try:
        import vl_convert
    except ImportError:
        raise Misuse("charts need the extra `report`: pip install 'coverage-lint[report]'") from None

    drawn = vl_convert.vegalite_to_svg(dict(chart.spec), vl_version=VEGA_LITE)
    return rewritten(drawn, chart)


def rewritten(drawn: str, chart: Chart) -> str:
    """Turn what Vega drew into an element of a page."""
    root = ET.fromstring(drawn)  # noqa: S314 -- Vega wrote it a moment ago; it has no entities
    inner = ET.Element("g", {"aria-hidden": "true"})
    inner.extend(list(root))
    paints = _paints(chart.key)
    ids: dict[str, str] = {}
    _clean(inner, chart.key, paints, ids)
    for element in inner.iter():
        for name, value in element.attrib.items():
            if "url(#" in value and value not in paints.values():
                element.set(name, _REFERS.sub(lambda found: f"url(#{ids[found[1]]})", value))
    wide = " chart-wide" if chart.wide else " chart-narrow" if chart.narrow else ""
    page = ET.Element(
        "svg",
        {
            "xmlns": _SVG, "class": f"chart-svg{wide}", "viewBox": root.attrib["viewBox"],
            "width": root.attrib["width"], "height": root.attrib["height"], "role": "img",
            "aria-labelledby": f"{chart.key}-title {chart.key}-desc", "font-family": FONTS,
        },
    )  # fmt: skip
    ET.SubElement(page, "title", {"id": f"{chart.key}-title"}).text = chart.title
    ET.SubElement(page, "desc", {"id": f"{chart.key}-desc"}).text = chart.sentence
    page.extend(_patterns(chart.key, inner))
    page.append(inner)
    return ET.tostring(page, encoding="unicode")


def _paints(key: str) -> dict[str, str]:
    """Return what stands in a page for each colour of a recipe."""
    properties = {colour.light: f"var({colour.variable}, {colour.light})" for colour in PALETTE}
    return properties | {colour: f"url(#{_hatch(key, stripes)})" for colour, stripes in HATCHED.items()}


def _hatch(key: str, stripes: str) -> str:
    return f"{key}-hatch-{stripes[1:]}"


def _clean(element: ET.Element, key: str, paints: dict[str, str], ids: dict[str, str]) -> None:
    """Rewrite the attributes of all that is inside an element, and take out what shows nothing."""
    for child in list(element):
        child.tag = child.tag.removeprefix(f"{{{_SVG}}}")
        held = child.attrib
        if held.get("display") == "none" or (child.tag == "path" and held.get("d") in _NOTHING):
            element.remove(child)
            continue
        for name in [name for name in held if name in _DROPPED or name.startswith("aria-")]:
            del held[name]
        if held.get("opacity") == "1":
            del held["opacity"]
        for name in _PAINTS:
            if name in held:
                held[name] = paints.get(held[name], held[name])
        if "id" in held:
            held["id"] = ids.setdefault(held["id"], f"{key}-{len(ids) + 1}")
        _clean(child, key, paints, ids)
        if child.tag == "g" and len(child) == 0:
            element.remove(child)


def _patterns(key: str, inner: ET.Element) -> list[ET.Element]:
    """Define the stripes that a chart uses."""
    used = {element.get("fill") for element in inner.iter()}
    wanted = [stripes for stripes in HATCHED.values() if f"url(#{_hatch(key, stripes)})" in used]
    if not wanted:
        return []
    definitions = ET.Element("defs")
    paints = _paints(key)
    for stripes in wanted:
        pattern = ET.SubElement(
            definitions,
            "pattern",
            {
                "id": _hatch(key, stripes), "width": "5", "height": "5", "patternUnits": "userSpaceOnUse",
                "patternTransform": "rotate(45)",
            },
        )  # fmt: skip
        ET.SubElement(pattern, "rect", {"width": "1.8", "height": "5", "fill": paints[stripes]})
    return [definitions]
