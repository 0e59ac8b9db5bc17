//! Documents with problems without number: what is told of them is bounded.

use serde_json::{Value, json};

use super::{THING, run, with_schema};

#[test]
fn thousands_of_problems_are_placed_in_little_time() {
    let property = |index: usize| format!("\n      p{index}: {{type: string, format: odd{index}}}");
    let properties: String = (0..10_000).map(property).collect();
    let thing = format!("\n     type: object\n     properties:{properties}");
    let (_, run) = run("problems.yaml", with_schema(&thing));
    assert_eq!(run.status, Some(1), "{}", run.out);
    let others = "error[KV0405]: 9997 more: a format is not supported\n";
    assert!(run.err.contains(others), "{}", run.err);
    assert!(run.err.contains("\n  and 9977 more\n"), "{}", run.err);
    let count = "error: 10000 problems; nothing was written\n";
    assert!(run.err.contains(count), "{}", run.err);
    assert!(run.err.len() < 5_000, "{}", run.err.len());
}

#[test]
fn a_document_of_one_line_is_told_of_part_by_part() {
    let unknown: String = (0..3_000).map(|index| format!(", k{index}: 1")).collect();
    let thing = format!("{{type: object, properties: {{id: {{type: string}}}}{unknown}}}");
    let text = with_schema(&thing);
    for (name, text) in [("long.yaml", text.clone()), ("long.json", in_json(&text))] {
        let (_, run) = run(name, &text);
        assert_eq!(run.status, Some(0), "{name}: {}", run.err);
        let line = text.lines().find(|line| line.contains("k22")).unwrap();
        // The value is behind `: ` or `":`.
        let column = line.find("k22").unwrap() + "k22".len() + 3;
        let line = format!(":{column}: `k22` is not a keyword");
        assert!(run.err.contains(&line), "{name}: no {line}");
        assert!(run.err.len() < 20_000, "{name}: {}", run.err.len());
    }
}

/// The same in JSON, on one line.
fn in_json(yaml: &str) -> String {
    let value: Value = serde_yaml::from_str(yaml).unwrap();
    value.to_string()
}

#[test]
fn names_are_not_compared_without_end() {
    let many = |letter: char| move |index: usize| format!("{letter}{}{index}", "n".repeat(30));
    let wrong = (0..1_000).map(many('A')).chain(["M".repeat(40_000)]);
    let right = (0..1_000).map(many('B')).chain(["N".repeat(40_000)]);
    let mut document: Value = serde_yaml::from_str(&with_schema(THING)).unwrap();
    let schemas = &mut document["components"]["schemas"];
    for name in wrong.chain(right.clone()) {
        let reference = format!("#/components/schemas/{name}");
        schemas["Thing"]["properties"][name] = json!({ "$ref": reference });
    }
    for name in right {
        schemas[name] = json!({ "type": "object", "properties": { "id": { "type": "string" } } });
    }
    let (_, run) = run("names.json", document.to_string());
    assert_eq!(run.status, Some(1), "{}", run.out);
    assert!(
        run.err.contains("did you mean `B"),
        "the first have a suggestion"
    );
    assert!(
        run.err
            .contains("error: 1001 problems; nothing was written\n")
    );
}

#[test]
fn problems_of_many_operations_name_a_few_of_them() {
    let text = with_schema("{type: object, properties: {}}");
    let mut document: Value = serde_yaml::from_str(&text).unwrap();
    let operation = document["paths"]["/things"]["get"].clone();
    for index in 0..1_000 {
        let mut operation = operation.clone();
        operation["operationId"] = format!("GetThings{index}").into();
        document["paths"][format!("/things{index}")]["get"] = operation;
        document["components"]["schemas"]["Thing"]["properties"][format!("p{index}")] =
            json!({ "type": "strng" });
    }
    let (_, run) = run("users.json", document.to_string());
    assert_eq!(run.status, Some(1), "{}", run.out);
    let users = "used by: GetThings, GetThings0, GetThings1 and 998 more";
    assert!(run.err.contains(users), "{}", &run.err[..2_000]);
    assert!(run.err.len() < 2_000_000, "{}", run.err.len());
}
