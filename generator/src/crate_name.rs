//! The names of generated crates and of their modules.

use std::path::Path;

use heck::ToSnakeCase as _;

use crate::api_version::ApiVersion;
use crate::emit;

/// What is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    /// The crate.
    Package,
    /// A service, a module of the crate.
    Service,
}

/// Why a name cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    /// What is wrong, as a sentence without a full stop.
    pub(crate) message: String,
    /// Which names can be used, if this one does not look like one.
    pub(crate) form: Option<&'static str>,
}

impl Refused {
    /// What to do about it where nothing but the name can be changed.
    pub(crate) fn help(&self) -> &'static str {
        self.form.unwrap_or("choose another name")
    }

    /// The same after a sentence that says how to change it.
    pub(crate) fn help_after(&self, how: &str) -> String {
        match self.form {
            Some(form) => format!("{how}; {form}"),
            None => how.to_owned(),
        }
    }
}

/// Makes sure that `name` can be that of a crate or module.
pub(crate) fn check(name: &str, named: Named) -> Result<(), Refused> {
    let (noun, form, path) = match named {
        Named::Package => ("crate", PACKAGE_FORM, name.replace('-', "_")),
        Named::Service => ("module", SERVICE_FORM, name.to_owned()),
    };
    let message = format!("`{name}` cannot be the name of a {noun}");
    if !has_form(&path) {
        let form = Some(form);
        return Err(Refused { message, form });
    }
    let reason = if is_keyword(&path) {
        "it is a keyword of Rust"
    } else if SYSROOT.contains(&path.as_str()) || named == Named::Package && path == "test" {
        "it is one of Rust's own crates"
    } else if emit::dependencies().any(|dependency| dependency == path) {
        "generated crates depend on the crate of that name"
    } else if named == Named::Service && MODULES.contains(&path.as_str()) {
        "every generated crate has a module or file of that name"
    } else {
        return Ok(());
    };
    Err(Refused {
        message: format!("{message}: {reason}"),
        form: None,
    })
}

/// The name of the service that a document's file is named after: in snake case,
/// without an api-version at the end. It may be one that cannot be used.
pub(crate) fn service_of_file(document: &Path) -> String {
    let stem = document.file_stem().unwrap_or_default().to_string_lossy();
    let separators = stem.match_indices(['-', '_', '.', ' ']);
    let ends_in_version = |(at, _): &(usize, &str)| {
        let end = &stem[at + 1..];
        ApiVersion::parse(end.strip_prefix('v').unwrap_or(end)).is_some()
    };
    let name = match separators.into_iter().find(ends_in_version) {
        Some((at, _)) => &stem[..at],
        None => &stem,
    };
    name.to_snake_case()
}

/// Whether `name` was meant to be the name of a crate, to judge by its characters.
pub(crate) fn looks_like_package(name: &str) -> bool {
    !name.is_empty() && has_characters(&name.replace('-', "_"))
}

fn has_form(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase()) && has_characters(name)
}

fn has_characters(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    name.bytes().all(is_plain)
}

fn is_keyword(name: &str) -> bool {
    name == "gen" || syn::parse_str::<syn::Ident>(name).is_err()
}

const PACKAGE_FORM: &str =
    "names of crates consist of lower-case letters, digits, `-` and `_`, and begin with a letter";
const SERVICE_FORM: &str =
    "names of modules consist of lower-case letters, digits and `_`, and begin with a letter";

/// The crates that come with Rust, which every path may begin with.
const SYSROOT: [&str; 4] = ["alloc", "core", "proc_macro", "std"];

/// The modules that every crate has, and the roots of all crates.
const MODULES: [&str; 7] = [
    "azure",
    "blocking",
    "lib",
    "local_vault",
    "main",
    "runtime",
    "server",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_cargo_or_rustc_would_not_take_are_refused() {
        // For each use, a word of the reason; nothing if it is the form.
        for (name, package, service) in [
            ("keys", None, None),
            ("openapi", None, None),
            ("keys2", None, None),
            ("my_keys", None, None),
            ("my-keys", None, Some("")),
            ("-x", Some(""), Some("")),
            ("_x", Some(""), Some("")),
            ("2x", Some(""), Some("")),
            ("", Some(""), Some("")),
            ("Keys", Some(""), Some("")),
            ("schlüssel", Some(""), Some("")),
            ("a b", Some(""), Some("")),
            ("match", Some("keyword"), Some("keyword")),
            ("gen", Some("keyword"), Some("keyword")),
            ("std", Some("own crates"), Some("own crates")),
            ("proc-macro", Some("own crates"), Some("")),
            ("test", Some("own crates"), None),
            ("bytes", Some("depend"), Some("depend")),
            ("azure_core", Some("depend"), Some("depend")),
            ("azure-core", Some("depend"), Some("")),
            ("tokio", Some("depend"), Some("depend")),
            ("runtime", None, Some("module or file")),
        ] {
            for (named, expected) in [(Named::Package, package), (Named::Service, service)] {
                let refused = check(name, named).err();
                assert_eq!(refused.is_some(), expected.is_some(), "{name}");
                if let (Some(refused), Some(word)) = (refused, expected) {
                    assert_eq!(refused.form.is_some(), word.is_empty(), "{name}");
                    assert!(refused.message.contains(word), "{}", refused.message);
                }
            }
        }
    }

    #[test]
    fn a_service_is_named_after_its_file() {
        for (file, name) in [
            ("keys.json", "keys"),
            ("specs/Face.json", "face"),
            ("Settings-7.6.json", "settings"),
            ("keys_2025-07-01.yaml", "keys"),
            ("keys.v7.6-preview.1.yaml", "keys"),
            ("openapi.json", "openapi"),
            ("backup-restore.json", "backup_restore"),
            ("KeyVault.Keys.json", "key_vault_keys"),
            ("My API (new).json", "my_api_new"),
            ("2025-07-01.json", "2025_07_01"),
            ("keys-2.json", "keys_2"),
        ] {
            assert_eq!(service_of_file(Path::new(file)), name, "{file}");
        }
    }
}
