pub fn get(client: &api::blocking::CaseClient) -> Option<api::Thing> {
    client.get_thing("a", Some(1)).ok()
}
