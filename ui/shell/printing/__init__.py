"""Preview and printing of PDF papers."""
