// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! The certificate of the local vault, made anew at each start.

use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, Error, IsCa, KeyPair,
    KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::pki_types::PrivatePkcs8KeyDer;

/// For whom the certificate is.
const NAMES: [&str; 3] = ["127.0.0.1", "::1", "localhost"];

/// What a server needs for TLS, and the certificate of its authority in PEM,
/// which clients have to trust.
pub(super) fn issue()
-> Result<(Arc<ServerConfig>, String), Box<dyn std::error::Error + Send + Sync>> {
    let mut authority = CertificateParams::new(Vec::new())?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    name(&mut authority, "Authority of the local vault");
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate()?)?;
    let key = KeyPair::generate()?;
    let certificate = server(&authority, &key)?;
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate],
            PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
        )?;
    Ok((Arc::new(config), authority.pem()))
}

fn server(
    authority: &CertifiedIssuer<'_, KeyPair>,
    key: &KeyPair,
) -> Result<rustls::pki_types::CertificateDer<'static>, Error> {
    let mut certificate = CertificateParams::new(NAMES.map(str::to_owned))?;
    name(&mut certificate, "Local vault");
    certificate.use_authority_key_identifier_extension = true;
    Ok(certificate.signed_by(key, authority)?.der().clone())
}

fn name(certificate: &mut CertificateParams, name: &str) {
    certificate
        .distinguished_name
        .push(DnType::CommonName, name);
}
