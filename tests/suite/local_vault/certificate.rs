//! The server's certificate, as verifiers that are stricter than others want it.

use azure_core::time::{Duration, OffsetDateTime, parse_rfc3339};
use reqwest::tls::TlsInfo;

use crate::vault::Server;

/// The server's own certificate, in DER.
fn presented(server: &Server) -> Vec<u8> {
    let authority = reqwest::Certificate::from_pem(server.certificate.as_bytes()).unwrap();
    let client = reqwest::Client::builder()
        .tls_certs_only([authority])
        .tls_info(true)
        .no_proxy()
        .build()
        .unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let answer = runtime.block_on(client.get(&server.url).send()).unwrap();
    let information = answer.extensions().get::<TlsInfo>().unwrap();
    information.peer_certificate().unwrap().to_vec()
}

/// The two `UTCTime` (X.690, tag 23, 13 bytes) that a certificate has.
fn validity(der: &[u8]) -> [OffsetDateTime; 2] {
    let times = der.windows(15).filter(|bytes| bytes.starts_with(&[23, 13]));
    let times = times.map(|bytes| {
        let text = std::str::from_utf8(&bytes[2..14]).unwrap();
        let pairs: Vec<_> = (0..12).step_by(2).map(|at| &text[at..at + 2]).collect();
        let [year, month, day, hour, minute, second] = pairs.try_into().unwrap();
        let text = format!("20{year}-{month}-{day}T{hour}:{minute}:{second}Z");
        parse_rfc3339(&text).unwrap()
    });
    times.collect::<Vec<_>>().try_into().unwrap()
}

#[test]
fn the_servers_certificate_is_for_servers_and_for_no_more_than_825_days() {
    let der = presented(&Server::start());
    // id-kp-serverAuth, 1.3.6.1.5.5.7.3.1 (RFC 5280, section 4.2.1.12).
    let for_servers = [6, 8, 0x2b, 6, 1, 5, 5, 7, 3, 1];
    assert!(
        der.windows(for_servers.len())
            .any(|bytes| bytes == for_servers)
    );
    let [from, until] = validity(&der);
    let now = OffsetDateTime::now_utc();
    assert!(from < now - Duration::hours(23), "{from}");
    assert!(until > now + Duration::days(700), "{until}");
    assert!(until - from < Duration::days(825), "{from} {until}");
}
