pub fn kind() -> api::Kind {
    api::Kind::Unknown(String::new())
}
