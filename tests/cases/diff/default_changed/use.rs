pub fn thing() -> api::Thing {
    api::Thing::default()
}
