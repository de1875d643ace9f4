"""The model of the settings: their types, bounds, defaults and words.

They come, through pydantic-settings, from a TOML file and from environment variables that outrank it (``FLOORWALKER_``
with ``__`` between levels: ``FLOORWALKER_SERVER__SIDE_A``). An unknown key is an error, so that a typo is noticed.

Each field's docstring is in the user's words; ``config.example.toml`` shows them all. Those of tables are the words of
README's table of settings. pydantic isn't asked to read them: it would parse this file at every start.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from app.config.values import MAX_PASSWORD_BYTES, Address, is_host, parse_address
from app.model import ActionPolicy, Limits
from protocol.wire import HOME, NEWEST, OLDEST, Tag, enums, tags


class Sources(NamedTuple):
    """What a :class:`Settings` is built from, besides its arguments."""

    tables: dict[str, Any]
    """The settings file, as TOML tables."""
    only: frozenset[str] | None = None
    """The tables that file and environment may fill; None: all."""


SOURCES: ContextVar[Sources | None] = ContextVar("SOURCES", default=None)
"""Set by :func:`app.config.load.load_settings` while it builds the settings; None: environment and arguments alone."""

Service = Literal["client-events", "supervisor", "client-control", "peripheral-monitor", "all-events", "active-standby"]
Theme = Literal["dark", "light", "high-contrast", "ansi16"]
Level = Literal["debug", "info", "warning", "error"]
Notify = Literal["off", "9", "777", "99"]


def _number_as_text(value: object) -> object:
    # People write agent_id = 9001, without quotes.
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _empty_as_none(value: object) -> object:
    return None if value == "" else value


def _version(value: object) -> object:
    number = int(value) if isinstance(value, str) and value.strip().isdecimal() else value
    if value == "auto" or (isinstance(number, int) and not isinstance(number, bool) and OLDEST <= number <= NEWEST):
        return number
    raise ValueError(f'it should be a whole number from {OLDEST} to {NEWEST}, or "auto"')


def _names(value: object) -> object:
    if not isinstance(value, str):
        return value
    return [name.strip() for name in value.split(",") if name.strip()]


def _limits(value: object) -> object:
    # In the environment the names of a list have commas between them.
    return value | {"alarms": _names(value["alarms"])} if isinstance(value, dict) and "alarms" in value else value


def _text_bytes(tag: Tag) -> int:
    """Bytes of text in a floating field, without the null that ends it."""
    return tag.max_bytes - 1


def _id(tag: Tag) -> Any:
    """ASCII text that is not empty and fits into the floating field."""
    return Field(min_length=1, max_length=_text_bytes(tag), pattern=r"^[ -~]+$")


_Optional = BeforeValidator(_empty_as_none)
_Number = BeforeValidator(_number_as_text)
_Seconds = Annotated[float, Field(gt=0, le=3600)]
_OptionalAddress = Annotated[Annotated[Address, BeforeValidator(parse_address)] | None, _Optional]
_Label = Annotated[str, Field(max_length=200)]


class Table(BaseModel):
    """A table of the settings file: unknown keys are errors, wrong values are not repeated in messages."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        validate_default=True,
        allow_inf_nan=False,
    )


