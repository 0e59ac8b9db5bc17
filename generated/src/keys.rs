// Written by `cargo run -p generator` from specs/manifest.yaml: do not edit.
//! Azure Key Vault keys: a module for each api-version, and what the newest defines.

#[cfg(feature = "v7_4")]
pub mod v7_4;

#[cfg(feature = "v7_5")]
pub mod v7_5;

#[cfg(feature = "v2025_07_01")]
pub mod v2025_07_01;

#[cfg(feature = "v2025_07_01")]
#[doc(inline)]
pub use v2025_07_01::*;

/// The `operationId` that a request is for; `None` for an api-version that the crate does
/// not have with its features.
#[cfg(
    all(
        feature = "server",
        any(feature = "v7_4", feature = "v7_5", feature = "v2025_07_01")
    )
)]
pub fn find_operation(
    api_version: &str,
    received: &crate::server::Received,
) -> Option<Result<&'static str, crate::server::ReadError>> {
    let found = match api_version {
        #[cfg(feature = "v7_4")]
        v7_4::API_VERSION => v7_4::server::Call::read(received).map(|call| call.name()),
        #[cfg(feature = "v7_5")]
        v7_5::API_VERSION => v7_5::server::Call::read(received).map(|call| call.name()),
        #[cfg(feature = "v2025_07_01")]
        v2025_07_01::API_VERSION => {
            v2025_07_01::server::Call::read(received).map(|call| call.name())
        }
        _ => return None,
    };
    Some(found)
}
