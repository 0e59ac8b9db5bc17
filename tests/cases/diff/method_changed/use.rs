pub fn set() -> api::SetThing {
    api::SetThing { thing_name: String::new() }
}
