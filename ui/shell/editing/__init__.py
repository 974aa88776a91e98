"""Drafts, and editing of records that others may save too."""