class Tls(Table):
    """TLS to the CTI Server, TLS 1.2 at least. A port is either plain or TLS; all files are PEM."""

    enabled: bool = False
    """Secure the connection. The secured ports are others than the plain ones."""
    ca_file: Annotated[str | None, _Optional] = None
    """Certificates of the CAs that the server's may come from. Left out: those that this system trusts."""
    certificate_file: Annotated[str | None, _Optional] = None
    """Your client certificate, with those of the CAs between. Secured CTI Servers usually want one."""
    key_file: Annotated[str | None, _Optional] = None
    """Its private key. Left out: it is in certificate_file."""
    key_password: SecretStr | None = None
    """The password of an encrypted key. Better in the environment or in a file of its own; it wins over the file."""
    key_password_file: Annotated[str | None, _Optional] = None
    """A file whose first line is that password."""
    server_name: Annotated[str | None, _Optional] = None
    """The name in the server's certificate, where it isn't the host of side_a and side_b."""
    verify: bool = True
    """Check the server's certificate. Without it anyone between here and there can read and change everything."""

    @field_validator("key_file")
    @classmethod
    def _has_certificate(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and info.data.get("certificate_file", "") is None:
            raise ValueError("it needs server.tls.certificate_file beside it")
        return value

    @field_validator("server_name")
    @classmethod
    def _name(cls, value: str | None) -> str | None:
        if value is not None and not is_host(value):
            raise ValueError("it should be a host name or an address, without a port")
        return value


class Reconnect(Table):
    """Coming back after a loss: the same side at once, then the other, then waits that grow."""

    waits: Annotated[tuple[_Seconds, ...], BeforeValidator(_names), Field(min_length=1, max_length=20)] = (
        15,
        30,
        60,
        120,
    )
    """Seconds to wait after each round through the sides; the last one stays. In the environment: with commas."""
    jitter: float = Field(default=0.5, ge=0, le=1)
    """Each wait is up to such a part of itself shorter or longer, by chance: all the site's consoles come back then."""
    sign_in_wait: _Seconds = 15
    """Seconds between attempts while you aren't signed in at your phone yet."""


class Server(Table):
    """The CTI Server."""

    side_a: Annotated[Address, BeforeValidator(parse_address)]
    """Side A of the CTI Server, "host:port" (an IPv6 address in brackets). 42027 is the usual port."""
    side_b: _OptionalAddress = None
    """Side B, where there is one. 43027 is the usual port."""
    peripheral_id: int = Field(default=5000, ge=0, le=enums.NULL_PERIPHERAL_ID - 1)
    """PeripheralID of the agents' peripheral, as configured in the contact centre."""
    protocol_version: Annotated[int | Literal["auto"], BeforeValidator(_version)] = HOME
    """Protocol version to open the session with, 9 to 25: the server takes it or refuses. "auto" begins with 25, steps
    down as long as the server refuses, and stays with what it took."""
    heartbeat_interval: int = Field(default=10, ge=5, le=3600)
    """Seconds without anything sent until a heartbeat is; at least 5. Three unanswered ones: the session is lost."""
    open_timeout: _Seconds = 30
    """Seconds to wait for the server's answer when a session is opened."""
    request_timeout: _Seconds = 15
    """Seconds to wait for the answer to barge-in, intercept and the like; then the outcome is unknown."""
    query_timeout: _Seconds = 5
    """Seconds to wait for the answer to a question (states, lists, calls)."""
    services: Annotated[tuple[Service, ...], BeforeValidator(_names)] = (
        "client-events",
        "supervisor",
        "client-control",
        "peripheral-monitor",
    )
    """What to ask the server for. The first two are needed. "all-events" may be added: it takes one of a site's few
    seats (7 to 20 for a gateway). "active-standby" (from version 24) follows planned switches to the other side. In the
    environment: names with commas between them."""
    reconnect: Reconnect = Field(default_factory=Reconnect)
    """waits after a loss, their jitter"""
    tls: Tls = Field(default_factory=Tls)
    """TLS: CA, client certificate and key, the server's name"""

    @field_validator("services")
    @classmethod
    def _needed(cls, value: tuple[Service, ...]) -> tuple[Service, ...]:
        if not {"client-events", "supervisor"} <= set(value):
            raise ValueError('"client-events" and "supervisor" are both needed')
        return value


class Supervisor(Table):
    """Who you are."""

    agent_id: Annotated[str, _Number, _id(tags.AGENT_ID)]
    """Your agent id: what you sign in with at the phone. With or without quotes."""
    agent_extension: Annotated[Annotated[str, _id(tags.AGENT_EXTENSION)] | None, _Number, _Optional] = None
    """Your extension. With it the session can open before you have signed in at the phone."""
    agent_instrument: Annotated[Annotated[str, _id(tags.AGENT_INSTRUMENT)] | None, _Number, _Optional] = None
    """Your phone's instrument, where the site's agents have one other than the extension."""
    client_id: Annotated[Annotated[str, _id(tags.CLIENT_ID)] | None, _Number, _Optional] = None
    """User name of this client, where the server checks one."""
    client_password: SecretStr | None = None
    """Its password (at most 63 bytes). Better in the environment or in a file of its own; it wins over the file."""
    client_password_file: Annotated[str | None, _Optional] = None
    """A file whose first line is the password. With a client_id and neither, the console asks for it."""
    client_signature: Annotated[
        str, _Number, Field(max_length=_text_bytes(tags.CLIENT_SIGNATURE), pattern=r"^[ -~]*$")
    ] = "floorwalker"
    """What this client signs with in a call's client history."""
    skill_target_id: int | None = Field(default=None, ge=0, le=enums.UNKNOWN32 - 1)
    """Your skill target id (ICMAgentID). Left out: learned from the server."""

    @field_validator("client_password")
    @classmethod
    def _short_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value().encode("utf-8", "surrogateescape")) > MAX_PASSWORD_BYTES:
            raise ValueError(f"it should be at most {MAX_PASSWORD_BYTES} bytes long")
        return value


