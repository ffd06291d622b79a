"""Judgements by people: what to ask them, and what becomes of their answers.

`judging` makes and takes back decisions; `queue` finds the open questions of a store;
`sitting` leads through them. Nothing here talks to a terminal.
"""
