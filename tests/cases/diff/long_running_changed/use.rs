pub fn use_thing(client: &api::blocking::CaseClient) -> Option<api::Thing> {
    client.use_thing("a").ok()
}
