// Written by `cargo run -p generator` from specs/keys/7.5.yaml: do not edit.
/// The type of a key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum JsonWebKeyType {
    /// An elliptic curve key.
    #[serde(rename = "EC")]
    Ec,
    /// An elliptic curve key, kept in an HSM.
    #[serde(rename = "EC-HSM")]
    EcHsm,
    /// An RSA key.
    #[serde(rename = "RSA")]
    Rsa,
    /// An RSA key, kept in an HSM.
    #[serde(rename = "RSA-HSM")]
    RsaHsm,
    /// A symmetric key.
    #[serde(rename = "oct")]
    Oct,
    /// A symmetric key, kept in an HSM.
    #[serde(rename = "oct-HSM")]
    OctHsm,
    /// A value that the API's document does not list. In the module of a newer
    /// api-version it may have a variant of its own: code that is to go on
    /// meaning the same compares `as_str()`.
    #[serde(untagged)]
    Unknown(String),
}

impl JsonWebKeyType {
    /// The value as it is on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Ec => "EC",
            Self::EcHsm => "EC-HSM",
            Self::Rsa => "RSA",
            Self::RsaHsm => "RSA-HSM",
            Self::Oct => "oct",
            Self::OctHsm => "oct-HSM",
            Self::Unknown(text) => text,
        }
    }
}

crate::runtime::open_enum!(JsonWebKeyType);

/// What a key may be used for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum JsonWebKeyOperation {
    /// To encrypt.
    #[serde(rename = "encrypt")]
    Encrypt,
    /// To decrypt.
    #[serde(rename = "decrypt")]
    Decrypt,
    /// To sign.
    #[serde(rename = "sign")]
    Sign,
    /// To check signatures.
    #[serde(rename = "verify")]
    Verify,
    /// To wrap other keys.
    #[serde(rename = "wrapKey")]
    WrapKey,
    /// To unwrap other keys.
    #[serde(rename = "unwrapKey")]
    UnwrapKey,
    /// To be imported, or to import other keys.
    #[serde(rename = "import")]
    Import,
    /// To be exported with its private part.
    #[serde(rename = "export")]
    Export,
    /// A value that the API's document does not list. In the module of a newer
    /// api-version it may have a variant of its own: code that is to go on
    /// meaning the same compares `as_str()`.
    #[serde(untagged)]
    Unknown(String),
}

impl JsonWebKeyOperation {
    /// The value as it is on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Encrypt => "encrypt",
            Self::Decrypt => "decrypt",
            Self::Sign => "sign",
            Self::Verify => "verify",
            Self::WrapKey => "wrapKey",
            Self::UnwrapKey => "unwrapKey",
            Self::Import => "import",
            Self::Export => "export",
            Self::Unknown(text) => text,
        }
    }
}

crate::runtime::open_enum!(JsonWebKeyOperation);

/// The name of an elliptic curve.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum JsonWebKeyCurveName {
    /// NIST P-256, also known as secp256r1.
    #[serde(rename = "P-256")]
    P256,
    /// NIST P-384, also known as secp384r1.
    #[serde(rename = "P-384")]
    P384,
    /// NIST P-521, also known as secp521r1.
    #[serde(rename = "P-521")]
    P521,
    /// The curve secp256k1.
    #[serde(rename = "P-256K")]
    P256K,
    /// A value that the API's document does not list. In the module of a newer
    /// api-version it may have a variant of its own: code that is to go on
    /// meaning the same compares `as_str()`.
    #[serde(untagged)]
    Unknown(String),
}

impl JsonWebKeyCurveName {
    /// The value as it is on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
            Self::P256K => "P-256K",
            Self::Unknown(text) => text,
        }
    }
}

crate::runtime::open_enum!(JsonWebKeyCurveName);

