"""Plates, VINs, identity numbers, credit codes, telephones, licences and names.

Made alike, judged, masked, shown.

Every kind has the same four verbs: `normalise` (what is stored), `judge` (a `Verdict` in the user's
words), `masked` (what a
stranger may see) and `shown` (what a person reads). `app.identity.kinds` finds them by the word of
the kind.
"""
