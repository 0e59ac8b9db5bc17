pub fn thing() -> api::Thing {
    api::Thing { kind: api::Kind::Soft }
}
