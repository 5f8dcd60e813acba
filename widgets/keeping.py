"""Pages of which nothing is kept unless the person asks: the box to ask with, and their rating."""

from typing import Any

from exercises.schema import Module, Rating
from widgets.answers import Refused, SavingPart
from widgets.form import FormView, item_spec
from widgets.part import scripts, wire


def keep_key(module: Module) -> str:
    """Return the key under which a person's wish to keep a page is kept."""
    return f"{module.key}/keep"


class KeepingView(SavingPart):
    """A box to tick, off to begin with. It is the one thing here that is saved without asking.

    Unticked, it takes with it all that was kept: from the journal, and from this page.
    """

    name = "Keeping"
    _esm = scripts("saver", "keeping")
    catalogue = ("save", "keeping")
    unasked = True

    def __init__(self, page: Any, module: Module) -> None:
        self.key = keep_key(module)
        self.form = module.key
        super().__init__(page, {"key": self.key})

    def save(self, key: str, value: Any, base: int) -> dict[str, Any]:
        """Note that this page is to be kept, or forget for good all that was kept of it."""
        if key != self.key or not (value is True or value is None):
            raise Refused
        if value is None:
            self.journal.forget(self.form)
            return {"revision": 0}
        # What another window unticked meanwhile is no answer that this tick could overwrite.
        standing = self.journal.answers(self.form).get(key)
        known = base if standing else 0
        return {"revision": self.journal.save(key, value, base=known).revision}

    def saved(self) -> None:
        """Empty the page's other parts, if there is nothing any more that they show."""
        if not self.owner.keeping:
            for part in self.owner.parts:
                if isinstance(part, SavingPart) and part is not self:
                    part.empty()

    def fill(self) -> None:
        """Show whether the person has asked."""
        answer = self.journal.answers().get(self.key)
        told = {"value": self.owner.keeping, "revision": answer.revision if answer else 0}
        self.send({"kind": "fill", "json": wire(told)})


class RequestedRatingView(FormView):
    """A rating that adds up to nothing: no scale, no date, no earlier sitting beside this one."""

    name = "Rating"

    def __init__(self, page: Any, rating: Rating) -> None:
        items = [item_spec(rating.key, item) for item in rating.items]
        super().__init__(page, items, period=rating.period, title=rating.title, retaken=False)
