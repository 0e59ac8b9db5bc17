pub fn get() -> api::GetThings {
    api::GetThings { x: String::new() }
}
