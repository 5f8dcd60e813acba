"""What is seen and touched: views over the exercises and the journal, for the notebooks."""

from widgets.page import (
    check_in,
    contents,
    help_lines,
    module,
    progress,
    questionnaires,
    questions,
    yours,
)

__all__ = [
    "check_in",
    "contents",
    "help_lines",
    "module",
    "progress",
    "questionnaires",
    "questions",
    "yours",
]
