pub fn thing() -> api::Thing {
    api::Thing { id: "1".to_owned(), ..Default::default() }
}
