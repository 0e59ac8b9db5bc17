"""Any version of Azure's own Python client with a local vault: keys are created, listed
page by page, used without naming a version, backed up, deleted and restored."""

import hashlib

from azure.core.exceptions import ResourceExistsError, ResourceNotFoundError
from azure.keyvault.keys import VERSION
from azure.keyvault.keys.crypto import KeyWrapAlgorithm, SignatureAlgorithm

from vaults import VAULT, VAULT_URL, locally, remotely

PREFIX = "python-" + VERSION.replace(".", "-")


def refused(error, call, *arguments):
    try:
        call(*arguments)
    except error:
        return
    raise AssertionError(f"{call.__name__} did not raise {error.__name__}")


names = [f"{PREFIX}-{number}" for number in range(3)]
created = [VAULT.create_rsa_key(name, size=2048) for name in names]
newest = VAULT.create_rsa_key(names[0], size=2048, tags={"colour": "blue"})
assert newest.id != created[0].id
assert VAULT.get_key(names[0]).id == newest.id

pages = [list(page) for page in VAULT.list_properties_of_keys(max_page_size=2).by_page()]
assert all(len(page) == 2 for page in pages[:-1]), pages
assert [key.name for key in sum(pages, []) if key.name in names] == names
versions = VAULT.list_properties_of_key_versions(names[0])
assert {version.id for version in versions} == {created[0].id, newest.id}

unversioned = remotely(f"{VAULT_URL}/keys/{names[0]}")
digest = hashlib.sha256(b"message").digest()
signed = unversioned.sign(SignatureAlgorithm.rs256, digest)
for client in (unversioned, remotely(newest.id)):
    assert client.verify(SignatureAlgorithm.rs256, digest, signed.signature).is_valid
key = bytes(range(32))
for client in (unversioned, remotely(newest.id), locally(newest)):
    wrapped = client.wrap_key(KeyWrapAlgorithm.rsa_oaep, key)
    assert client.unwrap_key(KeyWrapAlgorithm.rsa_oaep, wrapped.encrypted_key).key == key

backup = VAULT.backup_key(names[0])
refused(ResourceExistsError, VAULT.restore_key_backup, backup)
VAULT.begin_delete_key(names[0]).wait()
refused(ResourceNotFoundError, VAULT.get_key, names[0])
assert names[0] in [key.name for key in VAULT.list_deleted_keys()]
VAULT.purge_deleted_key(names[0])
restored = VAULT.restore_key_backup(backup)
assert (restored.id, restored.properties.tags) == (newest.id, {"colour": "blue"})
assert unversioned.verify(SignatureAlgorithm.rs256, digest, signed.signature).is_valid
