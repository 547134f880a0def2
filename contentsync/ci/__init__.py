"""The glue between a forge's automation and the verbs: what started the run, the comment, the summary, the drift issue.

Plans and reports come in as values; nothing here plans, applies or reads the environment.
"""
