pub fn size(thing: api::Thing) -> Option<i64> {
    thing.size
}
