pub fn read(thing: api::Thing) -> Option<String> {
    thing.id
}
