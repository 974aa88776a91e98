"""The workshop board: cards that move, late ones in red, six answers above."""
