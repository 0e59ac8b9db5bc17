pub fn drop_all() -> api::DropThing {
    api::DropThing
}
