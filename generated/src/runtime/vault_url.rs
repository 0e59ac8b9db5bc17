// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Where a vault lives.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use http::Uri;
use http::uri::Scheme;

use super::Error;
use super::host_name::{ends_in_number, is_domain_name};

/// The base URL of a vault or managed HSM: `https`, a host, perhaps a port, and
/// nothing else. A slash at the end and the port 443 are dropped, the host is
/// lower-cased. Hosts that programs read differently, such as `127.1`, are refused.
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
    let written = authority.host();
    let host = canonical_host(written)?;
    let port = match authority.as_str()[written.len()..].strip_prefix(':') {
        None if authority.as_str() == written => String::new(),
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            match digits.parse::<u16>() {
                Ok(443) => String::new(),
                Ok(port) => format!(":{port}"),
                Err(_) => return Err("its port is not a number up to 65535"),
            }
        }
        _ => return Err("its port is not a number up to 65535"),
    };
    Ok(VaultUrl {
        url: format!("https://{host}{port}"),
        host_length: host.len(),
    })
}

/// The one way to write the host: a bracketed IPv6 address, four decimal numbers, or
/// a domain name in lower case.
fn canonical_host(host: &str) -> Result<String, &'static str> {
    let neither = "its host is not a DNS name or an IP address";
    let bracketed = host.strip_prefix('[');
    if let Some(address) = bracketed.and_then(|rest| rest.strip_suffix(']')) {
        let address: Ipv6Addr = address.parse().map_err(|_| neither)?;
        return Ok(format!("[{address}]"));
    }
    if ends_in_number(host) {
        let address: Result<Ipv4Addr, _> = host.parse();
        return match address {
            Ok(address) => Ok(address.to_string()),
            Err(_) => Err("its host is not an IPv4 address of four decimal numbers"),
        };
    }
    if is_domain_name(host) {
        Ok(host.to_ascii_lowercase())
    } else {
        Err(neither)
    }
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
