"""The store itself: staff and sign-in, editable lists, rules, wording, papers, backups."""
