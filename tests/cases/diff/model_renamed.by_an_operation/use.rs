pub fn id(thing: api::RestoreThing) -> Option<String> {
    thing.id
}
