"""How the open store is shared: by whom it is kept, and which PCs work in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from app.data_folders import ServerAddress, StorePlace
from app.errors import Refused, Trouble
from db import server_roles
from db.server_roles import WorkstationLogin


class Keeper(StrEnum):
    """Who keeps the store."""

    FILE = "file"
    """This PC, for itself."""
    MAIN_PC = "main_pc"
    """This PC, for others too."""
    OTHER_PC = "other_pc"
    """The main PC, which let this one in."""
    SERVER = "server"
    """A server that somebody else looks after."""


class PcState(StrEnum):
    """Whether a PC may come in."""

    HERE = "here"
    CONNECTED = "connected"
    PAIRED = "paired"
    INVITED = "invited"
    EXPIRED = "expired"
    """Its code was not used in time."""
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class SharingPc:
    """A PC that works in the store, worked in it, or was invited to.

    `seen`: now while it is connected, else when it last saved something; `until`: of its code.
    """

    id: str
    station: str
    state: PcState
    seen: datetime | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Sharing:
    """`address`: where other PCs reach the store; like `pcs` known on a main PC while it serves."""

    keeper: Keeper
    address: str = ""
    pcs: tuple[SharingPc, ...] = ()


def keeper_of(place: StorePlace) -> Keeper:
    """Who keeps the store at `place`; nothing is asked."""
    if isinstance(place, Path):
        return Keeper.FILE
    if place.user == server_roles.HERE:
        return Keeper.MAIN_PC
    return Keeper.OTHER_PC if server_roles.is_paired(place.user) else Keeper.SERVER


def look(place: StorePlace, saves: Mapping[str, datetime], *, at: datetime) -> Sharing:
    """How the store at `place` is shared just now.

    `saves`: by the name of a workstation when it last saved. A main PC that cannot be looked into,
    because it serves nothing or another account does, has no list.
    """
    keeper = keeper_of(place)
    if keeper is not Keeper.MAIN_PC:
        return Sharing(keeper)
    assert isinstance(place, ServerAddress)
    from app.server import serving  # a store in a file loads nothing of a server

    try:
        logins = serving.workstations(serving.running(place.folder))
    except (Refused, Trouble, OSError):
        return Sharing(keeper)
    pcs = tuple(_described(login, saves, at) for login in logins)
    address = f"{serving.own_address()}:{place.port}"
    return Sharing(keeper, address, tuple(sorted(pcs, key=_order)))


def _described(login: WorkstationLogin, saves: Mapping[str, datetime], at: datetime) -> SharingPc:
    seen = at if login.connected else saves.get(login.station)
    return SharingPc(login.user, login.station, _state(login, at), seen, login.waits_until)


def _state(login: WorkstationLogin, at: datetime) -> PcState:
    if login.user == server_roles.HERE:
        return PcState.HERE
    if login.revoked:
        return PcState.REVOKED
    if login.waits_until is not None:
        return PcState.INVITED if login.waits_until >= at else PcState.EXPIRED
    return PcState.CONNECTED if login.connected else PcState.PAIRED


def _order(pc: SharingPc) -> tuple[int, str, str]:
    return list(PcState).index(pc.state), pc.station, pc.id
