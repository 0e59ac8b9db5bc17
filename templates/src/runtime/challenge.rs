// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! What a vault asks for when it answers 401: RFC 9110, section 11.6.1, with
//! the parameters that Key Vault, managed HSMs and Entra ID use.

use std::fmt;

use http::Uri;
use http::uri::Scheme;

use super::VaultUrl;
use super::host_name::is_domain_name;

/// Why a vault's challenge was not answered with a token.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChallengeError {
    /// It names neither a resource nor a scope.
    NoResource,
    /// Its resource or scope is not an `https` URL.
    InvalidResource,
    /// Its resource is not a domain that the vault lies in. A token for it
    /// would be a token for someone else.
    ForeignResource {
        /// The host of the resource.
        resource: String,
        /// The host of the vault.
        vault: String,
    },
    /// Its authority names a tenant that is not a GUID, a domain name, or one of
    /// `common`, `organizations`, `consumers` and `adfs`. It could turn a login URL that
    /// is made of it into another.
    InvalidTenant,
    /// It asks for a token with further claims (Continuous Access Evaluation),
    /// and the credential gave one without.
    ClaimsRequired,
}

impl fmt::Display for ChallengeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the vault's challenge is not answered: ")?;
        match self {
            Self::NoResource => f.write_str("it names neither a resource nor a scope"),
            Self::InvalidResource => f.write_str("its resource is not an https URL"),
            Self::ForeignResource { resource, vault } => write!(
                f,
                "it asks for a token for `{resource}`, which `{vault}` is not part of; \
                 if you trust this vault, name the resource in `TrustedResources`"
            ),
            Self::InvalidTenant => {
                f.write_str("its tenant is not a GUID, a domain name or a well-known word")
            }
            Self::ClaimsRequired => f.write_str(
                "it asks for a token with further claims, which the credential did not get; sign in anew",
            ),
        }
    }
}

impl std::error::Error for ChallengeError {}

/// The resources that a vault's challenge may ask a token for. It is checked
/// before a token is asked for, by host, without regard to case or port.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum TrustedResources {
    /// Only a domain that the vault's host lies in: `vault.azure.net` for
    /// `myvault.vault.azure.net`.
    #[default]
    VaultDomain,
    /// These domains as well, such as `vault.azure.net` for a vault that is
    /// reached under a private name.
    Also(Vec<String>),
    /// Whatever the vault asks for. For AD FS, Azure Stack and emulators, and
    /// only for a vault that may have a token of any kind.
    Any,
}

/// A vault's `Bearer` challenge. The clients answer it by themselves; this is
/// for those who bring their own HTTP stack.
///
/// ```
/// use keyvault::{Challenge, TrustedResources, VaultUrl};
///
/// let vault = VaultUrl::new("https://myvault.vault.azure.net")?;
/// let header = r#"Bearer authorization="https://login.windows.net/contoso.com", resource="https://vault.azure.net""#;
/// let challenge = Challenge::parse([header]).unwrap();
/// let scope = challenge.scope(&vault, &TrustedResources::VaultDomain).unwrap();
/// assert_eq!(scope.as_deref(), Some("https://vault.azure.net/.default"));
/// assert_eq!(challenge.tenant(), Some("contoso.com"));
/// # Ok::<(), keyvault::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Challenge {
    /// The URL of the authority, its first path segment the tenant.
    authority: Option<String>,
    resource: Option<String>,
    scope: Option<String>,
    claims: Option<String>,
}

impl Challenge {
    /// Reads the `Bearer` challenge in the values of `WWW-Authenticate`. Of several, it
    /// is the first that names a resource or a scope, else the first that asks for
    /// claims, else the first.
    pub fn parse<'h>(values: impl IntoIterator<Item = &'h str>) -> Option<Self> {
        let mut found: Vec<Self> = Vec::new();
        for value in values {
            // A parameter belongs to the challenge before it in the same value.
            let mut is_bearer = false;
            for item in items(value) {
                let (scheme, parameter) = split_scheme(item);
                if let Some(scheme) = scheme {
                    is_bearer = scheme.eq_ignore_ascii_case("Bearer");
                    if is_bearer {
                        found.push(Self::default());
                    }
                }
                if let (true, Some(challenge), Some((name, value))) =
                    (is_bearer, found.last_mut(), parameter)
                {
                    challenge.set(name, value);
                }
            }
        }
        let names_resource = |each: &Self| each.resource.is_some() || each.scope.is_some();
        let best = found.iter().position(names_resource);
        let best = best.or_else(|| found.iter().position(|each| each.claims.is_some()));
        let best = best.unwrap_or_default();
        found.into_iter().nth(best)
    }

    fn set(&mut self, name: &str, value: String) {
        let slot = match name.to_ascii_lowercase().as_str() {
            "authorization" | "authorization_uri" => &mut self.authority,
            "resource" => &mut self.resource,
            "scope" => &mut self.scope,
            "claims" => &mut self.claims,
            _ => return,
        };
        if slot.is_none() && !value.is_empty() {
            *slot = Some(value);
        }
    }

    /// The tenant that the vault trusts, where the authority names one. AD FS
    /// has no tenants. `None` as well for a tenant that [`scope`](Self::scope) refuses.
    pub fn tenant(&self) -> Option<&str> {
        let tenant = self.named_tenant()?;
        (is_tenant(tenant) && !tenant.eq_ignore_ascii_case("adfs")).then_some(tenant)
    }

    /// The first segment of the authority's path, as the vault wrote it.
    fn named_tenant(&self) -> Option<&str> {
        let (_, rest) = self.authority.as_ref()?.split_once("://")?;
        let tenant = rest.split('/').nth(1)?;
        (!tenant.is_empty()).then_some(tenant)
    }

    /// The claims that the last token lacked, as base64 of JSON.
    pub fn claims(&self) -> Option<&str> {
        self.claims.as_deref()
    }

    /// The scope to ask a token for, after the check that it is one that
    /// `vault` may ask for. `None` if the challenge names none, as those for
    /// claims do.
    ///
    /// # Errors
    ///
    /// [`ChallengeError`], but for `ClaimsRequired`.
    pub fn scope(
        &self,
        vault: &VaultUrl,
        trusted: &TrustedResources,
    ) -> Result<Option<String>, ChallengeError> {
        if self.named_tenant().is_some_and(|tenant| !is_tenant(tenant)) {
            return Err(ChallengeError::InvalidTenant);
        }
        for resource in self.resource.iter().chain(&self.scope) {
            check(resource, vault, trusted)?;
        }
        let of_resource = || {
            self.resource
                .as_ref()
                .map(|resource| format!("{resource}/.default"))
        };
        match self.scope.clone().or_else(of_resource) {
            None if self.claims.is_none() => Err(ChallengeError::NoResource),
            scope => Ok(scope),
        }
    }
}

