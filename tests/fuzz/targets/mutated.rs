//! Documents that are almost right: one of our cases, in which parts were
//! removed, exchanged, repeated or replaced.
#![no_main]

#[path = "../way.rs"]
mod way;

use std::path::Path;
use std::sync::OnceLock;

use generator::load;
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

/// The documents to begin with.
const SEEDS: &[&str] = &[
    include_str!("../../cases/constructs/all_of/document.yaml"),
    include_str!("../../cases/constructs/enum_inline/document.yaml"),
    include_str!("../../cases/constructs/enum_named/document.yaml"),
    include_str!("../../cases/constructs/map/document.yaml"),
    include_str!("../../cases/constructs/operation/document.yaml"),
    include_str!("../../cases/constructs/paging/document.yaml"),
    include_str!("../../cases/constructs/query/document.yaml"),
    include_str!("../../cases/constructs/read_only/document.yaml"),
    include_str!("../../cases/constructs/recursion/document.yaml"),
    include_str!("../../cases/constructs/request_body/document.yaml"),
    include_str!("../../cases/constructs/security/document.yaml"),
    include_str!("../../cases/constructs/swagger/document.json"),
];

/// The seeds as values.
fn seeds() -> &'static [Value] {
    static VALUES: OnceLock<Vec<Value>> = OnceLock::new();
    VALUES.get_or_init(|| {
        let read = |text: &&str| {
            let bytes = text.as_bytes().to_vec();
            load::decode(Path::new("seed.yaml"), Path::new(""), bytes).expect("a seed").1
        };
        SEEDS.iter().map(read).collect()
    })
}

fuzz_target!(|bytes: &[u8]| {
    let Some((seed, rest)) = bytes.split_first() else {
        return;
    };
    let seeds = seeds();
    let mut document = seeds[usize::from(*seed) % seeds.len()].clone();
    // Four bytes are a change: where, what, and a further choice.
    for change in rest.chunks_exact(4).take(8) {
        let place = usize::from(u16::from_le_bytes([change[0], change[1]]));
        mutate(&mut document, place, change[2], change[3]);
    }
    if let Err(problems) = way::whole(document.to_string().into_bytes()) {
        assert!(!problems.to_string().is_empty());
    }
});

/// Values that some keyword somewhere does not expect.
fn odd(choice: u8) -> Value {
    match choice % 14 {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(-1),
        3 => json!(1e300),
        4 => json!(""),
        5 => json!("a/b~ `\u{202e}*/\"#]]\n"),
        6 => json!("self"),
        7 => json!([]),
        8 => json!({}),
        9 => json!({"$ref": "#/components/schemas/Thing"}),
        10 => json!({"allOf": [{"$ref": "#/components/schemas/Thing"}], "nullable": true}),
        11 => json!({"type": "object", "additionalProperties": {"type": "string"}}),
        12 => json!({"type": "string", "enum": ["a", "b"], "x-ms-enum": {"name": "Thing"}}),
        _ => json!(["id", "id"]),
    }
}

/// Changes the value that comes `place`-th in the order of the text.
fn mutate(document: &mut Value, place: usize, kind: u8, choice: u8) {
    let count = count(document);
    let mut left = place % count;
    let spare = nth(&mut document.clone(), &mut (usize::from(choice) % count)).cloned();
    let Some(value) = nth(document, &mut left) else {
        return;
    };
    match (kind % 5, value) {
        (0, value) => *value = odd(choice),
        (1, value) => *value = spare.unwrap_or_default(),
        (2, Value::Object(entries)) => {
            let key = entries.keys().nth(usize::from(choice) % entries.len().max(1)).cloned();
            if let Some(key) = key {
                entries.shift_remove(&key);
            }
        }
        (3, Value::Object(entries)) => {
            let names = ["type", "$ref", "allOf", "x-ms-enum", "nullable", "readOnly", "id", "required"];
            let name = names[usize::from(choice) % names.len()];
            entries.insert(name.to_owned(), odd(choice / 8));
        }
        (4, Value::Array(items)) => items.push(spare.unwrap_or_default()),
        (_, Value::String(text)) => text.push(char::from(choice)),
        (_, value) => *value = odd(choice),
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Object(entries) => entries.values().map(count).sum(),
        Value::Array(items) => items.iter().map(count).sum(),
        _ => 0,
    }
}

fn nth<'v>(value: &'v mut Value, left: &mut usize) -> Option<&'v mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Object(entries) => entries.values_mut().find_map(|inner| nth(inner, left)),
        Value::Array(items) => items.iter_mut().find_map(|inner| nth(inner, left)),
        _ => None,
    }
}
