pub fn get(client: &api::blocking::CaseClient) -> Option<api::Thing> {
    client.get_things(Some("a")).ok()
}
