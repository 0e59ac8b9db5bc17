"""What a vault computes, Python's `cryptography` computes as well: what one
signs, encrypts or wraps, the other verifies, decrypts or unwraps."""

import hashlib
import hmac
import os

from azure.keyvault.keys import JsonWebKey
from azure.keyvault.keys.crypto import CryptographyClient
from azure.keyvault.keys.crypto import EncryptionAlgorithm as Encryption
from azure.keyvault.keys.crypto import KeyWrapAlgorithm as Wrap
from azure.keyvault.keys.crypto import SignatureAlgorithm as Signature
from cryptography.hazmat.primitives import hashes, keywrap
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vaults import HSM, VAULT, locally, refused, remotely

ALL = ["encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey"]
HASHES = {"256": hashlib.sha256, "384": hashlib.sha384, "512": hashlib.sha512}
RSA = [
    (Encryption.rsa_oaep, Wrap.rsa_oaep),
    (Encryption.rsa_oaep_256, Wrap.rsa_oaep_256),
    (Encryption.rsa1_5, Wrap.rsa1_5),
]
AES = {
    16: (Encryption.a128_gcm, Encryption.a128_cbc, Encryption.a128_cbcpad, Wrap.aes_128),
    24: (Encryption.a192_gcm, Encryption.a192_cbc, Encryption.a192_cbcpad, Wrap.aes_192),
    32: (Encryption.a256_gcm, Encryption.a256_cbc, Encryption.a256_cbcpad, Wrap.aes_256),
}


def digest(algorithm):
    return HASHES[algorithm.value[2:5]](b"message").digest()


def big(number):
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def rsa_key():
    """A key of Python's making, as JSON Web Key (RFC 7518, section 6.3)."""
    private = rsa.generate_private_key(65537, 2048).private_numbers()
    return JsonWebKey(
        kty="RSA",
        key_ops=ALL,
        n=big(private.public_numbers.n),
        e=big(private.public_numbers.e),
        d=big(private.d),
        p=big(private.p),
        q=big(private.q),
        dp=big(private.dmp1),
        dq=big(private.dmq1),
        qi=big(private.iqmp),
    )


def ec_key(crv, curve):
    """The same on a curve (RFC 7518, section 6.2)."""
    private = ec.generate_private_key(curve).private_numbers()
    public = private.public_numbers
    size = (curve.key_size + 7) // 8
    x, y, d = (
        number.to_bytes(size, "big")
        for number in (public.x, public.y, private.private_value)
    )
    return JsonWebKey(kty="EC", crv=crv, key_ops=["sign", "verify"], x=x, y=y, d=d)


def check_signature(key, own, algorithm):
    """`own` is the same key in the hands of Python alone, if it is there."""
    value = digest(algorithm)
    signers = [remotely(key.id)] if own is None else [remotely(key.id), own]
    for signer in signers:
        signature = signer.sign(algorithm, value).signature
        for verifier in (remotely(key.id), locally(key)):
            assert verifier.verify(algorithm, value, signature).is_valid, algorithm
            other = value[::-1]
            assert not verifier.verify(algorithm, other, signature).is_valid, algorithm


def signatures_of_keys_of_the_vaults_are_genuine():
    key = VAULT.create_rsa_key("rsa-signs")
    for name in ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"):
        check_signature(key, None, Signature(name))
    for curve, name in (
        ("P-256", "ES256"),
        ("P-384", "ES384"),
        ("P-521", "ES512"),
        ("P-256K", "ES256K"),
    ):
        key = VAULT.create_ec_key("ec-signs", curve=curve)
        check_signature(key, None, Signature(name))


def imported_keys_sign_as_they_do_at_home():
    given = rsa_key()
    key = VAULT.import_key("rsa-imported", given, hardware_protected=True)
    assert (key.key_type, key.key.n, key.key.d) == ("RSA-HSM", given.n, None)
    own = CryptographyClient.from_jwk(given)
    for name in ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"):
        check_signature(key, own, Signature(name))
    for crv, curve, name in (
        ("P-256", ec.SECP256R1(), "ES256"),
        ("P-384", ec.SECP384R1(), "ES384"),
        ("P-521", ec.SECP521R1(), "ES512"),
        ("P-256K", ec.SECP256K1(), "ES256K"),
    ):
        given = ec_key(crv, curve)
        key = VAULT.import_key("ec-imported", given)
        assert (key.key.x, key.key.y, key.key.d) == (given.x, given.y, None)
        check_signature(key, CryptographyClient.from_jwk(given), Signature(name))


def rsa_closes_and_opens_on_both_sides():
    given = rsa_key()
    key = VAULT.import_key("rsa-encrypts", given)
    here, there = locally(key), remotely(key.id)
    own = CryptographyClient.from_jwk(given)
    for encryption, wrap in RSA:
        for closes, opens in ((here, there), (there, own), (there, there)):
            closed = closes.encrypt(encryption, b"plain").ciphertext
            assert opens.decrypt(encryption, closed).plaintext == b"plain", encryption
            closed = closes.wrap_key(wrap, b"a key").encrypted_key
            assert opens.unwrap_key(wrap, closed).key == b"a key", wrap
        with refused(400, "BadParameter"):
            there.decrypt(encryption, bytes(256))


