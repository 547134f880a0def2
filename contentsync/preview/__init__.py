"""The review page on this machine while somebody writes: what is made of the files, made again when they change.

It is handed a function that makes the page, and knows neither keys nor servers.
"""
