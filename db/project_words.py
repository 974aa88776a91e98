"""Closed vocabularies of the fleet projects: groups, authorities and trades that buy many cars."""

from db.texts import N_, Labelled


class FleetKind(Labelled):
    """Who buys many cars at once."""

    GROUP = "group", N_("Group purchase")
    GOVERNMENT = "government", N_("Government purchase")
    INDUSTRY = "industry", N_("Industry fleet")


class FleetStage(Labelled):
    """How far a project is, in the order of its way."""

    EARLY_DESIGN = "early_design", N_("Early design")
    TENDER = "tender", N_("Tender")
    DETAILED_DESIGN = "detailed_design", N_("Detailed design")
    STOCK_PREPARATION = "stock_preparation", N_("Stock preparation")
    ACCEPTANCE = "acceptance", N_("Acceptance")


class FleetState(Labelled):
    """How a project stands: its stage, or how it ended; follows from the row, never stored."""

    EARLY_DESIGN = "early_design", N_("Early design")
    TENDER = "tender", N_("Tender")
    DETAILED_DESIGN = "detailed_design", N_("Detailed design")
    STOCK_PREPARATION = "stock_preparation", N_("Stock preparation")
    ACCEPTANCE = "acceptance", N_("Acceptance")
    COMPLETED = "completed", N_("Project completed")
    LOST = "lost", N_("Project lost")


class FleetResult(Labelled):
    """How a tender ended for us."""

    WON = "won", N_("Tender won")
    LOST = "lost", N_("Project lost")


class FleetStepKind(Labelled):
    """What is arranged at the acceptance, each with its day."""

    PREPAYMENT = "prepayment", N_("Prepayment")
    ACCEPTANCE_PAPERS = "acceptance_papers", N_("Acceptance papers")
    COLLECTION = "collection", N_("Collection of the money")


class FleetMatter(Labelled):
    """What is to be done in a project by a day; follows from the row, never stored."""

    PAPERS = "papers", N_("Prepare papers")
    RESULT = "result", N_("Ask for the result")
    PREPAYMENT = "prepayment", N_("Prepayment")
    ACCEPTANCE_PAPERS = "acceptance_papers", N_("Acceptance papers")
    COLLECTION = "collection", N_("Collection of the money")