def rsa_keys_of_a_vault_stand_in_for_those_of_the_library():
    client = VAULT.get_cryptography_client("rsa-encrypts")
    private, public = client.create_rsa_private_key(), client.create_rsa_public_key()
    genuine = public.public_numbers().public_key()
    sha256, pkcs1 = hashes.SHA256(), padding.PKCS1v15()
    pss = padding.PSS(padding.MGF1(sha256), padding.PSS.DIGEST_LENGTH)
    oaep = padding.OAEP(padding.MGF1(sha256), sha256, None)
    for scheme in (pkcs1, pss):
        signature = private.sign(b"message", scheme, sha256)
        genuine.verify(signature, b"message", scheme, sha256)
    for scheme in (pkcs1, oaep):
        assert private.decrypt(genuine.encrypt(b"plain", scheme), scheme) == b"plain"


def aes_closes_and_opens_on_both_sides():
    value, iv, aad = os.urandom(48), os.urandom(16), b"aad"
    for size, (gcm, cbc, padded, wrap) in AES.items():
        secret = os.urandom(size)
        given = JsonWebKey(kty="oct-HSM", k=secret, key_ops=ALL)
        key = HSM.import_key(f"aes-{size}", given, hardware_protected=True)
        assert key.key.k is None
        there, own = remotely(key.id), CryptographyClient.from_jwk(given)

        # The iv, and the tag, are the vault's.
        closed = there.encrypt(gcm, value, additional_authenticated_data=aad)
        both = closed.ciphertext + closed.tag
        assert AESGCM(secret).decrypt(closed.iv, both, closed.aad) == value
        both = AESGCM(secret).encrypt(iv[:12], value, aad)
        parts = {"iv": iv[:12], "authentication_tag": both[-16:]}
        parts["additional_authenticated_data"] = aad
        assert there.decrypt(gcm, both[:-16], **parts).plaintext == value
        parts["additional_authenticated_data"] = b"other"
        with refused(400, "BadParameter"):
            there.decrypt(gcm, both[:-16], **parts)

        cipher = Cipher(algorithms.AES(secret), modes.CBC(iv)).encryptor()
        closed = there.encrypt(cbc, value, iv=iv).ciphertext
        assert closed == cipher.update(value) + cipher.finalize()
        assert there.decrypt(cbc, closed, iv=iv).plaintext == value

        closed = there.encrypt(padded, value[:33], iv=iv).ciphertext
        assert closed == own.encrypt(padded, value[:33], iv=iv).ciphertext
        assert there.decrypt(padded, closed, iv=iv).plaintext == value[:33]

        closed = there.wrap_key(wrap, value).encrypted_key
        assert closed == own.wrap_key(wrap, value).encrypted_key
        assert there.unwrap_key(wrap, closed).key == value
        for name, wraps, wrapped in (
            (Wrap.ckm_aes_key_wrap, keywrap.aes_key_wrap, value),
            (Wrap.ckm_aes_key_wrap_pad, keywrap.aes_key_wrap_with_padding, value[:33]),
        ):
            closed = there.wrap_key(name, wrapped).encrypted_key
            assert closed == wraps(secret, wrapped), name
            assert there.unwrap_key(name, closed).key == wrapped, name


def hmac_is_the_same_on_both_sides():
    secret = os.urandom(32)
    given = JsonWebKey(kty="oct-HSM", k=secret, key_ops=["sign", "verify"])
    there = remotely(HSM.import_key("hmac", given, hardware_protected=True).id)
    for name in ("HS256", "HS384", "HS512"):
        algorithm = Signature(name)
        value = digest(algorithm)
        signature = there.sign(algorithm, value).signature
        assert signature == hmac.digest(secret, value, HASHES[name[2:]]), name
        assert there.verify(algorithm, value, signature).is_valid, name
        assert not there.verify(algorithm, value[::-1], signature).is_valid, name


def keys_do_what_they_are_for_and_only_that():
    key = VAULT.create_rsa_key("signs-only", key_operations=["sign"])
    value = digest(Signature.rs256)
    signature = remotely(key.id).sign(Signature.rs256, value).signature
    with refused(403, "Forbidden"):
        remotely(key.id).verify(Signature.rs256, value, signature)
    VAULT.update_key_properties("signs-only", enabled=False)
    with refused(403, "Forbidden"):
        remotely(key.id).sign(Signature.rs256, value)


def without_a_version_the_newest_is_used():
    VAULT.create_rsa_key("newest")
    newest = locally(VAULT.rotate_key("newest"))
    there = remotely(VAULT.vault_url + "/keys/newest")
    value = digest(Signature.rs256)
    signature = there.sign(Signature.rs256, value).signature
    assert newest.verify(Signature.rs256, value, signature).is_valid
    assert there.verify(Signature.rs256, value, signature).is_valid
    closed = newest.encrypt(Encryption.rsa_oaep_256, b"plain").ciphertext
    assert there.decrypt(Encryption.rsa_oaep_256, closed).plaintext == b"plain"


TESTS = [
    signatures_of_keys_of_the_vaults_are_genuine,
    imported_keys_sign_as_they_do_at_home,
    rsa_closes_and_opens_on_both_sides,
    rsa_keys_of_a_vault_stand_in_for_those_of_the_library,
    aes_closes_and_opens_on_both_sides,
    hmac_is_the_same_on_both_sides,
    keys_do_what_they_are_for_and_only_that,
    without_a_version_the_newest_is_used,
]