/// Refuses a resource that is not trusted.
fn check(
    resource: &str,
    vault: &VaultUrl,
    trusted: &TrustedResources,
) -> Result<(), ChallengeError> {
    let uri: Uri = resource
        .parse()
        .map_err(|_| ChallengeError::InvalidResource)?;
    let authority = uri
        .authority()
        .filter(|authority| !authority.as_str().contains('@'));
    let (Some(authority), true) = (authority, uri.scheme() == Some(&Scheme::HTTPS)) else {
        return Err(ChallengeError::InvalidResource);
    };
    let host = authority.host().to_ascii_lowercase();
    let is_listed = |domains: &Vec<String>| {
        domains
            .iter()
            .any(|domain| domain.eq_ignore_ascii_case(&host))
    };
    let is_trusted = match trusted {
        TrustedResources::Any => true,
        TrustedResources::Also(domains) if is_listed(domains) => true,
        _ => vault
            .host()
            .strip_suffix(&host)
            .is_some_and(|rest| rest.ends_with('.') && is_domain_name(&host)),
    };
    if is_trusted {
        Ok(())
    } else {
        let vault = vault.host().to_owned();
        Err(ChallengeError::ForeignResource {
            resource: host,
            vault,
        })
    }
}

/// Whether Entra ID has tenants of such a name: a GUID, a domain name, or a word that
/// stands for several. A token provider may write it into the URL of a login.
fn is_tenant(text: &str) -> bool {
    let words = ["common", "organizations", "consumers", "adfs"];
    let is_word = words.iter().any(|word| text.eq_ignore_ascii_case(word));
    let is_domain = || text.contains('.') && is_domain_name(text);
    is_word || is_guid(text) || is_domain()
}

fn is_guid(text: &str) -> bool {
    let groups = text.split('-');
    groups.clone().map(str::len).eq([8, 4, 4, 4, 12])
        && groups
            .flat_map(str::bytes)
            .all(|byte| byte.is_ascii_hexdigit())
}

/// The items of a header value: what lies between commas outside of quotes.
fn items(value: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let (mut start, mut quoted, mut escaped) = (0, false, false);
    for (index, byte) in value.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b',' if !quoted => {
                items.push(value[start..index].trim());
                start = index + 1;
            }
            _ => {}
        }
    }
    items.push(value[start..].trim());
    items
}

/// An item's scheme, if it begins a challenge, and its parameter.
fn split_scheme(item: &str) -> (Option<&str>, Option<(&str, String)>) {
    let is_token = |text: &str| !text.is_empty() && !text.contains(['=', '"', ' ', '\t']);
    match item.split_once([' ', '\t']) {
        // `name = value` is a parameter, `Bearer name=value` begins a challenge.
        Some((scheme, rest)) if is_token(scheme) && !rest.trim_start().starts_with('=') => {
            (Some(scheme), parameter(rest))
        }
        None if is_token(item) => (Some(item), None),
        _ => (None, parameter(item)),
    }
}

/// `name=token` or `name="quoted"`, with its escapes undone.
fn parameter(text: &str) -> Option<(&str, String)> {
    let (name, value) = text.split_once('=')?;
    let value = value.trim();
    let Some(quoted) = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    else {
        return Some((name.trim(), value.to_owned()));
    };
    let mut unescaped = String::with_capacity(quoted.len());
    let mut characters = quoted.chars();
    while let Some(character) = characters.next() {
        unescaped.extend(if character == '\\' {
            characters.next()
        } else {
            Some(character)
        });
    }
    Some((name.trim(), unescaped))
}
