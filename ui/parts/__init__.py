"""Widgets that know no desk.

Every page is made of these, so that all pages look and behave alike (see docs/parts.md).
"""
