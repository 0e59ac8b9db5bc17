pub fn thing() -> api::Thing {
    api::Thing { id: None, ..Default::default() }
}
