"""The command line: one file per verb. Each reads the words, calls one function, prints, returns an exit code."""
