"""Keys come, change and go at the word of Azure's own client."""

from datetime import datetime, timedelta, timezone

from azure.core.exceptions import ResourceExistsError, ResourceNotFoundError
from azure.core.rest import HttpRequest
from azure.keyvault.keys import (
    JsonWebKey,
    KeyRotationLifetimeAction,
    KeyRotationPolicy,
    KeyRotationPolicyAction,
)

from vaults import HSM, TOKEN, USER_TOKEN, VAULT, VAULT_URL, keys_of, refused


def keys_of_every_type_are_created_and_read_back():
    created = [
        VAULT.create_key("key", "EC"),
        VAULT.create_rsa_key("rsa", size=2048),
        HSM.create_rsa_key("rsa-hsm", size=2048, hardware_protected=True),
        HSM.create_oct_key("oct-hsm", size=192, hardware_protected=True),
        *[
            VAULT.create_ec_key("ec-" + curve, curve=curve)
            for curve in ("P-256", "P-384", "P-521", "P-256K")
        ],
    ]
    types = ["EC", "RSA", "RSA-HSM", "oct-HSM", "EC", "EC", "EC", "EC"]
    assert [key.key_type for key in created] == types
    for key in created:
        client = HSM if "HSM" in key.key_type else VAULT
        version = key.properties.version
        for read in (client.get_key(key.name), client.get_key(key.name, version)):
            assert read.id == key.id
            assert (read.key.n, read.key.x) == (key.key.n, key.key.x)
            assert (read.key.d, read.key.k) == (None, None)
        assert key.properties.vault_url == client.vault_url
        assert key.properties.recoverable_days == 90
        assert key.properties.recovery_level == "Recoverable+Purgeable"


def an_update_changes_what_it_names_and_nothing_else():
    first = VAULT.create_ec_key("update").properties
    second = VAULT.create_ec_key("update").properties
    expires = datetime(2100, 1, 1, tzinfo=timezone.utc)
    updated = VAULT.update_key_properties(
        "update",
        first.version,
        enabled=False,
        expires_on=expires,
        key_operations=["verify"],
        tags={"colour": "blue"},
    )
    read = VAULT.get_key("update", first.version)
    for key in (updated, read):
        properties = key.properties
        assert (properties.enabled, properties.expires_on) == (False, expires)
        assert (properties.tags, key.key_operations) == ({"colour": "blue"}, ["verify"])
    newest = VAULT.get_key("update")
    assert newest.properties.version == second.version
    assert (newest.properties.enabled, newest.properties.tags) == (True, None)
    VAULT.update_key_properties("update", not_before=expires)
    assert VAULT.get_key("update").properties.not_before == expires


def lists_come_page_by_page():
    names = [f"list-{number}" for number in range(5)]
    for name in names[1:]:
        VAULT.create_ec_key(name)
    versions = {VAULT.create_ec_key("list-0").id for _ in range(5)}
    pages = VAULT.list_properties_of_key_versions("list-0", max_page_size=2).by_page()
    pages = [[version.id for version in page] for page in pages]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert set(sum(pages, [])) == versions

    def listed(items):
        pages = [[item.name for item in page] for page in items.by_page()]
        assert all(len(page) == 2 for page in pages[:-1]), pages
        return [name for name in sum(pages, []) if name in names]

    assert listed(VAULT.list_properties_of_keys(max_page_size=2)) == names
    assert listed(VAULT.list_deleted_keys(max_page_size=2)) == []
    for name in names:
        VAULT.begin_delete_key(name).wait()
    assert listed(VAULT.list_properties_of_keys(max_page_size=2)) == []
    assert listed(VAULT.list_deleted_keys(max_page_size=2)) == names


def a_deleted_key_is_recovered_or_purged():
    key = VAULT.create_ec_key("deleted")
    deletion = VAULT.begin_delete_key("deleted")
    deletion.wait()
    deleted = deletion.result()
    assert deleted.id == key.id
    assert deleted.recovery_id == f"{VAULT_URL}/deletedkeys/deleted"
    kept = deleted.scheduled_purge_date - deleted.deleted_date
    assert kept == timedelta(days=90)
    assert VAULT.get_deleted_key("deleted").deleted_date == deleted.deleted_date
    with refused(404, "KeyNotFound"):
        VAULT.get_key("deleted")
    with refused(409, "Conflict"):
        VAULT.create_ec_key("deleted")

    recovery = VAULT.begin_recover_deleted_key("deleted")
    recovery.wait()
    assert recovery.result().id == VAULT.get_key("deleted").id == key.id
    VAULT.begin_delete_key("deleted").wait()
    VAULT.purge_deleted_key("deleted")
    with refused(404, "KeyNotFound"):
        VAULT.get_deleted_key("deleted")
    with refused(404, "KeyNotFound"):
        VAULT.begin_recover_deleted_key("deleted")


