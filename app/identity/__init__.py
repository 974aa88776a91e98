"""Checks and shows plates, VINs, identity numbers, credit codes, telephones and names.

Every kind has the same four functions: `normalise` (what is stored), `judge` (a `Verdict` in the
user's words), `masked` (what a stranger may see) and `shown` (what a person reads).
`app.identity.kinds` finds them by the word of the kind.
"""
