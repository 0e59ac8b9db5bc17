pub fn get(answer: keyvault::http::Response<keyvault::bytes::Bytes>) -> bool {
    matches!(api::GetThing::response(answer), Ok(()))
}
