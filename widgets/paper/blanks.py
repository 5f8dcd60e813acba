"""What a worksheet has to be filled in: numbers to ring, boxes to tick, tables and a map."""

from collections.abc import Mapping

from exercises.content import words
from exercises.schema import FormField, FormPractice, Item
from exercises.schema_practice import Column
from widgets.paper.sheet import (
    ACCENT,
    HINT,
    INK,
    LABEL,
    POINT,
    RULE,
    SIDE,
    SMALL,
    SMALL_LABEL,
    TEXT,
    Sheet,
)

BOX = 3.6
RING = 2.5
INDENT = 7.0
ROWS = 6
"""Empty lines of a table: as many as fit a hand's patience."""
ROW = 11.0
MAP = 52.0
"""The map's radius."""
LINES = {"line": 1, "text": 4}


def question(sheet: Sheet, number: int, item: Item) -> None:
    """Set a rating's question with its number and room for an answer."""
    width = sheet.epw - INDENT
    sheet.need(sheet.height_of(item.text, TEXT, width) + 20)
    sheet.number(number)
    sheet.say(item.text, TEXT, indent=INDENT, width=width, after=1.2)
    points(sheet, item.control, item.anchors, INDENT)
    sheet.gap(3.5)


def points(sheet: Sheet, control: str, anchors: Mapping[int, str], indent: float = 0) -> None:
    """Set numbers to ring, with their words, or boxes to tick."""
    if control == "choice":
        boxes(sheet, list(anchors.values()), indent)
    else:
        rings(sheet, anchors, indent)


