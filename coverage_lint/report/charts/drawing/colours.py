"""The colours of charts, in one place.

Recipes use the light values below. What is drawn has CSS custom properties in their stead, with the light value as the
fallback: `fill="var(--chart-1, #005fa3)"`. So a page decides what they are in dark mode and in print, by setting the
properties. Blue, amber and green stay apart for eyes that do not tell red from green; nothing is told by colour alone.
"""

from __future__ import annotations

from coverage_lint.frozen import NamedTuple


class Colour(NamedTuple):
    """A custom property, with the values recommended for it."""

    variable: str
    light: str
    dark: str
    use: str


PALETTE = (
    Colour("--chart-text", "#1f2328", "#e6edf3", "labels and figures"),
    Colour("--chart-muted", "#57606a", "#9da7b3", "axis labels, second lines"),
    Colour("--chart-grid", "#d8dee4", "#30363d", "grid lines"),
    Colour("--chart-axis", "#6e7781", "#8b949e", "axes, reference lines"),
    Colour("--chart-paper", "#ffffff", "#0d1117", "the page behind charts"),
    Colour("--chart-1", "#005fa3", "#58a6ff", "the main series: quota, capacity, covered"),
    Colour("--chart-2", "#b45309", "#e3a04f", "the second: partners, today"),
    Colour("--chart-3", "#00735c", "#3fb68b", "the third: capacity of a group"),
    Colour("--chart-bad", "#b3261e", "#ff7b72", "short, open or uncovered, always with a mark or a word too"),
    Colour("--chart-soft", "#b6d4ee", "#1f4a73", "pale areas behind: target, full capacity"),
    Colour("--chart-band", "#e7ebef", "#21262d", "bands and quarters"),
)
TEXT, MUTED, GRID, AXIS, PAPER, FIRST, SECOND, THIRD, BAD, SOFT, BAND = (colour.light for colour in PALETTE)

HATCHED = {"#f2c4c0": BAD, "#f0d3b4": SECOND, "#c4dcf0": FIRST}
"""Colours that stand for stripes, and the colour of the stripes: a pattern tells what colour alone must not."""
BAD_HATCH, SECOND_HATCH, FIRST_HATCH = HATCHED

FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', sans-serif"
