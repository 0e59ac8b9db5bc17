//! URLs that the crate accepts mean the same to the parsers of both clients.

use azure_core::http::Url;
use keyvault::keys::GetKeys;
use keyvault::{NextPage, Operation as _, VaultUrl};

use crate::chance::Chance;

/// Some of the pieces, one behind the other.
fn joined(pieces: &[&str], at_most: usize, chance: &mut Chance) -> String {
    let count = 1 + chance.below(at_most);
    let piece = |_| pieces[chance.below(pieces.len())];
    (0..count).map(piece).collect()
}

#[test]
fn a_link_that_is_followed_is_sent_alike_by_both_clients() {
    let pieces = [
        "/", "//", ".", "..", "%2e", "%2E", "?", "#", "a", "B", "%", "%zz", "%00", "'", "\"", "<",
        "{", "|", "\\", "^", "`", "[", "]", "=", "&", "+", "$", ";", ":", "@", "!", "*", "~", "é",
        "\t", "\n", " ", "\u{7f}",
    ];
    let vault = VaultUrl::new("https://v.vault.azure.net").unwrap();
    let mut chance = Chance(0x71e5);
    let mut followed = 0;
    for _ in 0..20_000 {
        let link = format!("{vault}/{}", joined(&pieces, 6, &mut chance));
        let next = NextPage::<GetKeys>::new(link.parse().unwrap());
        let Ok(request) = next.request(&vault) else {
            continue;
        };
        followed += 1;
        let uri = request.uri();
        let url = Url::parse(&uri.to_string()).unwrap();
        assert_eq!(url.path(), uri.path(), "{link:?}");
        assert_eq!(url.query(), uri.query(), "{link:?}");
        assert_eq!(url.host_str(), uri.host(), "{link:?}");
    }
    assert!(followed > 1_000, "{followed}");
}

#[test]
fn a_vault_is_the_same_host_to_both_clients() {
    let pieces = [
        "a", "B", "-", ".", "..", "0", "1", "7", "255", "256", "127", "0x", "0X7f", "x", "08", "_",
        "%31", "é", "。", "xn", ":", "@",
    ];
    let mut chance = Chance(0x7057);
    let mut accepted = 0;
    for _ in 0..20_000 {
        let host = joined(&pieces, 7, &mut chance);
        let Ok(vault) = VaultUrl::new(&format!("https://{host}")) else {
            continue;
        };
        accepted += 1;
        let url = Url::parse(vault.as_str()).unwrap();
        assert_eq!(url.host_str(), Some(vault.host()), "{host:?}");
    }
    assert!(accepted > 1_000, "{accepted}");
}
