"""The spans of time that decisions are made with (design, reconcile). Named once, here; settings may change them."""

from datetime import timedelta

import msgspec


class Windows(msgspec.Struct, frozen=True):
    """How near to its moment a post may still be touched.

    `freeze`: nothing is written this near to a moment. `lead`: no create nearer than this, plus the estimated upload.
    `replace_lead`: no replace nearer than this. `settle`: how long an answer may take to show in the schedule. `gap`:
    how long after its moment a post may take to show in the history. `late`: how long after its moment a post that
    never went out is still sent (0: never). `horizon`: how far ahead the service takes a date (365 days by its docs,
    schedule page; a day is kept in reserve).
    """

    freeze: timedelta = timedelta(minutes=2)
    lead: timedelta = timedelta(minutes=10)
    replace_lead: timedelta = timedelta(minutes=30)
    settle: timedelta = timedelta(minutes=5)
    gap: timedelta = timedelta(minutes=15)
    late: timedelta = timedelta(0)
    horizon: timedelta = timedelta(days=364)
