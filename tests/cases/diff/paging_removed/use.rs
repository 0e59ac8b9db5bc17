pub fn list(client: &api::blocking::CaseClient) -> usize {
    client.get_things().items().count()
}
