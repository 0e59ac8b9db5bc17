pub fn id(answer: keyvault::http::Response<keyvault::bytes::Bytes>) -> Option<String> {
    match api::GetThing::response(answer) {
        Ok(thing) => thing.id,
        Err(keyvault::Error::Service(error)) => error.code().map(str::to_owned),
        Err(_) => None,
    }
}
