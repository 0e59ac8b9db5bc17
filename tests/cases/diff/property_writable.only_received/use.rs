pub fn id(thing: &api::Thing) -> Option<&String> {
    thing.id.as_ref()
}
