pub fn list(client: &api::blocking::CaseClient) -> Option<Vec<String>> {
    client.get_things().ok()?.value
}
