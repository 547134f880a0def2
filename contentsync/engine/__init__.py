"""Reconcile (pure) and apply (effects through seams)."""
