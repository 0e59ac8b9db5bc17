pub fn get() -> api::GetThing {
    api::GetThing { id: String::new(), other_id: Some(String::new()) }
}
