"""A text that teaches is cut where a sentence ends, and nowhere else."""

from ui.parts.sentences import first_paragraphs, first_sentence, one_a_line


def test_sentences_of_both_languages_stand_on_lines_of_their_own() -> None:
    assert one_a_line("Costs 1.5 h. Press F7 (PDI). Done") == "Costs 1.5 h.\nPress F7 (PDI).\nDone"
    assert one_a_line("先选车。按 F7（3.5 版）。") == "先选车。\n按 F7（3.5 版）。"


def test_the_first_sentence_leaves_the_key_away() -> None:
    assert first_sentence("No order yet. Press F7.") == "No order yet."
    assert first_sentence("还没有工单。按 F7 开单。") == "还没有工单。"
    assert first_sentence("Nothing") == "Nothing"


def test_a_hint_shows_the_first_sentences_and_where_the_others_are() -> None:
    assert first_paragraphs("One. Two.", 2, more="F1") == "One.\n\nTwo."
    assert first_paragraphs("One. Two. Three.", 2, more="F1") == "One.\n\nTwo.\n\nF1"
