pub fn is_hard(kind: &api::Kind) -> bool {
    *kind == api::Kind::Hard
}
