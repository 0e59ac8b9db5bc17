pub fn get() -> api::GetThing {
    api::GetThing { thing_name: None }
}
