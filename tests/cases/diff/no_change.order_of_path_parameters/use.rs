pub fn get(client: &api::blocking::CaseClient) {
    let _ = client.get_things("x", "y").ok();
}
