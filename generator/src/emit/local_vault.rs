//! The local vault: written by hand on top of the generated server, and copied.

use super::package::copied;
use super::{File, Package};

macro_rules! local_vault {
    ($($path:literal)*) => {
        [$(($path, include_str!(concat!("../../../templates/crate/", $path)))),*]
    };
}

const LOCAL_VAULT: &[(&str, &str)] = &local_vault! {
    "examples/backup_and_restore.rs"
    "src/bin/local-vault.rs"
    "src/local_vault.rs"
    "src/local_vault/backup.rs"
    "src/local_vault/certificate.rs"
    "src/local_vault/clock.rs"
    "src/local_vault/fault.rs"
    "src/local_vault/material.rs"
    "src/local_vault/material/elliptic.rs"
    "src/local_vault/material/rsa.rs"
    "src/local_vault/material/rsa/exponent.rs"
    "src/local_vault/material/symmetric.rs"
    "src/local_vault/material/symmetric/cbc.rs"
    "src/local_vault/material/symmetric/gcm.rs"
    "src/local_vault/material/symmetric/wrap.rs"
    "src/local_vault/private.rs"
    "src/local_vault/record.rs"
    "src/local_vault/rotation.rs"
    "src/local_vault/route.rs"
    "src/local_vault/server.rs"
    "src/local_vault/session.rs"
    "src/local_vault/session/cryptography.rs"
    "src/local_vault/session/demands.rs"
    "src/local_vault/session/listing.rs"
    "src/local_vault/session/operations.rs"
    "src/local_vault/store.rs"
    "src/local_vault/token.rs"
    "src/local_vault/transport.rs"
    "src/local_vault/vault.rs"
    "src/local_vault/words.rs"
    "src/local_vault/workers.rs"
};

/// The module that it is written on top of.
const BELOW: (&str, &str) = ("keys", "v2025_07_01");

/// Whether the package has what it is written on top of.
pub(super) fn has_ground(package: &Package) -> bool {
    let (service, module) = BELOW;
    let mut services = package.services.iter();
    let found = services.find(|each| each.name == service);
    found.is_some_and(|each| each.versions.iter().any(|api| api.module == module))
}

/// Its files, where the package has it.
pub(super) fn emit(package: &Package) -> impl Iterator<Item = File> {
    copied(LOCAL_VAULT, package).filter(|_| package.local_vault)
}
