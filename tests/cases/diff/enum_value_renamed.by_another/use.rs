pub fn kind() -> api::Kind {
    api::Kind::Soft
}
pub fn meaning() {
    assert_eq!(kind().as_str(), "soft");
}
