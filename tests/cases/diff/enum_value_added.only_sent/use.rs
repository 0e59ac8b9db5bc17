pub fn name(kind: &api::Kind) -> &'static str {
    match kind {
        api::Kind::Soft => "soft",
        api::Kind::Hard => "hard",
    }
}