/// How a vault protects its keys from deletion.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum DeletionRecoveryLevel {
    /// A deleted key is lost.
    Purgeable,
    /// For 90 days, a deleted key can be recovered, and purged.
    #[serde(rename = "Recoverable+Purgeable")]
    RecoverablePurgeable,
    /// For 90 days, a deleted key can be recovered, but not purged.
    Recoverable,
    /// Like `Recoverable`, and the subscription cannot be cancelled.
    #[serde(rename = "Recoverable+ProtectedSubscription")]
    RecoverableProtectedSubscription,
    /// For 7 to 89 days, a deleted key can be recovered, and purged.
    #[serde(rename = "CustomizedRecoverable+Purgeable")]
    CustomizedRecoverablePurgeable,
    /// For 7 to 89 days, a deleted key can be recovered, but not purged.
    CustomizedRecoverable,
    /// Like `CustomizedRecoverable`, and the subscription cannot be cancelled.
    #[serde(rename = "CustomizedRecoverable+ProtectedSubscription")]
    CustomizedRecoverableProtectedSubscription,
    /// A value that the API's document does not list. In the module of a newer
    /// api-version it may have a variant of its own: code that is to go on
    /// meaning the same compares `as_str()`.
    #[serde(untagged)]
    Unknown(String),
}

impl DeletionRecoveryLevel {
    /// The value as it is on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Purgeable => "Purgeable",
            Self::RecoverablePurgeable => "Recoverable+Purgeable",
            Self::Recoverable => "Recoverable",
            Self::RecoverableProtectedSubscription => "Recoverable+ProtectedSubscription",
            Self::CustomizedRecoverablePurgeable => "CustomizedRecoverable+Purgeable",
            Self::CustomizedRecoverable => "CustomizedRecoverable",
            Self::CustomizedRecoverableProtectedSubscription => {
                "CustomizedRecoverable+ProtectedSubscription"
            }
            Self::Unknown(text) => text,
        }
    }
}

crate::runtime::open_enum!(DeletionRecoveryLevel);

/// How data are encrypted, or keys wrapped.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum JsonWebKeyEncryptionAlgorithm {
    /// RSA-OAEP with SHA-1: for old data only.
    #[serde(rename = "RSA-OAEP")]
    RsaOaep,
    /// RSA-OAEP with SHA-256.
    #[serde(rename = "RSA-OAEP-256")]
    RsaOaep256,
    /// RSA with the padding of PKCS#1 v1.5: for old data only.
    #[serde(rename = "RSA1_5")]
    Rsa15,
    /// AES-GCM with 128 bits.
    #[serde(rename = "A128GCM")]
    A128Gcm,
    /// AES-GCM with 192 bits.
    #[serde(rename = "A192GCM")]
    A192Gcm,
    /// AES-GCM with 256 bits.
    #[serde(rename = "A256GCM")]
    A256Gcm,
    /// AES key wrap with 128 bits.
    #[serde(rename = "A128KW")]
    A128Kw,
    /// AES key wrap with 192 bits.
    #[serde(rename = "A192KW")]
    A192Kw,
    /// AES key wrap with 256 bits.
    #[serde(rename = "A256KW")]
    A256Kw,
    /// AES-CBC with 128 bits.
    #[serde(rename = "A128CBC")]
    A128Cbc,
    /// AES-CBC with 192 bits.
    #[serde(rename = "A192CBC")]
    A192Cbc,
    /// AES-CBC with 256 bits.
    #[serde(rename = "A256CBC")]
    A256Cbc,
    /// AES-CBC with 128 bits and PKCS padding.
    #[serde(rename = "A128CBCPAD")]
    A128Cbcpad,
    /// AES-CBC with 192 bits and PKCS padding.
    #[serde(rename = "A192CBCPAD")]
    A192Cbcpad,
    /// AES-CBC with 256 bits and PKCS padding.
    #[serde(rename = "A256CBCPAD")]
    A256Cbcpad,
    /// A value that the API's document does not list. In the module of a newer
    /// api-version it may have a variant of its own: code that is to go on
    /// meaning the same compares `as_str()`.
    #[serde(untagged)]
    Unknown(String),
}

impl JsonWebKeyEncryptionAlgorithm {
    /// The value as it is on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::RsaOaep => "RSA-OAEP",
            Self::RsaOaep256 => "RSA-OAEP-256",
            Self::Rsa15 => "RSA1_5",
            Self::A128Gcm => "A128GCM",
            Self::A192Gcm => "A192GCM",
            Self::A256Gcm => "A256GCM",
            Self::A128Kw => "A128KW",
            Self::A192Kw => "A192KW",
            Self::A256Kw => "A256KW",
            Self::A128Cbc => "A128CBC",
            Self::A192Cbc => "A192CBC",
            Self::A256Cbc => "A256CBC",
            Self::A128Cbcpad => "A128CBCPAD",
            Self::A192Cbcpad => "A192CBCPAD",
            Self::A256Cbcpad => "A256CBCPAD",
            Self::Unknown(text) => text,
        }
    }
}

