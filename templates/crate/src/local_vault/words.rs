// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! The errors of vaults and managed HSMs, word for word as recorded from real
//! ones in 2020 to 2026, where there is a record.

use http::StatusCode;

use super::Kind;
use super::token::Unauthorized;
use crate::keys::v2025_07_01::{JsonWebKeyOperation, JsonWebKeyType};
use crate::server::Refusal;

/// Who speaks, and to which request.
#[derive(Clone, Copy)]
pub(super) struct Words<'s> {
    pub(super) kind: Kind,
    /// The id of the request, which managed HSMs repeat in every message.
    pub(super) request_id: &'s str,
    pub(super) tenant: &'s str,
}

/// Who calls, as vaults name the caller. A token of the local vault stands for
/// nobody in particular.
const NOBODY: &str = "00000000-0000-0000-0000-000000000000";

impl Words<'_> {
    fn refusal(self, status: StatusCode, code: &str, message: String) -> Refusal {
        let message = match self.kind {
            Kind::Vault => message,
            Kind::ManagedHsm => format!("{message} (Activity ID: {})", self.request_id),
        };
        Refusal::new(status, code, message)
    }

    pub(super) fn bad_parameter(self, message: impl Into<String>) -> Refusal {
        self.refusal(StatusCode::BAD_REQUEST, "BadParameter", message.into())
    }

    pub(super) fn bad_name(self, name: &str) -> Refusal {
        self.bad_parameter(match self.kind {
            Kind::Vault => format!("The request URI contains an invalid name: {name}"),
            Kind::ManagedHsm => "Invalid key identifier or name".to_owned(),
        })
    }

    /// A key of a type that managed HSMs alone have (Azure/azure-sdk-for-net#13437).
    pub(super) fn unsupported_type(self, kty: &JsonWebKeyType) -> Refusal {
        self.bad_parameter(format!("Invalid kty value: {kty}"))
            .because("KeyTypeNotSupported")
    }

    /// Operations that a type of key does not have (Azure/AzureKeyVault#22).
    pub(super) fn unsupported_operations(
        self,
        given: &[&str],
        supported: &[JsonWebKeyOperation],
    ) -> Refusal {
        let quoted = |name: &&str| format!("\"{name}\"");
        let given: Vec<_> = given.iter().map(quoted).collect();
        let supported = supported.iter().map(JsonWebKeyOperation::as_str);
        let supported: Vec<_> = supported.map(|name| quoted(&name)).collect();
        self.bad_parameter(format!(
            "Unsupported key operation(s): {}. Supported values are {}.",
            given.join(", "),
            supported.join(", ")
        ))
    }

    pub(super) fn unknown_version(self, version: &str, newest: &str) -> Refusal {
        self.bad_parameter(format!(
            "The specified version ({version}) is not recognized. Consider using the latest \
             supported version ({newest})."
        ))
    }

    /// `name` is the key's name, or its name and version; `url` the same in full.
    pub(super) fn not_found(self, name: &str, url: &str) -> Refusal {
        let message = match self.kind {
            Kind::Vault => format!(
                "A key with (name/id) {name} was not found in this key vault. If you recently \
                 deleted this key you may be able to recover it using the correct recovery \
                 command. For help resolving this issue, please see \
                 https://go.microsoft.com/fwlink/?linkid=2125182"
            ),
            Kind::ManagedHsm => format!("Key not found: {url}"),
        };
        self.refusal(StatusCode::NOT_FOUND, "KeyNotFound", message)
    }

    /// A name that no deleted key has; a vault says less of it than of a live one
    /// (the recordings of azure-sdk-for-js, 2020 to 2021).
    pub(super) fn not_deleted(self, name: &str, url: &str) -> Refusal {
        match self.kind {
            Kind::Vault => self.refusal(
                StatusCode::NOT_FOUND,
                "KeyNotFound",
                format!("Deleted Key not found: {name}"),
            ),
            Kind::ManagedHsm => self.not_found(name, url),
        }
    }

    pub(super) fn unauthorized(self, why: &Unauthorized, audience: &str) -> Refusal {
        let message = match why {
            Unauthorized::Missing => {
                "AKV10000: Request is missing a Bearer or PoP token.".to_owned()
            }
            Unauthorized::Unknown => "The token is none of this local vault's.".to_owned(),
            Unauthorized::Audience(other) => {
                format!("AKV10022: Invalid audience. Expected {audience}, found: {other}.")
            }
            Unauthorized::Tenant(other) => format!(
                "AKV10032: Invalid issuer. Expected one of https://sts.windows.net/{}/, found \
                 https://sts.windows.net/{other}/.",
                self.tenant
            ),
            Unauthorized::Expired => {
                "[TokenExpired] Error validating token: 'S2S12086'.".to_owned()
            }
        };
        Refusal::new(StatusCode::UNAUTHORIZED, "Unauthorized", message)
    }

    pub(super) fn forbidden(self, permission: &str) -> Refusal {
        let caller = self.caller();
        let message = format!(
            "The user, group or application '{caller}' does not have keys {permission} permission \
             on key vault 'local;location=local'. For help resolving this issue, please see \
             https://go.microsoft.com/fwlink/?linkid=2125287"
        );
        self.refusal(StatusCode::FORBIDDEN, "Forbidden", message)
            .because("ForbiddenByPolicy")
    }

    /// The same where roles say who may do what. `key` is the key's name, where
    /// there is one.
    pub(super) fn forbidden_by_role(
        self,
        permission: &str,
        key: Option<&str>,
        subscription: &str,
    ) -> Refusal {
        let action = action(permission);
        let key = key.map(|key| format!("/keys/{key}")).unwrap_or_default();
        let message = format!(
            "Caller is not authorized to perform action on resource.\r\n\
             If role assignments, deny assignments or role definitions were changed recently, \
             please observe propagation time.\r\n\
             Caller: {}\r\n\
             Action: 'Microsoft.KeyVault/vaults/keys/{action}'\r\n\
             Resource: '/subscriptions/{subscription}/resourcegroups/local/providers/microsoft.keyvault/vaults/local{key}'\r\n\
             Assignment: (not found)\r\n\
             DenyAssignmentId: null\r\n\
             DecisionReason: null \r\n\
             Vault: local;location=local\r\n",
            self.caller()
        );
        self.refusal(StatusCode::FORBIDDEN, "Forbidden", message)
            .because("ForbiddenByRbac")
    }

    pub(super) fn firewall(self) -> Refusal {
        let message = format!(
            "Client address is not authorized and caller is not a trusted service.\r\n\
             Client address: 127.0.0.1\r\n\
             Caller: {}\r\n\
             Vault: local;location=local",
            self.caller()
        );
        self.refusal(StatusCode::FORBIDDEN, "Forbidden", message)
            .because("ForbiddenByFirewall")
    }

    pub(super) fn private_network(self) -> Refusal {
        let message = format!(
            "Public network access is disabled and request is not from a trusted service nor via \
             an approved private link.\r\n\
             Caller: {}\r\n\
             Vault: local;location=local",
            self.caller()
        );
        self.refusal(StatusCode::FORBIDDEN, "Forbidden", message)
            .because("ForbiddenByConnection")
    }

    fn caller(self) -> String {
        format!(
            "appid={NOBODY};oid={NOBODY};iss=https://sts.windows.net/{}/",
            self.tenant
        )
    }

    pub(super) fn unusable_key(self, operation: &str, why: &str, code: &str) -> Refusal {
        let message = format!("Operation {operation} is not {why} key.");
        self.refusal(StatusCode::FORBIDDEN, "Forbidden", message)
            .because(code)
    }

    pub(super) fn deleted(self, name: &str) -> Refusal {
        let message = format!(
            "Key {name} is currently in a deleted but recoverable state, and its name cannot be \
             reused; in this state, the key can only be recovered or purged."
        );
        self.refusal(StatusCode::CONFLICT, "Conflict", message)
            .because("ObjectIsDeletedButRecoverable")
    }

    pub(super) fn restored_over(self, url: &str) -> Refusal {
        let message = format!(
            "There was a conflict restoring the key '{url}'. This can happen if either: a second \
             key with the same name was created after the first key was deleted; thus trying to \
             restore a key whose name is already in use. To fix this, rename the second key to \
             something else so that the restore works. The second probable cause of this exception \
             is when multiple operations are performed in parallel against the key. To avoid this \
             error, perform operations against a key in a sequential manner."
        );
        self.refusal(StatusCode::CONFLICT, "Conflict", message)
    }

    pub(super) fn corrupt_backup(self) -> Refusal {
        let (code, message) = match self.kind {
            Kind::Vault => ("Malformed backup blob", "Backup blob is corrupt."),
            Kind::ManagedHsm => ("MalformedBackupBlob", FOREIGN),
        };
        self.refusal(StatusCode::BAD_REQUEST, code, message.to_owned())
    }

    /// A backup of another geography or subscription.
    pub(super) fn foreign_backup(self) -> Refusal {
        match self.kind {
            Kind::Vault => self.bad_parameter("Cannot decrypt backup blob"),
            Kind::ManagedHsm => self.corrupt_backup(),
        }
    }
}

