pub fn get() -> api::GetThing {
    api::GetThing::default()
}
