// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Where a vault lives.

use std::fmt;
use std::net::Ipv6Addr;
use std::str::FromStr;

use http::Uri;
use http::uri::Scheme;

use super::Error;

/// The base URL of a vault or managed HSM: `https`, a host, perhaps a port, and
/// nothing else. A slash at the end and the port 443 are dropped, the host is
/// lower-cased.
///
/// ```
/// use keyvault::VaultUrl;
///
/// let vault = VaultUrl::new("https://MyVault.vault.azure.net/")?;
/// assert_eq!(vault.as_str(), "https://myvault.vault.azure.net");
/// assert!(VaultUrl::new("http://myvault.vault.azure.net").is_err());
/// # Ok::<(), keyvault::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VaultUrl {
    url: String,
    host_length: usize,
}

impl VaultUrl {
    /// Reads a vault's base URL.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidVaultUrl`] for anything but `https://host[:port][/]`.
    /// The message does not repeat the URL, which may hold a password.
    pub fn new(url: &str) -> Result<Self, Error> {
        parse(url).map_err(|reason| Error::InvalidVaultUrl { reason })
    }

    /// The host, in lower case, without the port.
    pub fn host(&self) -> &str {
        &self.url["https://".len()..][..self.host_length]
    }

    /// `https://host[:port]`, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.url
    }
}

fn parse(url: &str) -> Result<VaultUrl, &'static str> {
    // `http::Uri` drops a fragment in silence.
    if url.contains('#') {
        return Err("it has a fragment (`#`)");
    }
    let uri: Uri = url.parse().map_err(|_| "it is not a URL")?;
    if uri.scheme() != Some(&Scheme::HTTPS) {
        return Err("it does not begin with `https://`");
    }
    let authority = uri.authority().ok_or("it has no host")?;
    if authority.as_str().contains('@') {
        return Err("it holds a user name or password");
    }
    if !matches!(uri.path(), "" | "/") {
        return Err("it has a path");
    }
    if uri.query().is_some() {
        return Err("it has a query");
    }
    let host = authority.host();
    if !is_host(host) {
        return Err("its host is not a DNS name or an IP address");
    }
    let port = match authority.as_str()[host.len()..].strip_prefix(':') {
        None if authority.as_str() == host => String::new(),
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            match digits.parse::<u16>() {
                Ok(443) => String::new(),
                Ok(port) => format!(":{port}"),
                Err(_) => return Err("its port is not a number up to 65535"),
            }
        }
        _ => return Err("its port is not a number up to 65535"),
    };
    let url = format!("https://{}{port}", host.to_ascii_lowercase());
    Ok(VaultUrl {
        url,
        host_length: host.len(),
    })
}

/// A bracketed IPv6 address, or labels of letters, digits and hyphens (RFC
/// 1123, section 2.1), which covers IPv4. No dot at the end: it would be
/// another name for the same host, and names are compared.
fn is_host(host: &str) -> bool {
    if let Some(address) = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        return address.parse::<Ipv6Addr>().is_ok();
    }
    host.split('.').all(|label| {
        !label.is_empty()
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

impl fmt::Display for VaultUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.url)
    }
}

impl FromStr for VaultUrl {
    type Err = Error;

    /// The same as [`VaultUrl::new`].
    fn from_str(url: &str) -> Result<Self, Error> {
        Self::new(url)
    }
}
