"""The windows of the sales board: for everybody at a desk, and on the wall."""
