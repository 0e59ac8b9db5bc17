pub fn part(thing: api::Thing) -> Option<api::Part> {
    thing.part
}
