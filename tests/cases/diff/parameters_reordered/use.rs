pub fn get(client: &api::blocking::CaseClient) {
    let _ = client.get_things(Some("a"), Some("z")).ok();
}
