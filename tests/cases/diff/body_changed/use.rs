pub fn put() -> api::PutThing {
    api::PutThing { thing_name: String::new(), parameters: api::Thing { id: None } }
}
