pub fn put(client: &api::blocking::CaseClient) -> Option<api::Thing> {
    client.put_thing("a", api::Thing { id: String::new() }).ok()
}
