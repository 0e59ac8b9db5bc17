pub fn kind() -> api::Kind {
    api::Kind::Hard
}