crate::runtime::open_enum!(JsonWebKeyEncryptionAlgorithm);

/// How signatures are made.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum JsonWebKeySignatureAlgorithm {
    /// RSA-PSS with SHA-256.
    #[serde(rename = "PS256")]
    Ps256,
    /// RSA-PSS with SHA-384.
    #[serde(rename = "PS384")]
    Ps384,
    /// RSA-PSS with SHA-512.
    #[serde(rename = "PS512")]
    Ps512,
    /// RSA with PKCS#1 v1.5 and SHA-256.
    #[serde(rename = "RS256")]
    Rs256,
    /// RSA with PKCS#1 v1.5 and SHA-384.
    #[serde(rename = "RS384")]
    Rs384,
    /// RSA with PKCS#1 v1.5 and SHA-512.
    #[serde(rename = "RS512")]
    Rs512,
    /// Reserved, and not for use.
    #[serde(rename = "RSNULL")]
    Rsnull,
    /// ECDSA on P-256 with SHA-256.
    #[serde(rename = "ES256")]
    Es256,
    /// ECDSA on P-384 with SHA-384.
    #[serde(rename = "ES384")]
    Es384,
    /// ECDSA on P-521 with SHA-512.
    #[serde(rename = "ES512")]
    Es512,
    /// ECDSA on secp256k1 with SHA-256.
    #[serde(rename = "ES256K")]
    Es256K,
    /// A value that the API's document does not list. In the module of a newer
    /// api-version it may have a variant of its own: code that is to go on
    /// meaning the same compares `as_str()`.
    #[serde(untagged)]
    Unknown(String),
}

impl JsonWebKeySignatureAlgorithm {
    /// The value as it is on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Ps256 => "PS256",
            Self::Ps384 => "PS384",
            Self::Ps512 => "PS512",
            Self::Rs256 => "RS256",
            Self::Rs384 => "RS384",
            Self::Rs512 => "RS512",
            Self::Rsnull => "RSNULL",
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
            Self::Es512 => "ES512",
            Self::Es256K => "ES256K",
            Self::Unknown(text) => text,
        }
    }
}

crate::runtime::open_enum!(JsonWebKeySignatureAlgorithm);

/// How a released key is encrypted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum KeyEncryptionAlgorithm {
    /// RSA-OAEP with SHA-1, and AES key wrap.
    #[serde(rename = "CKM_RSA_AES_KEY_WRAP")]
    CkmRsaAesKeyWrap,
    /// RSA-OAEP with SHA-256, and AES key wrap.
    #[serde(rename = "RSA_AES_KEY_WRAP_256")]
    RsaAesKeyWrap256,
    /// RSA-OAEP with SHA-384, and AES key wrap.
    #[serde(rename = "RSA_AES_KEY_WRAP_384")]
    RsaAesKeyWrap384,
    /// A value that the API's document does not list. In the module of a newer
    /// api-version it may have a variant of its own: code that is to go on
    /// meaning the same compares `as_str()`.
    #[serde(untagged)]
    Unknown(String),
}

impl KeyEncryptionAlgorithm {
    /// The value as it is on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::CkmRsaAesKeyWrap => "CKM_RSA_AES_KEY_WRAP",
            Self::RsaAesKeyWrap256 => "RSA_AES_KEY_WRAP_256",
            Self::RsaAesKeyWrap384 => "RSA_AES_KEY_WRAP_384",
            Self::Unknown(text) => text,
        }
    }
}

crate::runtime::open_enum!(KeyEncryptionAlgorithm);

/// What a vault does during the life of a key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum KeyRotationPolicyAction {
    /// Make the next version of the key.
    Rotate,
    /// Send an Event Grid event, by default 30 days before expiry; managed HSMs cannot.
    Notify,
    /// A value that the API's document does not list. In the module of a newer
    /// api-version it may have a variant of its own: code that is to go on
    /// meaning the same compares `as_str()`.
    #[serde(untagged)]
    Unknown(String),
}

impl KeyRotationPolicyAction {
    /// The value as it is on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Rotate => "Rotate",
            Self::Notify => "Notify",
            Self::Unknown(text) => text,
        }
    }
}

crate::runtime::open_enum!(KeyRotationPolicyAction);
