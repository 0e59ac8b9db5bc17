pub fn read(thing: api::Thing) -> String {
    thing.id
}
