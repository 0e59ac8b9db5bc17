//! What surrounds the services: the manifest, the README, the library's root,
//! and the hand-written runtime.

use quote::quote;

use super::source::{ident, rust};
use super::{EmitError, File, MARK, Package, Service, client, once_each};

macro_rules! runtime {
    ($($path:literal)*) => {
        [$((concat!("src/", $path), include_str!(concat!("../../../templates/src/", $path)))),*]
    };
}

/// The hand-written half, copied as it is: path and text.
const RUNTIME: &[(&str, &str)] = &runtime! {
    "runtime.rs"
    "runtime/azure.rs"
    "runtime/azure/attempts.rs"
    "runtime/azure/authorizer.rs"
    "runtime/azure/body_limit.rs"
    "runtime/azure/last_moment.rs"
    "runtime/azure/pager.rs"
    "runtime/azure/span.rs"
    "runtime/azure/token_cache.rs"
    "runtime/binary.rs"
    "runtime/blocking.rs"
    "runtime/blocking/pager.rs"
    "runtime/blocking/retry.rs"
    "runtime/blocking/session.rs"
    "runtime/blocking/token.rs"
    "runtime/challenge.rs"
    "runtime/deadline.rs"
    "runtime/decode.rs"
    "runtime/encode.rs"
    "runtime/enumeration.rs"
    "runtime/error.rs"
    "runtime/host_name.rs"
    "runtime/limits.rs"
    "runtime/operation.rs"
    "runtime/paging.rs"
    "runtime/paging/cursor.rs"
    "runtime/paging/visited.rs"
    "runtime/request.rs"
    "runtime/response_value.rs"
    "runtime/secret.rs"
    "runtime/server.rs"
    "runtime/server/received.rs"
    "runtime/server/refusal.rs"
    "runtime/service_error.rs"
    "runtime/unix_time.rs"
    "runtime/vault_url.rs"
    "runtime/visible.rs"
};

/// The manifest of the runtime, for its features and dependencies.
const RUNTIME_MANIFEST: &str = include_str!("../../../templates/Cargo.toml");
/// The texts with holes, each `{{like this}}`.
const MANIFEST: &str = include_str!("../../../templates/crate/Cargo.toml");
const README: &str = include_str!("../../../templates/crate/README.md");

/// The crates in both manifests, for whatever they are needed.
pub(super) fn dependencies() -> impl Iterator<Item = String> {
    let lines = [RUNTIME_MANIFEST, MANIFEST]
        .into_iter()
        .flat_map(|manifest| {
            let sections = manifest.split("\n[").filter(|section| {
                section.starts_with("dependencies]") || section.starts_with("dev-dependencies]")
            });
            sections.flat_map(str::lines)
        });
    let names = lines.filter_map(|line| line.split_once(" = "));
    let names = names.map(|(name, _)| name.replace('-', "_"));
    names.filter(|name| !name.starts_with(['#', '{']))
}

/// Programs that show the crate in use, texts with holes as well.
const EXAMPLES: [(&str, &str); 3] = [
    (
        "examples/backup.rs",
        include_str!("../../../templates/crate/examples/backup.rs"),
    ),
    (
        "examples/backup_blocking.rs",
        include_str!("../../../templates/crate/examples/backup_blocking.rs"),
    ),
    (
        "examples/own_http_stack.rs",
        include_str!("../../../templates/crate/examples/own_http_stack.rs"),
    ),
];

/// The crate is formatted by the generator; another formatter would make it
/// differ from what the generator writes.
const RUSTFMT: &str = include_str!("../../../templates/crate/rustfmt.toml");

/// `rustfmt.toml`.
pub(super) fn rustfmt() -> File {
    File {
        path: "rustfmt.toml".to_owned(),
        text: fill(RUSTFMT, &[("mark", MARK)]),
    }
}

/// The runtime's files. Their doctests, which call the crate `keyvault`, run
/// under its real name.
pub(super) fn runtime(package: &Package) -> impl Iterator<Item = File> {
    copied(RUNTIME, package)
}

/// Files written by hand, under the name of the crate.
pub(super) fn copied(
    files: &'static [(&str, &str)],
    package: &Package,
) -> impl Iterator<Item = File> {
    let own = format!("{}::", package.path());
    files.iter().map(move |(path, text)| File {
        path: (*path).to_owned(),
        text: text.replace("keyvault::", &own),
    })
}

/// The examples, which back up a key: other crates have none.
pub(super) fn examples(package: &Package) -> impl Iterator<Item = File> {
    let examples = EXAMPLES.iter().filter(|_| backs_up_keys(package));
    let holes = [
        ("mark", MARK.to_owned()),
        ("name", package.path()),
        ("newest", newest_feature(package)),
    ];
    examples.map(move |(path, text)| {
        let holes = holes
            .each_ref()
            .map(|(hole, value)| (*hole, value.as_str()));
        File {
            path: (*path).to_owned(),
            text: fill(text, &holes),
        }
    })
}

/// Whether the crate can do what the README and the examples show.
fn backs_up_keys(package: &Package) -> bool {
    let keys = package
        .services
        .iter()
        .find(|service| service.name == "keys");
    let newest = keys.and_then(Service::newest);
    newest.is_some_and(|api| {
        api.operations
            .iter()
            .any(|operation| operation.name.wire == "BackupKey")
    })
}