/// For too many tags, and for one that is too long: the service does not name the property
/// (Azure/azure-sdk-for-node#2198).
pub(super) const INVALID_PROPERTY: &str = "Property  has invalid value\r\n";
/// As recorded by azure-sdk-for-js in 2021 and 2022, as are the next two.
pub(super) const NO_POLICY: &str = "AKV.SKR.1004: Exportable keys must have release policy.";
pub(super) const USELESS_POLICY: &str =
    "AKV.SKR.1005: Non-exportable keys must not have release policy.";
pub(super) const IMMUTABLE_POLICY: &str =
    "AKV.SKR.1020: Immutable Key Release Policy cannot be modified.";
/// Not on record: our own words, as is the next.
pub(super) const EXPIRES_EARLY: &str = "A key does not expire (exp) before it is valid (nbf).";
pub(super) const EXPONENT: &str =
    "A vault creates RSA keys with the public exponent 65537; a managed HSM takes others.";

/// What roles call a permission (Azure's documentation, "Permissions for
/// security", `Microsoft.KeyVault`).
fn action(permission: &str) -> String {
    match permission {
        "get" | "list" => "read".to_owned(),
        "delete" => "delete".to_owned(),
        "wrapKey" => "wrap/action".to_owned(),
        "unwrapKey" => "unwrap/action".to_owned(),
        other => format!("{other}/action"),
    }
}

const FOREIGN: &str = "Backup blob belongs to a different crypto domain and cannot be used with \
                       this instance.";

pub(super) fn throttled(retry_after: Option<u64>) -> Refusal {
    let message = "Request was not processed because too many requests were received. Reason: \
                   VaultRequestTypeLimitReached";
    let refusal = Refusal::new(StatusCode::TOO_MANY_REQUESTS, "Throttled", message);
    match retry_after {
        Some(seconds) => refusal.retry_after(seconds),
        None => refusal,
    }
}

pub(super) fn stopped() -> Refusal {
    let message = "The local vault has stopped: nothing of this request was done.";
    Refusal::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "ServiceUnavailable",
        message,
    )
}

pub(super) fn body_too_long(max: usize) -> Refusal {
    let message = format!("The local vault reads no body of more than {max} bytes.");
    Refusal::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "RequestBodyTooLarge",
        message,
    )
}

pub(super) fn internal(error: &dyn std::error::Error) -> Refusal {
    let message = format!("The local vault cannot go on: {error}.");
    Refusal::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "InternalServerError",
        message,
    )
}
