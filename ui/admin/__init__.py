"""The settings as people see them: the store, its people, its lists, its rules, its papers, its data, this PC."""
