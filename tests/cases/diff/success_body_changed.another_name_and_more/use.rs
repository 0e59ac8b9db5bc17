pub fn id(thing: &api::Thing) -> &str {
    &thing.id
}
