pub fn get() -> api::GetThings {
    api::GetThings { x: String::new(), y: String::new() }
}
pub fn meaning() {
    let vault = keyvault::VaultUrl::new("https://a.vault.azure.net").unwrap();
    let get = api::GetThings { x: "1".to_owned(), y: "2".to_owned() };
    assert_eq!(get.request(&vault).unwrap().uri().path(), "/a/1/b/2");
}
