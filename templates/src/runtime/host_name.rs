// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Domain names, in the one form that every URL parser reads alike.

/// Whether the text is a domain name (RFC 1123, section 2.1) that no parser takes
/// for an IPv4 address. It has no dot at the end: that would be another name for the
/// same host, and names are compared.
pub(super) fn is_domain_name(text: &str) -> bool {
    text.len() <= 253 && text.split('.').all(is_label) && !ends_in_number(text)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Whether URL parsers that follow the URL Standard ("ends in a number checker")
/// read the host as an IPv4 address: `127.1`, `0x7f000001` and `0177.0.0.1` are
/// 127.0.0.1 to some programs and names, or other addresses, to others.
pub(super) fn ends_in_number(host: &str) -> bool {
    let last = host.rsplit('.').find(|label| !label.is_empty());
    let last = last.unwrap_or_default();
    let is_decimal = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
    let hexadecimal = last.strip_prefix("0x").or(last.strip_prefix("0X"));
    is_decimal
        || hexadecimal.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
