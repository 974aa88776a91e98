"""The house style of papers: facts in, PDF bytes out.

Start at `app.paper.paper`; `app.paper.pages` reads the bytes back.

What people typed is drawn character by character and never read as markup, so that a paper says
exactly what was saved.
"""
