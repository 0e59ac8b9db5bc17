pub fn failure(error: &keyvault::ServiceError) -> Option<api::Failure> {
    error.body_as()
}
