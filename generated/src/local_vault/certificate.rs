// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! The certificate of the local vault, made anew at each start.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, Error, ExtendedKeyUsagePurpose,
    IsCa, KeyPair, KeyUsagePurpose, date_time_ymd,
};
use rustls::ServerConfig;
use rustls::pki_types::PrivatePkcs8KeyDer;

/// For whom the certificate is.
const NAMES: [&str; 3] = ["127.0.0.1", "::1", "localhost"];
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How long it is valid; Apple's verifiers take no server's that has more than 825 days.
const DAYS: u32 = 800;

/// What a server needs for TLS, and the certificate of its authority in PEM,
/// which clients have to trust.
pub(super) fn issue()
-> Result<(Arc<ServerConfig>, String), Box<dyn std::error::Error + Send + Sync>> {
    let mut authority = parameters("Authority of the local vault", Vec::new())?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
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
    let mut certificate = parameters("Local vault", NAMES.map(str::to_owned).to_vec())?;
    certificate.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    certificate.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    certificate.use_authority_key_identifier_extension = true;
    Ok(certificate.signed_by(key, authority)?.der().clone())
}

/// A certificate that is valid from yesterday on, since clocks differ.
fn parameters(name: &str, names: Vec<String>) -> Result<CertificateParams, Error> {
    let mut certificate = CertificateParams::new(names)?;
    certificate
        .distinguished_name
        .push(DnType::CommonName, name);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let yesterday = date_time_ymd(1970, 1, 1) + now.unwrap_or_default().saturating_sub(DAY);
    certificate.not_before = yesterday;
    certificate.not_after = yesterday + DAY * DAYS;
    Ok(certificate)
}
