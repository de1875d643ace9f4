"""From files to TLS contexts: what is taken, and which file is named when one can't be used."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from protocol.mock.run import run_in_thread
from protocol.mock.settings import MockSettings
from protocol.tls import ClientFiles, ServerTls, TlsProblem, client_tls, server_context


@pytest.fixture
def encrypted(pki: Any, tmp_path: Path) -> str:
    """The client's key, under the password "open sesame"."""
    key = load_pem_private_key(Path(pki.part(pki.client, "PRIVATE KEY")).read_bytes(), None)
    path = tmp_path / "encrypted.pem"
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"open sesame")))
    return str(path)


def problem(files: ClientFiles) -> tuple[str, str]:
    with pytest.raises(TlsProblem) as caught:
        client_tls(files)
    return caught.value.what, str(caught.value)


def test_the_server_is_checked_by_default(pki: Any) -> None:
    tls = client_tls(ClientFiles())
    assert tls.verifies
    assert tls.context.check_hostname
    assert tls.context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert not tls.has_certificate
    assert not client_tls(ClientFiles(ca=pki.ca, verify=False)).verifies


def test_only_the_given_ca_is_trusted(pki: Any) -> None:
    assert client_tls(ClientFiles(ca=pki.ca)).context.cert_store_stats()["x509_ca"] == 1


def test_ca_in_der_and_ca_among_comments(pki: Any, tmp_path: Path) -> None:
    pem = Path(pki.ca).read_text(encoding="ascii")
    der, commented = tmp_path / "ca.cer", tmp_path / "commented.pem"
    der.write_bytes(ssl.PEM_cert_to_DER_cert(pem))
    commented.write_text(f"# Zertifikat für die Tests\n{pem}", encoding="utf-8")
    for path in (der, commented):
        assert client_tls(ClientFiles(ca=str(path))).context.cert_store_stats()["x509_ca"] == 1


def test_certificate_and_key_in_one_file_or_two(pki: Any) -> None:
    assert client_tls(ClientFiles(certificate=pki.client)).has_certificate
    certificate, key = pki.part(pki.client, "CERTIFICATE"), pki.part(pki.client, "PRIVATE KEY")
    assert client_tls(ClientFiles(certificate=certificate, key=key)).has_certificate


def test_encrypted_key(pki: Any, encrypted: str) -> None:
    assert client_tls(ClientFiles(certificate=pki.client, key=encrypted, key_password="open sesame")).has_certificate
    wrong = ClientFiles(certificate=pki.client, key=encrypted, key_password="shut sesame")
    assert problem(wrong) == ("password", "it is not the key's password")
    assert "sesame" not in repr(wrong)
    none = ClientFiles(certificate=pki.client, key=encrypted)
    assert problem(none) == ("password", f"{encrypted} is encrypted and needs one")


def test_wrong_key(pki: Any) -> None:
    key = pki.part(pki.server, "PRIVATE KEY")
    what, words = problem(ClientFiles(certificate=pki.client, key=key))
    assert (what, words) == ("key", f"{key} is not the key of the certificate")


def test_wrong_key_that_is_encrypted(pki: Any, encrypted: str) -> None:
    what, words = problem(ClientFiles(certificate=pki.server, key=encrypted, key_password="open sesame"))
    assert (what, words) == ("key", f"{encrypted} is not the key of the certificate")


def test_files_that_cannot_be_read(pki: Any, tmp_path: Path) -> None:
    gone = str(tmp_path / "gone.pem")
    words = f"{gone} cannot be read (No such file or directory)"
    assert problem(ClientFiles(ca=gone)) == ("ca", words)
    assert problem(ClientFiles(certificate=gone)) == ("certificate", words)
    assert problem(ClientFiles(certificate=pki.client, key=gone)) == ("key", words)
    assert problem(ClientFiles(ca=str(tmp_path))) == ("ca", f"{tmp_path} cannot be read (Is a directory)")


def test_files_with_something_else_in_them(pki: Any, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_bytes(b"\x00\xff not PEM at all")
    certificate = pki.part(pki.client, "CERTIFICATE")
    assert problem(ClientFiles(ca=str(other))) == ("ca", f"{other} holds no certificates")
    assert problem(ClientFiles(certificate=str(other)))[0] == "certificate"
    assert problem(ClientFiles(certificate=certificate, key=str(other)))[0] == "key"
    what, words = problem(ClientFiles(certificate=certificate))
    assert (what, words) == ("key", f"{certificate} holds no private key in PEM form; give the key's own file")


@pytest.mark.parametrize("broken", ["CERTIFICATE", "PRIVATE KEY"])
def test_damaged_pem(pki: Any, tmp_path: Path, broken: str) -> None:
    path = tmp_path / "damaged.pem"
    path.write_text(f"-----BEGIN {broken}-----\nAAAA\n-----END {broken}-----\n", encoding="ascii")
    files = ClientFiles(certificate=pki.client, key=str(path))
    if broken == "CERTIFICATE":
        assert problem(ClientFiles(ca=str(path)))[0] == "ca"
        files = ClientFiles(certificate=str(path), key=pki.client)
    what, words = problem(files)
    assert what == "certificate"
    assert words.endswith("cannot be used: the PEM is damaged")


def test_server_wants_clients_certificates_only_with_a_ca(pki: Any) -> None:
    assert server_context(ServerTls(pki.server)).verify_mode is ssl.CERT_NONE
    context = server_context(ServerTls(pki.server, ca=pki.ca))
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2


def test_a_mock_in_a_thread_says_what_is_wrong_with_its_files(tmp_path: Path) -> None:
    with pytest.raises(TlsProblem, match=r"gone\.pem cannot be read") as caught:
        run_in_thread(MockSettings(tls=ServerTls(str(tmp_path / "gone.pem"))))
    assert caught.value.what == "certificate"