def rings(sheet: Sheet, anchors: Mapping[int, str], indent: float) -> None:
    """Set eleven numbers in rings, and the words of some below them."""
    low, high = min(anchors), max(anchors)
    left = SIDE + indent + RING
    apart = (sheet.epw - indent - 2 * RING) / 10
    sheet.need(2 * RING + 8)
    y = sheet.y + RING
    sheet.set_draw_color(*RULE)
    sheet.dress(SMALL)
    for step in range(11):
        x = left + step * apart
        if step < 10:
            sheet.line(x + RING + 0.8, y, x + apart - RING - 0.8, y)
        sheet.circle(x, y, RING)
        sheet.set_xy(x - 5, y - SMALL.line / 2)
        sheet.cell(10, SMALL.line, str(low + step * (high - low) // 10), align="C")
    below = y + RING + 0.8
    room = 10 * apart / max(len(anchors) - 1, 2)
    deepest = below
    for number, text in anchors.items():
        x = left + 10 * apart * (number - low) / (high - low)
        align, start = "C", x - room / 2 + 2
        if number == low:
            align, start = "L", left - RING
        elif number == high:
            align, start = "R", left + 10 * apart + RING - room + 4
        sheet.set_xy(start, below)
        sheet.multi_cell(room - 4, SMALL.line, text, align=align, new_x="LMARGIN", new_y="NEXT")
        deepest = max(deepest, sheet.y)
    sheet.set_y(deepest)


def boxes(sheet: Sheet, labels: list[str], indent: float) -> None:
    """Set boxes with their words: beside each other where they fit, else below each other."""
    sheet.dress(HINT)
    wide = [sheet.get_string_width(label) + BOX + 9 for label in labels]
    right, x = SIDE + sheet.epw, SIDE + indent
    in_a_row = sum(wide) <= right - x
    sheet.need(HINT.line + 1.5)
    for label, width in zip(labels, wide, strict=True):
        if not in_a_row:
            sheet.need(HINT.line + 1.5)
        y = sheet.y
        sheet.set_draw_color(*INK)
        sheet.rect(x, y + (HINT.line - BOX) / 2, BOX, BOX)
        sheet.dress(HINT)
        sheet.set_text_color(*INK)
        sheet.set_xy(x + BOX + 1.6, y)
        room = right - x - BOX - 1.6
        sheet.multi_cell(room, HINT.line, label, align="L", new_x="LMARGIN", new_y="NEXT")
        if in_a_row:
            x += width
            sheet.set_y(y)
        else:
            sheet.gap(1.2)
    if in_a_row:
        sheet.gap(HINT.line + 1.2)


def blank_form(sheet: Sheet, practice: FormPractice) -> None:
    """Set every field of a written practice, with room for an answer."""
    for field in practice.fields:
        hint = sheet.height_of(field.hint, HINT, sheet.epw) if field.hint else 0
        sheet.need(LABEL.line + hint + _room(field, practice))
        sheet.say(field.label, LABEL, width=sheet.epw, after=0)
        if field.hint:
            sheet.say(field.hint, HINT, width=sheet.epw, after=1)
        if field.control == "list":
            _blank_list(sheet, practice, field)
        elif field.control in LINES:
            sheet.writing_lines(LINES[field.control])
        else:
            sheet.gap(0.8)
            points(sheet, field.control, field.anchors)
        sheet.gap(3)


def _room(field: FormField, practice: FormPractice) -> float:
    """Return what a field's room to answer needs below its name, so that both share a page."""
    if field.control != "list":
        return 10 + 8.5 * LINES.get(field.control, 1)
    if field is practice.drawn and practice.drawing == "map":
        return 2 * MAP + 16
    return ROW * (len(_firsts(field, practice)) + 1) + 6 * len(field.columns)


def _firsts(field: FormField, practice: FormPractice) -> list[str]:
    """Return what stands first in each line of a list's table: the days of a week, or nothing."""
    if field is practice.drawn and practice.drawing == "week":
        return list(field.columns[0].anchors.values())
    return [""] * ROWS


def _blank_list(sheet: Sheet, practice: FormPractice, field: FormField) -> None:
    if field is practice.drawn and practice.drawing == "map":
        _map(sheet)
    firsts = _firsts(field, practice)
    _table(sheet, field.columns, firsts)
    for column in field.columns[1:] if any(firsts) else field.columns:
        if column.anchors:
            listed = "   ".join(f"{number} {text}" for number, text in column.anchors.items())
            said = words("paper.column", label=column.label, points=listed)
            sheet.say(said, SMALL, width=sheet.epw, after=0.5)


def _table(sheet: Sheet, columns: tuple[Column, ...], firsts: list[str]) -> None:
    """Draw a table with a line for each of `firsts`, which stand in its first column."""
    shares = [3 if column.control == "line" else 1.25 for column in columns]
    wide = [sheet.epw * share / sum(shares) for share in shares]
    high = max(
        sheet.height_of(column.label, SMALL_LABEL, width)
        for column, width in zip(columns, wide, strict=True)
    )
    sheet.need(high + (len(firsts) + 0.5) * ROW + 6 * len(columns))
    sheet.gap(1)
    top, x = sheet.y, SIDE
    for column, width in zip(columns, wide, strict=True):
        sheet.set_xy(x, top)
        sheet.dress(SMALL_LABEL)
        sheet.multi_cell(width, SMALL_LABEL.line, column.label, align="L")
        x += width
    sheet.set_y(top + high + 1)
    sheet.rule(INK)
    for first in firsts:
        sheet.need(ROW)
        sheet.dress(HINT)
        sheet.cell(wide[0], ROW, first)
        x = SIDE
        sheet.set_draw_color(*RULE)
        for width in wide[:-1]:
            x += width
            sheet.line(x - 1.2, sheet.y + 1.5, x - 1.2, sheet.y + ROW - 1.5)
        sheet.set_y(sheet.y + ROW)
        sheet.rule()
    sheet.gap(2)


def _map(sheet: Sheet) -> None:
    """Draw rings round a middle, on which people can be placed."""
    radius = MAP
    x, y = sheet.w / 2, sheet.y + radius + 2
    sheet.set_draw_color(*RULE)
    for part in range(1, 5):
        sheet.circle(x, y, radius * part / 4)
    sheet.set_fill_color(*ACCENT)
    sheet.circle(x, y, 5.4, style="F")
    sheet.dress(SMALL_LABEL)
    sheet.set_text_color(255, 255, 255)
    height = SMALL_LABEL.size * POINT
    sheet.set_xy(x - 8, y - height / 2)
    sheet.cell(16, height, words("records.middle"), align="C")
    sheet.set_y(y + radius + 3)
    sheet.say(words("records.map"), SMALL, width=sheet.epw, after=2)
