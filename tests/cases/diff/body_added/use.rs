pub fn put(client: &api::blocking::CaseClient) -> Option<api::Thing> {
    client.put_thing("a").ok()
}
