"""The store itself.

Who works here and signs in, the lists that a manager edits, the rules, wording, papers, backups.
"""
