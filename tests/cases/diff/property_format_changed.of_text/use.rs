pub fn id(thing: api::Thing) -> Option<String> {
    thing.id
}
pub fn links(thing: api::Thing) -> Option<Vec<String>> {
    thing.links
}
