"""Azure's own clients of the two vaults that the tests bring along: one is a
vault, one a managed HSM.

Arguments: a file with the certificates of both, their URLs, a token for
everything, and one for using keys, but not for reading them. Whoever cannot read
a public key cannot compute with it either: without the right to, the vault does
everything, and with it, the client does what it can by itself.
"""

import inspect
import sys
import time
from contextlib import contextmanager
from functools import wraps

from azure.core.credentials import AccessToken
from azure.core.exceptions import HttpResponseError
from azure.keyvault.keys import KeyClient, KeyVaultKeyIdentifier
from azure.keyvault.keys.crypto import CryptographyClient

CERTIFICATES, VAULT_URL, HSM_URL, TOKEN, USER_TOKEN = sys.argv[1:]

RESOURCES = {
    VAULT_URL: "https://vault.azure.net",
    HSM_URL: "https://managedhsm.azure.net",
}


class Credential:
    """Gives one token, for the resource that the vault should ask for."""

    def __init__(self, url, token):
        self.scope = RESOURCES[url] + "/.default"
        self.token = token

    def get_token(self, *scopes, **_):
        assert scopes == (self.scope,), scopes
        return AccessToken(self.token, int(time.time()) + 3600)


# No vault of Azure is at 127.0.0.1.
OPTIONS = {"connection_verify": CERTIFICATES, "verify_challenge_resource": False}


def keys_of(url, token=TOKEN):
    return KeyClient(url, Credential(url, token), **OPTIONS)


VAULT = keys_of(VAULT_URL)
HSM = keys_of(HSM_URL)


def remotely(key_id):
    """A client that lets the vault do everything."""
    url = KeyVaultKeyIdentifier(key_id).vault_url
    return CryptographyClient(key_id, Credential(url, USER_TOKEN), **OPTIONS)


def locally(key):
    """A client that does by itself what takes the public key alone."""
    url = key.properties.vault_url
    return CryptographyClient(key, Credential(url, TOKEN), **OPTIONS)


@contextmanager
def refused(status, code):
    try:
        yield
    except HttpResponseError as error:
        told = (error.status_code, error.error.code)
        assert told == (status, code), told
    else:
        raise AssertionError(f"it was not refused with {status} {code}")


_CALLED = set()
_METHODS = {
    (owner, name)
    for owner in (KeyClient, CryptographyClient)
    for name, _ in inspect.getmembers(owner, inspect.isfunction)
    if not name.startswith("_")
}


def _watch(owner, name):
    method = getattr(owner, name)

    @wraps(method)
    def watched(*arguments, **named):
        _CALLED.add((owner, name))
        return method(*arguments, **named)

    setattr(owner, name, watched)


for each in _METHODS:
    _watch(*each)


def assert_all_called():
    """Every method that the clients have was called."""
    missed = [f"{owner.__name__}.{name}" for owner, name in _METHODS - _CALLED]
    assert not missed, missed
