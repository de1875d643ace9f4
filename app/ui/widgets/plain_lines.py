"""Widgets that draw whole lines themselves: without border, padding, tint or opacity from the styles."""

from __future__ import annotations

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class PlainLines(Widget):
    """Gives what ``render_line`` draws as it is. Textual would put styles around each line."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of ``crop``, filtered (NO_COLOR, dim text) and cropped."""
        strips = [self.render_line(y) for y in crop.line_range]
        if filters := self.get_line_filters():
            _, background = self.background_colors
            for line_filter in filters:
                strips = [strip.apply_filter(line_filter, background) for strip in strips]
        left, right = crop.column_span
        if (left, right) != (0, self.outer_size.width):
            strips = [strip.crop(left, right) for strip in strips]
        return strips