/// The feature of the first service's newest version, which examples use.
fn newest_feature(package: &Package) -> String {
    package
        .newest_features()
        .into_iter()
        .next()
        .unwrap_or_default()
}

/// `Cargo.toml`: a feature for each api-version, the stable ones in `default`.
pub(super) fn manifest(package: &Package) -> File {
    let default = package.default_features();
    let default: Vec<_> = default
        .iter()
        .map(|feature| format!("{feature:?}"))
        .collect();
    let versions = package
        .services
        .iter()
        .flat_map(|service| &service.versions);
    let versions = once_each(versions.map(|api| api.module.clone()));
    let all: Vec<_> = versions
        .iter()
        .map(|feature| format!("{feature:?}"))
        .collect();
    let each: Vec<_> = versions
        .iter()
        .map(|feature| format!("{feature} = []"))
        .collect();
    let features = format!(
        "default = [\"azure\", {}]\n{}\nall-versions = [{}]\n{}",
        default.join(", "),
        section(RUNTIME_MANIFEST, "features"),
        all.join(", "),
        each.join("\n"),
    );
    let text = keep(MANIFEST, "backup", backs_up_keys(package));
    let dependencies = section(RUNTIME_MANIFEST, "dependencies");
    let text = fill(
        &keep(&text, "local-vault", package.local_vault),
        &[
            ("mark", MARK),
            ("name", &package.name),
            ("features", &features),
            ("newest", &newest_feature(package)),
            ("dependencies", dependencies),
        ],
    );
    File {
        path: "Cargo.toml".to_owned(),
        text,
    }
}

/// `README.md`, with the table of what is in the crate.
pub(super) fn readme(package: &Package) -> File {
    let krate = package.path();
    let mut rows = Vec::new();
    for service in &package.services {
        for api in &service.versions {
            let note = match service.newest() {
                Some(newest) if newest.module == api.module => {
                    format!(", and `{krate}::{}`", service.name)
                }
                _ => String::new(),
            };
            let count = match api.operations.len() {
                1 => "1 operation".to_owned(),
                count => format!("{count} operations"),
            };
            rows.push(format!(
                "| {} | {} | `{}` | `{krate}::{}::{}`{note} | {count} |",
                service.name, api.version, api.module, service.name, api.module,
            ));
        }
    }
    let service = package
        .services
        .first()
        .map(|service| service.name.as_str());
    let service = service.unwrap_or_default();
    let text = keep(README, "backup", backs_up_keys(package));
    let text = fill(
        &keep(&text, "local-vault", package.local_vault),
        &[
            ("mark", MARK),
            ("name", &krate),
            ("service", service),
            ("client", &client::name(service)),
            ("versions", &rows.join("\n")),
        ],
    );
    File {
        path: "README.md".to_owned(),
        text,
    }
}

/// `src/lib.rs`.
///
/// # Errors
///
/// A mistake of the generator: what it made is not Rust.
pub(super) fn library(package: &Package) -> Result<File, EmitError> {
    let services = package.services.iter().map(|service| {
        let module = ident(&service.name);
        quote!(pub mod #module;)
    });
    let local_vault = package.local_vault.then(|| {
        quote!(
            #[cfg(feature = "local-vault")]
            pub mod local_vault;
        )
    });
    // Its examples use what the newest versions define.
    let features = [vec!["azure".to_owned()], package.newest_features()].concat();
    let docs = [
        quote!(#![cfg_attr(all(#(feature = #features),*), doc = include_str!("../README.md"))]),
        quote!(#![cfg_attr(not(all(#(feature = #features),*)), doc = "A typed client.")]),
    ];
    let root = quote! {
        #(#docs)*
        #![deny(missing_docs)]
        #![forbid(unsafe_code)]

        #(#services)*
        #local_vault
        mod runtime;
    };
    let exports = quote!(
        pub use runtime::*;
    );
    rust(
        "src/lib.rs".to_owned(),
        "specs/manifest.yaml",
        &[],
        [root, exports],
    )
}

/// The lines of a section of a manifest.
fn section<'m>(manifest: &'m str, name: &str) -> &'m str {
    let rest = manifest
        .split_once(&format!("[{name}]\n"))
        .map_or("", |(_, rest)| rest);
    rest.split_once("\n\n").map_or(rest, |(section, _)| section)
}

/// A template with the sections `{{#name}}` if they are wanted, or else with the
/// sections `{{^name}}`. Both end with `{{/name}}`.
fn keep(template: &str, name: &str, wanted: bool) -> String {
    let begin = |mark| format!("{{{{{mark}{name}}}}}\n");
    let (kept, dropped) = match wanted {
        true => (begin('#'), begin('^')),
        false => (begin('^'), begin('#')),
    };
    let end = begin('/');
    let mut parts = template.split(&dropped);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(part.split_once(&end).map_or("", |(_, rest)| rest));
    }
    text.replace(&kept, "").replace(&end, "")
}

fn fill(template: &str, holes: &[(&str, &str)]) -> String {
    holes
        .iter()
        .fold(template.to_owned(), |text, (hole, value)| {
            text.replace(&format!("{{{{{hole}}}}}"), value)
        })
}
