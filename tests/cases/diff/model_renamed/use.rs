pub fn read(part: api::Part) -> Option<i64> {
    part.size
}
