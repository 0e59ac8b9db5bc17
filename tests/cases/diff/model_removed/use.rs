pub fn read(part: api::Part) -> Option<String> {
    part.id
}
