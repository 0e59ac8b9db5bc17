"""Azure's own client backs up and restores a key on the local vault.

Arguments: the vault's URL, its authority's certificate, its token. The test
that runs this purges the key when it reads `purge` and answers with a line.
"""

import sys
import time

from azure.core.credentials import AccessToken
from azure.core.exceptions import ResourceExistsError, ResourceNotFoundError
from azure.keyvault.keys import KeyClient

URL, CERTIFICATE, TOKEN = sys.argv[1:]


class Credential:
    """Gives the one token that the vault takes."""

    def get_token(self, *scopes, **_):
        assert scopes == ("https://vault.azure.net/.default",), scopes
        return AccessToken(TOKEN, int(time.time()) + 3600)


client = KeyClient(
    URL,
    Credential(),
    connection_verify=CERTIFICATE,
    verify_challenge_resource=False,
)
client.create_key("python", "RSA")
backup = client.backup_key("python")
assert backup.startswith(b"&AzureKeyVaultKeyBackupV1.microsoft.com"), backup[:50]

try:
    client.restore_key_backup(backup)
    sys.exit("a live key was restored over")
except ResourceExistsError as error:
    assert error.error.code == "Conflict", error.error.code

print("purge", flush=True)
sys.stdin.readline()
try:
    client.backup_key("python")
    sys.exit("a purged key was backed up")
except ResourceNotFoundError as error:
    assert error.error.code == "KeyNotFound", error.error.code
assert client.restore_key_backup(backup).name == "python"
assert client.get_key("python").key_type == "RSA"
print("done", flush=True)
