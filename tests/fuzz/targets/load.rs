//! Any bytes, read as JSON and as YAML: an error or a value, and every place in
//! the value has a line.
#![no_main]

use std::path::Path;

use generator::load;
use generator::pointer::Pointer;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    for name in ["document.json", "document.yaml"] {
        if let Ok((source, value)) = load::decode(Path::new(name), Path::new(""), bytes.to_vec()) {
            let place = source.place(deepest(&value));
            let _ = place.to_string();
        }
    }
});

/// The place of the last value of the last value, and so on.
fn deepest(value: &Value) -> Pointer {
    let mut at = Pointer::root();
    let mut value = value;
    loop {
        let last = match value {
            Value::Object(entries) => entries.iter().last().map(|(key, inner)| (key.clone(), inner)),
            Value::Array(items) => items.len().checked_sub(1).map(|last| (last.to_string(), &items[last])),
            _ => None,
        };
        match last {
            Some((token, inner)) => {
                at = at.child(token);
                value = inner;
            }
            None => return at,
        }
    }
}
