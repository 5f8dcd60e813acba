"""Two circles for two lives: how much they share, and how much of each stays its own.

    self  = (secure + dismissing) − (fearful + preoccupied)
    other = (secure + preoccupied) − (fearful + dismissing)
    A = 2r²·acos(d/2r) − (d/2)·√(4r² − d²)

self and other: the two axes of a plane, from how well each of four prototypes fits; A: the area
that two equal circles of radius r share when their centres are d apart (all of πr² at d = 0, none
from d = 2r on), in units of room. Two sliders, 0 to 10, are places along the axes: `ground` along
self, `ease` along other. Ground makes the circles larger, ease brings them nearer for their size:

    r = 0.6 + 0.14·ground        d = 2r·(1.05 − 0.09·ease)

So A/(πr²) hangs on ease alone, and with more ground both the shared part and each one's own part
grow. Drawn are the upper halves of both circles and the lower half of what they share, so that no
line lies on another.

The plane: Griffin & Bartholomew (1994), Models of the self and other, Journal of Personality and
Social Psychology 67(3), 430–445. Overlapping circles for closeness: Aron, Aron & Smollan (1992),
Inclusion of Other in the Self scale, same journal 63(4), 596–612. The area is plain geometry. The
step from the plane to the circles, and every number in it, is our own.
"""

from math import acos, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from exercises.demonstrations.outcome import Model, Outcome

HIGHEST = 10.0
"""Where both sliders end."""
RADII = (0.6, 2.0)
"""Units of length, with no ground and with all of it."""
GAPS = (1.05, 0.15)
"""Distance of the centres over the circles' width, with no ease and with all of it."""
MIDDLE = 0.2
"""Nearer than this to either axis of the plane (whose ends are −1 and 1) is in the middle."""
EDGE = 4.2
"""Units of length: how far to each side is drawn; the circles never reach it."""
POINTS = 421


def run(*, ground: float, ease: float) -> Outcome:
    """Return the upper halves of both circles, and the lower half of what they share.

    ground and ease from 0 to 10.
    """
    radius, distance = circles(ground, ease)
    room, shared = pi * radius**2, overlap(radius, distance)
    x = np.linspace(-EDGE, EDGE, POINTS)
    one = _upper_half(x + distance / 2, radius)
    other = _upper_half(x - distance / 2, radius)
    return Outcome(
        x=x,
        series={"one": one, "other": other, "shared": -np.minimum(one, other)},
        case=_case(2 * ground / HIGHEST - 1, 2 * ease / HIGHEST - 1),
        facts={
            "share": 100 * shared / room,
            "room": room,
            "shared": shared,
            "own": room - shared,
        },
    )


def plane(
    *, secure: float = 0, fearful: float = 0, preoccupied: float = 0, dismissing: float = 0
) -> tuple[float, float]:
    """Return the place on the plane (self, other), in the units of the four ratings.

    >>> plane(secure=6, fearful=2, preoccupied=1, dismissing=4)
    (7, 1)
    """
    return (
        (secure + dismissing) - (fearful + preoccupied),
        (secure + preoccupied) - (fearful + dismissing),
    )


def circles(ground: float, ease: float) -> tuple[float, float]:
    """Return both circles' radius and the distance of their centres, in units of length."""
    radius = RADII[0] + (RADII[1] - RADII[0]) * ground / HIGHEST
    return radius, 2 * radius * (GAPS[0] + (GAPS[1] - GAPS[0]) * ease / HIGHEST)


def overlap(radius: float, distance: float) -> float:
    """Return the area that two equal circles share; radius above 0, distance 0 or more.

    >>> round(overlap(1.0, 1.0), 3)
    1.228
    """
    if distance >= 2 * radius:
        return 0.0
    lens = 2 * radius**2 * acos(distance / (2 * radius))
    return max(lens - distance / 2 * sqrt(4 * radius**2 - distance**2), 0.0)


def _upper_half(x: NDArray[np.float64], radius: float) -> NDArray[np.float64]:
    """Return the height at each x of a circle around 0; nil beside it."""
    return np.sqrt(np.maximum(radius**2 - x**2, 0.0))


PROTOTYPES = {
    "both": plane(secure=1),
    "leaning": plane(preoccupied=1),
    "apart": plane(dismissing=1),
    "wary": plane(fearful=1),
}
"""The corners of the plane, by the case that stands there."""


def _case(self_: float, other: float) -> str:
    """Name the nearest corner of the plane, unless the place is about halfway between two."""
    if min(abs(self_), abs(other)) < MIDDLE:
        return "middle"
    return max(PROTOTYPES, key=lambda name: np.dot(PROTOTYPES[name], (self_, other)))


MODEL = Model(
    run,
    bounds={"ground": (0, HIGHEST), "ease": (0, HIGHEST)},
    series=("one", "other", "shared"),
    cases=("middle", *PROTOTYPES),
    facts=("share", "room", "shared", "own"),
)
