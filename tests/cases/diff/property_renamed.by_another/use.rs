pub fn thing() -> api::Thing {
    api::Thing { id: Some(String::new()), ..Default::default() }
}
pub fn meaning() {
    let vault = keyvault::VaultUrl::new("https://a.vault.azure.net").unwrap();
    let put = api::PutThing { thing_name: "t".to_owned(), parameters: thing() };
    assert_eq!(put.request(&vault).unwrap().body(), r#"{"ID":""}"#);
}
