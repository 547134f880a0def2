"""Frozen value types that every other part speaks in. No I/O, no clock, no imports from the rest of the house."""
