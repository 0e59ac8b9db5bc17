"""Runs every operation of Azure's own Python clients on the local vault."""

import keys
import operations
from vaults import HSM, VAULT, assert_all_called

for test in keys.TESTS + operations.TESTS:
    print(test.__name__, flush=True)
    test()
for client in (VAULT.get_cryptography_client("key"), VAULT, HSM):
    client.close()
assert_all_called()
