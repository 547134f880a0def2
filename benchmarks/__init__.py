"""How long contentsync takes, beside others in the same run: `make bench`."""
