"""Settings: where they come from, which one wins, and what is said when one is wrong."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest
from readme_tables import field_words

from app.config import Address, SettingsProblem, default_config_path, load_settings, read_key_password, read_password
from app.config.model import Journal, Log, Reconnect, Server, Settings, Supervisor, Tls, Ui, table_keys
from app.exits import Stop
from app.model import ActionPolicy, LimitName, Limits

ROOT = Path(__file__).parents[2]
GOOD = '[server]\nside_a = "cti:42027"\n[supervisor]\nagent_id = "9001"\n'


@pytest.fixture(autouse=True)
def no_settings_in_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in list(os.environ):
        if name.upper().startswith("FLOORWALKER_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))


@pytest.fixture
def written(tmp_path: Path) -> Any:
    def write(text: str) -> Path:
        path = tmp_path / "settings.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def problem(path: Path | None) -> str:
    with pytest.raises(SettingsProblem) as caught:
        load_settings(path)
    assert caught.value.status == 2
    error = caught.value
    assert error.__cause__ is None
    assert error.__context__ is None or error.__suppress_context__, "a traceback could show the wrong value"
    return error.message


def test_example_has_the_defaults() -> None:
    loaded = load_settings(ROOT / "config.example.toml")
    plain = Settings(
        server=Server(side_a=Address("127.0.0.1", 42027)), supervisor=Supervisor(agent_id="9001"), ui=Ui(), log=Log()
    )
    assert loaded == plain


def test_example_shows_every_setting_and_nothing_else(written: Any) -> None:
    text = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    everything = re.sub(r"^# (\w+ = )", r"\1", text, flags=re.M)
    tables = tomllib.loads(everything)
    assert set(tables) == set(Settings.model_fields)
    for name, kind in table_keys(Settings).items():
        if keys := table_keys(kind):
            assert set(tables[name]) == set(keys), name
            for key, inner in keys.items():
                if inner_keys := table_keys(inner):
                    assert set(tables[name][key]) == set(inner_keys), key
        else:
            assert len(tables[name]) == 1, name
    loaded = load_settings(written(everything))
    assert loaded.names == {"1004": "Okafor, Ada"}
    assert loaded.teams == {501: "Billing"}


def test_every_setting_has_words() -> None:
    for model in (Settings, Server, Reconnect, Tls, Supervisor, Ui, Journal, Log, Limits, ActionPolicy):
        words = field_words(model)
        assert [name for name in table_keys(model) if not words.get(name)] == [], model.__name__


def test_every_limit_may_raise_an_alarm() -> None:
    assert (*get_args(LimitName), "alarms") == tuple(table_keys(Limits))


def test_defaults_of_the_contract(written: Any) -> None:
    server = load_settings(written(GOOD)).server
    assert server == Server(
        side_a=Address("cti", 42027),
        side_b=None,
        peripheral_id=5000,
        protocol_version=17,
        heartbeat_interval=10,
        open_timeout=30,
        request_timeout=15,
        query_timeout=5,
        services=("client-events", "supervisor", "client-control", "peripheral-monitor"),
    )


def test_environment_wins_over_the_file_and_keeps_the_rest(written: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(GOOD + '[names]\n1004 = "Ada"\n1005 = "Bo"\n')
    monkeypatch.setenv("FLOORWALKER_SERVER__PERIPHERAL_ID", "5001")
    monkeypatch.setenv("FLOORWALKER_SERVER__SERVICES", "client-events, supervisor")
    monkeypatch.setenv("FLOORWALKER_NAMES__1005", "Bodil")
    monkeypatch.setenv("FLOORWALKER_NAMES__1006", "7")
    monkeypatch.setenv("FLOORWALKER_NAMES__1007", '["Cy"]')
    monkeypatch.setenv("FLOORWALKER_TEAMS__501", "Red")
    monkeypatch.setenv("FLOORWALKER_SUPERVISOR__CLIENT_PASSWORD", '{"a": 1}')
    monkeypatch.setenv("FLOORWALKER_UI__FLASH", "false")
    settings = load_settings(path)
    assert settings.server.side_a == ("cti", 42027)
    assert settings.server.peripheral_id == 5001
    assert settings.server.services == ("client-events", "supervisor")
    assert settings.names == {"1004": "Ada", "1005": "Bodil", "1006": "7", "1007": '["Cy"]'}
    assert settings.supervisor.client_password is not None
    assert settings.supervisor.client_password.get_secret_value() == '{"a": 1}'
    assert settings.teams == {501: "Red"}
    assert settings.ui.flash is False


def test_limits_and_actions_from_the_environment(written: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOORWALKER_LIMITS__HOLD", "45.5")
    monkeypatch.setenv("FLOORWALKER_LIMITS__ALARMS", "hold, talking")
    monkeypatch.setenv("FLOORWALKER_ACTIONS__ONLY_WHEN_NOT_READY", "true")
    settings = load_settings(written(GOOD + "[limits]\nhold = 3\nringing = 20\n"))
    assert settings.limits == Limits(hold=45.5, ringing=20, alarms=frozenset({"hold", "talking"}))
    assert settings.actions == ActionPolicy(only_when_not_ready=True)
    monkeypatch.setenv("FLOORWALKER_LIMITS__HOLD", "long")
    message = problem(written(GOOD))
    assert message == (
        "settings: limits.hold: it should be a number (in the environment variable FLOORWALKER_LIMITS__HOLD)"
    )


@pytest.mark.parametrize("name", ["FLOORWALKER_LIMITS", "FLOORWALKER_ACTIONS", "FLOORWALKER_NAMES"])
def test_environment_names_of_other_tables(written: Any, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "x")
    assert f"{name} names a table" in problem(written(GOOD))
    monkeypatch.delenv(name)
    monkeypatch.setenv(f"{name}__", "x")
    assert f"{name}__ names no setting" in problem(written(GOOD))


def test_overrides_win_over_both(written: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOORWALKER_SERVER__SIDE_A", "env:1")
    settings = load_settings(written(GOOD), overrides={"server": {"side_a": "127.0.0.1:7"}})
    assert settings.server.side_a == ("127.0.0.1", 7)


def test_only_some_tables_are_taken(written: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOORWALKER_SUPERVISOR__CLIENT_ID", "mine")
    monkeypatch.setenv("FLOORWALKER_UI__BELL", "false")
    path = written(GOOD + '[names]\n1004 = "Ada"\n[ui]\ntheme = "light"\n')
    required = {"server": {"side_a": "127.0.0.1:7"}, "supervisor": {"agent_id": "9001"}}
    settings = load_settings(path, only=("ui", "log"), overrides=required)
    assert settings.names == {}
    assert settings.supervisor.client_id is None
    assert settings.ui == Ui(theme="light", bell=False)


def test_ids_without_quotes(written: Any) -> None:
    text = '[server]\nside_a = "cti:1"\n[supervisor]\nagent_id = 9001\nagent_extension = 3901\n'
    supervisor = load_settings(written(text + "agent_instrument = 3902\nclient_id = 7\n")).supervisor
    assert (supervisor.agent_id, supervisor.agent_extension) == ("9001", "3901")
    assert (supervisor.agent_instrument, supervisor.client_id) == ("3902", "7")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("cti-a.example:42027", Address("cti-a.example", 42027)),
        ("127.0.0.1:1", Address("127.0.0.1", 1)),
        ("[2001:db8::1]:65535", Address("2001:db8::1", 65535)),
    ],
)
def test_addresses(written: Any, text: str, address: Address) -> None:
    settings = load_settings(written(GOOD.replace("cti:42027", text)))
    assert settings.server.side_a == address
    assert str(settings.server.side_a) == text


@pytest.mark.parametrize(
    ("line", "key", "what"),
    [
        ("peripheral_id = -1", "server.peripheral_id", "at least 0"),
        ("protocol_version = 8", "server.protocol_version", "from 9 to 25"),
        ("protocol_version = 26", "server.protocol_version", "from 9 to 25"),
        ("protocol_version = true", "server.protocol_version", '9 to 25, or "auto"'),
        ('protocol_version = "newest"', "server.protocol_version", '9 to 25, or "auto"'),
        ("reconnect = {waits = []}", "server.reconnect.waits", "at least"),
        ("reconnect = {waits = [15, -1]}", "server.reconnect.waits", "more than 0"),
        ("reconnect = {jitter = 2}", "server.reconnect.jitter", "at most 1"),
        ("heartbeat_interval = 4", "server.heartbeat_interval", "at least 5"),
        ("open_timeout = 0", "server.open_timeout", "more than 0"),
        ("query_timeout = nan", "server.query_timeout", "a number"),
        ('services = ["client-events", "supervisor", "magic"]', "server.services", "one of"),
        ('services = ["client-events"]', "server.services", "both needed"),
        ('side_b = "host"', "server.side_b", "host:port"),
        ('side_b = "::1:42027"', "server.side_b", "brackets"),
        ('side_b = "host:70000"', "server.side_b", "1 to 65535"),
        ('side_b = "a b:7"', "server.side_b", "not a name or an address"),
        ("sideb = 1", "server.sideb", "no such setting"),
        ('[supervisor.more]\nx = "y"', "supervisor.more", "no such setting"),
        ('[ui]\ntheme = "pink"', "ui.theme", "one of 'dark'"),
        ('[ui]\nflash = "perhaps"', "ui.flash", "true or false"),
        ("[limits]\nhold = -1", "limits.hold", "at least 0"),
        ("[limits]\nhold = 86401", "limits.hold", "at most 86400"),
        ("[limits]\nhold = inf", "limits.hold", "it should be a number"),
        ('[limits]\nhold = "long"', "limits.hold", "it should be a number"),
        ("[limits]\nholds = 1", "limits.holds", "no such setting"),
        ('[limits]\nalarms = ["hold", "magic"]', "limits.alarms", "one of 'hold', 'not_ready', 'wrap_up', "),
        ("[limits]\nalarms = 5", "limits.alarms", "a list of names"),
        ('[actions]\nonly_when_not_ready = "perhaps"', "actions.only_when_not_ready", "true or false"),
        ("[actions]\nonly = true", "actions.only", "no such setting"),
        ('[log]\nlevel = "loud"', "log.level", "one of 'debug'"),
        ("[names]\n1004 = 7", "names.1004", "text in quotes"),
        ('[teams]\nred = "Red"', "teams.red", "whole number"),
        ("[nonsense]\na = 1", "nonsense", "no such setting"),
    ],
)
def test_wrong_value_names_key_reason_and_file(written: Any, line: str, key: str, what: str) -> None:
    path = written(GOOD.replace('side_a = "cti:42027"\n', f'side_a = "cti:42027"\n{line}\n'))
    if line.startswith("["):
        path = written(GOOD + line + "\n")
    message = problem(path)
    assert f"{key}: " in message
    assert what in message
    assert str(path) in message


@pytest.mark.parametrize(
    "name", ["FLOORWALKER_SERVR__X", "FLOORWALKER_SERVER__SIDE_C", "floorwalker_servr__x", "FLOORWALKER_"]
)
def test_unknown_environment_name(written: Any, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "hunter2")
    message = problem(written(GOOD))
    assert name in message
    assert "names no setting" in message
    assert "hunter2" not in message


def test_environment_name_of_a_table(written: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOORWALKER_SERVER", '{"side_a": "x:1"}')
    assert "FLOORWALKER_SERVER names a table" in problem(written(GOOD))


def test_wrong_environment_value_names_the_variable(written: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOORWALKER_SERVER__HEARTBEAT_INTERVAL", "3")
    path = written(GOOD)
    message = problem(path)
    assert "server.heartbeat_interval: it should be at least 5" in message
    assert "FLOORWALKER_SERVER__HEARTBEAT_INTERVAL" in message
    assert str(path) not in message


@pytest.mark.parametrize("value", ["hunter2" * 10, 7431])
def test_secret_is_never_repeated(written: Any, value: object) -> None:
    literal = f'"{value}"' if isinstance(value, str) else value
    message = problem(written(f"{GOOD}client_password = {literal}\n"))
    assert "supervisor.client_password" in message
    assert str(value) not in message


def test_secret_is_not_in_the_settings_repr(written: Any) -> None:
    settings = load_settings(written(GOOD + 'client_password = "hunter2"\n'))
    assert "hunter2" not in repr(settings) + str(settings) + settings.model_dump_json()


def test_missing_file() -> None:
    assert "there is no settings file /nowhere/x.toml" in problem(Path("/nowhere/x.toml"))


def test_missing_usual_file_names_required_keys_and_place() -> None:
    message = problem(None)
    assert "server.side_a: it is required" in message
    assert "supervisor.agent_id: it is required" in message
    assert str(default_config_path()) in message
    assert "FLOORWALKER_SERVER__SIDE_A" in message


def test_missing_usual_file_is_fine_with_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOORWALKER_SERVER__SIDE_A", "cti:1")
    monkeypatch.setenv("FLOORWALKER_SUPERVISOR__AGENT_ID", "9001")
    assert load_settings().supervisor.agent_id == "9001"


def test_usual_file_is_read() -> None:
    default_config_path().parent.mkdir(parents=True)
    default_config_path().write_text(GOOD, encoding="utf-8")
    assert load_settings().server.side_a == ("cti", 42027)


@pytest.mark.parametrize(
    ("text", "line"),
    [('[server]\nside_a = "hunter2\n', 2), ("[server]\nx = 1\nx = 2\n", 3), ("\n\nhunter2", 3), ("a = [1,\n2", 2)],
)
def test_broken_toml_names_file_and_line(written: Any, text: str, line: int) -> None:
    path = written(text)
    message = problem(path)
    assert f"{path}, line {line}: it is not valid TOML" in message
    assert "hunter2" not in message


def test_file_that_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(b"[server]\n# \xff\n")
    assert f"{path}, line 2: it is not UTF-8 text" in problem(path)
    assert "cannot be read" in problem(tmp_path)


def test_password_from_settings_or_file(written: Any, tmp_path: Path) -> None:
    assert read_password(load_settings(written(GOOD))) is None
    secret = tmp_path / "password"
    secret.write_bytes("grün \r\nsecond line\n".encode())
    from_file = read_password(load_settings(written(f'{GOOD}client_password_file = "{secret}"\n')))
    assert from_file is not None
    assert from_file.get_secret_value() == "grün "
    both = f'{GOOD}client_password = "direct"\nclient_password_file = "{secret}"\n'
    direct = read_password(load_settings(written(both)))
    assert direct is not None
    assert direct.get_secret_value() == "direct"


@pytest.mark.parametrize("content", [None, b"", b"\n", b"x" * 64, b"\xff\n"])
def test_unusable_password_file_names_the_key(written: Any, tmp_path: Path, content: bytes | None) -> None:
    secret = tmp_path / "password"
    if content is not None:
        secret.write_bytes(content)
    settings = load_settings(written(f'{GOOD}client_password_file = "{secret}"\n'))
    with pytest.raises(Stop, match=r"supervisor\.client_password_file") as caught:
        read_password(settings)
    assert caught.value.status == 2
    assert "xxx" not in caught.value.message


def with_tls(lines: str) -> str:
    return f"{GOOD}[server.tls]\n{lines}\n"


def test_tls_is_off_and_verifies_by_default(written: Any) -> None:
    tls = load_settings(written(GOOD)).server.tls
    assert (tls.enabled, tls.verify, tls.ca_file, tls.certificate_file, tls.server_name) == (
        False,
        True,
        None,
        None,
        None,
    )


def test_tls_from_the_environment(written: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOORWALKER_SERVER__TLS__ENABLED", "true")
    monkeypatch.setenv("FLOORWALKER_SERVER__TLS__KEY_PASSWORD", "open sesame")
    tls = load_settings(written(with_tls('server_name = "ctisrv.example"'))).server.tls
    assert tls.enabled
    assert tls.server_name == "ctisrv.example"
    assert tls.key_password is not None
    assert tls.key_password.get_secret_value() == "open sesame"
    assert "sesame" not in repr(tls)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ('key_file = "k.pem"', "server.tls.key_file: it needs server.tls.certificate_file beside it"),
        ('server_name = "a:42030/"', "server.tls.server_name: it should be a host name or an address, without a port"),
        ('server_name = "a..b"', "server.tls.server_name: it should be a host name or an address, without a port"),
        ('verify = "perhaps"', "server.tls.verify: it should be true or false"),
        ('cafile = "ca.pem"', "server.tls.cafile: there is no such setting"),
    ],
)
def test_wrong_tls_settings_name_the_key(written: Any, lines: str, words: str) -> None:
    assert words in problem(written(with_tls(lines)))


def test_host_that_no_name_service_could_look_up(written: Any) -> None:
    text = GOOD.replace("cti:42027", "a..b:42027")
    assert "server.side_a: " in problem(written(text))


def test_key_password_from_settings_or_file(written: Any, tmp_path: Path) -> None:
    assert read_key_password(load_settings(written(GOOD))) is None
    secret = tmp_path / "password"
    secret.write_bytes(b"open sesame\r\nmore\n")
    from_file = read_key_password(load_settings(written(with_tls(f'key_password_file = "{secret}"'))))
    assert from_file is not None
    assert from_file.get_secret_value() == "open sesame"
    secret.unlink()
    with pytest.raises(Stop, match=r"server\.tls\.key_password_file: .* cannot be read") as caught:
        read_key_password(load_settings(written(with_tls(f'key_password_file = "{secret}"'))))
    assert caught.value.status == 2