def a_backup_brings_back_every_version():
    for client, begin in ((VAULT, b"&AzureKeyVaultKeyBackupV1.microsoft.com"), (HSM, b"")):
        versions = [client.create_ec_key("backup") for _ in range(2)]
        backup = client.backup_key("backup")
        assert backup.startswith(begin), backup[:50]
        try:
            client.restore_key_backup(backup)
            raise AssertionError("a live key was restored over")
        except ResourceExistsError as error:
            assert error.error.code == "Conflict", error.error.code
        client.begin_delete_key("backup").wait()
        client.purge_deleted_key("backup")
        try:
            client.backup_key("backup")
            raise AssertionError("a purged key was backed up")
        except ResourceNotFoundError as error:
            assert error.error.code == "KeyNotFound", error.error.code
        assert client.restore_key_backup(backup).id == versions[-1].id
        for version in versions:
            read = client.get_key("backup", version.properties.version)
            assert read.key.x == version.key.x


def a_backup_of_another_kind_of_vault_is_refused():
    with refused(400, "Malformed backup blob"):
        VAULT.restore_key_backup(HSM.backup_key("backup"))
    with refused(400, "MalformedBackupBlob"):
        HSM.restore_key_backup(VAULT.backup_key("backup"))


def a_key_rotates_by_its_policy():
    key = VAULT.create_ec_key("rotation")
    policy = VAULT.get_key_rotation_policy("rotation")
    assert [action.action for action in policy.lifetime_actions] == ["Notify"]
    action = KeyRotationLifetimeAction(
        KeyRotationPolicyAction.rotate, time_after_create="P2M"
    )
    updated = VAULT.update_key_rotation_policy(
        "rotation", KeyRotationPolicy(lifetime_actions=[action]), expires_in="P90D"
    )
    for policy in (updated, VAULT.get_key_rotation_policy("rotation")):
        assert policy.id == f"{VAULT_URL}/keys/rotation/rotationpolicy"
        assert policy.expires_in == "P90D"
        assert policy.lifetime_actions[0].action == KeyRotationPolicyAction.rotate
        assert policy.lifetime_actions[0].time_after_create == "P2M"
    with refused(400, "BadParameter"):
        VAULT.update_key_rotation_policy("rotation", policy, expires_in="soon")
    rotated = VAULT.rotate_key("rotation")
    properties = rotated.properties
    assert properties.expires_on - properties.created_on == timedelta(days=90)
    assert rotated.key.crv == key.key.crv and rotated.key.x != key.key.x


def random_bytes_come_from_a_managed_hsm_alone():
    one, other = HSM.get_random_bytes(128), HSM.get_random_bytes(128)
    assert len(one) == len(other) == 128 and one != other
    with refused(400, "BadParameter"):
        HSM.get_random_bytes(129)
    with refused(501, "NotSupported"):
        VAULT.get_random_bytes(1)


def release_and_attestation_are_not_supported():
    key = HSM.create_ec_key("release", hardware_protected=True)
    for version in (None, key.properties.version):
        with refused(501, "NotSupported"):
            HSM.release_key("release", "token", version=version)
        with refused(501, "NotSupported"):
            HSM.get_key_attestation("release", version)


def vaults_have_no_symmetric_keys():
    for hardware in (False, True):
        with refused(400, "BadParameter"):
            VAULT.create_oct_key("oct", hardware_protected=hardware)
        kty = "oct-HSM" if hardware else "oct"
        with refused(400, "BadParameter"):
            VAULT.import_key("oct", JsonWebKey(kty=kty, k=bytes(32)))


def refusals_say_why():
    with refused(404, "KeyNotFound"):
        VAULT.get_key("absent")
    with refused(400, "BadParameter"):
        VAULT.create_ec_key("under_score")
    with refused(400, "Malformed backup blob"):
        VAULT.restore_key_backup(b"no backup")
    with refused(403, "Forbidden"):
        keys_of(VAULT_URL, USER_TOKEN).backup_key("backup")
    with refused(401, "Unauthorized"):
        keys_of(VAULT_URL, TOKEN + "?").backup_key("backup")


def requests_of_the_callers_own_are_answered():
    for client in (VAULT, VAULT.get_cryptography_client("backup")):
        answer = client.send_request(HttpRequest("GET", f"{VAULT_URL}/keys/backup"))
        answer.raise_for_status()
        assert answer.json()["key"]["kid"] == VAULT.get_key("backup").id


TESTS = [
    keys_of_every_type_are_created_and_read_back,
    an_update_changes_what_it_names_and_nothing_else,
    lists_come_page_by_page,
    a_deleted_key_is_recovered_or_purged,
    a_backup_brings_back_every_version,
    a_backup_of_another_kind_of_vault_is_refused,
    a_key_rotates_by_its_policy,
    random_bytes_come_from_a_managed_hsm_alone,
    release_and_attestation_are_not_supported,
    vaults_have_no_symmetric_keys,
    refusals_say_why,
    requests_of_the_callers_own_are_answered,
]
