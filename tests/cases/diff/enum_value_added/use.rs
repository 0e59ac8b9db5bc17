pub fn name(kind: &api::Kind) -> &'static str {
    match kind {
        api::Kind::Soft => "soft",
        api::Kind::Hard => "hard",
        _ => "",
    }
}
pub fn is_hot(kind: &api::Kind) -> bool {
    kind.as_str() == "hot"
}
