"""Slack. Source: the official Python client 2.13."""

from contentsync.platforms.table import TEXT_ONLY
from contentsync.platforms.table import Limit
from contentsync.platforms.table import Option
from contentsync.platforms.table import Platform
from contentsync.platforms.table import T

SLACK = Platform(
    name="slack",
    label="Slack",
    prefix="slack_",
    places={"text": TEXT_ONLY},
    limits=(Limit(40_000),),
    options=(
        Option("markdown", "slack_markdown", "bool", T, "Read the text as Markdown."),
        Option("mrkdwn", "slack_mrkdwn", "bool", T, "Read the text as Slack's own markup."),
        Option("blocks", "slack_blocks", "json", T, "The message as blocks."),
        Option("alt_text", "slack_alt_text", "text", T, "Alternative text."),
        Option("first_comment_mode", "slack_first_comment_mode", "text", T, "How the first comment is sent."),
    ),
)
