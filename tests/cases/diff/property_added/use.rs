pub fn thing() -> api::Thing {
    api::Thing { id: None, ..Default::default() }
}
pub fn id(thing: &api::Thing) -> Option<&String> {
    let api::Thing { id, .. } = thing;
    id.as_ref()
}
