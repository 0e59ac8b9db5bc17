pub fn thing() -> api::Thing {
    api::Thing { id: None, ..Default::default() }
}
pub fn proof(thing: &api::Thing) -> Option<&String> {
    let api::Proof { id, .. } = thing.proof.as_ref()?;
    id.as_ref()
}
