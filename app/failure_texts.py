"""The texts for Trouble: what happened, what to do, one button.

Window and command line share them.
"""

from __future__ import annotations

from typing import NamedTuple

from app.errors import About, Cause, Trouble
from app.text import N_, _
from app.tones import Tone


class FailureAdvice(NamedTuple):
    """Source texts for one cause; `button` names what may help, "" where nothing here can.

    `typed`: what to do instead where somebody has just typed something.
    """

    happened: str
    todo: str
    typed: str = ""
    button: str = N_("Try again")
    tone: Tone = Tone.BAD


ADVICE: dict[Cause, FailureAdvice] = {
    Cause.BUSY: FailureAdvice(
        N_("Not saved: another program is writing to the store's data."),
        N_("Nothing was changed. Wait a moment and try again."),
        N_("What you typed is still here. Wait a moment and save again."),
        tone=Tone.WARN,
    ),
    Cause.READ_ONLY: FailureAdvice(
        N_("The store's data can be read but not written: {where}"),
        N_(
            "Reading, printing, exports and a copy elsewhere work; nothing new is saved. Ask"
            " whoever looks after this PC for permission to write there, then start again."
        ),
    ),
    Cause.FULL: FailureAdvice(
        N_("Not saved: the disk is full ({where})."),
        N_("Free some space, then try again."),
        N_("What you typed is still here. Free some space, then save again."),
    ),
    Cause.NO_ROOM: FailureAdvice(
        N_("Not saved: the disk is full ({where})."),
        N_("Free some space, then try again."),
        N_("What you typed is still here. Free some space, then save again."),
    ),
    Cause.NEWER: FailureAdvice(
        N_("A newer version of this program has already opened this data."),
        N_("Install the newer version on this PC too. Nothing was changed."),
        button=N_("Quit"),
    ),
    Cause.FOREIGN: FailureAdvice(
        N_("This file is not a store of this program: {where}"),
        N_("Choose the store's own file. Nothing was changed."),
        button=N_("Quit"),
    ),
    Cause.DAMAGED: FailureAdvice(
        N_("The store's data is damaged: {where}"),
        N_("Writing has stopped and the file is kept. Restore the newest backup in Settings."),
        button=N_("Check again"),
    ),
    Cause.UNFIT: FailureAdvice(
        N_("A value in {where} is larger than this version of the program allows."),
        N_("Nothing was changed. Correct it with the version before, then open the data again."),
        button=N_("Quit"),
    ),
    Cause.GONE: FailureAdvice(
        N_("The store's data cannot be found: {where}"),
        N_(
            "Nothing is saved until it is back: put the file back or connect the drive again. No"
            " new, empty store is made in its place."
        ),
    ),
    Cause.REPLACED: FailureAdvice(
        N_("Another file has been put in the place of the store's data: {where}"),
        N_("Nothing is saved into it. Put the right file back, then try again."),
        N_(
            "Nothing is saved into it and what you typed is still here. Put the right file back,"
            " or close the program and open it again to work with the other one."
        ),
    ),
    Cause.FOREIGN_LOG: FailureAdvice(
        N_("A file beside the store's data was replaced or belongs to another store: {where}"),
        N_(
            "Nothing is saved, so that nothing is mixed. Put the right file back, or move this one"
            " to another folder; then close the program and open it again."
        ),
    ),
    Cause.NETWORK_SHARE: FailureAdvice(
        N_("The store's data must not lie on a network share or in a cloud folder: {where}"),
        N_("Keep it on a disk of this PC; for several PCs use a database server."),
        button=N_("Quit"),
    ),
    Cause.DENIED: FailureAdvice(
        N_("This Windows or Linux account may not open the store's data: {where}"),
        N_("Ask whoever looks after this PC for permission to read and write there."),
    ),
    Cause.DISK: FailureAdvice(
        N_("The disk reports an error: {where}"),
        N_("Try again; if it stays, stop working on this disk and call for help."),
        N_(
            "What you typed is still here. Save again; if it stays, stop working on this disk and"
            " call for help."
        ),
    ),
    Cause.UNSAFE_SQLITE: FailureAdvice(
        N_("This PC's database component is too old to keep data safe."),
        N_("Install this program again from its own installer."),
        button=N_("Quit"),
    ),
    Cause.ADDRESS: FailureAdvice(
        N_("This is no address of a store: {where}"),
        N_("Name a file, or a server as postgresql://user@host/database. Nothing was changed."),
        button=N_("Quit"),
    ),
    Cause.SERVER: FailureAdvice(
        N_("The database server does not answer: {where}"),
        N_("Check the network, and whether the server runs; then try again."),
        N_(
            "What you typed is still here. Check the network; the program connects again by itself."
        ),
        tone=Tone.WARN,
    ),
    Cause.UNCLEAR: FailureAdvice(
        N_("The connection was lost while saving; it may be saved or not: {where}"),
        N_("Look whether it is there before you try again."),
        N_("What you typed is still here. Look whether it is there before you save it again."),
    ),
    Cause.SLOW: FailureAdvice(
        N_("This took the database server longer than a minute, so it was stopped: {where}"),
        N_("Nothing was changed. Try again; if it stays, have the server looked after."),
        N_("What you typed is still here. Try again; if it stays, have the server looked after."),
        tone=Tone.WARN,
    ),
    Cause.RIGHTS: FailureAdvice(
        N_("The login of this PC has not the right to do this on the database server: {where}"),
        N_("Ask whoever looks after the server for it; backups need the right to make databases."),
    ),
    Cause.LOGIN: FailureAdvice(
        N_("The database server does not accept this user or password: {where}"),
        N_("Ask whoever looks after the server for the right login. Nothing was changed."),
    ),
    Cause.NO_DATABASE: FailureAdvice(
        N_("There is no such database on the server: {where}"),
        N_("Check its name, or have the database made. Nothing was changed."),
    ),
    Cause.CROWDED: FailureAdvice(
        N_("The database server takes no more connections: {where}"),
        N_("Close the program on another PC, then try again."),
        N_("What you typed is still here. Close the program on another PC, then try again."),
        tone=Tone.WARN,
    ),
    Cause.CERTIFICATE: FailureAdvice(
        N_("The database server cannot prove that it is the right one: {where}"),
        N_("Nothing was sent to it. Ask whoever looks after the server for its certificate."),
    ),
    Cause.OLD_SERVER: FailureAdvice(
        N_("The database server is older than PostgreSQL 15: {where}"),
        N_("Have the server brought up to date. Nothing was changed."),
        button=N_("Quit"),
    ),
    Cause.ENCODING: FailureAdvice(
        N_("The database does not keep its text as UTF-8: {where}"),
        N_("Have a new database made with the encoding UTF8. Nothing was changed."),
        button=N_("Quit"),
    ),
    Cause.MAIN_PC: FailureAdvice(
        N_("This PC has a newer version of the program than the main PC: {where}"),
        N_("Install the new version on the main PC first: it alone upgrades the store's data."),
        button=N_("Quit"),
    ),
    Cause.REVOKED: FailureAdvice(
        N_("The main PC lets this PC in no more: {where}"),
        N_("Ask whoever looks after the main PC for a new pairing code. Nothing was changed."),
        button=N_("Quit"),
    ),
    Cause.PROGRAM: FailureAdvice(
        N_("The program {where} is missing here or does not fit the server."),
        N_("Install it, for PostgreSQL's own programs in the server's version, and try again."),
        button=N_("Quit"),
    ),
}


