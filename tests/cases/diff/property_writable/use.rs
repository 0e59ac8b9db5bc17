pub fn thing() -> api::Thing {
    api::Thing { id: Some(String::new()) }
}
