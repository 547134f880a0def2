"""Checks over deliveries. Pure: accounts, caps and the remote schedule are parameters."""