BACKUP_ADVICE: dict[Cause, FailureAdvice] = {
    Cause.BUSY: FailureAdvice(
        N_("Another program is just making a backup here: {where}"),
        N_("Everything saved so far is in the store. Try again in a few minutes."),
        tone=Tone.WARN,
    ),
    Cause.NO_ROOM: FailureAdvice(
        N_("No backup was made: the disk is full ({where})."),
        N_(
            "Everything saved so far is in the store. Free some space there, or choose another"
            " folder for backups in Settings."
        ),
    ),
    Cause.READ_ONLY: FailureAdvice(
        N_("No backup can be written there: {where}"),
        N_("The store itself is as it was. Choose another folder for backups in Settings."),
    ),
    Cause.DENIED: FailureAdvice(
        N_("This Windows or Linux account may not use the folder of the backups: {where}"),
        N_("The store itself is as it was. Choose another folder for backups in Settings."),
    ),
    Cause.GONE: FailureAdvice(
        N_("This backup or its folder cannot be found: {where}"),
        N_("The store itself is as it was. Connect the drive again, or choose another folder."),
    ),
    Cause.DAMAGED: FailureAdvice(
        N_("This backup is damaged: {where}"),
        N_("The store itself is as it was. Use another backup."),
    ),
    Cause.FOREIGN: FailureAdvice(
        N_("This file is no backup of this program: {where}"),
        N_("The store itself is as it was. Choose one of its backups."),
    ),
    Cause.NEWER: FailureAdvice(
        N_("This backup was made by a newer version of this program: {where}"),
        N_("The store itself is as it was. Install the newer version first."),
    ),
    Cause.DISK: FailureAdvice(
        N_("The disk of the backups reports an error: {where}"),
        N_("Everything saved so far is in the store. Choose another folder, on another disk."),
    ),
}
"""Where a backup was made, read or restored; the rest of the causes as in ADVICE."""
UPGRADE_ADVICE: dict[Cause, FailureAdvice] = {
    Cause.FULL: FailureAdvice(
        N_("The disk is too full to bring the store's data to this version: {where}"),
        N_("Nothing was changed. Free some space, then open the data again."),
    ),
    Cause.DISK: FailureAdvice(
        N_("The disk reports an error while the data is brought to this version: {where}"),
        N_("Nothing was changed. Copy the data to another disk and open it there."),
    ),
    Cause.BUSY: FailureAdvice(
        N_("Another program has the store's data open: {where}"),
        N_("Nothing was changed. Close it there, then open the data again."),
        tone=Tone.WARN,
    ),
}
ABOUT = {About.BACKUP: BACKUP_ADVICE, About.UPGRADE: UPGRADE_ADVICE}


class FailureNotice(NamedTuple):
    """A failure in the present language."""

    happened: str
    todo: str = ""
    button: str = ""
    tone: Tone = Tone.BAD


def tell(trouble: Trouble, *, typed: bool = False) -> FailureNotice:
    """The advice for a trouble; `typed`: in a window where somebody may have typed something."""
    own = ABOUT.get(trouble.about, {}) if trouble.about is not None else {}
    advice = own.get(trouble.cause) or ADVICE.get(trouble.cause) or BACKUP_ADVICE[trouble.cause]
    happened = _(advice.happened).format(where=trouble.where or _("this PC"))
    todo = (typed and advice.typed) or advice.todo
    return FailureNotice(happened, _(todo), _(advice.button), advice.tone)
