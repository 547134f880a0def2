"""`mv`: a post gets another id or another place, and stays the same post. All of it is done, or nothing."""

from contentsync.moving.carrying import carried_out
from contentsync.moving.move import Move
from contentsync.moving.move import move_of

__all__ = ["Move", "carried_out", "move_of"]
