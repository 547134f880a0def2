"""Texts counted the way each network counts them. Pure; what is heavy is loaded when a text first needs it."""

from contentsync.rules.counting.measures import longest
from contentsync.rules.counting.measures import measured
from contentsync.rules.counting.weighted import weighted_length

__all__ = ["longest", "measured", "weighted_length"]