class Ui(Table):
    """The look and the noise."""

    theme: Theme = "dark"
    """Colours: "dark", "light", "high-contrast" or "ansi16" (the terminal's own 16 colours)."""
    flash: bool = True
    """Alarms that nobody has acknowledged flash."""
    bell: bool = True
    """New alarms ring the terminal's bell; calls for help ring on until they are acknowledged or silenced."""
    notify: Annotated[Notify, _Number] = "off"
    """Desktop notices of urgent alarms, by the OSC sequence your terminal knows: "9", "777" or "99"; "off" for none."""
    title: bool = True
    """The window's title counts the emergencies that are open."""
    ascii: Annotated[bool | None, _Optional] = None
    """Plain ASCII signs in place of symbols, for terminals that draw those in two cells or not at all.
    Left out: true where the locale is C or POSIX, and on the console of Linux (TERM=linux)."""
    slow: bool = False
    """For a slow line: the screen is painted twice a second at most, nothing flashes, times change every 5 s."""


class Journal(Table):
    """The journal: every alarm, and the audit of every supervisory action, in one SQLite file."""

    path: Annotated[str | None, _Optional] = None
    """Where the file lies. Left out: the usual place for data of this system, in a folder "floorwalker"."""


class Log(Table):
    """The log file: every step of the session, every refusal, with times; never a password."""

    file: Annotated[str | None, _Optional] = None
    """Where the log goes. Left out: the usual place for logs of this system, in a folder "floorwalker"."""
    level: Level = "info"
    """How much is written: "debug", "info", "warning" or "error"."""


class Settings(BaseSettings):
    """All settings. Made by :func:`app.config.load.load_settings`, which gives the file and reads the environment."""

    model_config = SettingsConfigDict(
        env_prefix="FLOORWALKER_",
        env_nested_delimiter="__",
        enable_decoding=False,  # values in the environment are plain text, never JSON
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        allow_inf_nan=False,
    )

    server: Server
    """addresses, peripheral, protocol version (9 to 25, or `"auto"`), heartbeat, timeouts, services to ask for"""
    supervisor: Supervisor
    """your agent id, extension, client id and password"""
    names: dict[str, _Label] = Field(default_factory=dict)
    """agent id -> name; no supervisor event carries people's names"""
    teams: dict[int, _Label] = Field(default_factory=dict)
    """team id -> name, where the server does not tell it"""
    reasons: dict[int, _Label] = Field(default_factory=dict)
    """reason code of Not ready and of signing out -> text"""
    skill_groups: dict[int, _Label] = Field(default_factory=dict)
    """skill group number -> name"""
    ui: Ui = Field(default_factory=Ui)
    """theme (`dark`, `light`, `high-contrast`, `ansi16`), ASCII signs, flashing, bell, desktop notices, title"""
    limits: Annotated[Limits, BeforeValidator(_limits)] = Field(default_factory=Limits)
    """how long a state may last: its row warms up then, and raises an alarm where you want one"""
    actions: ActionPolicy = Field(default_factory=ActionPolicy)
    """what your site wants before one steps in: intercept only after a barge-in, barge in only while monitoring, only
    when Not Ready"""
    journal: Journal = Field(default_factory=Journal)
    """where the journal of alarms and actions lies"""
    log: Log = Field(default_factory=Log)
    """the log file and how much is in it; it has agents' names and callers' numbers, never a password"""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments over environment over file; no ``.env`` file and no secrets folder."""
        sources = SOURCES.get() or Sources({})
        file = InitSettingsSource(settings_cls, init_kwargs=sources.tables)
        if sources.only is None:
            return init_settings, env_settings, file
        kept = {key: value for key, value in env_settings().items() if key in sources.only}
        return init_settings, InitSettingsSource(settings_cls, init_kwargs=kept), file


def table_keys(kind: Any) -> dict[str, Any]:
    """The keys of a table of the settings and the types of their values; empty for what is no table.

    The values of a table that is a dataclass are never tables themselves: their types are left out (None).
    """
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {name: field.annotation for name, field in kind.model_fields.items()}
    return dict.fromkeys(field.name for field in fields(kind)) if is_dataclass(kind) else {}
